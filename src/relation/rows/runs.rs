//! Runs of words that rows of `relations.csv` ask for or forbid, and the named sets of them in `sets.csv`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::relation::words::lexicon::{Lexicon, WordId};
use crate::relation::words::token::Tokens;
use crate::relation::words::word::{AnyOf, Sketch, Spelt};
use crate::table::{Problem, Row, Table};

/// The columns of `sets.csv`.
const COLUMNS: [&str; 2] = ["set", "words"];

/// What marks the name of a set among words.
const MARK: char = '@';

/// Runs of words of which one is looked for in a clause.
#[derive(Clone, Debug, Default)]
pub(crate) struct Runs {
    /// Sorted, so that those that begin with a word stand together.
    list: Vec<Box<[WordId]>>,
    /// The first word of each, side by side: most looks go no further.
    firsts: Vec<WordId>,
    /// The same as a set.
    opening: AnyOf,
    /// The last word of each: where none stands in a sentence, no run does.
    lasts: AnyOf,
    /// All words of all.
    words: AnyOf,
}

impl Runs {
    fn new(mut list: Vec<Box<[WordId]>>) -> Self {
        list.sort_unstable();
        list.dedup();
        let firsts: Vec<WordId> = list.iter().map(|run| run[0]).collect();
        let opening = AnyOf::new(firsts.iter().copied());
        let lasts = AnyOf::new(list.iter().filter_map(|run| run.last().copied()));
        let words = AnyOf::new(list.iter().flatten().copied());
        Self { list, firsts, opening, lasts, words }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The last word of each run: where none stands in a sentence, no run does.
    pub(crate) const fn lasts(&self) -> &AnyOf {
        &self.lasts
    }

    /// The words of all runs.
    pub(crate) fn words(&self) -> impl Iterator<Item = WordId> {
        self.words.words().iter().copied()
    }

    /// Whether one of the runs is this word alone.
    pub(crate) fn holds(&self, word: WordId) -> bool {
        self.list.binary_search_by(|run| run[..].cmp(&[word])).is_ok()
    }

    /// Where the first of the runs stands among the tokens of a clause that is accepted, as positions in its list. `words` are those of the
    /// clause, or more.
    fn find(&self, tokens: &Tokens, clause: &[u16], words: &Sketch, accepts: impl Fn(&Range<usize>) -> bool) -> Option<Range<usize>> {
        if !self.lasts.sketch().meets(words) {
            return None;
        }
        let spelt = tokens.words.list();
        // Of a name of several words the last one is known.
        let may_open = |Spelt { word, whole, words, .. }: &Spelt| {
            self.opening.may_hold(*word) || whole.is_some() && self.opening.may_hold(*whole) || *words != 1 && self.words.may_hold(*word)
        };
        clause.iter().enumerate().find_map(|(at, number)| {
            let number = *number as usize;
            let run = may_open(&spelt[number]).then(|| self.opened(spelt[number], tokens, &clause[at..])).flatten()?;
            Some(at..(at + run.len()).min(clause.len())).filter(&accepts)
        })
    }

    /// The run that a clause begins with, whose first token this is.
    fn opened(&self, spelt: Spelt, tokens: &Tokens, clause: &[u16]) -> Option<&[WordId]> {
        let mut words = [spelt.word, spelt.whole].into_iter().flatten();
        let run = words.find_map(|word| {
            if spelt.words > 1 {
                return self.list.iter().find(|run| run.contains(&word) && tokens.starts_run(clause, 0, run));
            }
            let from = self.firsts.partition_point(|first| *first < word);
            let same = self.firsts[from..].iter().take_while(|first| **first == word).count();
            self.list[from..from + same].iter().find(|run| tokens.starts_run(clause, 0, run))
        });
        run.map(|run| &run[..])
    }
}

/// Runs of words that rows ask for or forbid, with their number among all of a language.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) runs: Arc<Runs>,
    pub(crate) number: u16,
}

impl Listed {
    pub(crate) fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Whether a sentence may hold one of the runs: its last word stands there.
    pub(crate) fn may_stand_in(&self, tokens: &Tokens) -> bool {
        tokens.answered.holds(self.number)
    }

    /// Where the first of the runs stands among the tokens of a clause, as positions in its list. `words` are those of the clause, or more.
    pub(crate) fn find(&self, tokens: &Tokens, clause: &[u16], words: &Sketch) -> Option<std::ops::Range<usize>> {
        self.find_fit(tokens, clause, words, |_| true)
    }

    /// The same of those that are accepted.
    pub(crate) fn find_fit(
        &self,
        tokens: &Tokens,
        clause: &[u16],
        words: &Sketch,
        accepts: impl Fn(&std::ops::Range<usize>) -> bool,
    ) -> Option<std::ops::Range<usize>> {
        if self.may_stand_in(tokens) { self.runs.find(tokens, clause, words, accepts) } else { None }
    }
}

/// A named set, and where it stands.
#[derive(Clone, Debug)]
struct Set {
    cell: String,
    file: String,
    line: u64,
}

/// The sets of `sets.csv`, and the runs of the cells that have been read.
#[derive(Clone, Debug, Default)]
pub(super) struct Sets {
    named: BTreeMap<String, Set>,
    /// Many rows have the same cell, and share its runs.
    known: FxHashMap<String, Listed>,
}

impl Sets {
    /// Adds the sets of a file. A set of a later file that has the name of an earlier one stands in its place.
    pub(crate) fn add(&mut self, file: &str, text: &str, problems: &mut Vec<Problem>) {
        let table = Table::parse(file, text, problems);
        if !table.require(&COLUMNS, problems) {
            return;
        }
        let mut own: BTreeMap<&str, u64> = BTreeMap::new();
        for row in table.rows() {
            let (name, cell) = (row.cell("set"), row.cell("words"));
            if name.is_empty() || name.contains(['|', '&', MARK]) || name.contains(char::is_whitespace) {
                problems.push(row.problem(format!("{name:?} is no name of a set"), "write one word, without @"));
            } else if let Some(first) = own.insert(name, row.line) {
                problems.push(row.problem(format!("the set {name} stands on line {first} as well"), "join the two, or rename one"));
            } else if cell.is_empty() || cell.contains('&') {
                problems.push(row.problem(format!("the set {name} is no list of words"), "write words, or names of sets, separated by |"));
            } else {
                self.named.insert(name.to_owned(), Set { cell: cell.to_owned(), file: file.to_owned(), line: row.line });
            }
        }
    }

    /// The runs that a list of words and sets stands for: `sanctie|@weapons`.
    pub(crate) fn runs(&mut self, list: &str, row: Row<'_>, lexicon: &mut Lexicon) -> Result<Listed, Problem> {
        if let Some(known) = self.known.get(list) {
            return Ok(known.clone());
        }
        let runs = self.texts(list, row)?.into_iter().map(|run| words(run, lexicon)).collect();
        let number = u16::try_from(self.known.len())
            .map_err(|_| row.problem("there are too many different lists of words", "name sets that rows share"))?;
        let listed = Listed { runs: Arc::new(Runs::new(runs)), number };
        self.known.insert(list.to_owned(), listed.clone());
        Ok(listed)
    }

    /// The runs of all cells that have been read.
    pub(crate) fn lists(&self) -> impl Iterator<Item = &Listed> {
        self.known.values()
    }

    /// The same as texts.
    pub(crate) fn texts<'s>(&'s self, list: &'s str, row: Row<'_>) -> Result<Vec<&'s str>, Problem> {
        let mut texts = Vec::new();
        self.expand(list, row, &mut Vec::new(), &mut texts)?;
        Ok(texts)
    }

    /// Adds what a list stands for. `within` are the sets around it.
    fn expand<'s>(&'s self, list: &'s str, row: Row<'_>, within: &mut Vec<&'s str>, texts: &mut Vec<&'s str>) -> Result<(), Problem> {
        for value in list.split('|').map(str::trim).filter(|value| !value.is_empty()) {
            let Some(name) = value.strip_prefix(MARK) else {
                texts.push(value);
                continue;
            };
            let Some(set) = self.named.get(name) else {
                let known: Vec<String> = self.named.keys().map(|name| format!("{MARK}{name}")).collect();
                let remedy = match known[..] {
                    [] => "add it to sets.csv".to_owned(),
                    _ => format!("add it to sets.csv, or write one of {}", known.join(", ")),
                };
                return Err(row.problem(format!("{value} is no set of words"), remedy));
            };
            if within.contains(&name) {
                let remedy = format!("remove {value} from it, or from a set that it names");
                return Err(Problem::new(&set.file, set.line, format!("the set {name} holds itself"), remedy));
            }
            within.push(name);
            self.expand(&set.cell, row, within, texts)?;
            within.pop();
        }
        Ok(())
    }

    /// Sets that neither a row nor another set names, once all rows have been read.
    pub(super) fn unused(&self) -> Vec<Problem> {
        let cells = self.known.keys().chain(self.named.values().map(|set| &set.cell));
        let used: BTreeSet<&str> = cells.flat_map(|cell| cell.split('|')).filter_map(|value| value.trim().strip_prefix(MARK)).collect();
        let unused = self.named.iter().filter(|(name, _)| !used.contains(name.as_str()));
        let problem = |(name, set): (&String, &Set)| {
            let message = format!("no row of relations.csv names the set {name}");
            Problem::new(&set.file, set.line, message, format!("write {MARK}{name} in one, or delete it"))
        };
        unused.map(problem).collect()
    }
}

/// Whether a file lists sets.
pub(super) fn lists_sets(text: &str) -> bool {
    let header = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    COLUMNS.into_iter().all(|column| header.split(',').any(|name| name.trim() == column))
}

/// The words of a run.
pub(crate) fn words(run: &str, lexicon: &mut Lexicon) -> Box<[WordId]> {
    run.split_whitespace().map(|word| lexicon.intern(word)).collect()
}
