//! Office phrases: `de Amerikaanse president` is whoever held the office on the day of the article.
//!
//! Owns finding the body whose office it is (an adjective before the title, a name joined to it, `van` and a name after it, or the
//! article), and its holder. A title before a name is an apposition, and makes no mention of its own.

use jiff::civil::Date;

use crate::fold::fold;
use crate::gazetteer::{ActorType, AliasKind, Language, Title};
use crate::id::ActorId;
use crate::mention::Form;
use crate::page::Part;
use crate::resolve::grammar::WordClass;
use crate::resolve::words::{Word, after, before, begins_sentence};
use crate::resolve::{Resolution, Resolved, Rule, View};
use crate::span::Span;

/// A title noun found in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TitleHit {
    pub(crate) sentence: u32,
    pub(crate) span: Span,
    /// Its number in the gazetteer's list of titles.
    pub(crate) title: u32,
}

/// The office of whoever is spoken of before: `zijn ambtgenoot`.
const COUNTERPART: &str = "counterpart";

/// The office of whoever leads a country.
const HEAD: &str = "head";

/// The offices that lead a country of which nothing else is known, tried in order.
const HEADS: [&str; 5] = ["prime-minister", "interim-prime-minister", "president", "interim-president", "monarch"];

/// What stands before a holder's title makes someone else of him.
const NOT_NOW: WordClass = WordClass::NotNow;

/// How many adjectives may stand between the article and the adjective of the country: `de zieke, oude Franse koning`.
const MOST_ADJECTIVES: usize = 2;

/// How many mentions before an office phrase are looked through for a person who holds the office.
const LOOK_BACK: usize = 500;

/// The mention that ends at a byte. Mentions do not overlap, so that their ends are in order.
fn ending_at(decided: &[Resolved], end: usize) -> Option<&Resolved> {
    let at = decided.partition_point(|mention| mention.span.end < end);
    decided.get(at).filter(|mention| mention.span.end == end)
}

/// Whether a word looks like an adjective before a noun with `de`: `machtige`, `79-jarige`.
fn is_inflected(word: &str) -> bool {
    word.ends_with('e') && word.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// The body whose office a phrase names, and where the phrase begins and ends.
struct Phrase {
    body: Option<ActorId>,
    span: Span,
}

impl View<'_> {
    /// The office phrases of the article as mentions. `decided` are the mentions of names.
    pub(super) fn offices(&self, titles: &[TitleHit], decided: &[Resolved]) -> Vec<Resolved> {
        let mut found: Vec<Resolved> = Vec::new();
        let countries = self.first_countries(decided);
        let mut spans: Vec<Span> = titles.iter().map(|hit| hit.span).collect();
        spans.sort_unstable_by_key(|span| span.start);
        let longest = spans.iter().map(|span| span.len()).max().unwrap_or(0);
        for hit in titles {
            let first = spans.partition_point(|other| other.start + longest < hit.span.end);
            let mut beside = spans[first..].iter().take_while(|other| other.start <= hit.span.start);
            let is_inside_longer = beside.any(|longer| longer.covers(hit.span) && longer.len() > hit.span.len());
            if !is_inside_longer && let Some(mention) = self.office(hit, decided, &found, &countries) {
                found.push(mention);
            }
        }
        found
    }

    /// Where the first mention of a country stands and which it is, and where the first mention of a second one does.
    fn first_countries(&self, decided: &[Resolved]) -> Vec<(usize, ActorId)> {
        let mut found: Vec<(usize, ActorId)> = Vec::new();
        for mention in decided {
            let country = mention.actor().filter(|actor| self.resolver.gazetteer.actor(*actor).actor_type == ActorType::Country);
            if let Some(country) = country.filter(|country| found.iter().all(|(_, known)| known != country)) {
                found.push((mention.span.end, country));
            }
            if found.len() == 2 {
                break;
            }
        }
        found
    }

    /// Whom the last mentions before byte `at` mean, the last one first: names and offices.
    fn last_actors<'d>(&self, at: usize, decided: &'d [Resolved], offices: &'d [Resolved]) -> impl Iterator<Item = ActorId> + 'd {
        let until = |mentions: &'d [Resolved]| &mentions[..mentions.partition_point(|mention| mention.span.end <= at)];
        let (mut names, mut offices) = (until(decided), until(offices));
        let next = move || {
            let start = |mentions: &[Resolved]| mentions.last().map(|mention| mention.span.start);
            let list = if start(names) >= start(offices) { &mut names } else { &mut offices };
            let (last, rest) = list.split_last()?;
            *list = rest;
            Some(last)
        };
        std::iter::from_fn(next).take(LOOK_BACK).filter_map(Resolved::actor)
    }

    fn office(&self, hit: &TitleHit, decided: &[Resolved], offices: &[Resolved], countries: &[(usize, ActorId)]) -> Option<Resolved> {
        let title = self.resolver.gazetteer.titles().get(hit.title as usize)?;
        let (text, sentence) = (self.text(), self.sentence(hit.sentence));
        let is_plural = self.resolver.titles.is_plural(&title.form);
        if title.office.is_empty() || is_plural || text[hit.span.end..].starts_with(['-', '‑']) {
            return None;
        }
        if text[hit.span.end..].starts_with(['s', 'S']) && !self.resolver.titles.takes_genitive_s(&title.form) {
            return None;
        }
        let phrase = self.phrase(hit, title, decided)?;
        if self.names_someone(sentence, phrase.span.end) {
            return None;
        }
        let earlier = || self.last_actors(hit.span.start, decided, offices);
        let day = self.article.published.map(crate::date::Published::day);
        let offices: Vec<String> = if title.office == COUNTERPART {
            self.offices_of_last_person(earlier(), day)
        } else {
            title.office.split('|').map(str::to_owned).collect()
        };
        let (resolution, rule) = match phrase.body {
            Some(body) => self.holder(body, &offices, title, day)?,
            None if title.office == COUNTERPART => return None, // whose counterpart is not told
            None => {
                let named: Vec<ActorId> = countries.iter().filter(|(end, _)| *end <= hit.span.start).map(|(_, country)| *country).collect();
                self.holder_in_article(&offices, title, earlier(), &named, day)?
            }
        };
        Some(Resolved { sentence: hit.sentence, span: phrase.span, form: Form::AsListed, kind: AliasKind::Office, resolution, rule })
    }

    /// The extent of the phrase and its body; nothing for a title that is not used of its present holder.
    fn phrase(&self, hit: &TitleHit, title: &Title, decided: &[Resolved]) -> Option<Phrase> {
        let (text, sentence) = (self.text(), self.sentence(hit.sentence));
        let mut start = hit.span.start;
        let mut end = hit.span.end;
        let joined = text[..start].ends_with(['-', '‑']);
        let mention_before = |offset: usize| ending_at(decided, offset).filter(|mention| mention.actor().is_some());
        let mut body = self.fixed_body(title);
        if joined {
            // `NAVO-secretaris-generaal` has its body before the hyphen; `oud-president` is not the president.
            let mention = mention_before(start - 1)?;
            body = mention.actor();
            start = mention.span.start;
        }
        let mut previous = before(text, sentence, start).filter(|word| word.adjacent);
        if body.is_none()
            && let Some((adjective, mention)) = self.adjective_before(hit, previous, decided)
        {
            body = mention.actor();
            start = adjective;
            previous = before(text, sentence, start).filter(|word| word.adjacent);
        }
        if previous.is_some_and(|word| self.resolver.grammar.is(word.text, NOT_NOW)) {
            return None;
        }
        // `de Duitse voorzitter van de Europese Commissie` holds the office of the Commission; but `omdat de Amerikaanse president van
        // China eist` speaks of two countries.
        if let Some((name, mention)) = self.name_after_van(hit, decided)
            && (body.is_none() || mention.is_some_and(|actor| self.resolver.gazetteer.actor(actor).actor_type != ActorType::Country))
        {
            body = mention;
            end = name;
        } else if self.belongs_to_another(hit, body.is_some()) {
            return None;
        }
        let mut head = previous;
        if body.is_some() {
            for _ in 0..MOST_ADJECTIVES {
                let Some(word) = head.filter(|word| is_inflected(word.text) && !self.resolver.grammar.is(word.text, WordClass::Determiner))
                else {
                    break;
                };
                head = before(text, sentence, word.span.start).filter(|word| word.adjacent);
                if self.resolver.grammar.is(word.text, NOT_NOW) {
                    return None;
                }
            }
            if head.is_some_and(|word| self.resolver.grammar.is(word.text, WordClass::Determiner)) {
                previous = head;
            }
        }
        let determiner = previous.filter(|word| self.resolver.grammar.is(word.text, WordClass::Determiner));
        if let Some(word) = determiner {
            if self.resolver.grammar.is(word.text, WordClass::Indefinite) {
                return None;
            }
            start = word.span.start;
        }
        // Without an article a title is a predicate, `als president van Frankrijk`, but headlines leave articles out.
        let is_short = begins_sentence(text, sentence, start) || self.part(hit.sentence) == Part::Headline;
        let stands_for_holder = match body {
            Some(_) => determiner.is_some() || joined || is_short || title.form.contains('-'),
            None => self.is(determiner, WordClass::DefiniteArticle),
        };
        stands_for_holder.then_some(Phrase { body, span: Span::new(start, end) })
    }

    fn part(&self, sentence: u32) -> Part {
        self.article.sentences[sentence as usize].part
    }

    /// The body that a title names itself: `NAVO-chef`.
    fn fixed_body(&self, title: &Title) -> Option<ActorId> {
        let mut bodies = title.applies.iter().filter_map(|id| self.resolver.gazetteer.actor_with_id(id));
        let only = bodies.next();
        if bodies.next().is_none() { only } else { None }
    }

    /// The adjective of a country before the title, over one lower-case word at most: where it begins, and its mention.
    fn adjective_before<'d>(&self, hit: &TitleHit, previous: Option<Word<'_>>, decided: &'d [Resolved]) -> Option<(usize, &'d Resolved)> {
        let (text, sentence) = (self.text(), self.sentence(hit.sentence));
        let at = |word: Word<'_>| {
            // English says `the U.S. president` as it says `the American president`.
            let is_attribute = |kind| matches!(kind, AliasKind::Short | AliasKind::Name) && self.resolver.grammar.is_of(Language::English);
            let is_country = |mention: &Resolved| {
                mention.actor().is_some_and(|actor| self.resolver.gazetteer.actor(actor).actor_type == ActorType::Country)
            };
            let is_adjective = |mention: &&Resolved| {
                let is_such = mention.kind == AliasKind::Adjective || (is_attribute(mention.kind) && is_country(mention));
                is_such && mention.actor().is_some()
            };
            ending_at(decided, word.span.end).filter(is_adjective).map(|mention| (mention.span.start, mention))
        };
        let word = previous?;
        at(word).or_else(|| {
            let is_small = is_inflected(word.text) && !self.resolver.grammar.is(word.text, NOT_NOW);
            let further = before(text, sentence, word.span.start).filter(|word| word.adjacent && is_small)?;
            at(further)
        })
    }

    /// `van Oekraïne`, `van de NAVO`: where the name ends, and whom it means.
    fn name_after_van(&self, hit: &TitleHit, decided: &[Resolved]) -> Option<(usize, Option<ActorId>)> {
        let (text, sentence) = (self.text(), self.sentence(hit.sentence));
        let van = after(text, sentence, hit.span.end).filter(|word| word.adjacent && self.is(Some(*word), WordClass::Of))?;
        let mut word = after(text, sentence, van.span.end).filter(|word| word.adjacent)?;
        if self.resolver.grammar.is(word.text, WordClass::Determiner) {
            word = after(text, sentence, word.span.end).filter(|word| word.adjacent)?;
        }
        let at = decided.partition_point(|mention| mention.span.start < word.span.start);
        let mention = decided.get(at).filter(|mention| mention.span.start == word.span.start && mention.actor().is_some())?;
        let is_body = matches!(mention.kind, AliasKind::Name | AliasKind::Short | AliasKind::Acronym | AliasKind::Other);
        is_body.then(|| (mention.span.end, mention.actor()))
    }

    /// Whether `van` follows the title, and something that is no body of the gazetteer: `de president van de rechtbank`. After a
    /// country's adjective only a name is such: `de Duitse minister-president van Beieren`.
    fn belongs_to_another(&self, hit: &TitleHit, has_body: bool) -> bool {
        let (text, sentence) = (self.text(), self.sentence(hit.sentence));
        let next = |from: usize| after(text, sentence, from).filter(|word| word.adjacent);
        let Some(van) = next(hit.span.end).filter(|word| self.is(Some(*word), WordClass::Of)) else { return false };
        let is_name = |word: &Word<'_>| word.is_capitalised() && self.mention_at(word.span.start).is_none();
        !has_body || next(van.span.end).as_ref().is_some_and(is_name)
    }

    /// Whether a name follows, so that the title is an apposition to it. Whose name it is does not matter.
    fn names_someone(&self, sentence: Span, end: usize) -> bool {
        after(self.text(), sentence, end).is_some_and(|word| {
            // `de Iraanse leider ayatollah Ali Khamenei`
            if word.adjacent && word.text.starts_with(char::is_lowercase) && self.resolver.titles.ends_with(word.text) {
                return self.names_someone(sentence, word.span.end);
            }
            let is_thing = self.mention_at(word.span.start).is_some_and(|at| {
                let id = self.mentions[at].candidates[0];
                self.resolver.gazetteer.actor(self.alias(id).actor).actor_type != ActorType::Person
            });
            word.adjacent && word.is_capitalised() && !is_thing
        })
    }

    /// Who held one of the offices of `body`, the first office that anyone held counting.
    fn holder(&self, body: ActorId, offices: &[String], title: &Title, day: Option<Date>) -> Option<(Resolution, Rule)> {
        let gazetteer = &self.resolver.gazetteer;
        if !self.applies(title, body) {
            return None;
        }
        for office in self.offices_of(body, offices) {
            let terms = gazetteer.roles_in(body).filter(|role| role.office == office);
            let mut holders: Vec<ActorId> = terms
                .filter(|role| day.is_none_or(|day| role.held_on(day)))
                .map(|role| role.actor)
                .filter(|actor| self.may_be_called(*actor, &title.form))
                .collect();
            holders.sort_unstable();
            holders.dedup();
            if day.is_none() && holders.len() > 1 {
                let named: Vec<ActorId> = holders.iter().copied().filter(|actor| self.names(*actor)).collect();
                if let [only] = named[..] {
                    return Some((Resolution::Actor(only), Rule::OfficeInArticle));
                }
            }
            match holders[..] {
                [] => {}
                [only] => return Some((Resolution::Actor(only), Rule::OfficeHolder)),
                _ => return Some((Resolution::Ambiguous(holders.into()), Rule::OfficeOpen)),
            }
        }
        None
    }

    /// The offices that a title may mean in a body. `de Turkse leider` is whoever leads the country: the holder of the office that is
    /// known to lead it, or else its prime minister, or its president where there is none.
    fn offices_of<'o>(&'o self, body: ActorId, offices: &'o [String]) -> impl Iterator<Item = &'o str> {
        offices.iter().flat_map(move |office| {
            let is_head = office == HEAD;
            let told = self.resolver.gazetteer.head_of(body).filter(|_| is_head);
            let own = Some(office.as_str()).filter(|_| !is_head);
            let usual = HEADS.into_iter().filter(move |_| is_head && told.is_none());
            own.into_iter().chain(told).chain(usual)
        })
    }

    /// Whether a title can be one of this body: a country has no chair.
    fn applies(&self, title: &Title, body: ActorId) -> bool {
        let is_country = self.resolver.gazetteer.actor(body).actor_type == ActorType::Country;
        !(is_country && title.applies.iter().all(|kind| kind == "organization") && !title.applies.is_empty())
    }

    /// A queen is not called king: where a holder's names begin with the one title, the form is not the other. `staatshoofd` fits both.
    fn may_be_called(&self, actor: ActorId, form: &str) -> bool {
        let form = fold(form);
        let names = self.resolver.gazetteer.aliases_of(actor).filter_map(|alias| alias.text.split_once(' '));
        let titled: Vec<String> = names.map(|(first, _)| fold(first)).filter(|first| self.resolver.titles.ends_with(first)).collect();
        let is_other = |title: &String| *title != form && (title.starts_with(&form) || form.starts_with(title.as_str()));
        titled.contains(&form) || !titled.iter().any(is_other)
    }

    /// Whether the article names the actor.
    fn names(&self, actor: ActorId) -> bool {
        !self.names_of(actor).is_empty()
    }

    /// The offices of the last person before, on the day of the article.
    fn offices_of_last_person(&self, mut earlier: impl Iterator<Item = ActorId>, day: Option<Date>) -> Vec<String> {
        let gazetteer = &self.resolver.gazetteer;
        let held = |actor: ActorId| -> Vec<String> {
            let roles = gazetteer.roles_of(actor).filter(|role| day.is_none_or(|day| role.held_on(day)));
            roles.map(|role| role.office.clone()).collect()
        };
        earlier.find_map(|person| Some(held(person)).filter(|offices| !offices.is_empty())).unwrap_or_default()
    }

    /// `de premier` in an article that names one: the last person before who held the office, or else the holder in the only country
    /// that the article has named.
    fn holder_in_article(
        &self,
        offices: &[String],
        title: &Title,
        mut earlier: impl Iterator<Item = ActorId>,
        countries: &[ActorId],
        day: Option<Date>,
    ) -> Option<(Resolution, Rule)> {
        let gazetteer = &self.resolver.gazetteer;
        let holds = |actor: &ActorId| {
            let mut roles = gazetteer.roles_of(*actor).filter(|role| offices.contains(&role.office) && self.applies(title, role.of));
            roles.any(|role| day.is_none_or(|day| role.held_on(day)))
        };
        if let Some(person) = earlier.find(holds) {
            return Some((Resolution::Actor(person), Rule::OfficeInArticle));
        }
        let [country] = countries[..] else { return None };
        match self.holder(country, offices, title, day)? {
            (Resolution::Actor(actor), _) => Some((Resolution::Actor(actor), Rule::OfficeOfOnlyCountry)),
            _ => None,
        }
    }
}
