//! The words that pictures and pages show to people, in each language: the rows of `words.csv`.

use std::collections::BTreeMap;

use super::text::one_line;
use crate::gazetteer::Language;
use crate::graph::Manifest;

/// A key, then its words in Dutch and in English.
const FILE: &str = include_str!("words.csv");

/// The words of one language.
pub(super) struct Words {
    language: Language,
    by_key: BTreeMap<String, String>,
}

impl Words {
    /// The words of `language`.
    pub fn of(language: Language) -> Self {
        let mut reader = csv::Reader::from_reader(FILE.as_bytes());
        let column = reader.headers().ok().and_then(|header| header.iter().position(|title| title == language.code())).unwrap_or(1);
        let rows = reader.records().flatten();
        let by_key = rows.filter_map(|row| Some((row.get(0)?.to_owned(), row.get(column)?.to_owned()))).collect();
        Self { language, by_key }
    }

    /// The language.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The words under `key`; where there are none, the last part of the key.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.by_key.get(key).map_or_else(|| key.rsplit('.').next().unwrap_or(key), String::as_str)
    }

    /// The words under `key` with their blanks, written `{name}`, filled in. What is filled in is not looked at again.
    pub fn fill(&self, key: &str, blanks: &[(&str, &str)]) -> String {
        let mut filled = String::new();
        for (before, name) in parts(self.get(key)) {
            filled.push_str(before);
            filled.push_str(name.and_then(|name| blanks.iter().find(|(blank, _)| *blank == name)).map_or("", |(_, text)| text));
        }
        filled
    }

    /// The same to be filled in many times: the words under `key`, whose blanks have these names.
    pub fn phrase<'a, const N: usize>(&'a self, key: &'a str, names: [&str; N]) -> Phrase<'a, N> {
        let number = |name: &str| names.iter().position(|known| *known == name);
        Phrase(parts(self.get(key)).map(|(before, name)| (before, name.and_then(number))).collect())
    }

    /// A noun to be counted many times.
    pub fn noun(&self, noun: &str) -> Noun<'_> {
        let [one, many] = ["one", "many"].map(|form| self.by_key.get(&format!("{noun}.{form}")).map_or(form, String::as_str));
        Noun { one, many }
    }

    /// A count with its noun: `1 sentence`, `2 sentences`.
    pub fn counted(&self, count: u64, noun: &str) -> String {
        let mut text = String::new();
        self.noun(noun).counted(count, &mut text);
        text
    }

    /// The word for a type of actors: our own types in the language, a user's as it is.
    pub fn actor_type(&self, name: &str) -> String {
        self.by_key.get(&format!("type.{name}")).cloned().unwrap_or_else(|| one_line(name))
    }

    /// The words for what links weigh by, as the manifest tells it. Sentences are meant only where the windows are sentences.
    pub fn measure(&self, manifest: &Manifest) -> String {
        let option = |name: &str| manifest.options.get(name).map(String::as_str);
        let measure = match (option("weight").unwrap_or("sentences"), option("window").unwrap_or("sentence")) {
            ("sentences", "paragraph") => "paragraphs",
            ("sentences", "article") => "articles",
            ("sentences", window) if window != "sentence" => "windows",
            (weight, _) => weight,
        };
        self.get(&format!("measure.{measure}")).to_owned()
    }

    /// The words for an attribute of actors or links; its own name where there are none.
    pub fn column<'a>(&'a self, name: &'a str) -> &'a str {
        self.by_key.get(&format!("column.{name}")).map_or(name, String::as_str)
    }

    /// All keys with their words.
    pub fn all(&self) -> &BTreeMap<String, String> {
        &self.by_key
    }
}

/// Words with blanks, each a number below `N`.
pub(super) struct Phrase<'a, const N: usize>(Vec<(&'a str, Option<usize>)>);

impl<const N: usize> Phrase<'_, N> {
    /// Writes the words; `fill` writes what stands in a blank.
    pub fn write(&self, text: &mut String, mut fill: impl FnMut(usize, &mut String)) {
        for (before, blank) in &self.0 {
            text.push_str(before);
            if let Some(blank) = blank {
                fill(*blank, text);
            }
        }
    }
}

/// A noun for one and for many.
pub(super) struct Noun<'a> {
    one: &'a str,
    many: &'a str,
}

impl Noun<'_> {
    /// Writes a count with the noun.
    pub fn counted(&self, count: u64, text: &mut String) {
        text.push_str(itoa::Buffer::new().format(count));
        text.push(' ');
        text.push_str(if count == 1 { self.one } else { self.many });
    }
}

/// What stands before each blank of some words, with its name; at last what stands behind all of them.
fn parts(words: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(words);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some((before, after)) = text.split_once('{') else {
            rest = None;
            return Some((text, None));
        };
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        rest = Some(tail);
        Some((before, Some(name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::attribute::{EDGE, NODE};
    use crate::graph::Weight;

    #[test]
    fn a_measure_is_told_by_what_was_counted() {
        let words = Words::of(Language::English);
        let rows = [
            ("sentences", "sentence", "sentences"),
            ("sentences", "tokens:30", "windows"),
            ("sentences", "article", "articles"),
            ("llr", "article", "G²"),
        ];
        for (weight, window, expected) in rows {
            let mut manifest = Manifest::default();
            manifest.options.insert("weight".to_owned(), weight.to_owned());
            manifest.options.insert("window".to_owned(), window.to_owned());
            assert_eq!(words.measure(&manifest), expected);
        }
        assert_eq!(words.measure(&Manifest::default()), "sentences");
    }

    #[test]
    fn every_key_has_words_in_every_language() {
        let mut reader = csv::Reader::from_reader(FILE.as_bytes());
        let codes: Vec<&str> = reader.headers().unwrap().iter().skip(1).map(|code| Language::from_code(code).unwrap().code()).collect();
        assert_eq!(codes, Language::ALL.map(Language::code));
        let mut keys = std::collections::BTreeSet::new();
        for row in reader.records() {
            let row = row.unwrap();
            assert!(row.iter().all(|cell| !cell.trim().is_empty()), "{row:?}");
            assert!(keys.insert(row[0].to_owned()), "{} stands twice", &row[0]);
            let blanks = |text: &str| {
                let mut names: Vec<String> = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0.to_owned())).collect();
                names.sort();
                names
            };
            assert!(row.iter().skip(1).all(|text| blanks(text) == blanks(&row[1])), "the blanks of {} differ", &row[0]);
        }
        assert!(keys.len() > 50);
    }

    #[test]
    fn every_attribute_and_measure_has_words() {
        let words = Words::of(Language::Dutch);
        let attributes = NODE.iter().map(|row| row.name).chain(EDGE.iter().map(|row| row.name)).map(|name| format!("column.{name}"));
        let measures = Weight::ALL.into_iter().map(|weight| format!("measure.{}", weight.name()));
        let missing: Vec<String> = attributes.chain(measures).filter(|key| !words.all().contains_key(key)).collect();
        assert!(missing.is_empty(), "words.csv lacks {missing:?}");
    }

    #[test]
    fn blanks_are_filled_once() {
        let words = Words::of(Language::English);
        assert_eq!(words.fill("note.quote", &[("text", "{line}"), ("document", "a"), ("line", "3")]), "“{line}” (a, line 3)");
        assert_eq!(words.counted(1, "sentence"), "1 sentence");
        assert_eq!(Words::of(Language::Dutch).counted(2, "sentence"), "2 zinnen");
        assert_eq!((words.get("column.unheard-of"), words.actor_type("club")), ("unheard-of", "club".to_owned()));
    }
}
