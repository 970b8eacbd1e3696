//! Datelines: the place and the agencies that open a wire story, `BEIJING (ANP/RTR) - `. They are metadata and make no mention.

use crate::page::furniture::Furniture;
use crate::span::Span;

/// Where a story was filed and by whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dateline {
    /// The place as it is written, in capitals: `NEW YORK`.
    pub place: String,
    /// The agencies in the order given: `ANP`, `RTR`.
    pub agencies: Vec<String>,
    /// The dateline itself, without the dash and the space after it.
    pub span: Span,
    /// Where the story begins, in bytes of the page's text.
    pub end: usize,
}

/// Longest dateline in bytes: two places, a day and four agencies.
const LONGEST: usize = 120;

/// A place without agencies is told from an acronym (`NAVO - `) by its length, unless the furniture lists it.
const SHORTEST_BARE_PLACE: usize = 6;

impl Dateline {
    /// The dateline at the start of `line`, if it has one.
    #[must_use]
    pub fn parse(text: &str, line: Span, furniture: &Furniture) -> Option<Self> {
        let whole = line.of(text);
        if !may_open(whole) {
            return None;
        }
        let head = &whole[..floor(whole, LONGEST)];
        match head.find('(') {
            Some(open) if is_place_with_day(&head[..open]) => {
                let close = open + head[open..].find(')')?;
                let agencies = agencies(&head[open + 1..close], furniture)?;
                let known = agencies.iter().any(|name| furniture.is_agency(name));
                let dash = dash_end(&whole[close + 1..]).or_else(|| known.then_some(0))?;
                let place = place_of(&head[..open]);
                let end = close + 1 + dash;
                let story = end + (whole[end..].len() - whole[end..].trim_start().len());
                if !known && !tells_story(&whole[story..]) {
                    return None;
                }
                Some(Self { place, agencies, span: Span::new(line.start, line.start + close + 1), end: line.start + story })
            }
            _ => {
                let (at, end) = spaced_dash(head)?;
                let place = head[..at].trim();
                let letters = place.chars().filter(|c| c.is_alphabetic()).count();
                let is_bare_place = is_place(place) && (letters >= SHORTEST_BARE_PLACE || furniture.is_place(place));
                let rest = whole[end..].trim_start();
                (is_bare_place && tells_story(rest)).then(|| Self {
                    place: place.to_owned(),
                    agencies: Vec::new(),
                    span: Span::new(line.start, line.start + at),
                    end: line.end - rest.len(),
                })
            }
        }
    }
}

/// Whether a text is more than names and figures: `AJAX (Til) - PSV (Bakayoko) 1-1` tells a score.
fn tells_story(text: &str) -> bool {
    let is_plain = |word: &str| word.len() > 1 && word.chars().all(char::is_lowercase);
    text[..floor(text, LONGEST)].split_whitespace().any(is_plain)
}

/// Whether a line may open with a place. Most are told from one by their first two characters.
fn may_open(line: &str) -> bool {
    let mut chars = line.trim_start().chars();
    chars.next().is_some_and(may_begin_place) && !chars.next().is_some_and(char::is_lowercase)
}

fn may_begin_place(c: char) -> bool {
    c.is_uppercase() || "'’‘".contains(c)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// Capitals with the marks that place names hold: `ST. PAUL`, `'S-GRAVENHAGE`, `WASHINGTON/MOSKOU`, `TEL AVIV, JERUZALEM`.
fn is_place(text: &str) -> bool {
    let mut letters = 0;
    for c in text.chars() {
        if c.is_uppercase() {
            letters += 1;
        } else if !(c == ' ' || ".-/,'’‘‑\u{a0}".contains(c) || unicode_normalization::char::is_combining_mark(c)) {
            return false;
        }
    }
    letters >= 3 && text.starts_with(may_begin_place)
}

/// A place, after which English wires add a country or a day: `KYIV, Ukraine `, `WASHINGTON, Jan 27 `.
fn is_place_with_day(text: &str) -> bool {
    match text.split_once(", ") {
        Some((place, more)) if !is_place(text.trim()) => {
            let words: Vec<&str> = more.split_whitespace().collect();
            let is_plain = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || ".,".contains(c));
            is_place(place.trim()) && words.len() <= 4 && words.iter().all(is_plain) && more.starts_with(char::is_uppercase)
        }
        _ => is_place(text.trim()),
    }
}

fn place_of(text: &str) -> String {
    let text = text.trim();
    match text.split_once(", ") {
        Some((place, _)) if !is_place(text) => place.trim().to_owned(),
        _ => text.to_owned(),
    }
}

/// The names between the brackets, if they can all be agencies: no list has those of every country and every paper.
fn agencies(inner: &str, furniture: &Furniture) -> Option<Vec<String>> {
    const MOST_WORDS: usize = 3;
    let names: Vec<String> = inner.split(['/', ',', '-', '+']).map(|name| name.trim().to_owned()).collect();
    let is_part = |word: &str| word.chars().count() <= 14 && word.chars().all(|c| c.is_alphabetic() || ".&'’".contains(c));
    let is_name = |name: &String| {
        let words = || name.split_whitespace();
        name.starts_with(char::is_uppercase) && name.len() > 1 && words().count() <= MOST_WORDS && words().all(is_part)
    };
    (!inner.trim().is_empty() && names.iter().all(|name| furniture.is_agency(name) || is_name(name))).then_some(names)
}

/// Where the text after a dash begins, for a text that begins with a dash.
fn dash_end(text: &str) -> Option<usize> {
    let trimmed = text.trim_start();
    let after = trimmed.strip_prefix(['-', '–', '—', '‒', '―'])?;
    Some(text.len() - after.trim_start().len())
}

/// The first dash with white space on both sides: where the text before it ends, and where the text after it begins.
fn spaced_dash(text: &str) -> Option<(usize, usize)> {
    text.char_indices().find_map(|(at, c)| {
        let end = at + c.len_utf8();
        let is_dash = matches!(c, '-' | '–' | '—');
        let spaced = || text[..at].ends_with(char::is_whitespace) && text[end..].starts_with(char::is_whitespace);
        (is_dash && spaced()).then_some((at, end))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_and_what_looks_like_one() {
        let rows = [
            ("BEIJING (ANP/RTR) - China wil", Some(("BEIJING", "ANP/RTR", "China wil"))),
            ("ST. PAUL (ANP/AFP) - De", Some(("ST. PAUL", "ANP/AFP", "De"))),
            ("MEXICO-STAD (ANP/AFP) – De", Some(("MEXICO-STAD", "ANP/AFP", "De"))),
            ("GENE\u{300}VE (ANP) - De", Some(("GENE\u{300}VE", "ANP", "De"))),
            ("WASHINGTON/MOSKOU (ANP) - De", Some(("WASHINGTON/MOSKOU", "ANP", "De"))),
            ("DEN HAAG - De premier", Some(("DEN HAAG", "", "De premier"))),
            ("ROME - De premier", Some(("ROME", "", "De premier"))),
            ("LONDON (Reuters) - The", Some(("LONDON", "Reuters", "The"))),
            ("WASHINGTON, Jan 27 (Reuters) - The", Some(("WASHINGTON", "Reuters", "The"))),
            ("KYIV, Ukraine (AP) — The", Some(("KYIV", "AP", "The"))),
            ("KABUL (Pajhwok) - Pakistan heeft", Some(("KABUL", "Pajhwok", "Pakistan heeft"))),
            ("OTTAWA (Canadian Press) – Premier Carney zegt", Some(("OTTAWA", "Canadian Press", "Premier Carney zegt"))),
            ("NUUK (Ritzau/ANP) - De premier", Some(("NUUK", "Ritzau/ANP", "De premier"))),
            ("DOHA (Al Jazeera) De emir", None),
            ("DOHA (en omstreken) - De emir", None),
            ("PARIJS (Frankrijk, 2024) - De finale", None),
            ("AJAX (Klaassen) - PSV (Til) 1-1", None),
            ("NAVO - De alliantie", None),
            ("XI EN POETIN - EEN PAAR", None),
            ("De NAVO (ANP) - zegt", None),
            ("CHINA (1) - RUSLAND (0)", None),
            ("Xi belooft sterkere banden", None),
            ("", None),
        ];
        let furniture = Furniture::embedded();
        for (line, expected) in rows {
            let found = Dateline::parse(line, Span::new(0, line.len()), &furniture);
            let found = found.map(|d| (d.place, d.agencies.join("/"), line[d.end..].to_owned()));
            assert_eq!(found, expected.map(|(p, a, s)| (p.to_owned(), a.to_owned(), s.to_owned())), "{line}");
        }
    }
}
