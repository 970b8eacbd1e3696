//! Who appears together, from the counts of a store: the same answers as from its pages, without reading them all.

use crate::annotated::Annotator;
use crate::cooccurrence::{Ambiguous, Cooccurrences, Copied, CountRules, EvidenceLimit, Joint, Window};
use crate::duplicate::Duplicates;
use crate::gazetteer::{Gazetteer, Language};
use crate::graph::{ActorGraph, EdgeFilter, EdgeRelation, Manifest, Measured, Weight, evidence};
use crate::id::ActorId;
use crate::relation_count::RelationCounts;
use crate::store::{Showing, Store, StoreError};
use crate::tally::{Period, Tally};

use super::Together;

/// What is asked of the counts of a store, which are those of sentences, of mentions of all kinds that mean one actor, of articles of all
/// days, with copies merged.
#[derive(Clone, Debug)]
pub struct Asked {
    /// None for the strongest pairs, one for those with it, several for what names them all. Each is there once.
    pub actors: Vec<ActorId>,
    /// The measure by which pairs are sorted.
    pub weight: Weight,
    /// How many pairs.
    pub top: usize,
    /// How many sentences of each pair, or of all that name several actors.
    pub evidence: EvidenceLimit,
    /// How many sentences before and after each.
    pub context: usize,
    /// How many sentences of each kind of relation between two actors, where relations are asked for.
    pub relations: Option<EvidenceLimit>,
}

impl Asked {
    fn rules(&self) -> CountRules {
        CountRules { context: self.context, ..CountRules::new(Window::Sentence, Ambiguous::Drop, self.evidence) }
    }
}

impl Together {
    /// The answers that the pages of a store would give, found in its counts. Nothing where those are not what an annotator would count
    /// with this gazetteer and language, and the names of the `other` language for articles in that: then the pages must be read.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn kept(
        store: &Store,
        gazetteer: &Gazetteer,
        language: Language,
        other: Option<Language>,
        asked: &Asked,
    ) -> Result<Option<Vec<Self>>, StoreError> {
        let [mentions, relations] = Annotator::makers_for(gazetteer, language, other);
        let makers = if asked.relations.is_some() { [&relations; 2] } else { [&mentions, &relations] };
        if !store.counts_for(makers.map(String::as_str))? {
            return Ok(None);
        }
        match asked.actors[..] {
            [] | [_] => pairs(store, gazetteer, asked),
            _ => Ok(Some(joint(store, gazetteer, asked)?.into_iter().collect())),
        }
    }
}

fn pairs(store: &Store, gazetteer: &Gazetteer, asked: &Asked) -> Result<Option<Vec<Together>>, StoreError> {
    let of = asked.actors.first().copied();
    let Some(counts) = store.counts(of, gazetteer)? else { return Ok(None) };
    let filter = EdgeFilter { weight: asked.weight, measured: Measured::Links, ..EdgeFilter::default() };
    let (graph, _) = ActorGraph::build(&counts, &Duplicates::default(), gazetteer, &filter, Manifest::default());
    let mut answers = Together::pairs(&graph, of.map(|actor| gazetteer.actor(actor).id.as_str()));
    answers.truncate(asked.top);
    let mut known = None;
    for answer in &mut answers {
        answer.evidence_total = answer.sentences;
        let Some(mut pair) = answer.actors.iter().map(|actor| gazetteer.actor_with_id(&actor.id)).collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        let [first, second] = pair[..] else { continue };
        if let Some(limit) = asked.relations {
            let mut counts = RelationCounts::new(limit);
            store.tell_relations(&mut counts, [first, second], gazetteer)?;
            answer.relations = EdgeRelation::between(&counts, first, second, gazetteer);
        }
        if asked.evidence == EvidenceLimit::First(0) {
            continue;
        }
        let appearances = match &known {
            Some((actor, appearances)) if *actor == first => appearances,
            _ => &known.insert((first, store.appearances(first, gazetteer)?)).1,
        };
        let (showings, _) = store.showings(&store.met(appearances, second, gazetteer)?)?;
        pair.sort_unstable();
        let (found, duplicates) = found(store, gazetteer, asked, Joint::new(pair, asked.rules()), &showings)?;
        let actors = found.actors().to_vec();
        let quotes = found.evidence.quotes.into_iter();
        answer.evidence = quotes.map(|quote| evidence(quote, &actors, &duplicates, gazetteer)).collect::<Vec<_>>().into();
    }
    Ok(Some(answers))
}

fn joint(store: &Store, gazetteer: &Gazetteer, asked: &Asked) -> Result<Option<Together>, StoreError> {
    let (all_windows, each) = store.windows_of(&asked.actors, gazetteer)?;
    // The one with the fewest sentences leaves least to look at.
    let mut order: Vec<(u64, ActorId)> = each.iter().copied().zip(asked.actors.iter().copied()).collect();
    order.sort_unstable();
    let mut rest = order.into_iter().map(|(_, actor)| actor);
    let Some(rarest) = rest.next() else { return Ok(None) };
    let mut meetings = store.appearances(rarest, gazetteer)?;
    for actor in rest {
        meetings = store.met(&meetings, actor, gazetteer)?;
    }
    let (showings, copies) = store.showings(&meetings)?;
    let (mut joint, duplicates) = found(store, gazetteer, asked, Joint::new(asked.actors.clone(), asked.rules()), &showings)?;
    (joint.all_windows, joint.each) = (all_windows, each);
    joint.windows = showings.iter().map(|showing| showing.sentences.len() as u64).sum();
    joint.articles = showings.len() as u64;
    joint.articles_raw = joint.articles + copies;
    joint.evidence.total = joint.windows;
    let counts = Cooccurrences::with_rules(asked.rules());
    let mut tally = Tally::new(counts, Some(joint), Period::default()).with_relations(asked.relations);
    tally.duplicates = duplicates;
    if let (Some(counts), [one, other]) = (&mut tally.relations, asked.actors.as_slice()) {
        store.tell_relations(counts, [*one, *other], gazetteer)?;
    }
    Ok(Together::joint(&tally, gazetteer))
}

/// The sentences of as many articles as are to be shown, and where copies of these stand.
fn found(
    store: &Store,
    gazetteer: &Gazetteer,
    asked: &Asked,
    mut joint: Joint,
    showings: &[Showing],
) -> Result<(Joint, Duplicates), StoreError> {
    let mut duplicates = Duplicates::default();
    let shown = match asked.evidence {
        EvidenceLimit::All => showings,
        EvidenceLimit::First(limit) => &showings[..enough(showings, limit)],
    };
    store.shown(shown, asked.context, gazetteer, &mut duplicates, |document, page| {
        page.articles.iter().for_each(|article| joint.add(page, article, document, Copied::New));
    })?;
    Ok((joint, duplicates))
}

/// How many of the articles hold so many sentences, with all that share a name with the last of them.
fn enough(showings: &[Showing], sentences: usize) -> usize {
    let mut sum = 0;
    let last = showings.iter().position(|showing| {
        sum += showing.sentences.len();
        sum >= sentences
    });
    let Some(last) = last.filter(|_| sentences > 0) else { return if sentences > 0 { showings.len() } else { 0 } };
    last + showings[last..].iter().take_while(|showing| showing.is_beside(&showings[last])).count()
}
