//! Whose deed it is of which the sentence before has told: `Israël bombardeerde Gaza. Jordanië veroordeelde de aanvallen.`

use smallvec::smallvec;

use crate::id::ActorId;
use crate::relation::Relation;
use crate::relation::category::{Category, Quad, Status};
use crate::relation::events::frame::{Filler, Frame};
use crate::relation::parts::phrase::Party;
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;

impl Sentence<'_> {
    /// `Jordanië veroordeelde de aanvallen`, `Guterres eist hun vrijlating`: who is judged or asked, where the sentence before has told of one who has
    /// done what the object sums up.
    pub(crate) fn done_before(&self, number: usize, actor: &Filler, frame: &Frame<'_>) -> Option<Filler> {
        let category = frame.trigger.category;
        if self.small.english || frame.passive || self.deeds.is_empty() || !matches!(category, Category::Accuse | Category::Request) {
            return None;
        }
        let analysis = &self.analyses[number];
        let object = analysis.objects.iter().copied().find(|object| self.sums_up(number, *object))?;
        let noun = analysis.phrases[object].noun?;
        let done = |told: &&Relation| {
            let is_sure = !told.negated && matches!(told.status, Status::Asserted | Status::Reported);
            let is_meant = match category {
                Category::Request => self.is_release(noun) && self.holds_someone(told),
                _ => told.category.quad() == Quad::MaterialConflict && self.tells_such(noun, told.category),
            };
            is_sure && is_meant
        };
        let mut doers: Vec<ActorId> = self.deeds.iter().filter(done).map(|told| told.actor).collect();
        doers.dedup();
        let [doer] = doers[..] else { return None };
        // No one is judged by himself, or by his own country.
        let is_own = |party: &Party| {
            let of = |one: ActorId, other| one == other || self.gazetteer.actor(one).of.contains(&other);
            of(party.actor, doer) || of(doer, party.actor)
        };
        let party = Party { actor: doer, token: noun, agent: None, place: false };
        (!actor.parties.iter().any(is_own)).then(|| Filler { parties: smallvec![party], phrase: None, mutual: false })
    }

    /// `de aanvallen`, `hun vrijlating`: whether a phrase means what has been told, as it names no one and no one is named behind it.
    fn sums_up(&self, number: usize, phrase: usize) -> bool {
        let (clause, found) = (&self.clauses[number], &self.analyses[number].phrases[phrase]);
        let first = &self.tokens.all[clause.tokens[found.start] as usize];
        let is_open = |at: usize| {
            let near = &self.analyses[number].phrases[at];
            near.parties.is_empty() && near.owners.is_empty()
        };
        let points = found.definite && !first.is_any(&[Class::Indefinite, Class::Negation, Class::Number, Class::Quantifier]);
        points && found.noun.is_some() && is_open(phrase) && self.dependents(number, phrase).into_iter().all(is_open)
    }

    /// Whether a noun may tell of a deed of a category.
    fn tells_such(&self, noun: u16, category: Category) -> bool {
        self.rows_of_noun(noun).any(|row| row == (category, None) || row.0 == category)
    }

    fn is_release(&self, noun: u16) -> bool {
        self.rows_of_noun(noun).any(|row| row == (Category::Retreat, Some("release")))
    }

    fn rows_of_noun(&self, noun: u16) -> impl Iterator<Item = (Category, Option<&'static str>)> {
        let forms = self.tokens.forms(noun as usize, self.lexicon).filter(|form| !form.kind.is_verb());
        let rows = forms.flat_map(|form| self.triggers.lexeme(form.lexeme).rows.iter()).map(|row| self.triggers.row(*row));
        rows.map(|row| (row.category, row.mode))
    }

    /// Whether someone has been taken who may be released.
    fn holds_someone(&self, told: &Relation) -> bool {
        matches!(told.mode, Some("arrest" | "abduct" | "seize"))
    }
}
