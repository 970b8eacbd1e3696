//! Who leads, represents or belongs to what, as titles before and after names tell: `president Xi Jinping`, `EU-buitenlandchef Kaja Kallas`.
//!
//! A second family beside events, and kept apart from them: an affiliation lasts, an event happens.

use rustc_hash::FxHashMap;

use crate::fold::fold;
use crate::gazetteer::{ActorType, AliasKind, Gazetteer};
use crate::id::ActorId;
use crate::relation::clauses::clause::Clause;
use crate::relation::parts::phrase::Phrase;
use crate::relation::words::lexicon::{Class, WordId};
use crate::relation::words::token::{Kind, Tokens, party};
use crate::resolve::Resolved;
use crate::span::Span;

/// A person or body, what it leads, represents or belongs to, and the words that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affiliation {
    /// Number of the sentence within the article.
    pub sentence: u32,
    /// Who.
    pub actor: ActorId,
    /// Of what.
    pub of: ActorId,
    /// The offices that `titles.csv` gives for the title, such as `prime-minister` and `interim-prime-minister`; none where it does not stand there.
    pub offices: Vec<String>,
    /// The title as it stands in the text, in bytes of the page's text.
    pub title: Span,
    /// Where the actor is named, in bytes of the page's text.
    pub actor_span: Span,
}

/// The offices of titles, by their folded forms.
#[derive(Clone, Debug, Default)]
pub(super) struct Offices {
    of_form: FxHashMap<String, Vec<String>>,
    /// How many words the longest form has.
    longest: usize,
}

impl Offices {
    pub(super) fn new(gazetteer: &Gazetteer) -> Self {
        let mut offices = Self::default();
        for title in gazetteer.titles().iter().filter(|title| !title.office.is_empty()) {
            let form = fold(&title.form);
            offices.longest = offices.longest.max(form.split_whitespace().count());
            let known = offices.of_form.entry(form).or_default();
            for office in title.office.split('|').filter(|office| !known.iter().any(|known| known == office)).collect::<Vec<_>>() {
                known.push(office.to_owned());
            }
        }
        offices
    }

    fn of(&self, title: &str) -> &[String] {
        self.of_form.get(&fold(title)).map_or(&[], Vec::as_slice)
    }

    /// The longest title around a word of a text that stands within bounds: of `minister`, `minister van Buitenlandse Zaken` or `Prime Minister`.
    fn around(&self, text: &str, word: Span, within: Span) -> Option<Span> {
        let starts = text[within.start..word.start].split_whitespace().rev().take(self.longest).map(|word| place(text, word));
        let starts: Vec<usize> = std::iter::once(word.start).chain(starts).collect();
        let after = text[word.end..within.end].split_whitespace().take(self.longest);
        let ends: Vec<usize> = std::iter::once(word.end).chain(after.map(|word| place(text, word) + word.len())).collect();
        let all = starts.iter().flat_map(|start| ends.iter().map(|end| Span::new(*start, *end)));
        all.filter(|span| !self.of(span.of(text)).is_empty()).max_by_key(|span| span.len())
    }
}

/// Where a part of a text begins in it.
fn place(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// What affiliations are read from.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) mentions: &'a [Resolved],
    pub(super) gazetteer: &'a Gazetteer,
    pub(super) offices: &'a Offices,
    pub(super) text: &'a str,
    /// Where the sentence stands.
    pub(super) span: Span,
    pub(super) of: Option<WordId>,
}

impl Reader<'_> {
    /// The affiliations that the phrases of a clause tell.
    pub(super) fn read(&self, sentence: u32, clause: &Clause, phrases: &[Phrase], found: &mut Vec<Affiliation>) {
        for (at, phrase) in phrases.iter().enumerate() {
            let Some((actor, actor_span)) = self.person(clause, phrase) else { continue };
            // The title stands before the name, in the phrase or in the one whose field holds the name (`minister van Defensie Jansen`).
            let is_field = phrase.preposition.is_some() && phrase.preposition == self.of;
            let before = at.checked_sub(1).map(|at| &phrases[at]).filter(|before| is_field && before.end == phrase.start);
            let holder = if self.title(clause, phrase).is_some() { Some(phrase) } else { before };
            let Some((holder, title)) = holder.and_then(|holder| Some((holder, self.title(clause, holder)?))) else { continue };
            let after =
                phrases.get(at + 1).filter(|next| next.preposition.is_some() && next.preposition == self.of && next.start == phrase.end);
            let body = self.body(clause, holder).or_else(|| after.and_then(|after| self.named(after))).or_else(|| self.usual(title, actor));
            if let Some(of) = body.filter(|of| *of != actor) {
                let offices = self.offices.of(title.of(self.text)).to_vec();
                found.push(Affiliation { sentence, actor, of, offices, title, actor_span });
            }
        }
    }

    fn person(&self, clause: &Clause, phrase: &Phrase) -> Option<(ActorId, Span)> {
        let tokens = clause.tokens.get(phrase.start..phrase.end)?;
        tokens.iter().find_map(|at| {
            let Kind::Mention(mention) = self.tokens.all[*at as usize].kind else { return None };
            let mention = &self.mentions[mention as usize];
            let (actor, _) = party(mention)?;
            let is_person = self.gazetteer.actor(actor).actor_type == ActorType::Person && mention.kind != AliasKind::Office;
            is_person.then_some((actor, mention.span))
        })
    }

    /// The title in a phrase, of someone who bears it: its noun with the words that belong to it.
    fn title(&self, clause: &Clause, phrase: &Phrase) -> Option<Span> {
        let tokens = clause.tokens.get(phrase.start..phrase.end)?;
        let noun = phrase.noun.filter(|noun| tokens.contains(noun))?;
        // `de verdreven president Assad`
        if tokens.iter().any(|token| self.tokens.all[*token as usize].is(Class::Former)) {
            return None;
        }
        let token = &self.tokens.all[noun as usize];
        let (span, from) = match token.kind {
            Kind::Compound(mention) => {
                let start = self.mentions[mention as usize].span.end;
                let skipped = self.text[start..token.span.end].find(char::is_alphabetic)?;
                (Span::new(start + skipped, token.span.end), start + skipped)
            }
            _ => (token.span, self.span.start),
        };
        self.offices.around(self.text, span, Span::new(from, self.span.end)).or_else(|| token.is(Class::Title).then_some(span))
    }

    /// The country or organization that stands before the title.
    fn body(&self, clause: &Clause, phrase: &Phrase) -> Option<ActorId> {
        let tokens = clause.tokens.get(phrase.start..phrase.end)?;
        tokens.iter().find_map(|at| {
            let mention = &self.mentions[self.tokens.all[*at as usize].mention()? as usize];
            let (actor, place) = party(mention)?;
            (!place && self.gazetteer.actor(actor).actor_type != ActorType::Person).then_some(actor)
        })
    }

    fn named(&self, phrase: &Phrase) -> Option<ActorId> {
        let only = phrase.parties.first().filter(|_| phrase.parties.len() == 1)?;
        (self.gazetteer.actor(only.actor).actor_type != ActorType::Person).then_some(only.actor)
    }

    /// The body of which the gazetteers say that the person holds this office: `president Xi Jinping`.
    fn usual(&self, title: Span, actor: ActorId) -> Option<ActorId> {
        let offices = self.offices.of(title.of(self.text));
        self.gazetteer.roles_of(actor).find(|role| offices.contains(&role.office)).map(|role| role.of)
    }
}
