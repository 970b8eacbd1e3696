//! Writes an actor graph in the formats that other programs open, one writer a file.
//!
//! Owns what each format demands: its escapes, its order, its names for things. Writes to anything that takes bytes and knows nothing
//! of files or flags. The same graph gives the same bytes, always.

mod attribute;
mod block;
mod csv;
mod cyjs;
mod dot;
mod gexf;
mod gexf_dynamic;
mod graphml;
mod html;
mod json;
mod mention;
mod neo4j;
mod note;
#[cfg(feature = "parquet")]
mod parquet;
mod relations;
mod sheet;
mod spell;
mod style;
mod svg;
mod text;
mod words;
mod xml;

use std::fmt;
use std::io::{self, Write};
use std::path::Path;

use crate::gazetteer::Language;
use crate::graph::ActorGraph;

pub use self::csv::{csv_edges, csv_evidence, csv_manifest, csv_nodes, csv_relations};
pub use self::cyjs::cyjs;
pub use self::dot::dot;
pub use self::gexf::gexf;
pub use self::gexf_dynamic::{TimeSlice, gexf_dynamic};
pub use self::graphml::graphml;
pub use self::html::html;
pub use self::json::json;
pub use self::mention::{
    BratFiles, MentionFormat, MentionLines, MentionPage, MentionRow, MentionWriter, brat, brat_configuration, mention_writer,
};
pub use self::neo4j::{neo4j_nodes, neo4j_relations, neo4j_relationships};
#[cfg(feature = "parquet")]
pub use self::parquet::{parquet_edges, parquet_evidence, parquet_nodes, parquet_relations};
pub use self::relations::{RELATION_FORMATS, export_relations};
pub use self::sheet::{ExcelSafe, inert};
pub use self::svg::svg;

/// A format that a graph can be written in.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Graphviz.
    Dot,
    /// Tables for Gephi and spreadsheets.
    Csv,
    /// Gephi's own format, version 1.3.
    Gexf,
    /// GraphML, which yEd, Cytoscape, igraph and networkx read.
    GraphMl,
    /// Node-link JSON, as networkx and D3 read it.
    Json,
    /// Cytoscape and Cytoscape.js.
    Cyjs,
    /// A picture.
    Svg,
    /// A page to search, filter and read the evidence in, whole in one file.
    Html,
    /// Tables for Neo4j's importer.
    Neo4j,
    /// Typed tables for pandas, DuckDB and Spark. Only in programs built with the feature `parquet`.
    Parquet,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 10] =
        [Self::Dot, Self::Csv, Self::Gexf, Self::GraphMl, Self::Json, Self::Cyjs, Self::Svg, Self::Html, Self::Neo4j, Self::Parquet];

    /// The name by which a person chooses the format.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Csv => "csv",
            Self::Gexf => "gexf",
            Self::GraphMl => "graphml",
            Self::Json => "json",
            Self::Cyjs => "cyjs",
            Self::Svg => "svg",
            Self::Html => "html",
            Self::Neo4j => "neo4j",
            Self::Parquet => "parquet",
        }
    }

    /// How the name of a file in this format ends, without the dot.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Neo4j => "csv",
            other => other.name(),
        }
    }

    /// The tables of which the format is made, where it is more than one file: what the name of each ends in, and its writer.
    #[must_use]
    pub fn tables(self) -> &'static [(&'static str, TableWriter)] {
        match self {
            Self::Csv => &[("nodes", csv_nodes), ("edges", csv_edges), ("evidence", csv_evidence), ("relations", csv_relations)],
            // Names of their own, since those of CSV may stand beside them.
            Self::Neo4j => {
                &[("neo4j-nodes", neo4j_nodes), ("neo4j-relationships", neo4j_relationships), ("neo4j-relations", neo4j_relations)]
            }
            #[cfg(feature = "parquet")]
            Self::Parquet => {
                &[("nodes", parquet_nodes), ("edges", parquet_edges), ("evidence", parquet_evidence), ("relations", parquet_relations)]
            }
            _ => &[],
        }
    }

    /// Whether the format tells the relations of a link. Pictures do not.
    #[must_use]
    pub const fn tells_relations(self) -> bool {
        !matches!(self, Self::Dot | Self::Svg)
    }

    /// Whether the format tells where an actor stands among the others (betweenness, PageRank, core number, community) and all sentences
    /// kept of a link. DOT shows the first sentence of each, and communities only to Gephi.
    #[must_use]
    pub const fn is_whole(self, dialect: DotDialect) -> bool {
        !matches!((self, dialect), (Self::Dot, DotDialect::Graphviz))
    }

    /// Whether this program can write the format: Parquet only if it was built with it.
    #[must_use]
    pub const fn is_built(self) -> bool {
        !matches!(self, Self::Parquet) || cfg!(feature = "parquet")
    }

    /// The format with this name, in any case.
    ///
    /// # Errors
    /// When no format has the name; the error names those that there are.
    ///
    /// ```
    /// use actorgraph::export::Format;
    /// assert_eq!(Format::from_name("GraphML").unwrap(), Format::GraphMl);
    /// assert!(Format::from_name("docx").unwrap_err().to_string().contains("graphml"));
    /// ```
    pub fn from_name(name: &str) -> Result<Self, UnknownFormat> {
        let wanted = name.trim().to_ascii_lowercase();
        if wanted == "gv" {
            return Ok(Self::Dot);
        }
        Self::ALL.into_iter().find(|format| format.name() == wanted).ok_or_else(|| UnknownFormat { name: name.to_owned() })
    }

    /// The format that the ending of a file's name tells, where it tells one.
    #[must_use]
    pub fn from_path(path: &Path) -> Option<Self> {
        Self::from_name(path.extension()?.to_str()?).ok()
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a name that no format has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no format is named `{name}`; choose one of {}", Format::ALL.map(Format::name).join(", "))]
pub struct UnknownFormat {
    /// The name as it was given.
    pub name: String,
}

/// Writes one table of a format that is made of several.
pub type TableWriter = fn(&ActorGraph, &mut dyn Write) -> io::Result<()>;

/// Under which key node-link JSON lists its links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgesKey {
    /// `edges`: networkx from version 3.6.
    #[default]
    Edges,
    /// `links`: D3 and older networkx.
    Links,
}

/// For which reader DOT is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DotDialect {
    /// Graphviz, with its defaults for all nodes and edges.
    #[default]
    Graphviz,
    /// Gephi, whose reader knows a smaller language.
    Gephi,
}

/// Choices that some of the formats leave open.
#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportOptions {
    /// Key of the links in node-link JSON.
    pub edges_key: EdgesKey,
    /// Dialect of DOT.
    pub dot_dialect: DotDialect,
    /// Title of a picture or page.
    pub title: Option<String>,
    /// Language of the words in a picture or page.
    pub language: Language,
}

impl ExportOptions {
    /// The same with another key for the links in node-link JSON.
    #[must_use]
    pub fn with_edges_key(mut self, key: EdgesKey) -> Self {
        self.edges_key = key;
        self
    }

    /// The same with another dialect of DOT.
    #[must_use]
    pub fn with_dot_dialect(mut self, dialect: DotDialect) -> Self {
        self.dot_dialect = dialect;
        self
    }

    /// The same with another language of the words in pictures and pages.
    #[must_use]
    pub const fn with_language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The same with a title for pictures and pages.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }
}

/// Writes `graph` in `format`. Of a format that is made of several tables this writes the links; [`Format::tables`] names all.
///
/// # Errors
/// When `out` does not take the bytes, or the program was built without the format.
pub fn export(graph: &ActorGraph, format: Format, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Dot => dot(graph, options, out),
        Format::Csv => csv_edges(graph, out),
        Format::Gexf => gexf(graph, out),
        Format::GraphMl => graphml(graph, out),
        Format::Json => json(graph, options, out),
        Format::Cyjs => cyjs(graph, out),
        Format::Svg => svg(graph, options, out),
        Format::Html => html(graph, options, out),
        Format::Neo4j => neo4j_relationships(graph, out),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet_edges(graph, out),
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without Parquet")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_its_ending() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Ok(format));
            let path = format!("some.where/net.{}", format.name().to_uppercase());
            assert_eq!(Format::from_path(Path::new(&path)), Some(format), "{path}");
        }
        assert_eq!(Format::from_path(Path::new("a.gv")), Some(Format::Dot));
        assert_eq!(Format::from_path(Path::new("dot")), None);
    }

    #[test]
    fn an_unknown_name_is_told_with_those_that_exist() {
        let error = Format::from_name("xlsx").unwrap_err();
        assert_eq!(
            error.to_string(),
            "no format is named `xlsx`; choose one of dot, csv, gexf, graphml, json, cyjs, svg, html, neo4j, parquet"
        );
    }
}
