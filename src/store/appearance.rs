//! In which articles an actor appears, as it stands in a store: lists of up to a hundred articles, as JSON.

use std::hash::BuildHasher;
use std::ops::Range;

use rusqlite::types::Type;
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::store::count::Appearance;
use crate::store::list::{Reader, push};

/// Articles of a list. Longer ones would not fit on a page of the file beside others, and make it costly to take one out.
const MOST_ARTICLES: usize = 100;

/// Reads a list. Gives for each article its number, the mentions of the actor, and the sentences in which these stand, as numbers in the
/// article.
pub(super) fn each(json: &str, mut each: impl FnMut(i64, i64, &[u32])) -> rusqlite::Result<()> {
    each_of(json, |_| true, |article, mentions, sentences| each(article, mentions, sentences))
}

/// The same of those articles alone that are `wanted`.
pub(super) fn each_of(json: &str, mut wanted: impl FnMut(i64) -> bool, mut each: impl FnMut(i64, i64, &[u32])) -> rusqlite::Result<()> {
    let (mut reader, mut sentences) = (Reader::new(json), Vec::new());
    let read = reader.list(|reader| {
        reader.mark(b'[')?;
        let article = reader.number()?;
        reader.mark(b',')?;
        let mentions = reader.number()?;
        reader.mark(b',')?;
        if wanted(article) {
            sentences.clear();
            reader.list(|reader| {
                sentences.push(reader.number()?);
                Some(())
            })?;
            each(article, mentions, &sentences);
        } else {
            reader.pass_list()?;
        }
        reader.mark(b']')
    });
    read.and_then(|()| reader.end()).ok_or_else(|| rusqlite::Error::InvalidColumnType(0, "articles".to_owned(), Type::Text))
}

/// Writes an article at the end of a list that is still open.
fn add(json: &mut String, article: i64, mentions: i64, sentences: &[u32]) {
    json.push_str(if json.is_empty() { "[[" } else { ",[" });
    push(json, article);
    json.push(',');
    push(json, mentions);
    json.push_str(",[");
    for (at, sentence) in sentences.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        push(json, *sentence);
    }
    json.push_str("]]");
}

/// A list that is still to be written, but for the bracket that closes it.
#[derive(Debug)]
struct List {
    first: i64,
    articles: usize,
    json: String,
}

/// Appearances that are still to be written, and those that are still to be taken out.
#[derive(Debug, Default)]
pub(super) struct Appearances {
    /// By actor.
    lists: FxHashMap<i64, List>,
    bytes: usize,
    /// Articles by actor.
    gone: FxHashMap<i64, FxHashSet<i64>>,
    gone_articles: usize,
}

impl Appearances {
    /// About how many bytes wait.
    pub(super) const fn bytes(&self) -> usize {
        self.bytes + 16 * self.gone_articles
    }

    /// Notes that an actor appears in an article, which has a higher number than all before it.
    pub(super) fn add(&mut self, article: i64, appearance: &Appearance, connection: &Connection) -> rusqlite::Result<()> {
        let list = self.lists.entry(appearance.actor).or_insert_with(|| List { first: article, articles: 0, json: String::new() });
        let before = list.json.len();
        add(&mut list.json, article, appearance.mentions, &appearance.sentences);
        list.articles += 1;
        self.bytes += list.json.len() - before;
        if list.articles == MOST_ARTICLES
            && let Some(full) = self.lists.remove(&appearance.actor)
        {
            self.bytes -= full.json.len();
            write(connection, appearance.actor, full)?;
        }
        Ok(())
    }

    /// Notes that an actor no longer appears in an article, whose appearances have been written.
    pub(super) fn remove(&mut self, article: i64, actor: i64) {
        self.gone_articles += usize::from(self.gone.entry(actor).or_default().insert(article));
    }

    /// Writes all that waits.
    pub(super) fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let Self { lists, gone, .. } = std::mem::take(self);
        let mut gone: Vec<_> = gone.into_iter().collect();
        gone.sort_unstable_by_key(|(actor, _)| *actor);
        gone.into_iter().try_for_each(|(actor, articles)| take_out(connection, actor, &articles))?;
        let mut lists: Vec<_> = lists.into_iter().collect();
        lists.sort_unstable_by_key(|(actor, _)| *actor);
        lists.into_iter().try_for_each(|(actor, list)| write(connection, actor, list))
    }
}

fn write(connection: &Connection, actor: i64, List { first, mut json, .. }: List) -> rusqlite::Result<()> {
    json.push(']');
    connection.prepare_cached("INSERT INTO stored_appearance VALUES (?1, ?2, ?3)")?.execute((actor, first, json)).map(|_| ())
}

/// Takes some articles out of the lists of an actor.
fn take_out(connection: &Connection, actor: i64, articles: &FxHashSet<i64>) -> rusqlite::Result<()> {
    let query = "SELECT first, articles FROM stored_appearance WHERE actor = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1";
    let mut find = connection.prepare_cached(query)?;
    let mut rest: Vec<i64> = articles.iter().copied().collect();
    rest.sort_unstable();
    while let Some(last) = rest.pop() {
        let found: Option<(i64, String)> = find.query_row((actor, last), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        // What the store never held needs no taking out.
        let Some((first, json)) = found else { return Ok(()) };
        let mut left = String::with_capacity(json.len());
        each(&json, |article, mentions, sentences| {
            if !articles.contains(&article) {
                add(&mut left, article, mentions, sentences);
            }
        })?;
        rest.truncate(rest.partition_point(|article| *article < first));
        if left.is_empty() {
            connection.prepare_cached("DELETE FROM stored_appearance WHERE actor = ?1 AND first = ?2")?.execute((actor, first))?;
        } else {
            left.push(']');
            let query = "UPDATE stored_appearance SET articles = ?3 WHERE actor = ?1 AND first = ?2";
            connection.prepare_cached(query)?.execute((actor, first, left))?;
        }
    }
    Ok(())
}

/// Looks appearances up, best by articles in the order of their numbers: what was read last of each actor is kept.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    /// By actor.
    lists: FxHashMap<i64, Told>,
}

/// The articles of a list with a hash of what is told of each, from the first of them to the number where the next list begins.
type Told = (Range<i64>, Vec<(i64, u64)>);

impl Lookup {
    /// Whether a store says this of an actor and an article.
    pub(super) fn holds(&mut self, article: i64, appearance: &Appearance, connection: &Connection) -> rusqlite::Result<bool> {
        let Appearance { actor, mentions, sentences } = appearance;
        let known = match self.lists.get(actor) {
            Some((range, list)) if range.contains(&article) => list,
            _ => &self.lists.entry(*actor).insert_entry(read(connection, *actor, article)?).into_mut().1,
        };
        Ok(known.iter().any(|(number, told)| *number == article && *told == hash(*mentions, sentences)))
    }
}

fn hash(mentions: i64, sentences: &[u32]) -> u64 {
    FxBuildHasher.hash_one((mentions, sentences))
}

/// The list that may tell of an article.
fn read(connection: &Connection, actor: i64, article: i64) -> rusqlite::Result<Told> {
    let query = "SELECT first, articles, (SELECT min(first) FROM stored_appearance WHERE actor = ?1 AND first > ?2) \
                 FROM stored_appearance WHERE actor = ?1 AND first <= ?2 ORDER BY first DESC LIMIT 1";
    let found = connection.prepare_cached(query)?.query_row((actor, article), |row| {
        let mut told = Vec::new();
        each(row.get_ref(1)?.as_str()?, |article, mentions, sentences| told.push((article, hash(mentions, sentences))))?;
        Ok((row.get(0)?..row.get::<_, Option<i64>>(2)?.unwrap_or(i64::MAX), told))
    });
    Ok(found.optional()?.unwrap_or_default())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::store::Store;

    type All = BTreeMap<(i64, i64), (i64, Vec<u32>)>;

    fn kept(connection: &Connection) -> All {
        let mut query = connection.prepare("SELECT actor, article, mentions, sentences FROM appearance").unwrap();
        let row = |row: &rusqlite::Row<'_>| {
            let sentences: String = row.get(3)?;
            Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, serde_json::from_str(&sentences).unwrap())))
        };
        query.query_map([], row).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn long_lists_are_parted_and_articles_come_and_go() {
        let store = Store::in_memory().unwrap();
        let connection = &store.connection;
        let (mut waiting, mut expected) = (Appearances::default(), All::new());
        // Actor 1 is everywhere, actor 2 in every third article.
        for article in 1..=1000 {
            for actor in [1, 2].into_iter().filter(|actor| *actor == 1 || article % 3 == 0) {
                let sentences = vec![0, u32::try_from(article).unwrap()];
                waiting.add(article, &Appearance { actor, mentions: 2, sentences: sentences.clone() }, connection).unwrap();
                expected.insert((actor, article), (2, sentences));
            }
            if article % 300 == 0 {
                waiting.write(connection).unwrap();
            }
        }
        waiting.write(connection).unwrap();
        assert_eq!(kept(connection), expected);
        let lists = |actor: i64| -> i64 {
            connection.query_row("SELECT count(*) FROM stored_appearance WHERE actor = ?1", [actor], |row| row.get(0)).unwrap()
        };
        assert_eq!((lists(1), lists(2)), (10, 4));
        // A whole list, its neighbours, single ones, and one that never was.
        for article in (1..=200).chain([300, 301, 302, 601, 1000]) {
            waiting.remove(article, 1);
            waiting.remove(article, 2);
            expected.remove(&(1, article));
            expected.remove(&(2, article));
        }
        waiting.write(connection).unwrap();
        assert_eq!(kept(connection), expected);
        assert_eq!((lists(1), lists(2)), (8, 4));
        let mut lookup = Lookup::default();
        for article in 1..=1001 {
            for actor in [1, 2, 3] {
                let sentences = vec![0, u32::try_from(article).unwrap()];
                let mut appearance = Appearance { actor, mentions: 2, sentences };
                let is_there = expected.contains_key(&(actor, article));
                assert_eq!(lookup.holds(article, &appearance, connection).unwrap(), is_there, "{actor} in {article}");
                appearance.sentences.push(9999);
                assert!(!lookup.holds(article, &appearance, connection).unwrap());
            }
        }
    }
}
