//! Closed classes of words, from `grammar.csv`: prepositions, conjunctions, determiners, auxiliaries, verbs of acting.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::embedded;
use crate::fold::fold;
use crate::gazetteer::Language;
use crate::table::{Problem, Table};

macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal),+ $(,)?) => {
        /// A class of words.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum WordClass {
            $($(#[doc = $doc])+ $variant),+
        }

        impl WordClass {
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $name)),+];
        }
    };
}

classes! {
    /// `in`, `uit`, `naar`: what follows is a place.
    PlacePreposition = "place-preposition",
    /// `met`, `tegen`, `volgens`: what follows is a party.
    RelationPreposition = "relation-preposition",
    /// `van`, `voor`, `aan`: what follows may be either.
    OpenPreposition = "open-preposition",
    /// `de`, `het`, `een`.
    Determiner = "determiner",
    /// `dat`, `omdat`: a subject follows.
    Conjunction = "conjunction",
    /// `en`, `of`.
    Coordination = "coordination",
    /// `bezoek`, `reis`.
    Visit = "visit",
    /// `hoofdstad`, `burgemeester`, `aanslag`: a place belongs to it.
    PlaceNoun = "place-noun",
    /// `ligt`, `telt`: a place is its subject.
    PlaceVerb = "place-verb",
    /// `heeft`, `wil`: a subject stands before or after it.
    Auxiliary = "auxiliary",
    /// `beschuldigt`, `zegt`: its subject acts.
    ActingVerb = "acting-verb",
    /// `jr.`, `senior`: the name before it is another person's.
    Suffix = "suffix",
    /// `boze`, `voormalige`: stands before a surname at the start of a sentence.
    Adjective = "adjective",
    /// `gezind`, `pro`: joined by a hyphen to the party that is sided with or against.
    Allegiance = "allegiance",
    /// `voormalige`, `aanstaande`: the holder of the title is another one than today's.
    NotNow = "not-now",
    /// `van`, `de`, `bin`: part of a surname.
    Particle = "particle",
    /// `stadion`, `brug`, `Foundation`: a thing that may bear a person's name, before it or after it.
    NamedThing = "named-thing",
    /// `doelman`, `dominee`, `oom`: stands before the surname of someone who is no leader, unless the gazetteer's note says so.
    Occupation = "occupation",
    /// `woedend`, `gewaarschuwd`: said of parties, not of places.
    PartyPredicate = "party-predicate",
    /// `weer`, `nog`: may stand between a name and a preposition after it.
    Adverb = "adverb",
    /// `fotograferen`, `bestormden`: their object is a building.
    PlaceObject = "place-object",
    /// `betogers`, `verzamelden`: they stand before a building.
    Gathering = "gathering",
    /// `kritiek`, `druk`: `op` after them takes a party.
    TakesOp = "takes-op",
    /// `haalt uit`, `wijst`: `naar` after them takes a party.
    TakesNaar = "takes-naar",
    /// `vs`: stands between two opponents.
    Versus = "versus",
    /// `weduwe`, `gebroeders`, `geb.`: stands before a surname that is a family's, or a woman's by birth or marriage.
    Family = "family",
    /// `Zonen`, `Co`: follows `en` or `&` in the name of a firm.
    Firm = "firm",
    /// `doelpunt`, `eredivisie`, `album`: a word of reports of sport and of the arts.
    Pastime = "pastime",
    /// `tusschen`, `Fransche`: spelt so until 1947.
    OldSpelling = "old-spelling",
    /// `Piet`, `Ashley`: makes a stranger of the surname after it.
    FirstName = "first-name",
    /// `euze`, `ische`: what long adjectives end in.
    AdjectiveEnding = "adjective-ending",
    /// `mevrouw`: a double surname may follow.
    Madam = "madam",
    /// `is`, `half`: an adjective may follow without a noun.
    Copula = "copula",
    /// `liep`, `woont`: a verb that tells nothing but that what stands before it is a noun.
    Verb = "verb",
    /// `pendelt`, `verbinding`: between two places.
    Transport = "transport",
}

/// Which words belong to which class.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    classes: FxHashMap<WordClass, FxHashSet<String>>,
}

impl Grammar {
    /// The words that the binary carries for a language.
    #[must_use]
    pub fn embedded(language: Language) -> Self {
        let mut grammar = Self::default();
        let mut problems = Vec::new();
        for file in embedded::of_language(language.code()).filter(|file| file.path.ends_with("/grammar.csv")) {
            grammar.add(file.path, file.text, &mut problems);
        }
        grammar
    }

    /// Adds the rows of a `grammar.csv` (columns `kind,form`). Problems are told and their rows left out.
    pub fn add(&mut self, name: &str, text: &str, problems: &mut Vec<Problem>) {
        let table = Table::parse(name, text, problems);
        if !table.require(&["kind", "form"], problems) {
            return;
        }
        for row in table.rows() {
            match WordClass::ALL.iter().find(|(_, name)| *name == row.cell("kind")) {
                Some((class, _)) => {
                    self.classes.entry(*class).or_default().insert(fold(row.cell("form")));
                }
                None => {
                    let known: Vec<&str> = WordClass::ALL.iter().map(|(_, name)| *name).collect();
                    let message = format!("{:?} is no class of words", row.cell("kind"));
                    problems.push(row.problem(message, format!("the classes are {}", known.join(", "))));
                }
            }
        }
    }

    /// Whether a word belongs to a class, whatever its case.
    pub(super) fn is(&self, word: &str, class: WordClass) -> bool {
        self.classes.get(&class).is_some_and(|words| words.contains(fold(word).as_str()))
    }

    /// Whether a folded word belongs to a class.
    pub(super) fn is_folded(&self, word: &str, class: WordClass) -> bool {
        self.classes.get(&class).is_some_and(|words| words.contains(word))
    }

    /// Whether a long word ends as adjectives do.
    pub(super) fn looks_like_adjective(&self, word: &str) -> bool {
        const SHORTEST_STEM: usize = 3;
        let folded = fold(word);
        let endings = self.classes.get(&WordClass::AdjectiveEnding);
        endings.is_some_and(|endings| endings.iter().any(|ending| folded.len() >= ending.len() + SHORTEST_STEM && folded.ends_with(ending)))
    }

    /// Whether a capitalised word at the start of a sentence is one of these words and so begins no name.
    pub(super) fn knows(&self, word: &str) -> bool {
        let folded = fold(word);
        self.classes.iter().any(|(class, words)| *class != WordClass::FirstName && words.contains(folded.as_str()))
    }
}
