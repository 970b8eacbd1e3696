//! Finds countries, leaders and organizations in news pages and turns them into a graph of actors.

pub mod export;
pub mod fold;
pub mod graph;
pub mod sentence;

mod article;
mod date;
mod embedded;
mod gazetteer;
mod id;
mod page;
mod source;
mod span;
mod table;

pub use article::{Article, Sentence};
pub use date::{Age, Published, date_in_name};
pub use gazetteer::{Actor, ActorType, Alias, AliasKind, CaseRule, ContextRole, ContextRule, Gazetteer, GazetteerBuilder, Language, Lookup, Role, Title};
pub use id::{ActorId, AliasId};
pub use page::{Abbreviation, Dateline, Furniture, Page, Paragraph, Part, RunsOn, Story};
pub use source::{Found, Source, SourceError, decode, walk};
pub use span::Span;
pub use table::Problem;
