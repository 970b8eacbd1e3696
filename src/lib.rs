//! Finds countries, leaders and organizations in news pages and turns them into a graph of actors.

pub mod answer;
pub mod export;
pub mod fold;
pub mod graph;
pub mod sentence;

mod annotated;
mod article;
mod association;
mod cooccurrence;
mod date;
mod duplicate;
mod embedded;
mod gazetteer;
mod id;
mod mention;
mod page;
mod pipeline;
mod position;
mod resolve;
mod source;
mod span;
mod table;
mod tally;

pub use annotated::{Annotated, AnnotatedArticle, Annotator};
pub use article::{Article, Sentence};
pub use association::Contingency;
pub use cooccurrence::{ActorCount, Ambiguous, Cooccurrences, Copied, EvidenceLimit, Gathered, Joint, PairCount, Quote, Window};
pub use date::{Age, Published, date_in_name};
pub use duplicate::Duplicates;
pub use gazetteer::{Actor, ActorType, Alias, AliasKind, CaseRule, ContextRole, ContextRule, Gazetteer, GazetteerBuilder, Language, Lookup, Role, Title};
pub use id::{ActorId, AliasId};
pub use mention::{Form, Matcher, MatcherError, Mention, Mentions, Refusal, Scratch, Watch};
pub use page::{Abbreviation, Dateline, Furniture, Page, Paragraph, Part, RunsOn, Story};
pub use pipeline::{Inputs, Pipeline, PipelineError};
pub use position::{Position, Positions};
pub use resolve::{Grammar, Resolution, Resolved, Resolver, Rule};
pub use source::{Found, Source, SourceError, decode, walk};
pub use span::Span;
pub use table::Problem;
pub use tally::{Period, Tally};
