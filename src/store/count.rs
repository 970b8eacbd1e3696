//! What an article adds to the counts of a store.

use rusqlite::Connection;
use rustc_hash::FxHashMap;

/// Whether an article counts in full or only adds to the raw counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    /// It is the first of its kind.
    Distinct,
    /// It is a copy.
    Copy,
}

impl Counted {
    /// How an article counts for which another stands, or none.
    pub(super) const fn of(copy_of: Option<i64>) -> Self {
        if copy_of.is_some() { Self::Copy } else { Self::Distinct }
    }
}

/// What one article holds: numbers of actors are those of the store.
#[derive(Debug, Default)]
pub(super) struct Contribution {
    sentences: i64,
    mentions: i64,
    pub(super) actors: Vec<Appearance>,
    /// With the number of sentences that hold both; the smaller number first.
    pairs: Vec<((i64, i64), i64)>,
}

/// An actor in an article.
#[derive(Debug)]
pub(super) struct Appearance {
    pub(super) actor: i64,
    pub(super) mentions: i64,
    /// Numbers within the article, in order, each once.
    pub(super) sentences: Vec<u32>,
}

impl Contribution {
    /// That of an article with so many sentences and these mentions, as numbers of sentence and actor.
    pub(super) fn new(sentences: usize, mut named: Vec<(u32, i64)>) -> Self {
        named.sort_unstable();
        let mut contribution = Self { sentences: i64::try_from(sentences).unwrap_or(i64::MAX), ..Self::default() };
        let (mut pairs, mut present) = (Vec::new(), Vec::new());
        for sentence in named.chunk_by(|a, b| a.0 == b.0) {
            present.clear();
            present.extend(sentence.iter().map(|(_, actor)| *actor));
            present.dedup();
            for (at, one) in present.iter().enumerate() {
                pairs.extend(present[at + 1..].iter().map(|other| (*one, *other)));
            }
        }
        pairs.sort_unstable();
        contribution.pairs = pairs.chunk_by(|a, b| a == b).map(|same| (same[0], count(same.len()))).collect();
        named.sort_unstable_by_key(|(sentence, actor)| (*actor, *sentence));
        for same in named.chunk_by(|a, b| a.1 == b.1) {
            let mut sentences: Vec<u32> = same.iter().map(|(sentence, _)| *sentence).collect();
            sentences.dedup();
            contribution.mentions += count(same.len());
            contribution.actors.push(Appearance { actor: same[0].1, mentions: count(same.len()), sentences });
        }
        contribution
    }
}

fn count(len: usize) -> i64 {
    i64::try_from(len).unwrap_or(i64::MAX)
}

/// Changes of counts that are still to be written.
#[derive(Debug, Default)]
pub(super) struct Changes {
    documents: i64,
    bytes: i64,
    sentences: i64,
    mentions: i64,
    articles: i64,
    articles_raw: i64,
    /// Mentions, sentences, articles, articles with copies.
    actors: FxHashMap<i64, [i64; 4]>,
    /// Sentences, articles, articles with copies.
    pairs: FxHashMap<(i64, i64), [i64; 3]>,
    makers: FxHashMap<i64, i64>,
}

impl Changes {
    /// The totals by name.
    pub(super) const fn totals(&self) -> [(&'static str, i64); 6] {
        [
            ("documents", self.documents),
            ("bytes", self.bytes),
            ("articles", self.articles),
            ("articles_raw", self.articles_raw),
            ("sentences", self.sentences),
            ("mentions", self.mentions),
        ]
    }

    /// Mentions, sentences, articles, articles with copies of an actor.
    pub(super) fn of_actor(&self, actor: i64) -> Option<[i64; 4]> {
        self.actors.get(&actor).copied()
    }

    /// Sentences, articles, articles with copies of two actors, the smaller number first.
    pub(super) fn of_pair(&self, one: i64, other: i64) -> Option<[i64; 3]> {
        self.pairs.get(&(one, other)).copied()
    }

    pub(super) fn of_maker(&self, maker: i64) -> i64 {
        self.makers.get(&maker).copied().unwrap_or(0)
    }

    /// How many actors there are.
    pub(super) fn actors(&self) -> usize {
        self.actors.len()
    }

    /// How many pairs there are.
    pub(super) fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// In how many articles the actors appear, summed over all.
    pub(super) fn appearances(&self) -> i64 {
        self.actors.values().map(|count| count[3]).sum()
    }

    /// Counts a document `times`, which is 1 or -1.
    pub(super) fn document(&mut self, maker: i64, bytes: usize, times: i64) {
        self.documents += times;
        self.bytes += times * count(bytes);
        *self.makers.entry(maker).or_default() += times;
    }

    /// Counts an article `times`, which is 1 or -1.
    pub(super) fn article(&mut self, article: &Contribution, counted: Counted, times: i64) {
        self.articles_raw += times;
        let full = if counted == Counted::Distinct { times } else { 0 };
        self.articles += full;
        self.sentences += full * article.sentences;
        self.mentions += full * article.mentions;
        for actor in &article.actors {
            let change = self.actors.entry(actor.actor).or_default();
            change[0] += full * actor.mentions;
            change[1] += full * count(actor.sentences.len());
            change[2] += full;
            change[3] += times;
        }
        for (pair, sentences) in &article.pairs {
            let change = self.pairs.entry(*pair).or_default();
            change[0] += full * sentences;
            change[1] += full;
            change[2] += times;
        }
    }

    /// How many counts are waiting to be written.
    pub(super) fn len(&self) -> usize {
        self.actors.len() + self.pairs.len()
    }

    /// Writes the changes and forgets them.
    pub(super) fn write(&mut self, connection: &Connection) -> rusqlite::Result<()> {
        let changes = std::mem::take(self);
        let mut total = connection.prepare_cached("UPDATE stored_total SET count = count + ?2 WHERE name = ?1")?;
        for (name, change) in changes.totals() {
            total.execute((name, change))?;
        }
        let mut maker = connection.prepare_cached("UPDATE maker SET documents = documents + ?2 WHERE number = ?1")?;
        for change in changes.makers {
            maker.execute(change)?;
        }
        let mut actor = connection.prepare_cached(
            "INSERT INTO actor_count VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET mentions = mentions + ?2, \
             sentences = sentences + ?3, articles = articles + ?4, articles_raw = articles_raw + ?5",
        )?;
        let mut actors: Vec<_> = changes.actors.into_iter().filter(|(_, change)| *change != [0; 4]).collect();
        actors.sort_unstable();
        let mut less = false;
        for (number, [mentions, sentences, articles, raw]) in actors {
            less |= raw < 0;
            actor.execute((number, mentions, sentences, articles, raw))?;
        }
        if less {
            connection.execute("DELETE FROM actor_count WHERE articles_raw = 0", [])?;
        }
        let mut pair = connection.prepare_cached(
            "INSERT INTO pair_count VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET sentences = sentences + ?3, \
             articles = articles + ?4, articles_raw = articles_raw + ?5",
        )?;
        let mut empty = connection.prepare_cached("DELETE FROM pair_count WHERE one = ?1 AND other = ?2 AND articles_raw = 0")?;
        let mut pairs: Vec<_> = changes.pairs.into_iter().filter(|(_, change)| *change != [0; 3]).collect();
        pairs.sort_unstable();
        for ((one, other), [sentences, articles, raw]) in pairs {
            pair.execute((one, other, sentences, articles, raw))?;
            if raw < 0 {
                empty.execute((one, other))?;
            }
        }
        Ok(())
    }
}
