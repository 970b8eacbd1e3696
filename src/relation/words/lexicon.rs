//! The words that grammar hangs on, from `grammar.csv` and `clause.csv`, and the words that triggers are made of.
//!
//! One look-up a word tells all that is known of it.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::embedded;
use crate::fold::fold;
use crate::gazetteer::{Language, Title};
pub(crate) use crate::relation::words::class::{Class, Classes, Leads};
use crate::relation::words::ends::Ends;
pub(crate) use crate::relation::words::form::{Form, FormKind};
pub(crate) use crate::relation::words::word::WordId;
use crate::table::{Problem, Table};

/// Words that count together with another one, and what they are then.
type Group = (Box<[WordId]>, Class);

/// All words that anything is known of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon {
    ids: FxHashMap<Box<str>, WordId>,
    classes: Vec<Classes>,
    forms: Vec<SmallVec<[Form; 5]>>,
    /// Classes of words that count only together, anywhere in a clause: `sluit … uit`; by the first of them.
    groups: FxHashMap<WordId, Vec<Group>>,
    /// Runs of words that are one adverb, by the first of them.
    idioms: FxHashMap<WordId, Vec<Box<[WordId]>>>,
    /// What each word begins of these.
    leads: Vec<Leads>,
    ends: Ends,
}

/// Kinds of `grammar.csv` and the classes that they are here.
const GRAMMAR: &[(&str, Class)] = &[
    ("determiner", Class::Determiner),
    ("place-preposition", Class::Preposition),
    ("relation-preposition", Class::Preposition),
    ("open-preposition", Class::Preposition),
    ("conjunction", Class::Subordinator),
    ("coordination", Class::Coordination),
    ("acting-verb", Class::Finite),
    ("auxiliary", Class::Finite),
    ("place-verb", Class::Finite),
    ("verb", Class::Finite),
];

impl Lexicon {
    /// The words of grammar that the binary carries for a language.
    pub(crate) fn embedded(language: Language) -> Self {
        let mut lexicon = Self::default();
        let mut problems = Vec::new();
        for file in embedded::of_language(language.code()) {
            if file.path.ends_with("/grammar.csv") {
                lexicon.add_grammar(file.path, file.text, &mut problems);
            } else if file.path.ends_with("/clause.csv") {
                lexicon.add_clause(file.path, file.text, &mut problems);
            }
        }
        lexicon.settle();
        lexicon
    }

    fn add_grammar(&mut self, name: &str, text: &str, problems: &mut Vec<Problem>) {
        for row in Table::parse(name, text, problems).rows() {
            if let Some((_, class)) = GRAMMAR.iter().find(|(kind, _)| *kind == row.cell("kind")) {
                self.class(row.cell("form"), *class);
            }
        }
    }

    /// Adds the rows of a `clause.csv` (columns `kind,form`).
    pub(super) fn add_clause(&mut self, name: &str, text: &str, problems: &mut Vec<Problem>) {
        let table = Table::parse(name, text, problems);
        if !table.require(&["kind", "form"], problems) {
            return;
        }
        for row in table.rows() {
            match Class::NAMES.iter().find(|(_, name)| *name == row.cell("kind")) {
                Some((class, _)) => self.class(row.cell("form"), *class),
                None => {
                    let known: Vec<&str> = Class::NAMES.iter().map(|(_, name)| *name).collect();
                    let message = format!("{:?} is no class of words of a clause", row.cell("kind"));
                    problems.push(row.problem(message, format!("the classes are {}", known.join(", "))));
                }
            }
        }
    }

    /// Adds titles: `minister` acts for its country.
    pub(crate) fn add_titles(&mut self, titles: &[Title]) {
        for title in titles {
            let last = title.form.rsplit(' ').next().unwrap_or(&title.form);
            if last.starts_with(char::is_lowercase) && title.applies.iter().any(|of| of == "country" || of == "organization") {
                self.class(last, Class::Title);
            }
        }
    }

    /// Adds a class to a word, or to words that count together.
    pub(crate) fn class(&mut self, form: &str, class: Class) {
        let mut words = form.split_whitespace();
        if let (Some(first), Some(_)) = (words.next(), words.next()) {
            let first = self.intern(first);
            self.leads[first.index()].add(if class == Class::Idiom { Leads::IDIOM } else { Leads::GROUP });
            let others: Box<[WordId]> = form.split_whitespace().skip(1).map(|word| self.intern(word)).collect();
            let last = others.last().copied().unwrap_or(first);
            if class == Class::Idiom {
                self.leads[last.index()].add(Leads::IDIOM_END);
                self.idioms.entry(first).or_default().push(others);
                return;
            }
            if class == Class::OffTopic {
                self.leads[last.index()].add(Leads::OFF_TOPIC);
            }
            self.groups.entry(first).or_default().push((others, class));
            return;
        }
        let id = self.intern(form);
        self.classes[id.index()].add(class);
    }

    /// Where `grammar.csv` and `clause.csv` differ on small words, the small word wins: `uit` is a preposition before it is a verb. What can
    /// be an infinitive is not surely finite.
    fn settle(&mut self) {
        for classes in &mut self.classes {
            let is_small = classes.any(&[Class::Preposition, Class::Determiner, Class::Adverb, Class::Time, Class::Coordination]);
            if is_small && !classes.any(&[Class::Be, Class::Have, Class::Become]) || classes.has(Class::Infinitive) {
                *classes = classes.without(Class::Finite);
            }
        }
    }

    /// The number of a word, which becomes known by it. Its form does not matter: `Kyïv` is `kyiv`.
    pub(crate) fn intern(&mut self, word: &str) -> WordId {
        let folded = fold(word);
        if let Some(id) = self.ids.get(folded.as_str()) {
            return *id;
        }
        let id = WordId::at(self.classes.len());
        self.ends.add(&folded);
        self.ids.insert(folded.into(), id);
        self.classes.push(Classes::default());
        self.forms.push(SmallVec::new());
        self.leads.push(Leads::default());
        id
    }

    /// Whether a word is a preposition.
    pub(crate) fn is_preposition(&self, word: &str) -> bool {
        self.id(&fold(word)).is_some_and(|id| self.classes(id).has(Class::Preposition))
    }

    /// Adds a form of a lexeme.
    pub(crate) fn form(&mut self, word: &str, form: Form) {
        let id = self.intern(word);
        self.form_of(id, form);
    }

    /// Adds a form of a lexeme that ends in a known word.
    pub(crate) fn form_of(&mut self, id: WordId, form: Form) {
        let forms = &mut self.forms[id.index()];
        if !forms.contains(&form) {
            forms.push(form);
        }
    }

    /// The words of a class, in the order in which they became known.
    pub(crate) fn words_of(&self, class: Class) -> impl Iterator<Item = WordId> {
        self.classes.iter().enumerate().filter(move |(_, classes)| classes.has(class)).map(|(at, _)| WordId::at(at))
    }

    /// All its words, folded.
    #[cfg(test)]
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.ids.keys().map(|word| &**word)
    }

    /// How many words it knows.
    pub(crate) fn len(&self) -> usize {
        self.classes.len()
    }

    /// The number of a folded word.
    pub(crate) fn id(&self, folded: &str) -> Option<WordId> {
        self.ids.get(folded).copied()
    }

    /// A length in bytes that no word of the lexicon exceeds with which this one ends.
    pub(super) fn longest_end(&self, folded: &str) -> usize {
        self.ends.longest(folded)
    }

    /// What begins with this word of what counts together.
    pub(crate) fn leads(&self, word: WordId) -> Leads {
        self.leads[word.index()]
    }

    /// Classes of groups of words that begin with this one, with the others of each.
    pub(crate) fn groups(&self, word: WordId) -> &[Group] {
        self.groups.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Runs that are one adverb and begin with this word, without it.
    pub(crate) fn idioms(&self, word: WordId) -> &[Box<[WordId]>] {
        self.idioms.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The classes of a word.
    pub(crate) fn classes(&self, word: WordId) -> Classes {
        self.classes[word.index()]
    }

    /// The forms of triggers that end in a word.
    pub(crate) fn forms(&self, word: WordId) -> &[Form] {
        &self.forms[word.index()]
    }
}
