//! Finds countries, leaders and organizations in news pages and turns them into a graph of actors.
//!
//! The data goes one road: source → page → article → sentence → mention → actor → co-occurrence → graph → answer and export.
//! Here it is on one Dutch sentence:
//!
//! ```
//! use std::sync::Arc;
//! use actorgraph::graph::{ActorGraph, EdgeFilter, Manifest};
//! use actorgraph::export::{ExportOptions, Format, export};
//! use actorgraph::{Ambiguous, Annotator, Cooccurrences, EvidenceLimit, Gazetteer, Language, Period, Scratch, Source, Tally, Window};
//!
//! // The gazetteers that the library carries, compiled into one search.
//! let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
//! let annotator = Annotator::new(Arc::clone(&gazetteer), Language::Dutch)?;
//!
//! // source → page → article → sentence → mention → actor
//! let source = Source::new("2026-01-27_beijing.txt", "Poetins gast Loekasjenko beschuldigt de EU, maar niet in Moskou.");
//! let page = annotator.annotate(source, &mut Scratch::default());
//! let mentions = &page.articles[0].mentions;
//! let found: Vec<(&str, &str)> = mentions
//!     .iter()
//!     .filter_map(|mention| Some((mention.span.of(page.page.text()), gazetteer.actor(mention.actor()?).id.as_str())))
//!     .collect();
//! assert_eq!(found, [("Poetin", "vladimir-putin"), ("Loekasjenko", "aleksandr-lukashenko"), ("EU", "eu")]);
//!
//! // actor → co-occurrence → graph
//! let counts = Cooccurrences::new(Window::Sentence, Ambiguous::Drop, EvidenceLimit::All);
//! let mut tally = Tally::new(counts, None, Period::default());
//! tally.add(&page)?;
//! let filter = EdgeFilter::default();
//! let (graph, _) = ActorGraph::build(&tally.counts, &tally.duplicates, &gazetteer, &filter, Manifest::default());
//! assert_eq!((graph.node_count(), graph.edge_count()), (3, 3));
//!
//! // graph → export
//! let mut dot = Vec::new();
//! export(&graph, Format::Dot, &ExportOptions::default(), &mut dot)?;
//! assert!(String::from_utf8(dot)?.contains("\"Vladimir Poetin\""));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod answer;
pub mod export;
pub mod fold;
pub mod gold;
pub mod graph;
pub mod relation;
pub mod sentence;
pub mod verify;

mod annotated;
mod article;
mod association;
mod cooccurrence;
mod date;
mod duplicate;
mod embedded;
mod flat;
mod gazetteer;
mod homes;
mod id;
mod indexing;
mod inputs;
mod kept_list;
mod language;
mod mention;
mod page;
mod pages;
mod partial;
mod pipeline;
mod position;
mod relation_count;
mod resolve;
mod run;
mod shelf;
mod sketch;
mod source;
mod span;
mod spool;
mod store;
mod table;
mod tally;

pub use annotated::{Annotated, AnnotatedArticle, Annotator};
pub use article::{Article, Sentence};
pub use association::{Contingency, chi_square_p, holm};
pub use cooccurrence::{
    ActorCount, Actors, Ambiguous, Containing, Cooccurrences, Copied, CountRules, EvidenceLimit, Forms, Gathered, Joint,
    Kept as KeptQuotes, Ledger, Mark, PairCount, Pairs, Quote, Quoted, Window,
};
pub use date::{Age, Published, Slice, date_in_name};
pub use duplicate::{Copies, Duplicates, Place, THRESHOLD};
pub use gazetteer::{
    Actor, ActorType, Alias, AliasKind, CaseRule, ContextRole, ContextRule, Gazetteer, GazetteerBuilder, ImportFormat, Imported, Language,
    Lookup, Role, Title, import,
};
pub use id::{ActorId, AliasId};
pub use indexing::{IndexSummary, Indexed, KeepAfter};
pub use inputs::Inputs;
pub use kept_list::KeptList;
pub use mention::{Form, Matcher, MatcherError, Mention, Mentions, Refusal, Scratch, Watch};
pub use page::{Abbreviation, Dateline, Furniture, Page, Paragraph, Part, RunsOn, Story};
pub use partial::{Counted, CountsError, Sum, is_line_of_counts, write_counts};
pub use pipeline::{InputError, Pipeline, PipelineError};
pub use position::{Position, Positions};
pub use relation_count::{RelationCount, RelationCounts, RelationEvidence, RelationKind, Stretch, ToldCount};
pub use resolve::{Grammar, Resolution, Resolved, Resolver, Rule};
pub use sketch::Sketch;
pub use source::{Field, Fields, Format as SourceFormat, Found, Limits, Origin, Reading, Source, SourceError, Wanted, decode, walk};
pub use span::Span;
pub use spool::SpoolError;
pub use store::{Kept, KeptPages, Known, Store, StoreError, StoreFault, StoreRecount, Stored, StoredFile, Totals, Writer, is_store};
pub use table::Problem;
pub use tally::{Period, Sliced, Tally};
