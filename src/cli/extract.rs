//! `extract`: every mention, in the formats of the tools that read mentions.

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use actorgraph::export::{MentionFormat, MentionLines, MentionPage, brat, brat_configuration, mention_writer};
use actorgraph::{Annotator, Gazetteer};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::file::{Sheet, write_file};
use super::general::General;
use super::stdout::output;
use super::{Failure, Outcome};

/// Lists every mention of an actor
///
/// One mention a line: document, article, part, date, sentence, start and end (Unicode code points of the document, half-open),
/// byte_start and byte_end, line and column, text, actor, name, type, kind, the rule that decided, and the form: whether the letters
/// are as-listed, folded as the alias allows, or capitals among capitals.
///
/// conll, webanno (W3C Web Annotations) and spacy are streams too. brat is a folder, which --output names: for each document its text
/// and its annotations.
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph extract seeds --format csv > mentions.csv\n  actorgraph extract seeds --format spacy -o mentions.jsonl\n  \
                  actorgraph extract seeds --format brat -o annotated"
)]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// File to write, or folder for brat; - is standard output
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format of the output
    #[arg(long, default_value = "jsonl", value_parser = PossibleValuesParser::new(
        MentionFormat::ALL.iter().map(|format| format.name()).chain([BRAT]).collect::<Vec<_>>()))]
    format: String,
    /// Also lists what stands in a gazetteer and means no actor here, such as a capital that is a mere place
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    sheet: Sheet,
    #[command(flatten)]
    general: General,
}

const BRAT: &str = "brat";

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let format = MentionFormat::ALL.into_iter().find(|format| format.name() == arguments.format);
    let file = arguments.output.clone().filter(|path| path.as_os_str() != "-");
    if format == Some(MentionFormat::Parquet) && !cfg!(feature = "parquet") {
        return Err("this program was built without Parquet; build it with --features parquet, or choose another format".into());
    }
    arguments.sheet.only_for(format == Some(MentionFormat::Csv))?;
    let (annotator, bad_rows) = arguments.general.reader()?;
    let mut mentions = Mentions { arguments, annotator, pages: 0, any: false };
    let partial = match (format, file) {
        (None, Some(folder)) => mentions.brat(&folder)?,
        (None, None) => return Err("brat makes two files for each document; name a folder for them with --output DIR".into()),
        (Some(MentionFormat::Jsonl), None) => {
            let mut out = output();
            let partial = mentions.lines(&mut out)?;
            out.flush()?;
            partial
        }
        (Some(format), None) => {
            let mut writer = mention_writer(format, mentions.arguments.sheet.over(output()))?;
            let partial = mentions.each(|page| Ok(writer.add(page)?))?;
            writer.finish()?;
            partial
        }
        (Some(format), Some(path)) => {
            let mut ended = Ok(false);
            let written = write_file(&path, |out| {
                let mut writer = match format {
                    MentionFormat::Jsonl => {
                        ended = mentions.lines(out);
                        None
                    }
                    _ => {
                        let mut writer = mention_writer(format, mentions.arguments.sheet.over(&mut *out))?;
                        ended = mentions.each(|page| Ok(writer.add(page)?));
                        Some(writer)
                    }
                };
                if mentions.pages == 0 && matches!(ended, Ok(true)) {
                    ended = Err("nothing could be read, so nothing is written".into());
                }
                // What could not be finished is not left behind as if it were.
                if ended.is_err() { Err(io::Error::other("stopped")) } else { writer.take().map_or(Ok(()), |writer| writer.finish()) }
            });
            let partial = ended?;
            written?;
            partial
        }
    };
    Ok(Outcome::of(mentions.any, partial || bad_rows))
}

struct Mentions {
    arguments: Arguments,
    annotator: &'static Annotator,
    /// How many pages were read.
    pages: usize,
    /// Whether any of them holds a mention.
    any: bool,
}

impl Mentions {
    /// Writes JSON lines, which the threads make that find the mentions. Tells whether something could not be used.
    fn lines(&mut self, out: &mut dyn Write) -> Result<bool, Failure> {
        let Self { arguments, annotator, pages, any } = self;
        let lines = MentionLines::new(annotator.gazetteer(), arguments.all);
        arguments.general.made(annotator, &arguments.inputs, &|page| lines.of(&page), |lines| {
            *pages += 1;
            *any |= !lines.is_empty();
            Ok(out.write_all(&lines)?)
        })
    }

    /// Gives every page with its mentions to `write`. Tells whether something could not be used.
    fn each(&mut self, mut write: impl FnMut(&MentionPage<'_>) -> Result<(), Failure>) -> Result<bool, Failure> {
        let Self { arguments, annotator, pages, any } = self;
        let gazetteer: &Gazetteer = annotator.gazetteer();
        arguments.general.pages(annotator, &arguments.inputs, |page| {
            let page = MentionPage::new(page, gazetteer, arguments.all);
            *pages += 1;
            *any |= !page.rows.is_empty();
            write(&page)
        })
    }

    /// Writes the files of every document below `folder`.
    fn brat(&mut self, folder: &Path) -> Result<bool, Failure> {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut types: BTreeSet<String> = BTreeSet::new();
        let save = |name: &str, content: &str| {
            let path = folder.join(name);
            let parent = path.parent().unwrap_or(folder);
            std::fs::create_dir_all(parent)
                .map_err(|error| format!("{}: cannot be made ({error}); check the folder above it", parent.display()))?;
            write_file(&path, |out| out.write_all(content.as_bytes()))
        };
        let partial = self.each(|page| {
            let files = brat(page);
            types.extend(page.rows.iter().filter_map(|row| row.label().map(str::to_owned)));
            let mut stem = files.stem.clone();
            // Two documents may have names that differ only in what a path cannot hold.
            for turn in 2.. {
                if taken.insert(stem.to_lowercase()) {
                    break;
                }
                stem = format!("{}~{turn}", files.stem);
            }
            save(&format!("{stem}.txt"), &files.text)?;
            save(&format!("{stem}.ann"), &files.annotations)
        })?;
        save("annotation.conf", &brat_configuration(types.iter().map(String::as_str)))?;
        Ok(partial)
    }
}
