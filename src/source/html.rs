//! Web pages: the article with its headline, date and address.
//!
//! What a page says about itself in JSON-LD and `meta` comes first; the text is then the `articleBody`, or what
//! [dom_smoothie](https://docs.rs/dom_smoothie) takes for the article, or all text of the page. Spans refer to the text so made, not to
//! the HTML.

use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;
use serde_json::Value;

use crate::date::Published;
use crate::source::encoding::{binary, decode_part, unmarked, wide};
use crate::source::fields::Place;
use crate::source::reading::Reading;
use crate::source::{Source, SourceError};

/// What is known of a page before it is read.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// Its encoding, as the server said.
    pub(super) charset: Option<String>,
    /// Where it stands on the web.
    pub(super) url: Option<String>,
    /// When it was fetched.
    pub(super) fetched: Option<Published>,
}

/// Reads a page.
pub(super) fn read(document: String, place: &Place, bytes: Vec<u8>, told: &Told, reading: &Reading) -> Result<Source, SourceError> {
    let html = decoded(place, bytes, told, reading)?;
    check_depth(place, &html, reading.limits.depth)?;
    let page = Readability::new(html.as_str(), None, Some(config()));
    let mut page = page.map_err(|_| SourceError::NoArticle { document: place.document.to_string() })?;
    let facts = Facts::of(&page);
    let title = facts.headline.clone().or_else(|| title(&page));
    let date = facts.published.clone().or_else(|| meta(&page, &DATES)).or_else(|| time(&page));
    let url = told.url.clone().or_else(|| facts.url.clone()).or_else(|| link(&page)).or_else(|| meta(&page, &URLS));
    let (body, beginning) = match facts.body {
        Some(body) if is_article(&body) => (Some(body), None),
        beginning => (None, beginning.map(plain)),
    };
    let text = match body {
        Some(body) => plain(body),
        None => {
            let article = page.parse().ok().map(|article| article.text_content.to_string());
            let shown = article.filter(|text| !text.trim().is_empty()).unwrap_or_else(|| whole(&html));
            // What seems to be but the beginning of an article is more than a page that shows less.
            beginning.filter(|beginning| words(beginning) > words(&shown)).unwrap_or(shown)
        }
    };
    let text = tidied(&text);
    let mut source = Source::with_headline(document, title.as_deref().filter(|_| !text.is_empty()), text);
    let published = date.and_then(|date| Published::parse_loose(&date));
    source.published = published.or_else(|| Source::date_in_path(&place.document)).or(told.fetched);
    source.url = url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    Ok(source)
}

fn config() -> Config {
    Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() }
}

/// Where pages tell their title, the best first.
const TITLES: [&str; 2] = ["meta[property='og:title']", "meta[name='twitter:title']"];
/// Where pages tell when they were published.
const DATES: [&str; 8] = [
    "meta[property='article:published_time']",
    "meta[itemprop='datePublished']",
    "meta[name='datePublished']",
    "meta[name='pubdate']",
    "meta[name='DC.date.issued']",
    "meta[name='dcterms.issued']",
    "meta[name='DC.date']",
    "meta[name='date']",
];
/// Where pages tell their address.
const URLS: [&str; 1] = ["meta[property='og:url']"];

/// The content of the first of these elements that has any.
fn meta(page: &Readability, selectors: &[&str]) -> Option<String> {
    let content = |selector: &&str| page.doc.select(selector).attr("content").map(|content| content.trim().to_owned());
    selectors.iter().filter_map(content).find(|content| !content.is_empty())
}

/// The title of a page: its one heading, if the title in the head begins with it and goes on with the name of the site, or is no more than
/// that name; or else that title.
fn title(page: &Readability) -> Option<String> {
    let head = meta(page, &TITLES).unwrap_or_else(|| page.doc.select("title").text().trim().to_owned());
    let headings = page.doc.select("h1");
    let heading = headings.text().split_whitespace().collect::<Vec<_>>().join(" ");
    let begins_so = || head.split_whitespace().collect::<Vec<_>>().join(" ").starts_with(&heading);
    let names_site = || words(&head) <= 2 && words(&heading) > 2;
    let is_same = headings.length() == 1 && !heading.is_empty() && (begins_so() || names_site());
    let found = if is_same || head.is_empty() { heading } else { head };
    Some(found).filter(|found| !found.is_empty())
}

/// The first moment that is marked in the text, which on news pages is that of the article.
fn time(page: &Readability) -> Option<String> {
    let marked = |selector| page.doc.select(selector).attr("datetime").map(|time| time.to_string());
    ["time[itemprop='datePublished']", "time[pubdate]", "article time[datetime]"].into_iter().find_map(marked)
}

fn link(page: &Readability) -> Option<String> {
    page.doc.select("link[rel='canonical']").attr("href").map(|href| href.to_string())
}

/// What a page says of itself as linked data.
#[derive(Debug, Default)]
struct Facts {
    body: Option<String>,
    headline: Option<String>,
    published: Option<String>,
    url: Option<String>,
}

impl Facts {
    fn of(page: &Readability) -> Self {
        let mut facts = Self::default();
        for script in page.doc.select("script[type='application/ld+json']").nodes() {
            if let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) {
                facts.gather(&value);
            }
        }
        facts
    }

    /// Takes the facts of the articles in a value. Those of the first article count.
    fn gather(&mut self, value: &Value) {
        match value {
            Value::Array(values) => values.iter().for_each(|value| self.gather(value)),
            Value::Object(object) => {
                if object.get("@type").is_some_and(is_article_type) {
                    let text =
                        |key: &str| object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty()).map(str::to_owned);
                    self.body = self.body.take().or_else(|| text("articleBody"));
                    self.headline = self.headline.take().or_else(|| text("headline")).or_else(|| text("name"));
                    self.published = self.published.take().or_else(|| text("datePublished"));
                    self.url = self.url.take().or_else(|| text("url"));
                }
                ["@graph", "mainEntity"].iter().filter_map(|key| object.get(*key)).for_each(|value| self.gather(value));
            }
            _ => {}
        }
    }
}

fn is_article_type(value: &Value) -> bool {
    match value {
        Value::String(name) => name.ends_with("Article") || name.ends_with("BlogPosting") || name == "Report",
        Value::Array(names) => names.iter().any(is_article_type),
        _ => false,
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a body told as data is surely an article and not the beginning of one.
fn is_article(body: &str) -> bool {
    const FEWEST_WORDS: usize = 40;
    !body.trim_end().ends_with(['…']) && !body.trim_end().ends_with("...") && body.split_whitespace().nth(FEWEST_WORDS).is_some()
}

/// The text of a body that may hold tags and entities.
fn plain(body: String) -> String {
    let is_marked = body.contains("</") || body.contains("<br") || (body.contains('&') && body.contains(';'));
    match Readability::new(body.as_str(), None, None) {
        Ok(page) if is_marked && check_depth(&Place { document: "".into(), line: 1 }, &body, 100).is_ok() => {
            // Line ends between bare paragraphs would be lost as white space.
            if body.contains("</p") || body.contains("<br") {
                page.doc.select("body").formatted_text().to_string()
            } else {
                page.doc.text().to_string()
            }
        }
        _ => body,
    }
}

/// All text of a page that is not furniture, for pages without an article.
fn whole(html: &str) -> String {
    let Ok(page) = Readability::new(html, None, None) else { return String::new() };
    page.doc.select("script, style, noscript, template, nav, header, footer, form, svg, iframe").remove();
    page.doc.select("body").formatted_text().to_string()
}

/// Lines without white space around them, with at most one empty line between.
fn tidied(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut gap = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            gap = !tidy.is_empty();
            continue;
        }
        if !tidy.is_empty() {
            tidy.push_str(if gap { "\n\n" } else { "\n" });
        }
        tidy.extend(line.chars().map(|c| if c == '\0' { char::REPLACEMENT_CHARACTER } else { c }));
        gap = false;
    }
    tidy
}

fn decoded(place: &Place, bytes: Vec<u8>, told: &Told, reading: &Reading) -> Result<String, SourceError> {
    let limit = reading.limits.document.min(reading.limits.html);
    if bytes.len() > limit {
        return Err(SourceError::TooLong { document: place.document.to_string(), line: place.line, limit, hint: "" });
    }
    if reading.encoding.is_some() || wide(&bytes).or_else(|| unmarked(&bytes)).is_some() {
        return decode_part(&place.document, place.line, &bytes, reading.encoding);
    }
    if memchr::memchr(0, &bytes).is_some() {
        return Err(binary(&place.document, place.line, &bytes));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(html) => return Ok(html),
        Err(error) => error.into_bytes(),
    };
    let label = told.charset.clone().or_else(|| charset(&bytes));
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        // One bad byte does not spoil a page: the text is made from it anyway.
        Some(encoding) => Ok(encoding.decode_without_bom_handling(&bytes).0.into_owned()),
        None => decode_part(&place.document, place.line, &bytes, None),
    }
}

/// The encoding that a page names in a `meta` near its beginning.
fn charset(bytes: &[u8]) -> Option<String> {
    const REACH: usize = 2048;
    let start = bytes[..bytes.len().min(REACH)].to_ascii_lowercase();
    let at = memchr::memmem::find(&start, b"charset=")? + "charset=".len();
    let label = start[at..].iter().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' '));
    let label: Vec<u8> = label.copied().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).collect();
    String::from_utf8(label).ok()
}

/// Elements that hold nothing, or that end by themselves where the next one begins, so that they do not nest without others that do.
const FLAT: [&str; 28] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p", "li", "dt", "dd",
    "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup", "html", "body",
];

/// Elements whose content is no markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Refuses what is nested too deep: trees are built and walked in time that grows with the square of their depth.
fn check_depth(place: &Place, html: &str, limit: usize) -> Result<(), SourceError> {
    let bytes = html.as_bytes();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', &bytes[at..]) {
        at += found + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += memchr::memmem::find(rest, b"-->").unwrap_or(rest.len());
            continue;
        }
        let closes = rest.first() == Some(&b'/');
        let name: Vec<u8> =
            rest.iter().skip(usize::from(closes)).take_while(|byte| byte.is_ascii_alphanumeric()).take(16).copied().collect();
        let name = String::from_utf8(name).unwrap_or_default().to_ascii_lowercase();
        if name.is_empty() || FLAT.contains(&name.as_str()) {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
            continue;
        }
        if RAW.contains(&name.as_str()) {
            let end = format!("</{name}");
            at += find_caseless(rest, end.as_bytes()).unwrap_or(rest.len());
            continue;
        }
        depth += 1;
        if depth > limit {
            let line = place.line + memchr::memchr_iter(b'\n', &bytes[..at]).count() as u64;
            return Err(SourceError::Depth { document: place.document.to_string(), line, limit });
        }
    }
    Ok(())
}

fn find_caseless(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    memchr::memmem::find_iter(bytes, &wanted[..2])
        .find(|at| bytes.get(*at..at + wanted.len()).is_some_and(|found| found.eq_ignore_ascii_case(wanted)))
}
