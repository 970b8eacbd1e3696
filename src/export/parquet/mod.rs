//! Parquet: the tables of a graph, and mentions, for pandas, DuckDB, Spark and their like.
//!
//! Columns have real types: counts, days, truths, lists. The manifest stands in the file's metadata under `actorgraph`.

mod graph;
mod mentions;

use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, ZstdLevel};
use ::parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::SerializedFileWriter;
use ::parquet::schema::parser::parse_message_type;
use jiff::civil::{Date, date};

pub use self::graph::{parquet_edges, parquet_evidence, parquet_nodes, parquet_relations};
pub(super) use self::mentions::Mentions;

/// Values of one column of a table, with the levels that say which are missing and where a list begins.
struct Leaf {
    values: Values,
    present: Vec<i16>,
    nested: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Count(Vec<i64>),
    Real(Vec<f64>),
    Truth(Vec<bool>),
    Day(Vec<i32>),
}

impl Leaf {
    const fn new(values: Values) -> Self {
        Self { values, present: Vec::new(), nested: Vec::new() }
    }

    const fn text() -> Self {
        Self::new(Values::Text(Vec::new()))
    }

    const fn count() -> Self {
        Self::new(Values::Count(Vec::new()))
    }

    /// Notes a value at a level of nesting: 0 where a row begins, 1 within a list.
    fn mark(&mut self, is_present: bool, nested: i16) {
        self.present.push(i16::from(is_present));
        self.nested.push(nested);
    }

    fn push_text(&mut self, text: Option<&str>) {
        self.mark(text.is_some(), 0);
        if let (Values::Text(values), Some(text)) = (&mut self.values, text) {
            values.push(text.as_bytes().to_vec().into());
        }
    }

    fn push_count(&mut self, count: u64) {
        self.mark(true, 0);
        if let Values::Count(values) = &mut self.values {
            values.push(i64::try_from(count).unwrap_or(i64::MAX));
        }
    }

    fn push_day(&mut self, day: Option<Date>) {
        self.mark(day.is_some(), 0);
        if let (Values::Day(values), Some(day)) = (&mut self.values, day) {
            values.push(days_since_1970(day));
        }
    }

    /// A list of texts in one row.
    fn push_texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        let mut any = false;
        for text in texts {
            self.mark(true, i16::from(any));
            any = true;
            if let Values::Text(values) = &mut self.values {
                values.push(text.as_bytes().to_vec().into());
            }
        }
        if !any {
            self.mark(false, 0);
        }
    }

    /// A list of counts in one row.
    fn push_counts(&mut self, counts: impl IntoIterator<Item = u64>) {
        let mut any = false;
        for count in counts {
            self.mark(true, i16::from(any));
            any = true;
            if let Values::Count(values) = &mut self.values {
                values.push(i64::try_from(count).unwrap_or(i64::MAX));
            }
        }
        if !any {
            self.mark(false, 0);
        }
    }
}

fn days_since_1970(day: Date) -> i32 {
    day.since(date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

/// A column as a schema spells it, with its leaves: one, or one for each field of the records in a list.
struct Column {
    schema: String,
    leaves: Vec<Leaf>,
}

impl Column {
    fn text(name: &str) -> Self {
        Self { schema: format!("OPTIONAL BYTE_ARRAY {name} (UTF8);"), leaves: vec![Leaf::text()] }
    }

    fn count(name: &str) -> Self {
        Self { schema: format!("REQUIRED INT64 {name};"), leaves: vec![Leaf::count()] }
    }

    fn real(name: &str) -> Self {
        Self { schema: format!("REQUIRED DOUBLE {name};"), leaves: vec![Leaf::new(Values::Real(Vec::new()))] }
    }

    fn truth(name: &str) -> Self {
        Self { schema: format!("REQUIRED BOOLEAN {name};"), leaves: vec![Leaf::new(Values::Truth(Vec::new()))] }
    }

    fn day(name: &str) -> Self {
        Self { schema: format!("OPTIONAL INT32 {name} (DATE);"), leaves: vec![Leaf::new(Values::Day(Vec::new()))] }
    }

    fn texts(name: &str) -> Self {
        let schema = format!("REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED BYTE_ARRAY element (UTF8); }} }}");
        Self { schema, leaves: vec![Leaf::text()] }
    }

    /// A list of records with these fields: a name each, and whether it is a text or a count.
    fn records(name: &str, fields: &[(&str, bool)]) -> Self {
        let spell = |(field, is_text): &(&str, bool)| match is_text {
            true => format!("REQUIRED BYTE_ARRAY {field} (UTF8);"),
            false => format!("REQUIRED INT64 {field};"),
        };
        let fields_schema: String = fields.iter().map(spell).collect();
        let schema = format!("REQUIRED GROUP {name} (LIST) {{ REPEATED GROUP list {{ REQUIRED GROUP element {{ {fields_schema} }} }} }}");
        let leaves = fields.iter().map(|(_, is_text)| if *is_text { Leaf::text() } else { Leaf::count() }).collect();
        Self { schema, leaves }
    }

    fn leaf(&mut self) -> &mut Leaf {
        &mut self.leaves[0]
    }
}

/// Writes columns as a Parquet file, whole in memory first, since Parquet ends with what readers begin with.
fn write(columns: Vec<Column>, manifest: Option<String>, out: &mut dyn Write) -> io::Result<()> {
    let bytes = file(columns, manifest).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn file(columns: Vec<Column>, manifest: Option<String>) -> Result<Vec<u8>, ParquetError> {
    let fields: String = columns.iter().map(|column| column.schema.as_str()).collect();
    let schema = Arc::new(parse_message_type(&format!("message table {{ {fields} }}"))?);
    let metadata = manifest.map(|manifest| vec![KeyValue::new("actorgraph".to_owned(), manifest)]);
    let properties =
        WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).set_key_value_metadata(metadata).build();
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    let mut group = file.next_row_group()?;
    for leaf in columns.into_iter().flat_map(|column| column.leaves) {
        let Some(mut column) = group.next_column()? else { break };
        let levels = (Some(leaf.present.as_slice()), Some(leaf.nested.as_slice()));
        match leaf.values {
            Values::Text(values) => column.typed::<ByteArrayType>().write_batch(&values, levels.0, levels.1)?,
            Values::Count(values) => column.typed::<Int64Type>().write_batch(&values, levels.0, levels.1)?,
            Values::Real(values) => column.typed::<DoubleType>().write_batch(&values, levels.0, levels.1)?,
            Values::Truth(values) => column.typed::<BoolType>().write_batch(&values, levels.0, levels.1)?,
            Values::Day(values) => column.typed::<Int32Type>().write_batch(&values, levels.0, levels.1)?,
        };
        column.close()?;
    }
    group.close()?;
    file.close()?;
    Ok(bytes)
}
