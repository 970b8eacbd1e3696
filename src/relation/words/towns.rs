//! Towns and the countries that they lie in, for what happens there: the rows of `towns.csv`.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::gazetteer::Gazetteer;
use crate::id::ActorId;
use crate::relation::words::lexicon::{Lexicon, WordId};
use crate::relation::words::token::Tokens;
use crate::table::{Problem, Table};

/// The columns of `towns.csv`.
const COLUMNS: [&str; 2] = ["country", "towns"];

/// A name of words in a row, and its country.
type Town = (Box<[WordId]>, ActorId);

/// The towns of countries, by the last word of their names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Towns(FxHashMap<WordId, SmallVec<[Town; 1]>>);

impl Towns {
    /// Whether a file lists towns.
    pub(crate) fn are_in(text: &str) -> bool {
        let header = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        COLUMNS.into_iter().all(|column| header.split(',').any(|name| name.trim() == column))
    }

    /// Adds those of files. Problems are told and their rows left out.
    pub(crate) fn add_all(
        &mut self,
        files: &[(String, Cow<'static, str>)],
        gazetteer: &Gazetteer,
        lexicon: &mut Lexicon,
        problems: &mut Vec<Problem>,
    ) {
        for (name, text) in files.iter().filter(|(_, text)| Self::are_in(text)) {
            let table = Table::parse(name, text, problems);
            for row in table.rows() {
                let Some(country) = gazetteer.actor_with_id(row.cell("country")) else {
                    let message = format!("{:?} is no id of a country", row.cell("country"));
                    problems.push(row.problem(message, "write the id of a row of countries.csv"));
                    continue;
                };
                for town in row.cell("towns").split('|').filter(|town| !town.trim().is_empty()) {
                    let words: Box<[WordId]> = town.split_whitespace().map(|word| lexicon.intern(word)).collect();
                    if let Some(last) = words.last().copied() {
                        self.0.entry(last).or_default().push((words, country));
                    }
                }
            }
        }
    }

    /// The country of the town whose name ends in a token, and how many words the name has.
    pub(crate) fn country_of(&self, tokens: &Tokens, token: u16) -> Option<(ActorId, u16)> {
        let at = token as usize;
        let is_here = |words: &[WordId]| {
            let from = (at + 1).checked_sub(words.len());
            from.is_some_and(|from| words.iter().zip(&tokens.all[from..=at]).all(|(word, token)| token.word == Some(*word)))
        };
        let towns = self.0.get(&tokens.all[at].word?)?;
        let (words, country) = towns.iter().find(|(words, _)| is_here(words))?;
        Some((*country, u16::try_from(words.len()).ok()?))
    }
}
