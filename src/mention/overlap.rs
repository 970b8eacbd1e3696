//! The choice between mentions that overlap.
//!
//! The longest wins, in bytes; of two as long, the one that begins first. One that is refused for its boundary or its case takes
//! no part, so that it never hides a shorter one that holds.

use crate::id::AliasId;
use crate::mention::scan::{Hit, Scratch};
use crate::mention::watch::{Refusal, Watch};
use crate::mention::{Matcher, Mentions};

/// Puts the winners among the hits of `scratch` into `found`, in the order of the text.
pub(super) fn choose(matcher: &Matcher, scratch: &mut Scratch, found: &mut Mentions, watch: &mut impl Watch) {
    merge_equal_spans(scratch);
    scratch.hits.sort_by_key(|hit| (hit.span.start, usize::MAX - hit.span.end));
    let mut start = 0;
    while start < scratch.hits.len() {
        let mut reach = scratch.hits[start].span.end;
        let mut end = start + 1;
        while end < scratch.hits.len() && scratch.hits[end].span.start < reach {
            reach = reach.max(scratch.hits[end].span.end);
            end += 1;
        }
        choose_among(matcher, start..end, scratch, found, watch);
        start = end;
    }
}

/// Decides a run of hits in which each overlaps another, or one alone.
fn choose_among(matcher: &Matcher, run: std::ops::Range<usize>, scratch: &mut Scratch, found: &mut Mentions, watch: &mut impl Watch) {
    let hits = &scratch.hits[run];
    let mut order = std::mem::take(&mut scratch.order);
    order.clear();
    order.extend((0..).zip(hits).map(|(at, _): (u32, _)| at));
    order.sort_by_key(|&at| (usize::MAX - hits[at as usize].span.len(), hits[at as usize].span.start));
    let mut winners: Vec<&Hit> = Vec::with_capacity(1);
    for &at in &order {
        let hit = &hits[at as usize];
        match winners.iter().find(|winner| winner.span.overlaps(hit.span)) {
            None => winners.push(hit),
            Some(winner) => {
                for &alias in aliases(hit, &scratch.aliases) {
                    let why = if winner.blocks { Refusal::Phrase(winner.span) } else { Refusal::Overlap(winner.span) };
                    watch.refused(hit.span, alias, why);
                }
            }
        }
    }
    winners.sort_by_key(|hit| hit.span.start);
    for hit in winners.into_iter().filter(|hit| !hit.blocks) {
        found.push(hit.span, hit.form, one_per_actor(matcher, aliases(hit, &scratch.aliases)));
    }
    scratch.order = order;
}

fn aliases<'s>(hit: &Hit, all: &'s [AliasId]) -> &'s [AliasId] {
    &all[hit.first as usize..(hit.first + hit.count) as usize]
}

/// Of an actor's aliases that are spelt alike, the one of the kind that comes first. Aliases stand in the order of their actors.
fn one_per_actor<'a>(matcher: &'a Matcher, aliases: &'a [AliasId]) -> impl Iterator<Item = AliasId> + 'a {
    let gazetteer = matcher.gazetteer();
    aliases
        .chunk_by(|a, b| gazetteer.alias(*a).actor == gazetteer.alias(*b).actor)
        .filter_map(|group| group.iter().copied().min_by_key(|id| (gazetteer.alias(*id).kind, *id)))
}

/// Two patterns can stand at one span: `Noord-Korea` and `Noord Korea` in a text with a soft hyphen. They become one hit.
fn merge_equal_spans(scratch: &mut Scratch) {
    if scratch.hits.len() < 2 {
        return;
    }
    scratch.hits.sort_by_key(|hit| (hit.span.start, hit.span.end, !hit.blocks));
    let mut merged: Vec<Hit> = Vec::with_capacity(scratch.hits.len());
    for hit in scratch.hits.drain(..) {
        match merged.last_mut().filter(|last| last.span == hit.span) {
            Some(last) if last.blocks => {}
            Some(last) => {
                let mut all: Vec<AliasId> = aliases(last, &scratch.aliases).to_vec();
                all.extend(aliases(&hit, &scratch.aliases));
                all.sort_unstable();
                all.dedup();
                let first = scratch.aliases.len();
                scratch.aliases.extend(all);
                let count = scratch.aliases.len() - first;
                if let (Ok(first), Ok(count)) = (u32::try_from(first), u32::try_from(count)) {
                    *last = Hit { first, count, form: last.form.min(hit.form), ..*last };
                }
            }
            None => merged.push(hit),
        }
    }
    scratch.hits = merged;
}
