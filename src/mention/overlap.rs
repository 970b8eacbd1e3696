//! The choice between mentions that overlap.
//!
//! The longest wins, in bytes; of two as long, the one that begins first. One that is refused for its boundary or its case takes
//! no part, so that it never hides a shorter one that holds.

use crate::id::AliasId;
use crate::mention::scratch::{Aliases, Hit, Scratch};
use crate::mention::watch::{Refusal, Watch};
use crate::mention::{Matcher, Mentions};

/// Puts the winners among the hits of `scratch` into `found`, in the order of the text.
///
/// Hits come in the order of their starts, and of their ends where they start together. No two have the same span, since a span folds
/// to one text, which is one form.
pub(super) fn choose(matcher: &Matcher, scratch: &mut Scratch, found: &mut Mentions, watch: &mut impl Watch) {
    let Scratch { hits, aliases: all, order, winners, .. } = scratch;
    let mut rest = hits.as_slice();
    while let Some(first) = rest.first() {
        let mut reach = first.span.end;
        let more = rest[1..].iter().take_while(|hit| {
            let is_touched = hit.span.start < reach;
            reach = reach.max(hit.span.end);
            is_touched
        });
        let (run, after) = rest.split_at(1 + more.count());
        winners.clear();
        if run.len() == 1 {
            winners.push(0);
        } else {
            contend(matcher, run, all, order, winners, watch);
        }
        for hit in winners.iter().map(|at| &run[*at as usize]) {
            match aliases(matcher, hit, all) {
                [] => {}
                [only] => found.push(hit.span, hit.form, std::iter::once(*only)),
                several => found.push(hit.span, hit.form, one_per_actor(matcher, several)),
            }
        }
        rest = after;
    }
}

/// Decides a run of hits in which each overlaps another.
fn contend(matcher: &Matcher, run: &[Hit], all: &[AliasId], order: &mut Vec<u32>, winners: &mut Vec<u32>, watch: &mut impl Watch) {
    order.clear();
    order.extend((0..).zip(run).map(|(at, _): (u32, _)| at));
    order.sort_by_key(|&at| (usize::MAX - run[at as usize].span.len(), run[at as usize].span.start));
    for &at in order.iter() {
        let hit = &run[at as usize];
        match winners.iter().map(|winner| &run[*winner as usize]).find(|winner| winner.span.overlaps(hit.span)) {
            None => winners.push(at),
            Some(winner) => {
                let is_phrase = matches!(winner.aliases, Aliases::None);
                for &alias in aliases(matcher, hit, all) {
                    let why = if is_phrase { Refusal::Phrase(winner.span) } else { Refusal::Overlap(winner.span) };
                    watch.refused(hit.span, alias, why);
                }
            }
        }
    }
    winners.sort_by_key(|at| run[*at as usize].span.start);
}

fn aliases<'s>(matcher: &'s Matcher, hit: &'s Hit, some: &'s [AliasId]) -> &'s [AliasId] {
    match &hit.aliases {
        Aliases::None => &[],
        Aliases::One(only) => std::slice::from_ref(only),
        Aliases::Group(number) => matcher.records.group(*number),
        Aliases::Some(first, end) => &some[*first as usize..*end as usize],
    }
}

/// Of an actor's aliases that are spelt alike, the one of the kind that comes first. Aliases stand in the order of their actors.
fn one_per_actor<'a>(matcher: &'a Matcher, aliases: &'a [AliasId]) -> impl Iterator<Item = AliasId> + 'a {
    let gazetteer = matcher.gazetteer();
    aliases
        .chunk_by(|a, b| gazetteer.actor_of(*a) == gazetteer.actor_of(*b))
        .filter_map(|group| group.iter().copied().min_by_key(|id| (gazetteer.alias(*id).kind, *id)))
}
