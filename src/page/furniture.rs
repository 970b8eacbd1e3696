//! The furniture of news pages as data: section markers, ages, agencies, abbreviations, from the `page.csv` of each language.

use std::ops::ControlFlow;

use jiff::Span as Duration;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::embedded;
use crate::fold::{FoldedWord, fold};
use crate::run::runs;
use crate::table::{Problem, Table};

/// What readers of pages know about furniture, in all languages at once.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    sections: Vec<Vec<String>>,
    /// Folded lines that belong to no story, and whether they go on.
    asides: Vec<(String, bool)>,
    /// A bit for each first letter of theirs, by its low bits.
    aside_starts: u32,
    pub(super) ages: Vec<AgeForm>,
    /// First bytes of the ages in folded form.
    age_starts: Vec<u8>,
    /// By their first letter, a bit for each letter that is the second one of an age.
    age_seconds: [u32; 32],
    /// What may stand behind the time of a post in a liveblog.
    clocks: Vec<String>,
    agencies: FxHashSet<String>,
    places: FxHashSet<String>,
    abbreviations: FxHashMap<String, Abbreviation>,
    starters: FxHashSet<String>,
    clitics: Vec<String>,
    /// Frequent words that only one language has, and its place in `langs`.
    small_words: FxHashMap<SmallWord, usize>,
    /// A bit for each of them, by a hash. Few other words have the same.
    small_bits: [u64; 32],
    /// Codes of the languages of small words.
    langs: Vec<String>,
}

/// What follows an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// The sentence goes on: `dr.`, `ca.`, `d.w.z.`
    NeverFinal,
    /// A capital after it begins a sentence: `enz.`, `e.d.`, `N.V.`
    MaybeFinal,
    /// A digit after it goes on with the sentence, a capital begins another: `jan.`, `nr.`
    BeforeNumber,
    /// Only a word that begins sentences begins one after it: `mln.`
    BeforeStarter,
}

/// An age such as `{n} uur geleden`: the words around the number, and what one unit is.
#[derive(Clone, Debug)]
pub(super) struct AgeForm {
    pub(super) before: String,
    pub(super) counted: bool,
    pub(super) after: String,
    pub(super) minutes: i64,
    /// What it begins with, as [`first_of`](Self::first_of) tells it.
    pub(super) first: Option<u8>,
}

impl Furniture {
    /// The furniture that the binary carries, of every language.
    #[must_use]
    pub fn embedded() -> Self {
        let mut problems = Vec::new();
        let mut furniture = Self::default();
        for file in embedded::FILES.iter().filter(|file| file.path.ends_with("/page.csv")) {
            furniture.add(file.path, file.text, &mut problems);
        }
        furniture
    }

    /// Adds the rows of a `page.csv` (columns `kind,form,value`). Problems are told and their rows left out.
    pub fn add(&mut self, name: &str, text: &str, problems: &mut Vec<Problem>) {
        let table = Table::parse(name, text, problems);
        if !table.require(&["kind", "form", "value"], problems) {
            return;
        }
        let lang = name.rsplit(['/', '\\']).nth(1).unwrap_or("");
        for row in table.rows() {
            let (form, value) = (row.cell("form"), row.cell("value"));
            match row.cell("kind") {
                "section" => self.sections.push(fold(form).split_whitespace().map(str::to_owned).collect()),
                "aside" => {
                    let folded = fold(form);
                    let (words, goes_on) = match folded.strip_suffix("{}") {
                        Some(words) => (words.trim_end().to_owned(), true),
                        None => (folded, false),
                    };
                    if words.is_empty() {
                        problems.push(
                            row.problem(format!("{form:?} has no words of its own"), "write how the line begins, and {} for the rest"),
                        );
                        continue;
                    }
                    self.aside_starts |= words.bytes().next().map_or(0, |first| 1 << low_bits(first));
                    self.asides.push((words, goes_on));
                }
                "age" => match minutes(value) {
                    Some(minutes) => {
                        self.ages.push(AgeForm::new(form, minutes));
                        self.note_start();
                    }
                    None => problems.push(row.problem(
                        format!("the length of time {value:?} of the age {form:?} cannot be read"),
                        "write it as ISO 8601, such as PT1H or P1D",
                    )),
                },
                "clock" => self.clocks.push(fold(form)),
                "agency" => {
                    self.agencies.insert(fold(form));
                }
                "place" => {
                    self.places.insert(fold(form));
                }
                "abbreviation" => {
                    let follows = match value {
                        "" => Abbreviation::NeverFinal,
                        "final" => Abbreviation::MaybeFinal,
                        "number" => Abbreviation::BeforeNumber,
                        "starter" => Abbreviation::BeforeStarter,
                        _ => {
                            problems.push(row.problem(
                                format!("{value:?} says nothing about what follows the abbreviation {form:?}"),
                                "leave the value empty, or write final, number or starter",
                            ));
                            continue;
                        }
                    };
                    let key = if is_capitals(form) { form.to_owned() } else { fold(form) };
                    self.abbreviations.insert(key, follows);
                }
                "starter" => {
                    self.starters.insert(fold(form));
                }
                "clitic" => self.clitics.push(fold(form)),
                "small-word" => match small_word(fold(form).as_bytes()) {
                    Some(word) => {
                        let own = self.langs.iter().position(|known| known == lang).unwrap_or_else(|| {
                            self.langs.push(lang.to_owned());
                            self.langs.len() - 1
                        });
                        self.small_words.insert(word, own);
                        let (number, bit) = small_place(word);
                        self.small_bits[number] |= bit;
                    }
                    None => problems.push(
                        row.problem(format!("{form:?} is no small word"), format!("give a word of at most {LONGEST_SMALL_WORD} letters")),
                    ),
                },
                kind => problems.push(row.problem(
                    format!("{kind:?} is no kind of furniture"),
                    "the kinds are section, aside, age, clock, agency, place, abbreviation, starter, clitic and small-word",
                )),
            }
        }
    }

    /// Whether a whole line is a section marker, such as `Meer uit Buitenland`.
    pub(super) fn is_section(&self, line: &str) -> bool {
        const LONGEST: usize = 60;
        if line.len() > LONGEST {
            return false;
        }
        let first = FoldedWord::new(line.split_whitespace().next().unwrap_or("").trim_end_matches(':'));
        if !self.sections.iter().any(|form| form.first().is_some_and(|word| word == "{}" || word.as_bytes() == first.as_bytes())) {
            return false;
        }
        let folded = fold(line);
        let words: Vec<&str> = folded.trim_end_matches(':').split_whitespace().collect();
        self.sections.iter().any(|form| {
            let open = form.last().is_some_and(|word| word == "{}");
            let fixed = if open { &form[..form.len() - 1] } else { &form[..] };
            let rest = words.len().saturating_sub(fixed.len());
            words.len() >= fixed.len()
                && fixed.iter().zip(&words).all(|(form, word)| form == word)
                && if open { (1..=3).contains(&rest) } else { rest == 0 }
        })
    }

    /// Whether a whole line belongs to no story, such as `Foto: ANP`, `Deel dit artikel`, `Home`.
    pub(super) fn is_aside(&self, line: &str) -> bool {
        const LONGEST: usize = 100;
        /// More is a caption, or a headline that begins so.
        const MOST_WORDS: usize = 6;
        let line = line.trim();
        let first = line.bytes().next().filter(|_| line.len() <= LONGEST && !line.starts_with(char::is_lowercase));
        if first.is_none_or(|first| self.aside_starts >> low_bits(first) & 1 == 0) {
            return false;
        }
        let folded = fold(line);
        self.asides.iter().any(|(words, goes_on)| match folded.strip_prefix(words.as_str()) {
            Some(rest) if *goes_on => {
                let is_apart = words.ends_with(|c: char| !c.is_alphanumeric()) || rest.starts_with(' ');
                is_apart && (1..=MOST_WORDS).contains(&rest.split_whitespace().count())
            }
            rest => rest == Some(""),
        })
    }

    /// The word with which a text begins that may stand behind a time, such as `uur`: its length in bytes. The longest counts.
    pub(super) fn clock_len(&self, text: &str) -> usize {
        let word = text.split_whitespace().next().unwrap_or("");
        if self.clocks.iter().any(|clock| *clock == fold(word)) { word.len() } else { 0 }
    }

    /// Notes how the last of the ages begins.
    fn note_start(&mut self) {
        let Some(form) = self.ages.last() else { return };
        self.age_starts.extend(form.first);
        self.age_starts.dedup();
        match *form.before.as_bytes() {
            [first, second, ..] => self.age_seconds[low_bits(first)] |= 1 << low_bits(second),
            [first] => self.age_seconds[low_bits(first)] = u32::MAX,
            [] => {}
        }
    }

    /// Whether an age may begin with these bytes. Most words are told from ages by their first two letters alone.
    pub(super) fn may_begin_age(&self, text: &[u8]) -> bool {
        match *text {
            // A mark may belong to a letter before it.
            [first, second, after, ..] if first.is_ascii_alphabetic() && second.is_ascii_alphanumeric() && after.is_ascii() => {
                self.age_seconds[low_bits(first)] >> low_bits(second) & 1 != 0
            }
            [first, ..] if first.is_ascii_alphanumeric() => {
                AgeForm::first_of(&[first]).is_some_and(|first| self.age_starts.contains(&first))
            }
            _ => true,
        }
    }

    /// Whether a word names a press agency.
    pub(super) fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(&*FoldedWord::new(name))
    }

    /// Whether a short word in capitals is the place of a dateline.
    pub(super) fn is_place(&self, name: &str) -> bool {
        self.places.contains(&*FoldedWord::new(name))
    }

    /// What follows the abbreviation `word`, written with its full stops.
    #[must_use]
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        let folded = || self.abbreviations.get(&*FoldedWord::new(word));
        let follows =
            if is_capitals(word) { self.abbreviations.get(word).or_else(|| folded().filter(|_| !is_initials(word))) } else { folded() };
        follows.copied()
    }

    /// Whether a capitalised word is one that begins sentences and not names: `De`, `Het`, `Dat`.
    #[must_use]
    pub fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(&*FoldedWord::new(word))
    }

    /// How many words of a text are frequent ones that only the language of this code has, for each of some codes.
    pub(crate) fn small_words<const LANGS: usize>(&self, text: &str, langs: [&str; LANGS]) -> [usize; LANGS] {
        let mut counts = vec![0; self.langs.len()];
        let mut note = |word: SmallWord| {
            let (number, bit) = small_place(word);
            if self.small_bits[number] & bit != 0
                && let Some(own) = self.small_words.get(&word)
            {
                counts[*own] += 1;
            }
        };
        let _ = runs(text, |run| {
            let has_digits = || run.bytes().iter().fold(false, |any, byte| any | byte.is_ascii_digit());
            if run.is_plain && !has_digits() {
                small_word(run.bytes()).into_iter().for_each(&mut note);
            } else {
                let words = run.text().split(|c: char| !c.is_alphabetic()).filter(|word| (1..=LONGEST_SMALL_WORD).contains(&word.len()));
                words.filter_map(|word| small_word(FoldedWord::new(word).as_bytes())).for_each(&mut note);
            }
            ControlFlow::Continue(())
        });
        langs.map(|lang| self.langs.iter().position(|own| own == lang).map_or(0, |own| counts[own]))
    }

    /// Whether a text begins with an unstressed word that stays in lower case at the start of a sentence: `'s`, `'t`.
    #[must_use]
    pub fn begins_with_clitic(&self, text: &str) -> bool {
        const LONGEST: usize = 8;
        // Words in plain letters begin as no clitic does, and need no folding to tell.
        let begins_so = |byte: u8| self.clitics.iter().any(|clitic| clitic.as_bytes().first() == Some(&byte));
        if text.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() && !begins_so(byte.to_ascii_lowercase())) {
            return false;
        }
        let head: String = text.chars().take(LONGEST).collect();
        let folded = fold(&head);
        self.clitics.iter().any(|clitic| folded.strip_prefix(clitic.as_str()).is_some_and(|rest| rest.starts_with([' ', '-'])))
    }
}

/// What tells letters apart, whatever their case.
const fn low_bits(byte: u8) -> usize {
    (byte & 0x1f) as usize
}

/// The bytes of a short word in lower case, so that most words of a text are looked up without a copy.
type SmallWord = u64;

const LONGEST_SMALL_WORD: usize = size_of::<SmallWord>();

fn small_word(folded: &[u8]) -> Option<SmallWord> {
    let shift = |word: SmallWord, byte: &u8| word << 8 | SmallWord::from(byte.to_ascii_lowercase());
    (folded.len() <= LONGEST_SMALL_WORD).then(|| folded.iter().fold(0, shift))
}

/// The number that holds the bit of a word, and the bit.
const fn small_place(word: SmallWord) -> (usize, u64) {
    let hash = word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - 11);
    ((hash / 64) as usize, 1 << (hash % 64))
}

/// Capitals may be another word than the same letters in lower case: `VS.` is a country, `vs.` is versus.
fn is_capitals(form: &str) -> bool {
    form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

/// Capitals with stops always are: `B.V.` is a company, `b.v.` an example, `V.` a name.
fn is_initials(form: &str) -> bool {
    is_capitals(form) && (form.trim_end_matches('.').contains('.') || form.chars().filter(|c| c.is_alphabetic()).count() == 1)
}

impl AgeForm {
    fn new(form: &str, minutes: i64) -> Self {
        let folded = fold(form);
        let (before, counted, after) = match folded.split_once("{n}") {
            Some((before, after)) => (before.to_owned(), true, after.to_owned()),
            None => (folded, false, String::new()),
        };
        let first = if before.is_empty() && counted { Some(b'0') } else { Self::first_of(before.as_bytes()) };
        Self { before, counted, after, minutes, first }
    }

    /// What a text begins with: its first byte in lower case, or `0` for any digit.
    pub(super) fn first_of(text: &[u8]) -> Option<u8> {
        text.first().map(|byte| if byte.is_ascii_digit() { b'0' } else { byte.to_ascii_lowercase() })
    }
}

fn minutes(iso: &str) -> Option<i64> {
    const MINUTES_A_MONTH: i64 = 30 * 24 * 60;
    let span: Duration = iso.parse().ok()?;
    let months = i64::from(span.get_months()) + 12 * i64::from(span.get_years());
    let days = i64::from(span.get_days()) + 7 * i64::from(span.get_weeks());
    Some(months * MINUTES_A_MONTH + days * 24 * 60 + i64::from(span.get_hours()) * 60 + span.get_minutes())
}
