//! Evidence: the text behind an edge, with the names of its two actors marked, and short enough to be read.

use std::ops::Range;
use std::sync::Arc;

use crate::cooccurrence::{Brief, Cooccurrences, Mark, Quote, Quoted, brief, quoted};
use crate::duplicate::{CopyPlaces, Duplicates, copies_of};
use crate::gazetteer::Gazetteer;
use crate::graph::{Evidence, MarkedSpan};
use crate::id::ActorId;
use crate::kept_list::{Item, Items, Keeper, KeptList, Whose};
use crate::shelf::Shelf;
use crate::spool::SpoolError;

/// Longest text in bytes that is shown as it is. A list of thousands of names in one sentence would otherwise stand whole behind
/// each of its millions of pairs.
const LONGEST: usize = 4_000;
/// Bytes that are kept on both sides of a name in a longer text.
const BESIDE: usize = 300;

/// Who reads the sentences of pairs when somebody asks for them.
pub(crate) struct PairKeeper {
    shelf: Arc<Shelf>,
    copies: CopyPlaces,
    /// Ids of actors by their numbers.
    ids: Vec<String>,
}

impl PairKeeper {
    /// One who reads those of some counts.
    pub(crate) fn new(counts: &Cooccurrences, duplicates: &Duplicates, gazetteer: &Gazetteer) -> Arc<Self> {
        let ids = gazetteer.actors().iter().map(|actor| actor.id.clone()).collect();
        Arc::new(Self { shelf: Arc::clone(counts.shelf()), copies: Arc::clone(duplicates.copies()), ids })
    }

    /// The sentences of a pair.
    pub(crate) fn list(self: &Arc<Self>, (one, other): (ActorId, ActorId), items: Items) -> KeptList<Evidence> {
        KeptList::kept(Arc::<Self>::clone(self), [one.0, other.0], items)
    }
}

impl Keeper<Evidence> for PairKeeper {
    fn read(&self, of: Whose, item: Item) -> Result<Evidence, SpoolError> {
        let id = |actor: ActorId| self.ids.get(actor.index()).cloned().unwrap_or_default();
        Ok(told(quoted(&self.shelf, item)?, &of.map(ActorId), &self.copies, id))
    }

    fn read_brief(&self, of: Whose, item: Item) -> Result<Evidence, SpoolError> {
        Ok(match brief(&self.shelf, item, LONGEST)? {
            Some(Brief { document, line, text }) => Evidence { document, line, text, ..Evidence::default() },
            None => self.read(of, item)?,
        })
    }
}

/// A quote as evidence for some actors: only they are marked.
#[must_use]
pub(crate) fn evidence(quoted: Quoted, actors: &[ActorId], duplicates: &Duplicates, gazetteer: &Gazetteer) -> Evidence {
    told(quoted, actors, duplicates.copies(), |actor| gazetteer.actor(actor).id.clone())
}

fn told(Quoted { quote, windows }: Quoted, actors: &[ActorId], copies: &CopyPlaces, id: impl Fn(ActorId) -> String) -> Evidence {
    let mut marks: Vec<Mark> = actors.iter().flat_map(|actor| quote.marks_of(*actor)).copied().collect();
    marks.sort_unstable_by_key(|mark| (mark.start, mark.end, mark.actor));
    let is_long = quote.text.len() > LONGEST;
    let copies = copies_of(copies, &quote.document, quote.article).to_vec();
    let (text, marks) = if is_long { shortened(&quote, actors, &marks) } else { (quote.text, marks) };
    let some = |text: String| (!text.is_empty()).then_some(text);
    Evidence {
        document: quote.document.to_string(),
        article: quote.article,
        sentence: quote.sentence,
        line: u32::try_from(quote.line).unwrap_or(u32::MAX),
        date: quote.date,
        text,
        spans: marks.iter().map(|mark| MarkedSpan { start: mark.start, end: mark.end, actor: id(mark.actor) }).collect(),
        windows,
        shortened: is_long,
        before: some(quote.before),
        after: some(quote.after),
        copies,
    }
}

/// What stands around the actors where they are nearest to each other, with `…` for the rest; and the marks in that.
fn shortened(quote: &Quote, actors: &[ActorId], marks: &[Mark]) -> (String, Vec<Mark>) {
    let text = quote.text.as_str();
    let mut text_out = String::new();
    let mut marks_out = Vec::new();
    for piece in pieces(text, &nearest(actors, marks)) {
        if piece.start > 0 {
            text_out.push_str(if text_out.is_empty() { "… " } else { " … " });
        }
        let before = text_out.chars().count();
        let offset = |byte: usize| u32::try_from(before + text[piece.start..byte].chars().count()).unwrap_or(u32::MAX);
        for mark in marks {
            let bytes = mark.bytes();
            if piece.start <= bytes.start && bytes.end <= piece.end {
                marks_out.push(Mark { start: offset(bytes.start), end: offset(bytes.end), ..*mark });
            }
        }
        text_out.push_str(&text[piece.clone()]);
        if piece.end < text.len() && text_out.len() > LONGEST {
            break;
        }
    }
    text_out.push_str(" …");
    (text_out, marks_out)
}

/// One mark of each actor, so that all stand as near to each other as anywhere in the text.
fn nearest(actors: &[ActorId], marks: &[Mark]) -> Vec<Mark> {
    let mut last: Vec<Option<Mark>> = vec![None; actors.len()];
    let mut best: Option<(u32, Vec<Mark>)> = None;
    for mark in marks {
        for (seen, _) in last.iter_mut().zip(actors).filter(|(_, actor)| **actor == mark.actor) {
            *seen = Some(*mark);
        }
        let Some(all) = last.iter().copied().collect::<Option<Vec<Mark>>>() else { continue };
        let reach = all.iter().map(|one| mark.end.abs_diff(one.start)).max().unwrap_or(0);
        if best.as_ref().is_none_or(|(least, _)| reach < *least) {
            best = Some((reach, all));
        }
    }
    best.map(|(_, all)| all).unwrap_or_default()
}

/// Stretches of the text around some marks, in order; one where they are near to each other. Each begins and ends with a word.
fn pieces(text: &str, marks: &[Mark]) -> Vec<Range<usize>> {
    let mut around: Vec<Range<usize>> = marks
        .iter()
        .map(|mark| {
            let bytes = mark.bytes();
            let from = boundary(text, bytes.start.saturating_sub(BESIDE));
            let to = boundary(text, (bytes.end + BESIDE).min(text.len()));
            let from = if from == 0 { 0 } else { text[from..bytes.start].find(' ').map_or(from, |at| from + at + 1) };
            let to = if to == text.len() { to } else { text[bytes.end..to].rfind(' ').map_or(to, |at| bytes.end + at) };
            from..to
        })
        .collect();
    around.sort_by_key(|piece| (piece.start, piece.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for piece in around {
        match joined.last_mut().filter(|last| piece.start <= last.end + BESIDE) {
            Some(last) => last.end = last.end.max(piece.end),
            None => joined.push(piece),
        }
    }
    joined
}

/// The start of the character that holds a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
