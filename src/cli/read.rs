//! `read`: how each page was read, one sentence a line.

use std::path::PathBuf;

use actorgraph::Positions;
use clap::Args;
use serde::Serialize;

use super::general::General;
use super::stdout::{json_line, output};
use super::{Failure, Outcome};

/// Shows how each page was read: articles, parts, datelines, dates, sentences
///
/// One sentence a line, as JSON: document, article (0 is the main story, 1… the teasers), part (headline, lead, body, teaser),
/// dateline and agencies, date, number of the sentence in its article, start and end in Unicode code points, and the text.
#[derive(Args)]
#[command(after_help = "Example: actorgraph read seeds | head")]
pub struct Arguments {
    /// Files, directories, or - for standard input
    #[arg(required_unless_present = "files_from", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Lists the texts themselves, to which all offsets refer: document, date, url and text, one a line
    #[arg(long)]
    texts: bool,
    #[command(flatten)]
    general: General,
}

#[derive(Serialize)]
struct Whole<'a> {
    document: &'a str,
    date: Option<String>,
    url: Option<&'a str>,
    text: &'a str,
}

#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    article: u32,
    part: &'a str,
    dateline: Option<&'a str>,
    agencies: &'a [String],
    date: Option<String>,
    sentence: usize,
    start: usize,
    end: usize,
    text: &'a str,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    let (annotator, bad_rows) = arguments.general.reader()?;
    let mut out = output();
    let mut any = false;
    let partial = arguments.general.pages(annotator, &arguments.inputs, |page| {
        let text = page.page.text();
        if arguments.texts {
            any = true;
            let date = page.page.published().map(|published| published.day().to_string());
            return json_line(&mut out, &Whole { document: page.page.document(), date, url: page.page.url(), text });
        }
        let positions = Positions::new(text);
        for article in &page.articles {
            let dateline = page.story(article).dateline.as_ref();
            for (number, sentence) in article.sentences.iter().enumerate() {
                any = true;
                let line = Line {
                    document: page.page.document(),
                    article: article.number,
                    part: sentence.part.name(),
                    dateline: dateline.map(|dateline| dateline.place.as_str()),
                    agencies: dateline.map_or(&[], |dateline| dateline.agencies.as_slice()),
                    date: article.published.map(|published| published.day().to_string()),
                    sentence: number,
                    start: positions.of(sentence.span.start).chars,
                    end: positions.of(sentence.span.end).chars,
                    text: sentence.span.of(text),
                };
                json_line(&mut out, &line)?;
            }
        }
        Ok(())
    })?;
    std::io::Write::flush(&mut out)?;
    Ok(Outcome::of(any, partial || bad_rows))
}
