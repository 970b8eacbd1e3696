//! Closed classes of words, from `grammar.csv`: prepositions, conjunctions, determiners, auxiliaries, verbs of acting.

use std::ops::ControlFlow;

use rustc_hash::FxHashMap;

use crate::embedded;
use crate::fold::{FoldedWord, fold};
use crate::gazetteer::Language;
use crate::run::runs;
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
    /// `een`, `geen`, `every`: a determiner before anyone of a kind, not before the one who is known.
    Indefinite = "indefinite",
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
    /// `speaks`, `translated`: what follows is a language.
    LanguageVerb = "language-verb",
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
    /// `van`: what follows owns or leads what stands before.
    Of = "of",
    /// `naar`: what follows is a place, or aimed at.
    Toward = "toward",
    /// `naar`, `via`: follows where a route begins.
    Route = "route",
    /// `tussen`: two places or parties follow.
    Between = "between",
    /// `naast`, `tegenover`: what follows, where it is a seat, is the building.
    BesideBuilding = "beside-building",
    /// `voor`, `aan`: what follows is the building where those who gather stand before the word.
    BeforeBuilding = "before-building",
    /// `op`: what follows is the building, unless a word before takes it.
    OnBuilding = "on-building",
    /// `in`, `uit`: may stand after a place, at the end of its clause.
    Postposition = "postposition",
    /// `te`, `om`: goes on after such a word at the end of a clause.
    AfterPostposition = "after-postposition",
    /// `die`, `those`: stands for a noun named before.
    Demonstrative = "demonstrative",
    /// `de`, `het`, `the`.
    DefiniteArticle = "definite-article",
    /// `het`: an adjective after it, without a noun, is a language.
    NeuterArticle = "neuter-article",
    /// `is`, `werd`: a trade may follow.
    Being = "being",
    /// `uit`, `te`: a town follows the name of someone who lives there.
    FromTown = "from-town",
    /// `jaar`: follows the number of an age.
    AgeUnit = "age-unit",
    /// `jarige`: joined by a hyphen to the number of an age.
    AgeEnding = "age-ending",
}

/// Which words belong to which class.
#[derive(Clone, Debug, Default)]
pub struct Grammar {
    /// The classes of each folded word, a bit for each.
    classes: FxHashMap<Box<[u8]>, u64>,
    /// How the words of a class begin that is looked for in whole articles.
    heads: FxHashMap<WordClass, Heads>,
    /// The forms that are endings.
    endings: Vec<String>,
    language: Option<Language>,
}

impl Grammar {
    /// The words that the binary carries for a language.
    #[must_use]
    pub fn embedded(language: Language) -> Self {
        let mut grammar = Self { language: Some(language), ..Self::default() };
        let mut problems = Vec::new();
        // Classes such as first names are of no language.
        let files = embedded::of_language(language.code()).chain(embedded::of_language(""));
        for file in files.filter(|file| file.path.ends_with("grammar.csv")) {
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
                    let form = fold(row.cell("form"));
                    match class {
                        WordClass::Pastime | WordClass::OldSpelling => self.heads.entry(*class).or_default().add(form.as_bytes()),
                        WordClass::AdjectiveEnding => self.endings.push(form.clone()),
                        _ => {}
                    }
                    *self.classes.entry(form.into_bytes().into()).or_default() |= class.bit();
                }
                None => {
                    let known: Vec<&str> = WordClass::ALL.iter().map(|(_, name)| *name).collect();
                    let message = format!("{:?} is no class of words", row.cell("kind"));
                    problems.push(row.problem(message, format!("the classes are {}", known.join(", "))));
                }
            }
        }
    }

    /// Whether the words are of this language.
    pub(super) fn is_of(&self, language: Language) -> bool {
        self.language == Some(language)
    }

    /// Whether a word belongs to a class, whatever its case.
    pub(super) fn is(&self, word: &str, class: WordClass) -> bool {
        self.is_folded(&FoldedWord::new(word), class)
    }

    /// Whether a folded word belongs to a class.
    fn is_folded(&self, word: &FoldedWord, class: WordClass) -> bool {
        self.classes.get(word.as_bytes()).is_some_and(|classes| classes & class.bit() != 0)
    }

    /// Whether what stands before a word acts: `veroordeelde`.
    pub(crate) fn acts(&self, word: &str) -> bool {
        self.is(word, WordClass::ActingVerb)
    }

    /// Whether a word stands inside names: `van`, `bin`.
    pub(crate) fn is_particle(&self, word: &str) -> bool {
        self.is(word, WordClass::Particle)
    }

    /// Whether a word is what bears a name: `Stichting`.
    pub(crate) fn names_thing(&self, word: &str) -> bool {
        self.is(word, WordClass::NamedThing)
    }

    /// Whether a word is a first name.
    pub(crate) fn is_first_name(&self, word: &str) -> bool {
        self.is(word, WordClass::FirstName)
    }

    /// Whether a long word ends as adjectives do.
    pub(super) fn looks_like_adjective(&self, word: &str) -> bool {
        const SHORTEST_STEM: usize = 3;
        let folded = FoldedWord::new(word);
        self.endings.iter().any(|ending| folded.len() >= ending.len() + SHORTEST_STEM && folded.ends_with(ending))
    }

    /// Whether a capitalised word at the start of a sentence is one of these words and so begins no name.
    pub(crate) fn knows(&self, word: &str) -> bool {
        self.classes.get(FoldedWord::new(word).as_bytes()).is_some_and(|classes| classes & !WordClass::FirstName.bit() != 0)
    }

    /// Whether some texts hold so many different words of a class that is looked for in whole articles.
    pub(super) fn holds<'t>(&self, texts: impl Iterator<Item = &'t str>, class: WordClass, enough: usize) -> bool {
        let Some(heads) = self.heads.get(&class) else { return false };
        let mut found: Vec<FoldedWord> = Vec::new();
        let mut note = |word: FoldedWord| {
            if self.is_folded(&word, class) && found.iter().all(|known| known.as_bytes() != word.as_bytes()) {
                found.push(word);
            }
            if found.len() >= enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let mut texts = texts;
        let flow = texts.try_for_each(|text| {
            runs(text, |run| {
                if !run.is_plain {
                    let folded = fold(run.text());
                    return folded.split(|c: char| !c.is_alphanumeric()).map(FoldedWord::new).try_for_each(&mut note);
                }
                if heads.hold(run.bytes()) { note(FoldedWord::new(run.text())) } else { ControlFlow::Continue(()) }
            })
        });
        flow.is_break()
    }
}

impl WordClass {
    const fn bit(self) -> u64 {
        1 << self as u32
    }
}

/// How some words begin and end: most other words are told from them by that alone.
#[derive(Clone, Debug)]
struct Heads(Box<[u64]>);

impl Default for Heads {
    fn default() -> Self {
        Self(vec![0; Self::PLACES / 64].into())
    }
}

impl Heads {
    const PLACES: usize = 1 << 15;

    fn add(&mut self, word: &[u8]) {
        let place = Self::place(word);
        self.0[place / 64] |= 1 << (place % 64);
    }

    #[inline]
    fn hold(&self, word: &[u8]) -> bool {
        let place = Self::place(word);
        self.0[place / 64] >> (place % 64) & 1 != 0
    }

    /// The first two letters and the last one, in any case.
    fn place(word: &[u8]) -> usize {
        let letter = |byte: u8| (byte & 0x1f) as usize;
        match *word {
            [first, second, .., last] => letter(first) << 10 | letter(second) << 5 | letter(last),
            _ => 0,
        }
    }
}
