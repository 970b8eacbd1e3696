//! What words do in clauses: the classes of `clause.csv` and `grammar.csv`, and sets of them.

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u128);

macro_rules! classes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal),+ $(,)?) => {
        /// What a word does in a clause.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Class {
            $($(#[doc = $doc])+ $variant),+
        }

        impl Class {
            pub(super) const NAMES: &'static [(Self, &'static str)] = &[$((Self::$variant, $name)),+];
        }
    };
}

classes! {
    /// `de`, `zijn`, `deze`: begins a noun phrase.
    Determiner = "determiner",
    /// `met`, `tegen`.
    Preposition = "preposition",
    /// `wegens`, `ondanks`: opens why something is done, which says nothing of the noun before it.
    Cause = "cause",
    /// `omdat`, `nadat`: a verb-final clause follows.
    Subordinator = "subordinator",
    /// `die`, `dat`: a relative clause may follow.
    Relative = "relative",
    /// `en`, `of`.
    Coordination = "coordination",
    /// `maar`, `want`: a clause follows, or a contrast.
    Contrast = "contrast",
    /// `heeft`, `hebben`, `gehad`.
    Have = "have",
    /// `is`, `geweest`.
    Be = "be",
    /// `wordt`, `geworden`.
    Become = "become",
    /// `zal`, `zullen`.
    Will = "will",
    /// `zou`, `zouden`.
    Would = "would",
    /// `kan`, `mogen`.
    Can = "can",
    /// `moet`, `hoeft`.
    Must = "must",
    /// `wil`, `willen`.
    Want = "want",
    /// `gaat`, with an infinitive.
    Going = "going",
    /// `laat`, with an infinitive.
    Let = "let",
    /// `te`, `to`.
    To = "to",
    /// `om`, with `te`.
    InOrder = "in-order",
    /// `zegt`, `meldde`: tells what follows.
    Speech = "speech",
    /// `volgens`, `aldus`: who tells it follows.
    According = "according",
    /// `niet`, `geen`, `nooit`.
    Negation = "negation",
    /// `misschien`, `mogelijk`.
    Maybe = "maybe",
    /// `als`, `indien`: the clause is a condition.
    Condition = "condition",
    /// `morgen`, `aanstaande`.
    Ahead = "ahead",
    /// `november`.
    Month = "month",
    /// `maandag`, `week`: a time is no party.
    Time = "time",
    /// `opnieuw`, `vooral`: no part of a noun phrase.
    Adverb = "adverb",
    /// `hij`, `wij`, `men`.
    Pronoun = "pronoun",
    /// `hij`, `zij`: may stand for a person named before.
    Personal = "personal",
    /// `hij`, `hem`, `het`, `men`: stands for one.
    Singular = "singular",
    /// `elkaar`.
    EachOther = "each-other",
    /// `luchtmacht`, `regering`: acts for its country.
    Agent = "agent",
    /// `slaat`, `verdwenen`: any form of another verb that can be a finite one.
    Finite = "finite",
    /// A form that can be an infinitive or a plural present: `liggen`.
    Infinitive = "infinitive",
    /// A participle of another verb: `gelegen`.
    Participle = "participle",
    /// `aan`, `terug`: the separable part of a verb.
    Particle = "particle",
    /// `is van plan`, `belooft te`: what follows lies ahead.
    Intend = "intend",
    /// `overweegt te`, `vreest dat`: what follows may not come about.
    Attempt = "attempt",
    /// `probeert te`, `hoopt dat`, `belooft te`: what follows is wished, or the verb itself is the event.
    Wish = "wish",
    /// `aanwijzingen dat`: what follows is told by whoever has them.
    Evidence = "evidence",
    /// `geen sprake van`, `ontbreekt`: what the noun says does not come about.
    Absent = "absent",
    /// `naar verluidt`: the clause is hearsay.
    Hearsay = "hearsay",
    /// `Koude Oorlog`: the clause is of times long gone.
    Era = "era",
    /// `samen`, before `met`: who follows acts as well.
    Together = "together",
    /// `voordat`: what follows has not happened yet.
    Before = "before",
    /// `onder meer`: words that are one adverb together.
    Idiom = "idiom",
    /// `zowel`: the next conjunction joins, as `als` does in `zowel A als B`.
    Correlative = "correlative",
    /// `toen`, `nu`: opens a clause only at its start.
    OpeningOnly = "opening-only",
    /// `ontkent dat`: what follows is denied by its subject.
    Deny = "deny",
    /// `eist dat`, `vraagt om`: what follows is asked of another.
    Demand = "demand",
    /// `dwingt`, `vraagt`: the object is who does what follows with `te`.
    ObjectControl = "object-control",
    /// Verbs that form their perfect with `zijn` though active: `binnengevallen`.
    Unaccusative = "unaccusative",
    /// `begint`, `uitvoert`: its subject does what the noun says.
    Begin = "begin",
    /// `eist op`: its subject says that it did what the noun says.
    Claim = "claim",
    /// `kondigt aan`, `plant`: its subject will do what the noun says.
    Announce = "announce",
    /// `mogelijke`, `dreigende`: what the noun says may not come about.
    Possible = "possible",
    /// `geplande`, `komende`: what the noun says lies ahead.
    Planned = "planned",
    /// `vermeende`: what the noun says is alleged.
    Alleged = "alleged",
    /// First parts of compounds: `staats`, `lucht`.
    CompoundPart = "compound-part",
    /// `land`, after `dat`: stands for a country named before.
    Anaphor = "anaphor",
    /// Nouns that a content clause may follow: `feit`, `bewijs`.
    ContentNoun = "content-noun",
    /// `premier`, `minister`: a title before a name, or the agent of a country.
    Title = "title",
    /// `wedstrijd`, `finale`: the sentence is of sports or the arts.
    OffTopic = "off-topic",
    /// `zijn`, `haar`, `hun`: the subject's own.
    Possessive = "possessive",
    /// Numerals and words of quantity.
    Number = "number",
    /// `een`, `geen`: an adjective without an ending may follow.
    Indefinite = "indefinite",
    /// `door`: before the agent of a passive.
    By = "by",
    /// `van`: before whom something belongs to.
    Of = "of",
    /// `uit`: before where someone comes from.
    From = "from",
    /// `in`: before where something is.
    Within = "within",
    /// `met`: before who takes part.
    With = "with",
    /// `het`: stands for a country or an organization.
    It = "it",
    /// `beide`, `de twee`: both that were named.
    Both = "both",
    /// `vanaf`: before when something begins.
    Starting = "starting",
    /// `dat`, before a clause that tells what is said.
    That = "that",
    /// `of`, before a clause that asks.
    Whether = "whether",
    /// `om`, before what is aimed at.
    Purpose = "purpose",
    /// `zonder`: what follows does not happen.
    Without = "without",
    /// `alleen`, after a word of negation: nothing is denied.
    Only = "only",
    /// `tot`, `met`, `om`: before what is asked for, promised or threatened.
    Toward = "toward",
    /// `blijft`, `helpt`: an infinitive without `te` may belong to it, as to the auxiliaries.
    TakesInfinitive = "takes-infinitive",
    /// `houten`, `outgoing`: an adjective that ends as a plural or a participle does.
    PluralLike = "plural-like",
    /// `wapen`, `optreden`: a noun after `het` that ends as a plural does.
    Neuter = "neuter",
    /// `buurland`, `allies`: another country than the one that the clause before speaks of.
    Neighbour = "neighbour",
    /// `organisatie`, `beweging`: stands for a body that was named before.
    Body = "body",
    /// `bedrijf`, `concern`: stands for a company that was named before.
    Firm = "firm",
    /// `plannen`, `oorlog`: the phrase with a preposition after it belongs to it.
    Relational = "relational",
    /// `reageert`, `antwoordde`: what follows `met` is what its subject does.
    Answer = "answer",
    /// `omdat`, `terwijl`: opens a clause even where its verb is not known.
    ClauseOnly = "clause-only",
    /// `pas`, `alleen`: before a condition without which nothing happens.
    OnlyIf = "only-if",
    /// `tijdens`: before what happens at the same time.
    During = "during",
    /// `waar`: the clause tells what happens in the place before.
    Where = "where",
    /// `hij`, `men`: a pronoun that can be nothing but a subject.
    Nominative = "nominative",
    /// `omgekomen`, `verwoest`: its subject is who or what an attack hits.
    Hit = "hit",
    /// `grens`: whose name follows `met` lies beyond it.
    Border = "border",
    /// `dinsdag`, `zomer`: a time that a verb in the present tells of before it comes.
    Day = "day",
    /// `op`: before a day.
    On = "on",
    /// `regering`, `politie`: after that of a country, a name is another's.
    Organ = "organ",
    /// English `than`, `about`: before a number no preposition.
    Amount = "amount",
    /// English `by`, `without`: a participle may follow that has the subject of the clause.
    Gerundial = "gerundial",
    /// `vreest voor`, `kans op`: what the phrase with that preposition says may not come about. Alone: what a clause after it says.
    Doubt = "doubt",
    /// `verijdelde`, `uitgesteld`: its object does not come about.
    Undo = "undo",
    /// `klopt`, `het geval`: with a word of negation, what follows is denied.
    True = "true",
    /// `over`, `vanwege`: before what words are about.
    Matter = "matter",
    /// English `doubled`: tells how much. `step`, `action`: a noun that sums up what has been told.
    Measure = "measure",
    /// English `give`, `offer`: a name right behind it is to whom, not whose.
    Giving = "giving",
    /// `diens`: another's than the subject's.
    Anothers = "another's",
    /// English `plan`, `plot`: an infinitive after it tells what its owner means to do.
    Plan = "plan",
    /// Of laws: the verbs that make them (`nam aan`, `ondertekende`), the nouns (`wet`, `resolutie`), and the words behind which they tell what
    /// is done (`waarmee`). Its maker does what a law says.
    Enact = "enact",
    /// `tegen`: before whom or what someone is against.
    Against = "against",
    /// `bijna`: the verb after it all but happened.
    Nearly = "nearly",
    /// `ambassadeur`, `consulaat`: who or what stands for a country in the capital of another.
    Envoy = "envoy",
    /// `voormalige`, `ex-`, `gevluchte`: whoever is called so acts for no one any more.
    Former = "former",
    /// `woordvoerder`, `regering`: acts for a person too.
    ForPerson = "for-person",
    /// `rebellen`: act for the body that they belong to, for no country.
    Rebel = "rebel",
    /// `aanhangers`: stand for whom they follow where they protest, and nowhere else.
    Follower = "follower",
    /// `tegenstanders`: whose name follows `van` is not theirs.
    Opponent = "opponent",
    /// `op verzoek van`, `na aandringen van`: who wills it follows, not whom it is done to. In English also `working for`, `launched by`.
    Behest = "behest",
    /// `naar`, `tot`: what follows is part of the noun before it.
    Leading = "leading",
    /// `na`, `volgens`: what follows lies beside what the clause tells.
    Apart = "apart",
    /// `nooit zo`: what the clause tells was never done before as it is done now.
    Unheard = "unheard",
    /// `voorbarig`, `in zicht`: what the subject or object says is still to come, if it comes.
    Looming = "looming",
    /// `namelijk`: before the name of what was counted or not told.
    Namely = "namely",
    /// `acteur`, `toeristen`: people who act for no state, but where they protest.
    Private = "private",
    /// `soldaten`, `oorlogsschip`: their coming is no visit.
    Armed = "armed",
    /// `sommige`, `alle`: a noun after it means none that was named before.
    Quantifier = "quantifier",
    /// `bommen`: whose they are uses them where they hit.
    Weapon = "weapon",
}

/// A set has a bit for each class.
const _: () = assert!(Class::NAMES.len() <= u128::BITS as usize);

impl Classes {
    /// No class.
    pub(crate) const EMPTY: Self = Self(0);

    /// The classes that a compound takes over from its last part.
    pub(super) const fn only_nominal(self) -> Self {
        const NOMINAL: Classes = Classes::of(&[
            Class::Agent,
            Class::Time,
            Class::Title,
            Class::ForPerson,
            Class::Rebel,
            Class::Follower,
            Class::Opponent,
            Class::Weapon,
            Class::Armed,
            Class::Private,
        ]);
        Self(self.0 & NOMINAL.0)
    }

    /// The set of one class.
    pub(crate) const fn only(class: Class) -> Self {
        Self(1 << class as u128)
    }

    /// Whether the class is in the set.
    pub(crate) const fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u128) != 0
    }

    /// Whether one of the classes is in the set.
    #[inline]
    pub(crate) const fn any(self, classes: &[Class]) -> bool {
        self.meets(Self::of(classes))
    }

    /// The set of some classes.
    #[inline]
    pub(crate) const fn of(classes: &[Class]) -> Self {
        let mut set = 0;
        let mut at = 0;
        while at < classes.len() {
            set |= Self::only(classes[at]).0;
            at += 1;
        }
        Self(set)
    }

    /// Whether a class is in both sets.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The set without those of another.
    pub(crate) const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether the set is empty.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The auxiliaries among them.
    pub(crate) const fn only_auxiliary(self) -> Self {
        const KEPT: Classes = Classes::of(&[
            Class::Have,
            Class::Be,
            Class::Become,
            Class::Will,
            Class::Would,
            Class::Can,
            Class::Must,
            Class::Want,
            Class::Going,
            Class::Let,
            Class::Intend,
            Class::Attempt,
            Class::Wish,
        ]);
        Self(self.0 & KEPT.0)
    }

    /// The set with one class more.
    pub(crate) const fn and(self, class: Class) -> Self {
        self.with(Self::only(class))
    }

    pub(crate) fn add(&mut self, class: Class) {
        self.0 |= Self::only(class).0;
    }

    /// The set without a class.
    pub(crate) const fn without(self, class: Class) -> Self {
        Self(self.0 & !(1 << class as u128))
    }
}

/// What of words that count together begins with a word or one of some, or ends in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Leads(u8);

impl Leads {
    pub(super) const NONE: Self = Self(0);
    pub(super) const IDIOM: Self = Self(1);
    pub(super) const GROUP: Self = Self(2);
    pub(super) const OFF_TOPIC: Self = Self(4);
    pub(super) const IDIOM_END: Self = Self(8);

    pub(crate) const fn add(&mut self, other: Self) {
        *self = self.with(other);
    }

    /// Those of the words of both.
    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether words begin with it that are one adverb.
    pub(crate) const fn idiom(self) -> bool {
        self.0 & Self::IDIOM.0 != 0
    }

    /// Whether words end in it that are one adverb.
    pub(crate) const fn idiom_end(self) -> bool {
        self.0 & Self::IDIOM_END.0 != 0
    }

    /// Whether words begin with it that are of a class together.
    pub(crate) const fn group(self) -> bool {
        self.0 & Self::GROUP.0 != 0
    }

    /// Whether words end in it that tell of sports or the arts together.
    pub(crate) const fn off_topic(self) -> bool {
        self.0 & Self::OFF_TOPIC.0 != 0
    }
}
