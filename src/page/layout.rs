//! The layout of a page: which paragraphs belong to the main story, and which to the teasers below it.

use crate::date::Age;
use crate::page::age::{Piece, pieces};
use crate::page::clock::{after_time, is_liveblog, opens_post};
use crate::page::dateline::Dateline;
use crate::page::furniture::Furniture;
use crate::page::lines::{Line, RunsOn, Setting, is_terminated, lines};
use crate::span::Span;

/// What part of a page a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The line above the main story.
    Headline,
    /// The first paragraph of the main story.
    Lead,
    /// The rest of the main story, cross-heads included.
    Body,
    /// Another story in short.
    Teaser,
}

impl Part {
    /// All parts.
    pub const ALL: [Self; 4] = [Self::Headline, Self::Lead, Self::Body, Self::Teaser];

    /// The name used in output: `headline`, `lead`, `body` or `teaser`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Lead => "lead",
            Self::Body => "body",
            Self::Teaser => "teaser",
        }
    }
}

/// A paragraph: a line, or the lines that it was wrapped over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, in bytes of the page's text, without a dateline.
    pub span: Span,
    /// What part of the page it is.
    pub part: Part,
}

/// The main story of a page, or a teaser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Story {
    /// Its paragraphs in order.
    pub paragraphs: Vec<Paragraph>,
    /// Its dateline, if it has one.
    pub dateline: Option<Dateline>,
    /// How long before the page it was published, for a teaser that says so.
    pub age: Option<Age>,
}

/// Takes a page's text apart into stories: the main one first, then the teasers in page order.
///
/// A `headline` that is told apart is taken as it is, whatever it looks like.
pub(super) fn stories(text: &str, headline: Option<Span>, furniture: &Furniture, names: &impl RunsOn) -> Vec<Story> {
    let mut lines = lines(text);
    let mut reader = Reader { text, stories: Vec::new(), story: Story::default(), in_teasers: false };
    if let Some(headline) = headline.filter(|headline| !headline.of(text).trim().is_empty()) {
        reader.story.paragraphs.push(Paragraph { span: headline, part: Part::Headline });
        lines.retain(|line| line.span.start >= headline.end);
    }
    let setting = Setting::of(text, &lines);
    let is_liveblog = is_liveblog(text, &lines, furniture);
    let mut previous: Option<Line> = None;
    // The last line of a title of another story.
    let mut elsewhere: Option<Line> = None;
    let mut before: Option<Line> = None;
    for mut line in lines {
        let opens_post = is_liveblog && opens_post(text, before.replace(line).as_ref(), line);
        if opens_post && let Some(post) = after_time(text, line.span, furniture) {
            reader.close();
            reader.in_teasers = true;
            previous = None;
            if post.is_empty() {
                continue;
            }
            line = Line { span: post, after_blank: true };
        }
        let cut = pieces(text, line.span, furniture);
        let is_plain = matches!(cut.as_slice(), [Piece::Text(_)]);
        let last = cut.last().copied();
        let has_begun = !reader.story.paragraphs.is_empty() || !reader.stories.is_empty();
        let goes_on = |before: Line| is_plain && setting.wraps(text, before, line, names);
        if has_begun && points_elsewhere(line.span.of(text), furniture) || elsewhere.is_some_and(goes_on) {
            (previous, elsewhere) = (None, Some(line));
            continue;
        }
        elsewhere = None;
        let of_no_story = || !is_terminated(line.span.of(text)) && furniture.is_aside(line.span.of(text));
        if is_plain && of_no_story() && !previous.is_some_and(|before| setting.wraps(text, before, line, names)) {
            previous = None;
            continue;
        }
        let is_section = furniture.is_section(line.span.of(text));
        let mut dateline = if is_plain && !is_section { Dateline::parse(text, line.span, furniture) } else { None };
        let opens = is_section || !is_plain || dateline.is_some();
        if !opens && previous.is_some_and(|before| setting.wraps(text, before, line, names)) {
            reader.lengthen(line.span.end);
        } else if is_section {
            reader.close();
            reader.in_teasers = true;
        } else {
            for piece in cut {
                match piece {
                    Piece::Text(span) if is_plain => reader.paragraph(span, dateline.take()),
                    Piece::Text(span) => reader.paragraph(span, Dateline::parse(text, span, furniture)),
                    Piece::Age(age) => reader.age(age),
                }
            }
        }
        // What follows an age on its line may go on over the next.
        previous = match last {
            Some(Piece::Text(span)) if !is_section => Some(Line { span, after_blank: line.after_blank }),
            _ => None,
        };
    }
    reader.finish()
}

/// `Lees ook: China koopt meer Russische olie`, `Lees ook | Wil Poetin vrede?`: the title of another story on the line of its marker, which belongs
/// to no story here. What ends with a full stop is the story's own.
fn points_elsewhere(line: &str, furniture: &Furniture) -> bool {
    let Some((marker, title)) = line.split_once([':', '|', '–']) else { return false };
    let is_title = !title.trim().is_empty() && (!is_terminated(title) || title.trim_end().ends_with(['?', '!']));
    is_title && furniture.is_section(marker.trim_end())
}

struct Reader<'t> {
    text: &'t str,
    stories: Vec<Story>,
    story: Story,
    in_teasers: bool,
}

impl Reader<'_> {
    fn paragraph(&mut self, span: Span, dateline: Option<Dateline>) {
        let mut span = span;
        if let Some(dateline) = dateline {
            // A wire story opens with its dateline, so a second one opens another story.
            let has_begun = self.story.dateline.is_some() || (self.in_teasers && !self.story.paragraphs.is_empty());
            if has_begun {
                self.close();
                self.in_teasers = true;
            }
            span.start = dateline.end;
            self.story.dateline = Some(dateline);
        }
        if !span.is_empty() {
            self.story.paragraphs.push(Paragraph { span, part: Part::Body });
        }
    }

    fn lengthen(&mut self, end: usize) {
        if let Some(paragraph) = self.story.paragraphs.last_mut() {
            paragraph.span.end = end;
        }
    }

    /// An age belongs to the story before it, and ends it.
    fn age(&mut self, age: Age) {
        let is_begun = !self.story.paragraphs.is_empty();
        if self.story.age.is_none() && is_begun {
            self.story.age = Some(age);
        }
        self.close();
        self.in_teasers |= is_begun;
    }

    fn close(&mut self) {
        let mut story = std::mem::take(&mut self.story);
        if story.paragraphs.is_empty() {
            return;
        }
        if self.in_teasers && !self.stories.is_empty() {
            story.paragraphs.iter_mut().for_each(|paragraph| paragraph.part = Part::Teaser);
        } else {
            name_parts(self.text, &mut story);
        }
        self.stories.push(story);
    }

    fn finish(mut self) -> Vec<Story> {
        self.close();
        self.stories
    }
}

/// Headline, lead and body of the main story.
fn name_parts(text: &str, story: &mut Story) {
    const LONGEST_HEADLINE: usize = 240;
    let lead_is_second =
        story.dateline.as_ref().is_some_and(|dateline| story.paragraphs.get(1).is_some_and(|p| p.span.start == dateline.end));
    let is_told = story.paragraphs[0].part == Part::Headline;
    let is_headline = is_told
        || story.paragraphs.len() > 1
            && story.dateline.as_ref().is_none_or(|dateline| story.paragraphs[0].span.start != dateline.end)
            && story.paragraphs[0].span.len() <= LONGEST_HEADLINE
            && (lead_is_second || !is_terminated(story.paragraphs[0].span.of(text)));
    let lead = usize::from(is_headline);
    for (at, paragraph) in story.paragraphs.iter_mut().enumerate() {
        paragraph.part = match at {
            _ if at < lead => Part::Headline,
            _ if at == lead => Part::Lead,
            _ => Part::Body,
        };
    }
}
