//! What a word of negation denies: what the verb of its clause says, or one thing for another.

use crate::relation::parts::join::{contrasted, denies_addition};
use crate::relation::parts::phrase::Phrase;
use crate::relation::sentence::Sentence;
use crate::relation::words::lexicon::Class;
use crate::relation::words::token::Kind;

impl Sentence<'_> {
    /// Whether a word of negation in the clause denies what its verb says.
    pub(crate) fn negates(&self, number: usize) -> bool {
        let clause = &self.clauses[number];
        let token = |at: usize| &self.tokens.all[clause.tokens[at] as usize];
        (0..clause.tokens.len()).any(|found| {
            let word = token(found);
            if !word.is(Class::Negation) || word.embedded {
                return false;
            }
            // `geen enkel wapen` is none, `niet enkel wapens` is more.
            let only = !word.is(Class::Determiner) && clause.tokens.get(found + 1).is_some_and(|next| self.is_only(*next));
            // `maar niet in Moskou`: a contrast.
            let contrast = found > 0 && token(found - 1).is(Class::Contrast) || self.is_contrasted(number, found);
            // `na nog geen jaar`: a measure.
            let follows_adverb = || found > 0 && token(found - 1).is(Class::Adverb);
            let measure = found > 1 && follows_adverb() && token(found - 2).is(Class::Preposition);
            // `viel aan, nog geen week nadat …`
            let counted = |at: usize| at < clause.tokens.len() && token(at).is(Class::Number);
            let is_time = |at: usize| at < clause.tokens.len() && token(at).is(Class::Time);
            let measure = measure
                || word.is(Class::Determiner) && follows_adverb() && (is_time(found + 1) || counted(found + 1) && is_time(found + 2));
            // `nooit eerder zo hevig`: as never before.
            let measure = measure || self.analyses[number].words.has(Class::Unheard);
            // `heeft Oekraïne aangevallen, niet Polen`, `would come, though not before the new year`
            let is_behind = denies_addition(self.tokens, &clause.tokens, found);
            let added = self.small.english
                && self.analyses[number].finite.is_some_and(|finite| (finite..found).any(|at| token(at).kind == Kind::Comma));
            // `brushed the idea aside as not very elegant`
            let is_judged = self.small.english && found > 0 && token(found - 1).is(Class::Preposition) && !word.is(Class::Determiner);
            !only && !contrast && !measure && !added && !is_behind && !is_judged
        })
    }

    /// `niet Polen maar Oekraïne`, `niet volledig maar gedeeltelijk`: whether a word of negation denies one thing for another, not the verb.
    /// What `geen` denies is the verb's, unless it names someone (`geen Iraanse maar een Libanese fabriek`).
    fn is_contrasted(&self, number: usize, negation: usize) -> bool {
        let (tokens, phrases) = (&self.clauses[number].tokens, &self.analyses[number].phrases);
        let token = |at: usize| &self.tokens.all[tokens[at] as usize];
        if !(negation..tokens.len()).any(|at| token(at).is(Class::Contrast)) {
            return false;
        }
        let of_thing = token(negation).is(Class::Determiner);
        let names = |phrase: &Phrase| (phrase.start..phrase.end).any(|at| token(at).mention().is_some());
        let names_another = contrasted(self.tokens, self.small.english, tokens, phrases, negation)
            .is_some_and(|contrast| !of_thing || names(&phrases[contrast.first]));
        let denies_word = || {
            let has_phrase = phrases.iter().any(|phrase| phrase.start == negation + 1);
            tokens
                .get(negation + 1)
                .map(|next| &self.tokens.all[*next as usize])
                .is_some_and(|next| has_phrase || !next.is_verb() && !next.is_sign() && !next.is_any(&[Class::Particle, Class::Contrast]))
        };
        names_another || !of_thing && denies_word()
    }

    /// `niet alleen`, `niet langer dan`
    fn is_only(&self, token: u16) -> bool {
        self.tokens.all[token as usize].word.is_some_and(|word| self.small.only.contains(&word))
    }
}
