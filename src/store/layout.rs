//! The layout of an article as it stands in a store: its paragraphs, dateline and age, as JSON.

use serde::{Deserialize, Serialize};

use crate::date::Age;
use crate::page::{Dateline, Paragraph, Part, Story};
use crate::span::Span;

#[derive(Serialize, Deserialize)]
struct Layout {
    /// First byte, end byte, part.
    paragraphs: Vec<(usize, usize, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dateline: Option<Opening>,
    /// Minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Opening {
    place: String,
    agencies: Vec<String>,
    start: usize,
    end: usize,
    story: usize,
}

/// A story as JSON.
pub(super) fn to_json(story: &Story) -> serde_json::Result<String> {
    let paragraphs = story.paragraphs.iter().map(|p| (p.span.start, p.span.end, p.part.name().to_owned())).collect();
    let dateline = story.dateline.as_ref().map(|dateline| Opening {
        place: dateline.place.clone(),
        agencies: dateline.agencies.clone(),
        start: dateline.span.start,
        end: dateline.span.end,
        story: dateline.end,
    });
    serde_json::to_string(&Layout { paragraphs, dateline, age: story.age.map(|age| age.minutes) })
}

/// A story from JSON; nothing where it holds a part that is not known.
pub(super) fn from_json(json: &str) -> Option<Story> {
    let layout: Layout = serde_json::from_str(json).ok()?;
    let paragraph = |(start, end, name): (usize, usize, String)| {
        let part = Part::ALL.into_iter().find(|part| part.name() == name)?;
        Some(Paragraph { span: Span::new(start, end), part })
    };
    Some(Story {
        paragraphs: layout.paragraphs.into_iter().map(paragraph).collect::<Option<_>>()?,
        dateline: layout.dateline.map(|dateline| Dateline {
            place: dateline.place,
            agencies: dateline.agencies,
            span: Span::new(dateline.start, dateline.end),
            end: dateline.story,
        }),
        age: layout.age.map(|minutes| Age { minutes }),
    })
}
