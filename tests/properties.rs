//! Properties that hold for any text: counts against naive counts, the search against a naive search, offsets against naive offsets.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use actorgraph::export::{ExportOptions, Format, csv_edges, csv_evidence, csv_manifest, csv_nodes, csv_relations, export};
use actorgraph::fold::fold;
use actorgraph::graph::{ActorGraph, EdgeFilter, Manifest, Weight};
use actorgraph::verify::{CsvParts, WrittenGraph};
use actorgraph::{
    ActorId, AliasId, AliasKind, Ambiguous, Annotated, AnnotatedArticle, Annotator, CaseRule, Cooccurrences, Copied, EvidenceLimit,
    Gazetteer, GazetteerBuilder, Language, Matcher, Mentions, Period, Positions, Refusal, RelationCounts, Resolution, Resolved, Scratch,
    Source, Span, Tally, Window, decode,
};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| {
    let gazetteer = Arc::new(Gazetteer::embedded(&[Language::Dutch]));
    Annotator::new(gazetteer, Language::Dutch).unwrap_or_else(|error| panic!("{error}"))
});

/// The same that finds relations too.
static RELATING: LazyLock<Annotator> = LazyLock::new(|| {
    let gazetteer = Arc::clone(ANNOTATOR.gazetteer());
    Annotator::new(gazetteer, Language::Dutch).unwrap_or_else(|error| panic!("{error}")).with_relations().0
});

fn annotate(name: &str, text: &str) -> Annotated {
    ANNOTATOR.annotate(Source::new(name, text), &mut Scratch::default())
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count) }
}

/// One of some texts.
fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(str::to_owned)
}

// Pages

const NAMES: &[&str] = &[
    "China",
    "Rusland",
    "de VS",
    "Iran",
    "de NAVO",
    "Xi Jinping",
    "Poetins leger",
    "Trump",
    "de EU",
    "het Kremlin",
    "Kyiv",
    "in Moskou",
    "Congo",
    "Kim",
    "Melania Trump",
    "Noord-Korea",
    "de Oekraïense premier",
    "de Russisch-Oekrai\u{308}ense grens",
    "Ruttes kabinet",
];

fn sentence() -> impl Strategy<Value = String> {
    let words =
        one_of(&["praat met", "en", "zwijgt over", "beschuldigt", ", ", "ziet het 😀 weer", "bezoekt", "van", "bombardeert", "steunt"]);
    let name = one_of(NAMES);
    prop::collection::vec((name, words), 0..4).prop_map(|parts| {
        format!("Vandaag {} dus.", parts.iter().map(|(name, word)| format!("{name} {word}")).collect::<Vec<_>>().join(" "))
    })
}

fn paragraph() -> impl Strategy<Value = String> {
    prop::collection::vec(sentence(), 1..4).prop_map(|sentences| sentences.join(" "))
}

/// A headline, some paragraphs and some teasers with their ages.
fn page() -> impl Strategy<Value = String> {
    let teaser = (one_of(&["PARIJS (ANP)", "KYIV (ANP/AFP)"]), paragraph(), one_of(&["2 uur geleden", "1 dag geleden"]));
    let teasers = prop::collection::vec(teaser, 0..4);
    (sentence(), prop::collection::vec(paragraph(), 1..4), teasers, one_of(&["\n", "\r\n", "\n\n"])).prop_map(
        |(head, body, teasers, end)| {
            let mut lines = vec![head.trim_end_matches('.').to_owned()];
            lines.extend(body);
            if !teasers.is_empty() {
                lines.push("Meer uit Buitenland".to_owned());
            }
            lines.extend(teasers.into_iter().flat_map(|(place, text, age)| [format!("{place} - {text}"), age]));
            lines.join(&end)
        },
    )
}

fn pages() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(page(), 1..5)
}

fn annotated(texts: &[String]) -> Vec<Annotated> {
    annotated_by(&ANNOTATOR, texts)
}

fn annotated_by(annotator: &Annotator, texts: &[String]) -> Vec<Annotated> {
    let source = |at: usize, text: &String| Source::new(format!("2026-01-{:02}.txt", at + 1), text.as_str());
    texts.iter().enumerate().map(|(at, text)| annotator.annotate(source(at, text), &mut Scratch::default())).collect()
}

const WINDOWS: &[Window] = &[
    Window::Sentence,
    Window::Sentences(1),
    Window::Sentences(2),
    Window::Sentences(3),
    Window::Sentences(99),
    Window::Paragraph,
    Window::Article,
    Window::Tokens(1),
    Window::Tokens(6),
    Window::Tokens(500),
];

/// Windows that hold an actor or a pair, its articles, and those with copies.
#[derive(Debug, Default, PartialEq, Eq, Clone, Copy)]
struct Count {
    windows: u64,
    articles: u64,
    raw: u64,
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Counts {
    pairs: BTreeMap<(ActorId, ActorId), Count>,
    actors: BTreeMap<ActorId, (u64, Count)>,
    windows: u64,
    articles: u64,
    raw: u64,
}

/// For each window the mentions that stand in it, by looking at each stretch of the article.
fn windows_of<'a>(page: &Annotated, article: &'a AnnotatedArticle, window: Window) -> Vec<Vec<&'a Resolved>> {
    let all: Vec<usize> = (0..article.sentences.len()).collect();
    let paragraphs: BTreeSet<u32> = article.sentences.iter().map(|sentence| sentence.paragraph).collect();
    let sentences: Vec<Vec<usize>> = match window {
        Window::Sentence => all.iter().map(|at| vec![*at]).collect(),
        Window::Sentences(n) => {
            let n = n as usize;
            if all.len() <= n { vec![all] } else { all.windows(n).map(<[usize]>::to_vec).collect() }
        }
        Window::Paragraph => {
            paragraphs.iter().map(|p| all.iter().copied().filter(|at| article.sentences[*at].paragraph == *p).collect()).collect()
        }
        Window::Article => vec![all],
        Window::Tokens(n) => return token_windows_of(page, article, n as usize),
    };
    let within = |here: &Vec<usize>| article.mentions.iter().filter(|mention| here.contains(&(mention.sentence as usize))).collect();
    sentences.iter().map(within).collect()
}

/// The same where a window is a run of `n` tokens.
fn token_windows_of<'a>(page: &Annotated, article: &'a AnnotatedArticle, n: usize) -> Vec<Vec<&'a Resolved>> {
    let text = page.page.text();
    let mut tokens: Vec<(usize, usize)> = Vec::new();
    for sentence in &article.sentences {
        let mut start = None;
        for (at, c) in sentence.span.of(text).char_indices().chain([(sentence.span.len(), ' ')]) {
            match start {
                None if !c.is_whitespace() => start = Some(at),
                Some(from) if c.is_whitespace() => {
                    tokens.push((sentence.span.start + from, sentence.span.start + at));
                    start = None;
                }
                _ => {}
            }
        }
    }
    let within = |run: &[(usize, usize)]| {
        let (from, to) = (run[0].0, run[run.len() - 1].1);
        article.mentions.iter().filter(|mention| from <= mention.span.start && mention.span.end <= to).collect()
    };
    if tokens.is_empty() { Vec::new() } else { tokens.windows(n.min(tokens.len())).map(within).collect() }
}

fn actors_in(mentions: &[&Resolved], ambiguous: Ambiguous) -> Vec<ActorId> {
    let mut found = Vec::new();
    for mention in mentions {
        match &mention.resolution {
            Resolution::Actor(actor) => found.push(*actor),
            Resolution::Ambiguous(actors) if ambiguous == Ambiguous::Keep => found.extend(actors.iter().copied()),
            _ => {}
        }
    }
    found
}

fn naive_counts(pages: &[Annotated], window: Window, ambiguous: Ambiguous) -> Counts {
    let mut counts = Counts::default();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for page in pages {
        for article in &page.articles {
            let paragraphs = page.story(article).paragraphs.iter().map(|paragraph| paragraph.span.of(page.page.text()));
            let words: Vec<&str> = paragraphs.flat_map(str::split_whitespace).collect();
            let is_new = seen.insert(words.join(" "));
            let everyone = actors_in(&article.mentions.iter().collect::<Vec<_>>(), ambiguous);
            let mut pairs_here: BTreeSet<(ActorId, ActorId)> = BTreeSet::new();
            counts.raw += 1;
            counts.articles += u64::from(is_new);
            for here in windows_of(page, article, window) {
                counts.windows += u64::from(is_new);
                let present: BTreeSet<ActorId> = actors_in(&here, ambiguous).into_iter().collect();
                let may_mean = |mention: &Resolved, actor: ActorId| actors_in(&[mention], ambiguous).contains(&actor);
                // One word that may mean either names no two.
                let stand_apart = |one: ActorId, other: ActorId| {
                    let names = |first: &Resolved| here.iter().any(|second| second.span != first.span && may_mean(second, other));
                    here.iter().any(|first| may_mean(first, one) && names(first))
                };
                for one in &present {
                    counts.actors.entry(*one).or_default().1.windows += u64::from(is_new);
                    for other in present.iter().filter(|other| one < *other && stand_apart(*one, **other)) {
                        counts.pairs.entry((*one, *other)).or_default().windows += u64::from(is_new);
                        pairs_here.insert((*one, *other));
                    }
                }
            }
            for pair in pairs_here {
                let count = counts.pairs.entry(pair).or_default();
                count.articles += u64::from(is_new);
                count.raw += 1;
            }
            for actor in everyone.iter().copied().collect::<BTreeSet<_>>() {
                let (mentions, count) = counts.actors.entry(actor).or_default();
                *mentions += if is_new { everyone.iter().filter(|other| **other == actor).count() as u64 } else { 0 };
                count.articles += u64::from(is_new);
                count.raw += 1;
            }
        }
    }
    counts
}

fn as_counts(counts: &Cooccurrences) -> Counts {
    let pair = |p: &actorgraph::PairCount| Count { windows: p.windows, articles: p.articles, raw: p.articles_raw };
    let actor = |a: &actorgraph::ActorCount| (a.mentions, Count { windows: a.windows, articles: a.articles, raw: a.articles_raw });
    Counts {
        pairs: counts.pairs.iter().map(|(key, count)| (key, pair(count))).collect(),
        actors: counts.actors.iter().map(|(key, count)| (key, actor(count))).collect(),
        windows: counts.windows,
        articles: counts.articles,
        raw: counts.articles_raw,
    }
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn counts_are_those_of_a_naive_count(texts in pages(), repeat in any::<bool>()) {
        let texts: Vec<String> = if repeat { texts.iter().chain(&texts).cloned().collect() } else { texts };
        let pages = annotated(&texts);
        for &window in WINDOWS {
            for ambiguous in [Ambiguous::Drop, Ambiguous::Keep] {
                let mut tally = Tally::new(Cooccurrences::new(window, ambiguous, EvidenceLimit::All), None, Period::default());
                pages.iter().for_each(|page| tally.add(page).expect("there is room"));
                prop_assert_eq!(as_counts(&tally.counts), naive_counts(&pages, window, ambiguous), "{}", window);
            }
        }
    }

    #[test]
    fn evidence_holds_both_actors_and_marks_their_names(texts in pages()) {
        let pages = annotated(&texts);
        for &window in WINDOWS {
            let mut tally = Tally::new(Cooccurrences::new(window, Ambiguous::Drop, EvidenceLimit::All), None, Period::default());
            pages.iter().for_each(|page| tally.add(page).expect("there is room"));
            for ((one, other), pair) in tally.counts.pairs.iter() {
                let evidence = &pair.evidence;
                let quotes = tally.counts.quotes(evidence).collect::<Result<Vec<_>, _>>().expect("what is kept is read");
                prop_assert_eq!(evidence.total, quotes.len() as u64);
                prop_assert!(evidence.total > 0 && evidence.total <= pair.windows);
                prop_assert_eq!(quotes.iter().map(|quoted| quoted.windows).sum::<u64>(), pair.windows, "{}", window);
                for quoted in &quotes {
                    let quote = &quoted.quote;
                    let page = pages.iter().find(|page| page.page.document() == &*quote.document);
                    prop_assert!(page.is_some_and(|page| page.page.text().contains(&quote.text)));
                    for actor in [one, other] {
                        prop_assert!(!quote.marks_of(actor).is_empty());
                    }
                    for mark in &quote.marks {
                        let actor = &mark.actor;
                        let surface: String = quote.text.chars().skip(mark.start as usize).take((mark.end - mark.start) as usize).collect();
                        prop_assert_eq!(quote.text.get(mark.bytes()), Some(surface.as_str()));
                        let is_office = surface.split(' ').any(|word| word.starts_with(char::is_lowercase));
                        prop_assert!(is_office || names(ANNOTATOR.gazetteer(), *actor, &surface), "{} for {:?}", surface, actor);
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_written_can_be_counted_again(texts in pages(), repeat in any::<bool>(), weight in prop::sample::select(&Weight::ALL[..])) {
        let texts: Vec<String> = if repeat { texts.iter().chain(&texts).cloned().collect() } else { texts };
        let pages = annotated_by(&RELATING, &texts);
        for &window in WINDOWS {
            let tally = Tally::new(Cooccurrences::new(window, Ambiguous::Keep, EvidenceLimit::All), None, Period::default());
            let mut tally = tally.with_relations(Some(EvidenceLimit::All));
            pages.iter().for_each(|page| tally.add(page).expect("there is room"));
            let mut manifest = Manifest { generator: "test".to_owned(), ..Manifest::default() };
            manifest.counts.insert("windows".to_owned(), tally.counts.windows);
            manifest.options.insert("weight".to_owned(), weight.name().to_owned());
            let filter = EdgeFilter { weight, ..EdgeFilter::default() };
            let (mut graph, _) = ActorGraph::build(&tally.counts, &tally.duplicates, ANNOTATOR.gazetteer(), &filter, manifest);
            if let Some(counts) = &tally.relations {
                graph.tell_relations(counts, ANNOTATOR.gazetteer());
            }
            let text = |write: &dyn Fn(&mut Vec<u8>) -> std::io::Result<()>| {
                let mut bytes = Vec::new();
                write(&mut bytes).map(|()| String::from_utf8_lossy(&bytes).into_owned())
            };
            let plain = ExportOptions::default();
            let as_format = |format: Format| text(&|out| export(&graph, format, &plain, out));
            let (nodes, edges) = (text(&|out| csv_nodes(&graph, out))?, text(&|out| csv_edges(&graph, out))?);
            let (evidence, manifest) = (text(&|out| csv_evidence(&graph, out))?, text(&|out| csv_manifest(&graph, out))?);
            let relations = text(&|out| csv_relations(&graph, out))?;
            let parts = CsvParts { nodes: &nodes, edges: &edges, evidence: &evidence, relations: &relations, manifest: &manifest };
            for written in [
                WrittenGraph::from_json(&as_format(Format::Json)?),
                WrittenGraph::from_json(&as_format(Format::Cyjs)?),
                WrittenGraph::from_xml(&as_format(Format::Gexf)?),
                WrittenGraph::from_xml(&as_format(Format::GraphMl)?),
                WrittenGraph::from_csv(&parts),
            ] {
                let found = written.and_then(|written| written.recount()).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!((found.edges, found.actors), (graph.edge_count(), graph.node_count()));
                prop_assert!(found.faults.is_empty(), "{} by {}: {:?}", window, weight.name(), found.faults);
            }
        }
    }

    #[test]
    fn relations_are_those_of_a_naive_count(texts in pages(), owners in prop::collection::vec(0..3_usize, 40), limit in 0..4_usize) {
        let pages = annotated_by(&RELATING, &texts);
        let limit = if limit == 3 { EvidenceLimit::All } else { EvidenceLimit::First(limit) };
        type Places = BTreeSet<(String, u32, u32)>;
        type Kind = (ActorId, ActorId, &'static str, Option<&'static str>, bool);
        // Places of the sentences that tell each kind, and each status.
        let mut naive: BTreeMap<(Kind, Option<&str>), Places> = BTreeMap::new();
        let (mut whole, mut parts) = (RelationCounts::new(limit), [0; 3].map(|_| RelationCounts::new(limit)));
        let mut owner = owners.iter().cycle();
        for page in &pages {
            let document = page.page.document();
            for article in &page.articles {
                whole.add(page, article, document).expect("there is room");
                parts[owner.next().copied().unwrap_or(0)].add(page, article, document).expect("there is room");
                for relation in &article.relations {
                    let (false, Some(recipient)) = (!relation.counts(), relation.recipient) else { continue };
                    let kind = (relation.actor, recipient, relation.category.name(), relation.mode, relation.reciprocal);
                    for status in [None, Some(relation.status.name())] {
                        naive.entry((kind, status)).or_default().insert((document.to_owned(), article.number, relation.sentence));
                    }
                }
            }
        }
        let numbers = |places: &Places| {
            let articles: BTreeSet<(&str, u32)> = places.iter().map(|(document, article, _)| (document.as_str(), *article)).collect();
            (places.len() as u64, articles.len() as u64)
        };
        let mut counted = BTreeMap::new();
        for (kind, count) in whole.kinds() {
            let key = (kind.actor, kind.recipient, kind.category.name(), kind.mode, kind.reciprocal);
            counted.insert((key, None), (count.sentences, count.articles));
            for (status, told) in count.told() {
                counted.insert((key, Some(status.name())), (told.sentences, told.articles));
                let evidence = whole.evidence_of(told);
                let first: Vec<_> = evidence.read().expect("what is kept is read").iter().map(|one| (one.document.clone(), one.article, one.sentence)).collect();
                let most = if let EvidenceLimit::First(limit) = limit { limit } else { usize::MAX };
                let places = naive.get(&(key, Some(status.name()))).into_iter().flatten().take(most).cloned();
                prop_assert_eq!(first, places.collect::<Vec<_>>());
            }
        }
        prop_assert_eq!(counted, naive.iter().map(|(key, places)| (*key, numbers(places))).collect::<BTreeMap<_, _>>());
        let [a, mut b, mut c] = parts;
        c.merge(a).and_then(|()| b.merge(c)).expect("there is room");
        prop_assert_eq!(&b, &whole);
    }

    #[test]
    fn parts_add_up_in_any_order(texts in pages(), owners in prop::collection::vec(0..3_usize, 40), backwards in any::<bool>()) {
        let pages = annotated(&texts);
        for (&window, limit) in WINDOWS.iter().zip([EvidenceLimit::All, EvidenceLimit::First(1), EvidenceLimit::First(2)].iter().cycle()) {
            let fresh = || Cooccurrences::new(window, Ambiguous::Keep, *limit);
            let mut whole = fresh();
            let mut parts = [fresh(), fresh(), fresh()];
            let mut owner = owners.iter().cycle();
            for page in &pages {
                let document: Arc<str> = page.page.document().into();
                for article in &page.articles {
                    whole.add(page, article, &document, Copied::New).expect("there is room");
                    let at = owner.next().copied().unwrap_or(0);
                    parts[at].add(page, article, &document, Copied::New).expect("there is room");
                }
            }
            let mut order = parts.to_vec();
            if backwards {
                order.reverse();
            }
            let mut merged = fresh();
            order.into_iter().for_each(|part| merged.merge(part).expect("there is room"));
            prop_assert_eq!(&merged, &whole);
            let [a, mut b, mut c] = parts;
            c.merge(a).and_then(|()| b.merge(c)).expect("there is room");
            prop_assert_eq!(&b, &whole);
        }
    }
}

// Annotated pages

/// Whether an alias of the actor is spelt so, hyphens and spaces alike.
fn names(gazetteer: &Gazetteer, actor: ActorId, surface: &str) -> bool {
    let plain = |text: &str| fold(text).replace('-', " ");
    gazetteer.aliases_of(actor).any(|alias| plain(alias.text) == plain(surface))
}

fn check_page(page: &Annotated) -> Result<(), TestCaseError> {
    let text = page.page.text();
    let gazetteer = ANNOTATOR.gazetteer();
    let mut reached = 0;
    for article in &page.articles {
        let mut sentences = article.sentences.iter().peekable();
        for (paragraph, number) in page.story(article).paragraphs.iter().zip(0..) {
            let mut at = paragraph.span.start;
            prop_assert!(reached <= at, "paragraphs overlap or are out of order");
            while let Some(sentence) = sentences.next_if(|sentence| sentence.paragraph == number) {
                let gap = text.get(at..sentence.span.start);
                prop_assert!(gap.is_some_and(|gap| gap.trim().is_empty()), "{:?} lies between sentences", gap);
                prop_assert!(!sentence.span.of(text).trim().is_empty());
                at = sentence.span.end;
            }
            let rest = text.get(at..paragraph.span.end);
            prop_assert!(rest.is_some_and(|rest| rest.trim().is_empty()), "{:?} is in no sentence", rest);
            reached = paragraph.span.end;
        }
        prop_assert!(sentences.next().is_none());
        for mention in &article.mentions {
            let surface = text.get(mention.span.range());
            prop_assert!(surface.is_some_and(|surface| !surface.is_empty()), "{:?}", mention);
            prop_assert!(article.sentences[mention.sentence as usize].span.covers(mention.span), "{:?}", mention);
            let actors = match &mention.resolution {
                Resolution::Actor(actor) | Resolution::Nil(actor) => vec![*actor],
                Resolution::Ambiguous(actors) => actors.to_vec(),
            };
            prop_assert!(!actors.is_empty() && actors.is_sorted());
            for actor in actors {
                let is_name = mention.kind == AliasKind::Office || names(gazetteer, actor, surface.unwrap_or(""));
                prop_assert!(is_name, "{:?} is no name of {:?}", surface, gazetteer.actor(actor).id);
            }
        }
        // An office phrase holds the names inside it; names do not overlap.
        let names: Vec<_> = article.mentions.iter().filter(|mention| mention.kind != AliasKind::Office).collect();
        prop_assert!(names.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "mentions overlap");
    }
    Ok(())
}

/// Text of what pages are made of and of what breaks readers.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        6 => one_of(NAMES),
        4 => one_of(&["\n", "\r\n", "\r", "\n\n", " ", "\u{a0}", "\u{2028}", "\t", ". ", "! ", "… ", "\"", "”", "'", "’s ", "-", " - ", "–", "(", ")", ":"]),
        3 => one_of(&["2 uur geleden", "KYIV (ANP/RTR) - ", "Meer uit Buitenland", "1 dag geleden", "mr. ", "J. ", "o.a. ", "12.", "DEN HAAG"]),
        2 => one_of(&["\u{ad}", "\u{301}", "\u{308}", "\u{200b}", "\u{feff}", "\u{200d}", "👩‍👩‍👧", "İ", "ß", "ﬁ", "Ǆ", "\u{0}", "习近平", "Москва", "א", "𝔘"]),
        2 => any::<String>(),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn any_text_is_read(text in hostile()) {
        check_page(&annotate("a.txt", &text))?;
        let told = actorgraph::answer::explain(&ANNOTATOR, Source::new("a.txt", text.as_str()));
        for explanation in told {
            let shown: String = text.chars().skip(explanation.start).take(explanation.end - explanation.start).collect();
            prop_assert_eq!(shown, explanation.text);
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(b'\n'), Just(b'.'), 0x20..0x7f_u8], 0..200)) {
        match decode("a.txt", bytes.clone()) {
            Ok(text) => {
                if std::str::from_utf8(&bytes).is_ok() {
                    prop_assert_eq!(text.as_bytes(), bytes.as_slice());
                }
                check_page(&annotate("a.txt", &text))?;
            }
            Err(error) => {
                let told = error.to_string();
                let line = told.strip_prefix("a.txt:").and_then(|rest| rest.split_once(':')).and_then(|(line, _)| line.parse::<usize>().ok());
                prop_assert!(line.is_some_and(|line| (1..=1 + bytes.iter().filter(|byte| b"\r\n".contains(byte)).count()).contains(&line)), "{}", told);
            }
        }
    }

    #[test]
    fn plain_prose_is_all_in_sentences(words in prop::collection::vec(one_of(&["de", "Kat", "zat", "op", "Rusland", "mat.", "Hij", "o.a.", "ja!", "“Nee”,", "toen?"]), 1..60)) {
        let text = words.join(" ");
        let page = annotate("a.txt", &text);
        let told: Vec<&str> = page.articles.iter().flat_map(|article| &article.sentences).flat_map(|s| s.span.of(&text).split_whitespace()).collect();
        prop_assert_eq!(told, text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn positions_are_those_of_a_naive_count(text in hostile()) {
        let positions = Positions::new(&text);
        let (mut line, mut column) = (1, 1);
        let mut previous = None;
        for (chars, (at, c)) in text.char_indices().enumerate() {
            // A line ends after LF, and after a CR that no LF follows.
            if previous == Some('\n') || (previous == Some('\r') && c != '\n') {
                (line, column) = (line + 1, 1);
            }
            let found = positions.of(at);
            prop_assert_eq!((found.chars, found.line, found.column), (chars, line, column), "at {} of {:?}", at, text);
            column += 1;
            previous = Some(c);
        }
        prop_assert_eq!(positions.of(text.len()).chars, text.chars().count());
    }
}

// The search

/// Names that overlap, hold hyphens, apostrophes, stops and marks, and end in every way that a genitive cares about.
const LIST: &str = "\
name,short,acronym,adjective,inhabitant,capital,seat,other
Zuid-Afrika,,,Zuid-Afrikaans|Zuid-Afrikaanse,Zuid-Afrikaan,Kaapstad,,
Afrika,,AU,Afrikaans|Afrikaanse,,,,Afrikaanse Unie
Oekraïne,,,Oekraïens|Oekraïense,Oekraïner,Kyiv,,
Verenigde Staten,VS|V.S.|US,USA,Amerikaans,Amerikaan,Washington,Witte Huis,Amerika
Guinee,,,,,,,
Guinee-Bissau,,,,,Bissau,,
Côte d'Ivoire,,,,,,,
Houthi's,,,,,,,Houthi
Den Haag,,,,,,'s-Gravenhage,Den Haag Centraal
Xi Jinping,Xi,,,,,,
Orbán,,,,,,,de Orbán
Poetin,,ICE,,,,,inflatie
Cyprus,,,,,,,
Łódź,,,,,,,Straße
Organisatie voor Veiligheid en Samenwerking in Europa,,,,,,,Organisatie voor Veiligheid
Vereniging van Noordelijke Zeeën,,,,,,,Vereniging van Noordelijke Zeeën en van alle Kusten die daar aan liggen
Ёж Град,,,,,,,v.s.
";

static SEARCH: LazyLock<Matcher> = LazyLock::new(|| search_for(""));

/// The same with so many more names, none of which stands in any text, that the search goes about it as it does with long lists.
static LONG_SEARCH: LazyLock<Matcher> = LazyLock::new(|| {
    let more: String = (0..70_000).map(|number| format!("Naam{number} Zonder{number}\n")).collect();
    search_for(&more)
});

fn search_for(more: &str) -> Matcher {
    let mut builder = GazetteerBuilder::default();
    builder.add_file("lijst.csv", LIST);
    builder.add_file("meer.csv", "name,case\nMinsk,fold\nnieuwe partij,fold-first\nOranje,exact\n");
    builder.add_file("lang.csv", &format!("name\n{more}"));
    let (gazetteer, problems) = builder.build();
    assert!(problems.is_empty(), "{problems:?}");
    Matcher::new(Arc::new(gazetteer)).unwrap_or_else(|error| panic!("{error}"))
}

/// What the search promises of a text, told anew: lower case, no marks, one kind of apostrophe, hyphen and space.
fn naive_fold(text: &str, keep_case: bool) -> String {
    let mut folded = String::new();
    let mut after_space = false;
    let mut chars = text.nfd().peekable();
    while let Some(c) = chars.next() {
        if c.is_whitespace() {
            if !after_space {
                folded.push(' ');
            }
            after_space = true;
            continue;
        }
        if unicode_normalization::char::is_combining_mark(c) || c == '\u{ad}' {
            continue;
        }
        after_space = false;
        match c {
            '’' => folded.push('\''),
            '‑' | '–' => folded.push('-'),
            '-' => {
                folded.push('-');
                while chars.peek().is_some_and(|next| *next == '\n') {
                    chars.next();
                    after_space = true;
                }
            }
            'ł' | 'Ł' => folded.push(if c == 'Ł' && keep_case { 'L' } else { 'l' }),
            'ß' => folded.push_str("ss"),
            _ if keep_case => folded.push(c),
            _ => folded.extend(c.to_lowercase()),
        }
    }
    folded
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '\u{ad}' || unicode_normalization::char::is_combining_mark(c)
}

fn is_in_capitals(text: &str, span: Span) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic());
    if letters.clone().all(|c| !c.is_lowercase()) {
        return letters.count() >= 5;
    }
    // A long name may be shouted among small letters.
    if span.of(text).chars().filter(|c| c.is_alphabetic()).count() >= 5 {
        return true;
    }
    let words = |part: &str| part.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let is_upper = |word: &&String| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    let (before, after) = (words(&text[..span.start]), words(&text[span.end..]));
    words(span.of(text)).len() + before.iter().rev().take_while(is_upper).count() + after.iter().take_while(is_upper).count() >= 3
}

fn fits_case(text: &str, span: Span, alias: &str, rule: CaseRule) -> bool {
    let spellings = |alias: &str| [naive_fold(alias, true), naive_fold(alias, true).replace('-', " ")];
    let surface = naive_fold(span.of(text), true);
    let rest = |text: &str| text.chars().skip(1).collect::<String>();
    let by_rule = match rule {
        CaseRule::Exact => spellings(alias).contains(&surface),
        CaseRule::FoldFirst => spellings(alias).iter().any(|spelling| rest(spelling) == rest(&surface)),
        CaseRule::Fold => true,
    };
    let is_upper = !span.of(text).chars().any(char::is_lowercase) && spellings(&alias.to_uppercase()).contains(&surface);
    by_rule || (is_upper && is_in_capitals(text, span))
}

/// Every alias at every place, then the longest of those that overlap.
fn naive_find(text: &str) -> Vec<Span> {
    let gazetteer = SEARCH.gazetteer();
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let mut hits: Vec<Span> = Vec::new();
    for (nth, &start) in bounds.iter().enumerate() {
        let is_soft = |c: &char| *c == '\u{ad}';
        let before = text[..start].chars().rev().find(|c| !is_soft(c));
        let folds_away = text[start..].chars().next().is_none_or(|c| naive_fold(&c.to_string(), false).is_empty());
        let begins = !folds_away && (!before.is_some_and(is_word) || !text[start..].starts_with(is_word));
        if !begins {
            continue;
        }
        for &end in bounds[nth + 1..].iter().take(90) {
            let mut rest = text[end..].chars().skip_while(is_soft);
            let next = rest.next();
            let ends = !next.is_some_and(is_word);
            let genitive = matches!(next, Some('s' | 'S')) && !rest.next().is_some_and(is_word);
            if !ends && !genitive {
                continue;
            }
            let span = Span::new(start, end);
            let folded = naive_fold(span.of(text), false);
            let is_hit = gazetteer.aliases().any(|(_, alias)| {
                let own = naive_fold(alias.text, false);
                let takes_s = !matches!(alias.kind, AliasKind::Adjective | AliasKind::Inhabitant | AliasKind::Acronym)
                    && alias.text.chars().next_back().is_some_and(|c| c.is_lowercase() && !"aiouysxzß".contains(c));
                (own == folded || own.replace('-', " ") == folded) && (ends || takes_s) && fits_case(text, span, alias.text, alias.case)
            });
            // White space and dropped marks at either end are no part of a name.
            if is_hit
                && !span.of(text).starts_with(char::is_whitespace)
                && !span.of(text).ends_with(|c: char| c.is_whitespace() || is_soft(&c))
            {
                hits.push(span);
            }
        }
    }
    hits.sort_by_key(|span| (usize::MAX - span.len(), span.start));
    let mut winners: Vec<Span> = Vec::new();
    for hit in hits {
        if !winners.iter().any(|winner| winner.overlaps(hit)) {
            winners.push(hit);
        }
    }
    winners.sort();
    winners
}

/// An alias as it may be spelt in a text.
fn spelt() -> impl Strategy<Value = String> {
    let aliases: Vec<String> = SEARCH.gazetteer().aliases().map(|(_, alias)| alias.text.to_owned()).collect();
    (prop::sample::select(aliases), 0..12_u8).prop_map(|(alias, how)| match how {
        0 => alias.to_uppercase(),
        1 => alias.to_lowercase(),
        2 => alias.nfd().collect(),
        3 => alias.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect(),
        4 => alias.replace(' ', "\u{a0}"),
        5 => alias.replace(' ', "\n"),
        6 => alias.replace('-', " "),
        7 => alias.replace('-', "‑").replace('\'', "’"),
        8 => alias.replace('-', "-\n"),
        9 => alias
            .chars()
            .enumerate()
            .flat_map(|(at, c)| [Some('\u{ad}').filter(|_| at == 2 && c.is_alphabetic()), Some(c)])
            .flatten()
            .collect(),
        _ => alias,
    })
}

fn search_text() -> impl Strategy<Value = String> {
    let between = one_of(&[
        " ", " ", " ", "", "-", "‑", "–", ", ", ". ", "'s ", "’s ", "s ", "S ", "' ", "\n", "\u{a0}", "  ", "/", "(", ") ", "“", "x", "E",
        "_", "3", "é", "\u{301}",
    ]);
    let filler = one_of(&["de", "Jan", "is", "ice", "EN", "DE", "een", "Kaap", "Wit", "pro", "Turken", "Ёж", "ß"]);
    let piece = prop_oneof![3 => spelt(), 1 => filler];
    prop::collection::vec((piece, between), 1..8).prop_map(|pieces| pieces.into_iter().map(|(word, gap)| word + &gap).collect())
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn the_search_finds_what_a_naive_search_finds(text in search_text()) {
        let (mut scratch, mut found) = (Scratch::default(), Mentions::default());
        SEARCH.find(&text, Span::new(0, text.len()), &mut scratch, &mut found);
        let spans: Vec<Span> = found.as_slice().iter().map(|mention| mention.span).collect();
        let naive = naive_find(&text);
        let shown = |spans: &[Span]| spans.iter().map(|span| span.of(&text).to_owned()).collect::<Vec<_>>();
        prop_assert!(spans == naive, "{:?}\n  found {:?}\n  naive {:?}", text, shown(&spans), shown(&naive));
        for mention in found.as_slice() {
            let actors: Vec<ActorId> = found.aliases(mention).iter().map(|id| SEARCH.gazetteer().alias(*id).actor).collect();
            prop_assert!(!actors.is_empty() && actors.windows(2).all(|pair| pair[0] < pair[1]), "each actor once, in order");
        }
        // Whoever asks why names are refused is told of names that are found in another way.
        let mut listened = Mentions::default();
        SEARCH.find_watched(&text, Span::new(0, text.len()), &mut scratch, &mut listened, &mut |_: Span, _: AliasId, _: Refusal| {});
        prop_assert_eq!(found.as_slice(), listened.as_slice());
        let mut in_long_list = Mentions::default();
        LONG_SEARCH.find(&text, Span::new(0, text.len()), &mut scratch, &mut in_long_list);
        prop_assert_eq!(found.as_slice(), in_long_list.as_slice());
    }

    #[test]
    fn a_search_of_a_part_sees_that_part_alone(text in search_text(), cut in any::<prop::sample::Index>()) {
        let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let end = bounds[cut.index(bounds.len())];
        let (mut scratch, mut found) = (Scratch::default(), Mentions::default());
        let mut search = |text: &str| {
            SEARCH.find(text, Span::new(0, end), &mut scratch, &mut found);
            found.as_slice().iter().map(|mention| mention.span).collect::<Vec<_>>()
        };
        prop_assert_eq!(search(&text), search(&text[..end]));
    }

    #[test]
    fn folding_is_stable_and_blind_to_spelling(text in search_text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.clone());
        prop_assert_eq!(fold(&text.nfd().collect::<String>()), once.clone());
        prop_assert_eq!(fold(&text.nfc().collect::<String>()), once);
    }
}
