//! Relations: who does what to whom, with the words that say so.
//!
//! Owns the analysis of a sentence's clauses, the frames of the triggers in `relations.csv`, and how surely an event is told.
//! Looks at one sentence, and at who was the subject of the one before. Resolves no mentions, counts nothing.
//!
//! The folders stand in the order in which a sentence goes through them: `words`, `rows` that they may answer, `clauses`, `parts`, and the
//! `events` that these make, with `status` and `whom` beside them. `passage` leads sentences along, `sentence` holds one on its way.

mod affiliation;
mod category;
mod clauses;
mod events;
mod explain;
mod parts;
mod passage;
mod rows;
mod sentence;
mod status;
mod told;
mod whom;
mod words;

use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

pub use affiliation::Affiliation;
pub use category::{Category, Quad, Status};
pub use explain::{Outcome, Reason, Tried};

use crate::article::Article;
use crate::gazetteer::{ActorType, Gazetteer, Language};
use crate::id::ActorId;
use crate::relation::clauses::clause::Clause;
use crate::relation::explain::{Note, Step};
use crate::relation::parts::analysis::{Analyser, Analysis};
use crate::relation::parts::phrase::Builder;
use crate::relation::passage::{LONGEST, Memory, Reader, Scratch, Topic, places};
use crate::relation::rows::triggers::Triggers;
use crate::relation::words::lexicon::{Class, Lexicon, WordId};
use crate::relation::words::token::Tokens;
use crate::relation::words::towns::Towns;
use crate::resolve::Resolved;
use crate::span::Span;
use crate::table::Problem;

/// An event between actors, as one sentence tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// Number of the sentence within the article.
    pub sentence: u32,
    /// Who acts; of a reciprocal event the party whose id comes first.
    pub actor: ActorId,
    /// Whom it is done to, where the sentence says.
    pub recipient: Option<ActorId>,
    /// Whether both act upon each other.
    pub reciprocal: bool,
    /// The kind of event.
    pub category: Category,
    /// More of its kind, as PLOVER names it.
    pub mode: Option<&'static str>,
    /// How surely it is told.
    pub status: Status,
    /// Whether the sentence says that it does not happen.
    pub negated: bool,
    /// Who tells it, where that is an actor.
    pub speaker: Option<ActorId>,
    /// The word that triggers, in bytes of the page's text.
    pub trigger: Span,
    /// Where the actor is named, in bytes of the page's text.
    pub actor_span: Span,
    /// Where the recipient is named, in bytes of the page's text.
    pub recipient_span: Option<Span>,
    /// The noun that acts for the actor: `luchtmacht`.
    pub agent: Option<Span>,
    /// The noun that stands for the recipient.
    pub recipient_agent: Option<Span>,
}

impl Relation {
    /// Makes it one that someone reports.
    fn reported_by(&mut self, speaker: Option<ActorId>) {
        if self.status == Status::Asserted {
            self.status = Status::Reported;
            self.speaker = speaker;
        }
    }

    /// Makes it denied, if it is told as a fact; who is blamed, asked or threatened has been so, whatever is denied of it.
    fn denied(&mut self) {
        if self.status == Status::Asserted && self.category.quad() != category::Quad::VerbalConflict {
            self.status = Status::Denied;
        }
    }

    /// Whether it counts where nothing else is asked: not what is denied, merely possible or negated.
    #[must_use]
    pub const fn counts(&self) -> bool {
        !self.negated && !matches!(self.status, Status::Denied | Status::Hypothetical)
    }
}

/// Small words that rules ask for by name.
#[derive(Clone, Debug, Default)]
struct SmallWords {
    by: Option<WordId>,
    with: Option<WordId>,
    it: Option<WordId>,
    starting: Option<WordId>,
    of: Option<WordId>,
    from: Option<WordId>,
    within: Option<WordId>,
    that: Option<WordId>,
    whether: Option<WordId>,
    in_order: Option<WordId>,
    without: Option<WordId>,
    only: Vec<WordId>,
    toward: Vec<WordId>,
    during: Option<WordId>,
    against: Option<WordId>,
    on: Option<WordId>,
    /// Whether the words are English.
    english: bool,
}

/// Finds relations in the sentences of an article. Immutable, shared by threads.
#[derive(Clone, Debug)]
pub struct Relater {
    gazetteer: Arc<Gazetteer>,
    lexicon: Lexicon,
    triggers: Triggers,
    towns: Towns,
    small: SmallWords,
    language: Language,
    /// Made when someone asks for affiliations.
    offices: OnceLock<affiliation::Offices>,
    memory: Memory,
}

impl Relater {
    /// A relater with the triggers of `gazetteer`, and the problems of their rows.
    #[must_use]
    pub fn new(gazetteer: Arc<Gazetteer>, language: Language) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut lexicon = Lexicon::embedded(language);
        lexicon.add_titles(gazetteer.titles());
        let mut triggers = Triggers::default();
        triggers.add_all(gazetteer.trigger_files(), language, &mut lexicon, &mut problems);
        let mut towns = Towns::default();
        towns.add_all(gazetteer.trigger_files(), &gazetteer, &mut lexicon, &mut problems);
        let small = SmallWords::new(&lexicon, language);
        (Self { gazetteer, lexicon, triggers, towns, small, language, offices: OnceLock::new(), memory: Memory::default() }, problems)
    }

    /// What an editor of `relations.csv` should look at again, though the rows count: rows that stand twice, words that are both asked
    /// for and forbidden.
    #[must_use]
    pub fn findings(&self) -> &[Problem] {
        &self.triggers.findings
    }

    /// The relations of an article, in the order of the text. `mentions` are all its mentions, in the order of the text.
    #[must_use]
    pub fn relate(&self, article: &Article<'_>, mentions: &[Resolved]) -> Vec<Relation> {
        self.relate_all(&[(article, mentions)]).pop().unwrap_or_default()
    }

    /// The same of some articles, each with its mentions; faster than one after the other.
    #[must_use]
    pub fn relate_all(&self, articles: &[(&Article<'_>, &[Resolved])]) -> Vec<Vec<Relation>> {
        let mut reader = Reader::new(self, articles, None);
        self.memory.lend(|scratch| reader.read(scratch));
        reader.found
    }

    /// Who leads, represents or belongs to what, as titles in an article tell, in the order of the text.
    #[must_use]
    pub fn affiliations(&self, article: &Article<'_>, mentions: &[Resolved]) -> Vec<Affiliation> {
        let (mut found, mut phrases) = (Vec::new(), Vec::new());
        let (text, offices) = (article.page.text(), self.offices.get_or_init(|| affiliation::Offices::new(&self.gazetteer)));
        self.memory.lend(|Scratch { tokens, clauses, spellings, .. }| {
            for place in places(article, mentions).filter(|place| place.mentions.0 < place.mentions.1) {
                self.cut(tokens, text, place, mentions, spellings);
                if tokens.all.len() > LONGEST {
                    continue;
                }
                self.clauses(tokens, mentions, text, clauses);
                let builder = self.builder(tokens, mentions, text);
                let (gazetteer, span) = (&self.gazetteer, place.span);
                let reader = affiliation::Reader { tokens, mentions, gazetteer, offices, text, span, of: self.small.of };
                for clause in &*clauses {
                    builder.phrases(&clause.tokens, &mut phrases);
                    reader.read(place.number, clause, &phrases, &mut found);
                }
            }
        });
        found
    }

    /// Cuts a sentence into `clauses`.
    fn clauses(&self, tokens: &mut Tokens, mentions: &[Resolved], text: &str, clauses: &mut Vec<Clause>) {
        if self.language == Language::English {
            clauses::english_reading::settle(tokens, mentions, text, &self.lexicon);
            clauses::english_clause::clauses(tokens, text, clauses);
        } else {
            clauses::dutch_reading::settle(tokens, mentions, text, &self.lexicon);
            clauses::clause::clauses(tokens, clauses);
        }
    }

    fn analyser<'a>(&'a self, tokens: &'a Tokens, clauses: &'a [Clause], mentions: &'a [Resolved], text: &'a str) -> Analyser<'a> {
        let (builder, english) = (self.builder(tokens, mentions, text), self.language == Language::English);
        Analyser { builder, tokens, lexicon: &self.lexicon, clauses, english, with: self.small.with }
    }

    fn builder<'a>(&'a self, tokens: &'a Tokens, mentions: &'a [Resolved], text: &'a str) -> Builder<'a> {
        let SmallWords { of, from, by, within, it, .. } = self.small;
        Builder {
            tokens,
            mentions,
            gazetteer: &self.gazetteer,
            text,
            of,
            from,
            by,
            within,
            it,
            towns: &self.towns,
            english: self.language == Language::English,
        }
    }

    /// Every row that was tried in an article, and what became of it.
    #[must_use]
    pub fn explain(&self, article: &Article<'_>, mentions: &[Resolved]) -> Vec<Tried> {
        let articles = [(article, mentions)];
        let mut reader = Reader::new(self, &articles, Some(Vec::new()));
        self.memory.lend(|scratch| reader.read(scratch));
        reader.tried.unwrap_or_default()
    }

    #[allow(clippy::too_many_arguments)]
    fn tried(
        &self,
        sentence: u32,
        text: &str,
        tokens: &Tokens,
        clauses: &[Clause],
        analyses: &[Analysis],
        note: &Note,
        events: &[Relation],
    ) -> Tried {
        let trigger = self.triggers.row(note.row);
        let (clause, analysis) = (&clauses[note.clause], &analyses[note.clause]);
        let word = |at: u16| tokens.all[at as usize].span.of(text);
        let phrase = |at: usize| {
            let phrase = &analysis.phrases[at];
            clause.tokens[phrase.start..phrase.end].iter().map(|at| word(*at)).collect::<Vec<_>>().join(" ")
        };
        let mut parts = vec![clause.tokens.iter().map(|at| word(*at)).collect::<Vec<_>>().join(" ")];
        parts.extend(analysis.finite.map(|at| format!("verb {:?}", word(clause.tokens[at]))));
        parts.extend(analysis.subject.phrase.map(|at| format!("subject {:?}", phrase(at))));
        if analysis.subject.phrase.is_none() && !analysis.subject.parties.is_empty() {
            let names: Vec<&str> = analysis.subject.parties.iter().map(|party| word(party.token)).collect();
            parts.push(format!("subject from before {:?}", names.join(", ")));
        }
        parts.extend(analysis.objects.iter().map(|at| format!("object {:?}", phrase(*at))));
        let prepositional = (0..analysis.phrases.len()).filter(|at| analysis.phrases[*at].preposition.is_some());
        parts.extend(prepositional.map(|at| format!("phrase {:?}", phrase(at))));
        Tried {
            sentence,
            trigger: tokens.all[note.token as usize].span,
            row: format!("{}:{}", trigger.source.place.file, trigger.source.place.line),
            lemma: trigger.source.lemma.to_string(),
            kind: format!("{}{}", trigger.category, trigger.mode.map(|mode| format!("/{mode}")).unwrap_or_default()),
            clause: parts.join("; "),
            outcome: match note.step {
                Step::Made(at) => Outcome::Made(Box::new(events[at].clone())),
                Step::Not(reason) => Outcome::Not(reason),
            },
        }
    }

    /// Whom a pronoun in the next sentence stands for: the subject of the first clause, if no other person is named. Who does what is told is that
    /// one too, unless a passive tells it.
    fn topic_of(&self, analyses: &[Analysis]) -> Topic {
        let is_person = |actor: &ActorId| self.gazetteer.actor(*actor).actor_type == ActorType::Person;
        let Some(first) = analyses.first() else { return Topic::default() };
        let mut subject: SmallVec<[ActorId; 4]> = first.subject.parties.iter().map(|party| party.actor).collect();
        subject.dedup();
        let by =
            first.phrases.iter().find(|phrase| phrase.preposition.is_some() && phrase.preposition == self.small.by && !phrase.attached);
        let is_passive = first.chain.has(Class::Become) && !first.chain.has(Class::Have) || first.chain.has(Class::Be) && by.is_some();
        let by = by.map(|by| by.parties.iter().map(|party| party.actor).collect()).unwrap_or_default();
        if subject.is_empty() {
            return Topic { subject, doer: if is_passive { by } else { SmallVec::new() } };
        }
        let mut others = analyses.iter().flat_map(|analysis| &analysis.phrases).flat_map(|phrase| &phrase.parties);
        // Several are `zij`, whoever else is named.
        if subject.len() < 2 && others.any(|party| is_person(&party.actor) && !subject.contains(&party.actor)) {
            subject.clear();
        }
        Topic { doer: if is_passive { by } else { subject.clone() }, subject }
    }
}

impl SmallWords {
    fn new(lexicon: &Lexicon, language: Language) -> Self {
        let word = |class| lexicon.words_of(class).next();
        Self {
            by: word(Class::By),
            with: word(Class::With),
            it: word(Class::It),
            starting: word(Class::Starting),
            of: word(Class::Of),
            from: word(Class::From),
            within: word(Class::Within),
            that: word(Class::That),
            whether: word(Class::Whether),
            in_order: word(Class::Purpose),
            without: word(Class::Without),
            only: lexicon.words_of(Class::Only).collect(),
            during: word(Class::During),
            against: word(Class::Against),
            on: word(Class::On),
            toward: lexicon.words_of(Class::Toward).collect(),
            english: language == Language::English,
        }
    }
}
