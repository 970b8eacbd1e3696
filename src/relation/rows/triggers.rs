//! The triggers of a language: the rows of `relations.csv`, compiled. Owns the forms that a row stands for and the slots of its frame.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use crate::gazetteer::Language;
use crate::relation::category::Category;
use crate::relation::rows::ask::Asks;
use crate::relation::rows::runs::{Listed, Sets, lists_sets, words};
use crate::relation::rows::trigger::{Joined, Lexeme, Slot, Slots, Source, Speech, Trigger};
use crate::relation::words::lexicon::{Class, Form, FormKind, Lexicon, WordId};
use crate::relation::words::token::Tokens;
use crate::relation::words::word::AnyOf;
use crate::table::{Problem, Row, Table};

/// The columns of `relations.csv`.
const COLUMNS: [&str; 12] =
    ["category", "mode", "lemma", "pos", "forms", "particle", "with", "actor", "recipient", "reciprocal", "polarity", "unless"];

/// All triggers of a language.
#[derive(Clone, Debug, Default)]
pub(crate) struct Triggers {
    pub(crate) rows: Vec<Trigger>,
    pub(crate) lexemes: Vec<Lexeme>,
    by_key: FxHashMap<(Speech, String, String), u32>,
    sets: Sets,
    /// What the rows ask of a sentence.
    pub(crate) asks: Asks,
    /// Whether the actor of some row is the subject of another clause.
    pub(crate) acts_elsewhere: bool,
    /// What an editor should look at again, though the rows count.
    pub(crate) findings: Vec<Problem>,
}

impl Triggers {
    pub(crate) fn row(&self, row: u32) -> &Trigger {
        &self.rows[row as usize]
    }

    pub(crate) fn lexeme(&self, lexeme: u32) -> &Lexeme {
        &self.lexemes[lexeme as usize]
    }

    /// The rows of a lexeme whose words may stand in a sentence, in their order.
    pub(crate) fn rows_within<'s>(&'s self, lexeme: u32, tokens: &'s Tokens) -> impl Iterator<Item = u32> + use<'s> {
        self.asks.within(lexeme, tokens, &self.rows).map(|ask| ask.row)
    }

    /// Adds the rows of files, after the sets that they name. Problems are told and their rows left out.
    pub(crate) fn add_all(
        &mut self,
        files: &[(String, Cow<'static, str>)],
        language: Language,
        lexicon: &mut Lexicon,
        problems: &mut Vec<Problem>,
    ) {
        let (sets, rows): (Vec<_>, Vec<_>) = files.iter().partition(|(_, text)| lists_sets(text));
        for (name, text) in sets {
            self.sets.add(name, text, problems);
        }
        for (name, text) in rows {
            self.add(name, text, language, lexicon, problems);
        }
        self.findings.extend(self.sets.unused());
        self.asks = Asks::new(&self.lexemes, &self.rows, lexicon.len(), self.sets.lists());
    }

    fn add(&mut self, name: &str, text: &str, language: Language, lexicon: &mut Lexicon, problems: &mut Vec<Problem>) {
        let table = Table::parse(name, text, problems);
        if !table.require(&COLUMNS, problems) {
            return;
        }
        let mut seen: FxHashMap<Vec<&str>, u64> = FxHashMap::default();
        for row in table.rows() {
            let cells: Vec<&str> = COLUMNS.iter().map(|column| row.cell(column)).collect();
            if let Some(first) = seen.insert(cells, row.line) {
                self.findings.push(row.problem(format!("the row is the same as line {first}"), "delete one of the two"));
            }
            self.look_over(row, language);
            if let Err(problem) = self.compile(row, language, lexicon) {
                problems.push(problem);
            }
        }
        for lexeme in &mut self.lexemes {
            lexeme.rows.sort_by_key(|row| (!self.rows[*row as usize].is_specific(), *row));
            let rows = || lexeme.rows.iter().map(|row| &self.rows[*row as usize]);
            lexeme.asked_for = AnyOf::new(rows().flat_map(|row| row.with.runs.words()));
        }
    }

    /// What a row can say that is hardly meant.
    fn look_over(&mut self, row: Row<'_>, language: Language) {
        let (lemma, particle) = (row.cell("lemma"), row.cell("particle"));
        let joins = language == Language::English || lemma.starts_with(particle);
        if !joins {
            let message = format!("the verb {lemma:?} does not begin with its particle {particle:?}");
            self.findings.push(row.problem(message, "write the infinitive in one word, as dictionaries do"));
        }
        for form in row.cell("forms").split('|').filter(|form| form.trim() != *form || form.is_empty()) {
            self.findings.push(row.problem(format!("{form:?} is no form of a word"), "remove the empty form or the spaces around it"));
        }
        // What a set cannot be read for is a problem of the row, which is told when it is compiled.
        let texts = |list| self.sets.texts(list, row).unwrap_or_default();
        let unless = texts(row.cell("unless"));
        let overlap = row.cell("with").split(['&', '|']).flat_map(texts).find(|word| unless.contains(word));
        if let Some(word) = overlap {
            let message = format!("{word:?} is asked for and forbidden");
            self.findings.push(row.problem(message, "remove it from with or from unless"));
        }
    }

    fn compile(&mut self, row: Row<'_>, language: Language, lexicon: &mut Lexicon) -> Result<(), Problem> {
        let category = Category::from_name(row.cell("category")).ok_or_else(|| {
            let known: Vec<&str> = Category::ALL.iter().map(|category| category.name()).collect();
            row.problem(format!("{:?} is no category", row.cell("category")), format!("the categories are {}", known.join(", ")))
        })?;
        let mode = match row.cell("mode") {
            "" => None,
            name => Some(category.mode(name).ok_or_else(|| {
                let remedy = match category.modes() {
                    [] => "leave it empty".to_owned(),
                    modes => format!("leave it empty, or write one of {}", modes.join(", ")),
                };
                row.problem(format!("{name:?} is no mode of {category}"), remedy)
            })?),
        };
        let speech = match row.cell("pos") {
            "verb" => Speech::Verb,
            "noun" => Speech::Noun,
            "adjective" => Speech::Adjective,
            other => return Err(row.problem(format!("{other:?} is no part of speech"), "write verb, noun or adjective")),
        };
        let values = |column: &str| row.cell(column).split('|').map(str::trim).filter(|value| !value.is_empty()).collect::<Vec<&str>>();
        let forms = values("forms");
        let paradigm = if language == Language::English { 4 } else { 5 };
        if forms.is_empty() || (speech == Speech::Verb && forms.len() != paradigm) {
            let remedy = match (speech, language) {
                (Speech::Verb, Language::English) => "a verb has four forms: third person|past|participle|ing form",
                (Speech::Verb, Language::Dutch) => "a verb has five forms: stem|third person|past singular|past plural|participle",
                _ => "write all forms of the word, separated by |",
            };
            return Err(row.problem(format!("{:?} has {} forms", row.cell("lemma"), forms.len()), remedy));
        }
        if row.cell("lemma").is_empty() {
            return Err(row.problem("the row has no lemma", "write the dictionary form of the trigger"));
        }
        let actor = slots(row, "actor", speech, lexicon)?;
        let optional = row.cell("recipient").ends_with('?') || row.cell("recipient") == "-";
        let recipient = slots(row, "recipient", speech, lexicon)?;
        if actor.is_empty() || (recipient.is_empty() && row.cell("recipient") != "-") {
            return Err(row.problem("the row does not say where actor and recipient stand", "fill in both columns; - is no recipient"));
        }
        for column in ["reciprocal", "polarity"] {
            let allowed = if column == "reciprocal" { "yes" } else { "negative" };
            if !["", allowed].contains(&row.cell(column)) {
                return Err(row.problem(format!("{:?} is no value of {column}", row.cell(column)), format!("write {allowed} or nothing")));
            }
        }
        self.acts_elsewhere |= actor.iter().any(|slot| matches!(slot, Slot::Condition | Slot::Complement));
        let number = u32::try_from(self.rows.len()).unwrap_or(u32::MAX);
        let (with, together) = self.asked(row, lexicon)?;
        let unless = self.sets.runs(row.cell("unless"), row, lexicon)?;
        self.rows.push(Trigger {
            category,
            mode,
            with,
            together,
            unless,
            actor,
            recipient,
            optional,
            reciprocal: row.cell("reciprocal") == "yes",
            negative: row.cell("polarity") == "negative",
            source: Box::new(Source { lemma: row.cell("lemma").into(), place: row.place() }),
        });
        match speech {
            Speech::Verb => self.verb(row.cell("lemma"), row.cell("particle"), &forms, number, language, lexicon),
            _ => forms.iter().for_each(|form| self.words(speech, form, number, lexicon)),
        }
        Ok(())
    }

    /// The runs of a cell of words that are asked for, and those that `&` joins.
    fn asked(&mut self, row: Row<'_>, lexicon: &mut Lexicon) -> Result<(Listed, Vec<Joined>), Problem> {
        let (joined, single): (Vec<&str>, Vec<&str>) = row.cell("with").split('|').partition(|value| value.contains('&'));
        let with = self.sets.runs(&single.join("|"), row, lexicon)?;
        let mut together = Vec::with_capacity(joined.len());
        for value in joined {
            let parts = value.split('&').map(|part| self.sets.runs(part.trim(), row, lexicon)).collect::<Result<Vec<_>, _>>()?;
            if parts.iter().any(Listed::is_empty) {
                return Err(row.problem("nothing stands on one side of an &", "write words on both sides, or remove the &"));
            }
            together.push(parts);
        }
        Ok((with, together))
    }

    fn lexeme_of(&mut self, speech: Speech, lemma: &str, particle: &str, row: u32, lead: &[WordId], lexicon: &mut Lexicon) -> u32 {
        let next = u32::try_from(self.lexemes.len()).unwrap_or(u32::MAX);
        let at = *self.by_key.entry((speech, lemma.to_owned(), particle.to_owned())).or_insert(next);
        if at == next {
            let particle = Some(particle).filter(|particle| !particle.is_empty()).map(|particle| lexicon.intern(particle));
            self.lexemes.push(Lexeme { speech, particle, lead: lead.into(), rows: Vec::new(), asked_for: AnyOf::default() });
        }
        let rows = &mut self.lexemes[at as usize].rows;
        if !rows.contains(&row) {
            rows.push(row);
        }
        at
    }

    fn words(&mut self, speech: Speech, form: &str, row: u32, lexicon: &mut Lexicon) {
        let run = words(form, lexicon);
        let Some((last, lead)) = run.split_last() else { return };
        let lexeme = self.lexeme_of(speech, form, "", row, lead, lexicon);
        let kind = if speech == Speech::Noun { FormKind::Noun } else { FormKind::Adjective };
        lexicon.form_of(*last, Form { lexeme, kind });
    }

    fn verb(&mut self, lemma: &str, particle: &str, forms: &[&str], row: u32, language: Language, lexicon: &mut Lexicon) {
        if !particle.is_empty() {
            lexicon.class(particle, Class::Particle);
        }
        let lexeme = self.lexeme_of(Speech::Verb, lemma, particle, row, &[], lexicon);
        let mut add = |word: &str, kind| lexicon.form(word, Form { lexeme, kind });
        if language == Language::English {
            let bare = lemma.strip_suffix(particle).unwrap_or(lemma).trim();
            add(bare, FormKind::Bare);
            add(forms[0], FormKind::Finite);
            add(forms[1], FormKind::Past);
            add(forms[2], FormKind::Participle);
            add(forms[3], FormKind::Present);
            return;
        }
        let bare = lemma.strip_prefix(particle).unwrap_or(lemma);
        // The stem is a finite form after `ik` and before `jij` alone, which news does not say; most stems are nouns as well.
        for (form, is_past) in [(forms[1], false), (forms[2], true), (forms[3], true)] {
            add(form, if is_past { FormKind::Past } else { FormKind::Finite });
            if !particle.is_empty() {
                add(&format!("{particle}{form}"), if is_past { FormKind::JoinedPast } else { FormKind::JoinedFinite });
            }
        }
        add(bare, FormKind::Bare);
        if !particle.is_empty() {
            add(lemma, FormKind::Joined);
        }
        add(forms[4], FormKind::Participle);
        add(&inflected(forms[4]), FormKind::Attributive);
    }
}

/// A participle before a noun: `aangevallen`, `veroordeelde`, `gedode`, `bezette`.
fn inflected(participle: &str) -> String {
    let letters: Vec<char> = participle.chars().collect();
    let is_vowel = |c: char| "aeiouy".contains(c);
    match letters[..] {
        [.., 'e', 'n'] => participle.to_owned(),
        [.., one, two, last] if is_vowel(one) && one == two && !is_vowel(last) => {
            let cut: String = letters[..letters.len() - 2].iter().collect();
            format!("{cut}{last}e")
        }
        [.., before, vowel, 't'] if !is_vowel(before) && is_vowel(vowel) => format!("{participle}te"),
        _ => format!("{participle}e"),
    }
}

fn slots(row: Row<'_>, column: &str, speech: Speech, lexicon: &mut Lexicon) -> Result<Slots, Problem> {
    let cell = row.cell(column);
    let cell = cell.strip_suffix('?').unwrap_or(cell);
    let names = cell.split('|').map(str::trim).filter(|name| !matches!(*name, "" | "-"));
    names
        .map(|name| match (name, speech) {
            ("subject", Speech::Verb | Speech::Adjective) => Ok(Slot::Subject),
            ("object", Speech::Verb) => Ok(Slot::Object),
            ("condition", Speech::Verb) => Ok(Slot::Condition),
            ("complement", Speech::Verb) => Ok(Slot::Complement),
            ("doer", Speech::Verb) => Ok(Slot::Doer),
            ("adjective", Speech::Noun) => Ok(Slot::Adjective),
            ("genitive", Speech::Noun) => Ok(Slot::Genitive),
            ("compound", Speech::Noun) => Ok(Slot::Compound),
            ("tussen" | "between", Speech::Noun) => Ok(Slot::Between(lexicon.intern(name))),
            (name, _) if lexicon.is_preposition(name) => Ok(Slot::After(lexicon.intern(name))),
            (name, _) => {
                let remedy =
                    "write subject, object, condition, complement or doer of a verb; adjective, genitive, compound or tussen of a noun; or a preposition";
                Err(row.problem(format!("{name:?} is no slot of this part of speech"), remedy))
            }
        })
        .collect()
}
