//! The program as people and other programs use it: shapes of output, exit statuses, messages, files written.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::program::{Dir, Ran};
use common::root;
use serde::Deserialize;

/// A line of `read`.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReadLine {
    document: String,
    article: u32,
    part: String,
    dateline: Option<String>,
    agencies: Vec<String>,
    date: Option<String>,
    sentence: usize,
    start: usize,
    end: usize,
    text: String,
}

/// A line of `extract`.
#[derive(Debug, PartialEq, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mention {
    document: String,
    article: u32,
    part: String,
    date: Option<String>,
    sentence: u32,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    line: usize,
    column: usize,
    text: String,
    actor: Option<String>,
    name: Option<String>,
    r#type: Option<String>,
    kind: String,
    rule: String,
    form: String,
    candidates: Option<Vec<String>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Mark {
    start: usize,
    end: usize,
    actor: String,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    document: String,
    article: u32,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Evidence {
    document: String,
    article: u32,
    sentence: u32,
    line: u32,
    date: Option<String>,
    text: String,
    spans: Vec<Mark>,
    #[serde(default = "one")]
    windows: u64,
    #[serde(default)]
    shortened: bool,
    before: Option<String>,
    after: Option<String>,
    #[serde(default)]
    copies: Vec<Place>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    id: String,
    name: String,
    r#type: String,
}

fn one() -> u64 {
    1
}

/// An answer of `together`.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Together {
    actors: Vec<Named>,
    weight: f64,
    sentences: u64,
    articles: u64,
    articles_raw: u64,
    expected: Option<f64>,
    pmi: Option<f64>,
    npmi: Option<f64>,
    llr: Option<f64>,
    dice: Option<f64>,
    jaccard: Option<f64>,
    cosine: Option<f64>,
    evidence: Vec<Evidence>,
    evidence_total: u64,
    relations: Vec<Relation>,
}

/// What two actors do to each other.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Relation {
    actor: String,
    recipient: String,
    category: String,
    mode: Option<String>,
    quad: String,
    status: String,
    reciprocal: bool,
    sentences: u64,
    articles: u64,
    first: Option<String>,
    last: Option<String>,
    evidence: Vec<Telling>,
}

/// A sentence that tells it.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Telling {
    document: String,
    article: u32,
    sentence: u32,
    line: u32,
    date: Option<String>,
    status: String,
    trigger: String,
    text: String,
    spans: Vec<Stretch>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stretch {
    start: usize,
    end: usize,
    role: String,
}

/// A row of `actors`.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ranked {
    id: String,
    name: String,
    r#type: String,
    mentions: u64,
    articles: u64,
    articles_raw: u64,
    degree: u32,
    strength: f64,
    betweenness: f64,
    pagerank: f64,
    core: u32,
    community: u32,
    community_name: String,
    first: Option<String>,
    last: Option<String>,
    aliases: Vec<String>,
}

/// A line of `explain`.
#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Explained {
    document: String,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    text: String,
    alias: String,
    kind: String,
    actors: Vec<String>,
    names: Vec<String>,
    fate: String,
    rule: String,
    meaning: String,
    lost_to: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Graph {
    directed: bool,
    multigraph: bool,
    graph: Manifest,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    generator: String,
    gazetteer: String,
    options: BTreeMap<String, String>,
    counts: BTreeMap<String, u64>,
    measures: BTreeMap<String, f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Node {
    id: String,
    label: String,
    r#type: String,
    mentions: u64,
    articles: u64,
    articles_raw: u64,
    windows: u64,
    aliases: Vec<String>,
    community: u32,
    community_name: String,
    degree: u32,
    strength: f64,
    betweenness: f64,
    pagerank: f64,
    core: u32,
    first: Option<String>,
    last: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Edge {
    source: String,
    target: String,
    weight: f64,
    sentences: u64,
    articles: u64,
    articles_raw: u64,
    expected: f64,
    pmi: f64,
    npmi: f64,
    llr: f64,
    dice: f64,
    jaccard: f64,
    cosine: f64,
    first: Option<String>,
    last: Option<String>,
    affiliation: bool,
    relations: Vec<Relation>,
    evidence: Vec<Evidence>,
    evidence_total: u64,
}

/// A page with a headline, a lead, a body with a cross-head, and three teasers.
const PAGE: &str = "\
Xi Jinping ontvangt Loekasjenko met militaire eer
BEIJING (ANP/RTR) - China en Belarus halen de banden aan. Dat beloofde Xi dinsdag aan zijn gast uit Minsk.
Zijden
De Europese Unie kijkt bezorgd toe. Volgens de NAVO helpt China Rusland aan onderdelen.
Meer uit Buitenland
TOKIO (ANP/AFP) - Noord-Korea heeft een raket in zee geschoten. Japan protesteert fel bij Noord-Korea.
2 uur geledenKYIV (ANP) - Rusland heeft Oekraïne bestookt met drones.
1 dag geleden
GENÈVE (ANP) - De WHO waarschuwt voor cholera in Soedan.
3 dagen geleden
";

fn extract(dir: &Dir, words: &[&str]) -> Vec<Mention> {
    let ran = dir.run(&[&["extract"], words].concat());
    ran.code(0);
    ran.lines()
}

fn together(dir: &Dir, words: &[&str]) -> Vec<Together> {
    let ran = dir.run(&[&["together", "--format", "json"], words].concat());
    ran.json()
}

fn graph(dir: &Dir, words: &[&str]) -> Graph {
    let ran = dir.run(&[&["graph", "--format", "json"], words].concat());
    ran.json()
}

/// Code points of `text` from `start` up to `end`.
fn cut(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Every span of the mentions must lead to the mention's text, whichever way it is counted.
#[track_caller]
fn spans_lead_to_the_text(text: &str, mentions: &[Mention]) {
    for mention in mentions {
        assert_eq!(cut(text, mention.start, mention.end), mention.text, "{mention:?}");
        assert_eq!(text.get(mention.byte_start..mention.byte_end), Some(mention.text.as_str()), "{mention:?}");
        let line = text.replace("\r\n", "\n").split('\n').nth(mention.line - 1).unwrap_or("").to_owned();
        let first_line = mention.text.replace("\r\n", "\n");
        let first_line = first_line.split('\n').next().unwrap_or("");
        let from: String = line.chars().skip(mention.column - 1).collect();
        assert!(from.starts_with(first_line), "{mention:?}: line {line:?}");
    }
    // An office phrase holds the country's name; names themselves do not overlap.
    let names: Vec<&Mention> = mentions.iter().filter(|mention| mention.kind != "office").collect();
    assert!(names.windows(2).all(|pair| pair[0].end <= pair[1].start || pair[0].document != pair[1].document), "{mentions:#?}");
}

fn ids(mentions: &[Mention]) -> Vec<(&str, &str)> {
    mentions.iter().map(|mention| (mention.text.as_str(), mention.actor.as_deref().unwrap_or("-"))).collect()
}

#[test]
fn the_embedded_gazetteers_have_no_problems() {
    let mut builder = actorgraph::GazetteerBuilder::default();
    builder.add_embedded(&[actorgraph::Language::Dutch]);
    let told: Vec<String> = builder.build().1.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} problems:\n{}", told.len(), told.join("\n"));
}

mod read {
    use super::*;

    #[test]
    fn titles_of_other_stories_are_left_out() {
        let dir = Dir::new();
        dir.write("a.txt", "Xi belt Poetin\nBEIJING (ANP) - Xi belde Poetin.\n\nLees ook: Brazilië koopt olie\nLees ook | Wil Poetin vrede?\n\nHij sprak lang.\nLees ook: dat is lang.\n");
        let lines: Vec<ReadLine> = dir.run(&["read", "a.txt"]).code(0).lines();
        let shown: Vec<(&str, &str)> = lines.iter().map(|line| (line.part.as_str(), line.text.as_str())).collect();
        assert_eq!(
            shown,
            [("headline", "Xi belt Poetin"), ("lead", "Xi belde Poetin."), ("body", "Hij sprak lang."), ("body", "Lees ook: dat is lang."),]
        );
    }

    #[test]
    fn titles_of_other_stories_are_left_out_over_all_their_lines() {
        let dir = Dir::new();
        let story = "Xi belde dinsdag een uur lang met Poetin over olie, over de oorlog in Oekraïne en\nover de handel van hun landen, die al jaren groeit, en nodigde hem uit naar\nBeijing te komen.";
        let other = "Lees ook: Macron ontvangt in Parijs de Duitse bondskanselier Merz en spreekt er\nmet hem over Zelensky";
        dir.write("a.txt", format!("Xi belt Poetin\n\n{story}\n\n{other}\n\nHij sprak lang.\n"));
        dir.write("b.txt", "Lees ook: Xi belt Poetin\n\nXi belde Poetin.\n");
        let lines: Vec<ReadLine> = dir.run(&["read", "a.txt"]).code(0).lines();
        assert!(lines.iter().all(|line| !line.text.contains("Merz") && !line.text.contains("Zelensky")));
        assert_eq!(lines.last().map(|line| line.text.as_str()), Some("Hij sprak lang."));
        // What opens a page is its own.
        let lines: Vec<ReadLine> = dir.run(&["read", "b.txt"]).code(0).lines();
        assert_eq!(lines[0].text, "Lees ook: Xi belt Poetin");
    }

    #[test]
    fn shows_how_a_page_was_read() {
        let dir = Dir::new();
        dir.write("2026-01-27_xi.txt", PAGE);
        let ran = dir.run(&["read", "2026-01-27_xi.txt"]);
        let lines: Vec<ReadLine> = ran.code(0).lines();
        for line in &lines {
            assert_eq!(cut(PAGE, line.start, line.end), line.text);
            assert_eq!(line.document, "2026-01-27_xi.txt");
        }
        let shown: Vec<_> = lines
            .iter()
            .map(|l| (l.article, l.part.as_str(), l.sentence, l.dateline.as_deref().unwrap_or(""), l.agencies.join("/"), l.text.as_str()))
            .collect();
        let row = |article, part, sentence, place, agencies: &str, text| (article, part, sentence, place, agencies.to_owned(), text);
        assert_eq!(
            shown,
            [
                row(0, "headline", 0, "BEIJING", "ANP/RTR", "Xi Jinping ontvangt Loekasjenko met militaire eer"),
                row(0, "lead", 1, "BEIJING", "ANP/RTR", "China en Belarus halen de banden aan."),
                row(0, "lead", 2, "BEIJING", "ANP/RTR", "Dat beloofde Xi dinsdag aan zijn gast uit Minsk."),
                row(0, "body", 3, "BEIJING", "ANP/RTR", "Zijden"),
                row(0, "body", 4, "BEIJING", "ANP/RTR", "De Europese Unie kijkt bezorgd toe."),
                row(0, "body", 5, "BEIJING", "ANP/RTR", "Volgens de NAVO helpt China Rusland aan onderdelen."),
                row(1, "teaser", 0, "TOKIO", "ANP/AFP", "Noord-Korea heeft een raket in zee geschoten."),
                row(1, "teaser", 1, "TOKIO", "ANP/AFP", "Japan protesteert fel bij Noord-Korea."),
                row(2, "teaser", 0, "KYIV", "ANP", "Rusland heeft Oekraïne bestookt met drones."),
                row(3, "teaser", 0, "GENÈVE", "ANP", "De WHO waarschuwt voor cholera in Soedan."),
            ]
        );
        let dates: Vec<Option<&str>> = [0, 6, 8, 9].map(|at| lines[at].date.as_deref()).into();
        assert_eq!(dates, [Some("2026-01-27"), Some("2026-01-27"), Some("2026-01-26"), Some("2026-01-24")]);
    }

    #[test]
    fn a_date_is_given_or_unknown() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let date = |words: &[&str]| dir.run(words).lines::<ReadLine>().iter().map(|line| line.date.clone()).collect::<BTreeSet<_>>();
        assert_eq!(date(&["read", "a.txt"]), BTreeSet::from([None]));
        let told = date(&["read", "a.txt", "--date", "2025-03-01"]);
        let days = ["2025-03-01", "2025-02-28", "2025-02-26"].map(|day| Some(day.to_owned()));
        assert_eq!(told, BTreeSet::from(days));
        let night = dir.run(&["read", "a.txt", "--date", "2025-03-01T01:00"]).lines::<ReadLine>();
        assert_eq!(night[6].date.as_deref(), Some("2025-02-28"), "2 hours before one o'clock at night");
        dir.run(&["read", "a.txt", "--date", "1 maart"]).code(2).tells("2026-01-27");
    }

    #[test]
    fn an_empty_page_holds_nothing() {
        let dir = Dir::new();
        dir.write("a.txt", "").write("b.txt", " \n\r\n\u{feff}\n");
        let ran = dir.run(&["read", "a.txt", "b.txt"]);
        ran.code(1).must(ran.stdout.is_empty(), "there is output");
        assert_eq!(ran.stderr, "note: what was read holds no text\n");
    }
}

mod extract {
    use super::*;

    #[test]
    fn tells_all_of_each_mention() {
        let dir = Dir::new();
        dir.write("2026-01-27.txt", PAGE);
        let mentions = extract(&dir, &["2026-01-27.txt"]);
        spans_lead_to_the_text(PAGE, &mentions);
        let first = |text: &str| mentions.iter().find(|mention| mention.text == text).cloned().unwrap();
        let whole = |actor: &str, name: &str, kind: &str, typ: &str, rule: &str| {
            (Some(actor.to_owned()), Some(name.to_owned()), kind.to_owned(), Some(typ.to_owned()), rule.to_owned())
        };
        let shown = |m: Mention| (m.actor, m.name, m.kind, m.r#type, m.rule);
        assert_eq!(shown(first("Xi Jinping")), whole("xi-jinping", "Xi Jinping", "name", "person", "unique"));
        assert_eq!(shown(first("Xi")), whole("xi-jinping", "Xi Jinping", "short", "person", "short-name-after-full"));
        assert_eq!(shown(first("Europese Unie")), whole("eu", "Europese Unie", "name", "organization", "unique"));
        assert_eq!(shown(first("Oekraïne")), whole("ua", "Oekraïne", "name", "country", "unique"));
        let oekraine = first("Oekraïne");
        let golden = Mention {
            document: "2026-01-27.txt".into(),
            article: 2,
            part: "teaser".into(),
            date: Some("2026-01-26".into()),
            sentence: 0,
            start: 415,
            end: 423,
            byte_start: 415,
            byte_end: 424,
            line: 7,
            column: 41,
            text: "Oekraïne".into(),
            actor: Some("ua".into()),
            name: Some("Oekraïne".into()),
            r#type: Some("country".into()),
            kind: "name".into(),
            rule: "unique".into(),
            form: "as-listed".into(),
            candidates: None,
        };
        assert_eq!(oekraine, golden);
    }

    #[test]
    fn datelines_agencies_and_ages_are_no_mentions() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let all = extract(&dir, &["a.txt", "--all"]);
        let banned: Vec<(usize, usize)> =
            ["BEIJING (ANP/RTR)", "TOKIO (ANP/AFP)", "2 uur geledenKYIV (ANP)", "GENÈVE (ANP)", "1 dag geleden"]
                .iter()
                .map(|part| PAGE.find(part).map(|at| (at, at + part.len())).unwrap())
                .collect();
        for mention in &all {
            let inside = banned.iter().any(|(start, end)| mention.byte_start < *end && *start < mention.byte_end);
            assert!(!inside, "{mention:?}");
        }
    }

    #[test]
    fn a_mere_place_is_shown_on_request() {
        let dir = Dir::new();
        dir.write("a.txt", "De premier was dinsdag in Beijing. Beijing beschuldigt Taiwan.");
        assert_eq!(ids(&extract(&dir, &["a.txt"])), [("Beijing", "cn"), ("Taiwan", "tw")]);
        let all = extract(&dir, &["a.txt", "--all"]);
        assert_eq!(ids(&all), [("Beijing", "-"), ("Beijing", "cn"), ("Taiwan", "tw")]);
        assert!(all[0].rule.starts_with("place") && all[0].candidates.is_none() && all[0].kind == "capital", "{:?}", all[0]);
    }

    #[test]
    fn an_ambiguous_mention_has_candidates() {
        let dir = Dir::new();
        dir.write("a.txt", "De rebellen in Congo gaven zich over.");
        let mentions = extract(&dir, &["a.txt"]);
        assert_eq!(ids(&mentions), [("Congo", "-")]);
        assert_eq!(mentions[0].candidates.as_deref(), Some(&["cd".to_owned(), "cg".to_owned()][..]));
        assert_eq!((mentions[0].name.as_deref(), mentions[0].rule.as_str()), (None, "ambiguous"));
    }

    #[test]
    fn offsets_hold_in_any_text() {
        let texts = [
            "België en Brazilië, één 😀 en 🇳🇱: NAVO zegt 'ja'. Xi ook.",
            "Oekrai\u{308}ne wil naar de EU.\nDe Oekrai\u{308}ense premier is in Brussel.\n",
            "De NAVO sprak.\r\nHongarije en Slowakije\r\nzwegen.\r\n\r\nDe Verenigde\r\nStaten ook.\r\n",
            "\u{feff}Rusland 👩‍👩‍👧 valt aan.\n\tChina\u{a0}kijkt toe, Zuid\u{ad}-Korea\u{2028}ook.",
            "\u{1F1FA}\u{1F1E6} Oekraïne – 𝔘𝔑𝔖 – Perú en Côte d'Ivoire en Polen",
        ];
        let dir = Dir::new();
        for text in texts {
            dir.write("a.txt", text);
            let mentions = extract(&dir, &["a.txt"]);
            assert!(mentions.len() > 1, "{text:?}: {mentions:?}");
            spans_lead_to_the_text(text, &mentions);
        }
    }

    #[test]
    fn what_cannot_be_seen_beside_a_name_is_no_part_of_it() {
        let dir = Dir::new();
        for text in
            ["Zie \u{200b}Rusland.", "Zie Rusland\u{200b} nu.", "Zie \u{ad}Rusland.", "Zie Rusland\u{ad}.", "Zie Rusland\u{2060}, nu."]
        {
            dir.write("a.txt", text);
            assert_eq!(ids(&extract(&dir, &["a.txt"])), [("Rusland", "ru")], "{text:?}");
        }
    }

    #[test]
    fn a_row_for_a_known_actor_is_that_actor() {
        let dir = Dir::new();
        dir.write("a.txt", "Damen Shipyards vaart op Rusland.").write("lijst.csv", "name,type\nDamen Shipyards,bedrijf\n");
        let mentions = extract(&dir, &["a.txt", "--gazetteer", "lijst.csv"]);
        assert!(mentions.iter().all(|mention| mention.actor.is_some()), "{mentions:?}");
    }

    #[test]
    fn lines_and_columns_count_code_points_from_one() {
        let dir = Dir::new();
        dir.write("a.txt", "Één é e\u{301} 😀 NAVO.\r\n\r\n  😀 Rusland zwijgt.\r\n");
        let places: Vec<_> = extract(&dir, &["a.txt"]).iter().map(|m| (m.text.clone(), m.line, m.column, m.start, m.byte_start)).collect();
        assert_eq!(places, [("NAVO".to_owned(), 1, 12, 11, 18), ("Rusland".to_owned(), 3, 5, 24, 34)]);
    }

    #[test]
    fn a_table_holds_the_same() {
        let dir = Dir::new();
        dir.write("a,b.txt", PAGE);
        let mentions = extract(&dir, &["a,b.txt"]);
        let ran = dir.run(&["extract", "a,b.txt", "--format", "csv"]);
        let mut table = csv::Reader::from_reader(ran.code(0).stdout.as_bytes());
        let head: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(
            head.join(","),
            "document,article,part,date,sentence,start,end,byte_start,byte_end,line,column,text,actor,name,type,kind,rule,form,candidates"
        );
        let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
        assert_eq!(rows.len(), mentions.len());
        for (row, mention) in rows.iter().zip(&mentions) {
            assert_eq!((row["text"].as_str(), row["start"].as_str()), (mention.text.as_str(), mention.start.to_string().as_str()));
            assert_eq!(row["actor"].as_str(), mention.actor.as_deref().unwrap_or(""));
            assert_eq!(row["document"], "a,b.txt");
        }
    }

    #[test]
    fn a_page_without_actors_is_empty() {
        let dir = Dir::new();
        dir.write("a.txt", "De kat zat op de mat.\n");
        let ran = dir.run(&["extract", "a.txt"]);
        ran.code(1).silent().must(ran.stdout.is_empty(), "there is output");
    }
}

mod inputs {
    use super::*;

    #[test]
    fn standard_input_is_a_document() {
        let ran = Dir::new().run_with(&["extract", "-"], "De NAVO zegt ja.".as_bytes());
        let mentions: Vec<Mention> = ran.code(0).lines();
        assert_eq!((mentions[0].document.as_str(), mentions[0].text.as_str()), ("-", "NAVO"));
    }

    #[test]
    fn a_directory_is_walked_in_order() {
        let dir = Dir::new();
        dir.write("p/b.txt", "De NAVO.").write("p/a/z.TXT", "De EU.").write("p/a.text", "De VN.").write("p/zonder", "China.");
        dir.write("p/beeld.png", b"\0").write("p/.verborgen.txt", "Japan.");
        let ran = dir.run(&["extract", "p"]);
        let documents: Vec<String> = ran.code(0).lines::<Mention>().into_iter().map(|mention| mention.document).collect();
        assert_eq!(documents, ["p/a.text", "p/a/z.TXT", "p/b.txt", "p/zonder"]);
        ran.tells("1 file passed over");
        dir.run(&["extract", "p", "--quiet"]).code(0).silent();
    }

    #[test]
    fn the_order_of_inputs_and_naming_one_twice_do_not_matter() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO en de EU.").write("b.txt", "Rusland en China.").write("p/c.txt", "Iran en Irak.");
        let orders: [&[&str]; 3] = [&["a.txt", "b.txt", "p"], &["p", "b.txt", "a.txt"], &["p/c.txt", "a.txt", "b.txt", "a.txt", "p"]];
        for command in ["extract", "read", "graph"] {
            let outputs: BTreeSet<String> = orders.iter().map(|order| dir.run(&[&[command], *order].concat()).stdout).collect();
            assert_eq!(outputs.len(), 1, "{command}: {outputs:#?}");
        }
    }

    #[test]
    fn a_missing_file_is_told_and_the_rest_is_used() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO zegt ja.").write("c.txt", "De EU ook.");
        let ran = dir.run(&["extract", "a.txt", "weg.txt", "c.txt"]);
        ran.code(2).tells("error: weg.txt: cannot be read").tells("check the path");
        assert_eq!(ids(&ran.lines::<Mention>()), [("NAVO", "nato"), ("EU", "eu")]);
        ran.must(ran.stderr.lines().count() == 1, "one error, one line");
    }

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_line() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO zegt ja.").write("bin.txt", b"een\ntwee\n\x89PNG\0\x01");
        dir.write("stuk.txt", b"De EU.\nCura\xc3\xa7ao, Belgi\xc3\xab en Oekra\xefne.\n");
        let all = ["a.txt", "bin.txt", "stuk.txt"];
        for (command, rest) in [("extract", &all[..]), ("read", &all[..]), ("graph", &all[..])] {
            let ran = dir.run(&[&[command], rest].concat());
            ran.code(2).tells("bin.txt:3: holds binary data").tells("stuk.txt:2: is not UTF-8 text (byte 0xef)").tells("--encoding");
            ran.must(ran.stdout.len() > 20, "the good file is used");
        }
        let ran = dir.run(&["together", "--in", "a.txt", "bin.txt"]);
        ran.code(2).tells("bin.txt:3:");
        let ran = dir.run(&["explain", "bin.txt", "a.txt"]);
        ran.code(2).tells("bin.txt:3:").shows("NAVO");
        dir.run_with(&["extract", "-", "a.txt"], b"\xc3\xab\xff\xc3\xab").code(2).tells("error: -:1: is not UTF-8").shows("NAVO");
    }

    #[test]
    fn a_bad_byte_costs_no_more_than_itself_or_its_line() {
        let dir = Dir::new();
        dir.write("a.txt", b"Isra\xc3\xabl belt Iran.\nChina belt Cuba.\nPeru \xff belt Chili.\nOekra\xc3\xafne belt Polen.\n");
        let ran = dir.run(&["extract", "a.txt"]);
        ran.code(2).tells("a.txt:3: is not UTF-8 text (byte 0xff), though the text around it is; the rest is used;");
        assert_eq!(
            ids(&ran.lines::<Mention>()).iter().map(|found| found.1).collect::<Vec<_>>(),
            ["il", "ir", "cn", "cu", "pe", "cl", "ua", "pl"]
        );
        // As many faults as letters, and a line without any letter beyond ASCII among lines with some.
        let lines: [&[u8]; 3] = [
            b"Isra\xc3\xabl \xff\xfe en Brazili\xc3\xab praten.",
            b"Peru \xff belt Chili.",
            b"Oekra\xc3\xafne belt Belgi\xc3\xab en Itali\xc3\xab.",
        ];
        let jsonl: Vec<u8> = lines.iter().flat_map(|line| [b"{\"text\": \"", *line, b"\"}\n"].concat()).collect();
        dir.write("b.jsonl", &jsonl);
        let ran = dir.run(&["extract", "b.jsonl"]);
        ran.code(2).tells("b.jsonl:1: is not UTF-8 text (byte 0xff)").tells("b.jsonl:2: is not UTF-8 text (byte 0xff)");
        assert_eq!(ids(&ran.lines::<Mention>()).iter().map(|found| found.1).collect::<Vec<_>>(), ["ua", "be", "it"]);
        // In the older encoding as a whole.
        dir.write("c.jsonl", b"{\"text\": \"Isra\xebl belt Iran.\"}\n{\"text\": \"Oekra\xefne belt Itali\xeb.\"}\n");
        let ran = dir.run(&["extract", "c.jsonl"]);
        ran.code(0).silent();
        assert_eq!(ids(&ran.lines::<Mention>()).iter().map(|found| found.1).collect::<Vec<_>>(), ["il", "ir", "ua", "it"]);
    }

    #[test]
    fn explain_goes_on_after_standard_input_that_is_no_text() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO zegt ja.");
        dir.run_with(&["explain", "-", "a.txt"], b"\xc3\xab\xff\xc3\xab").code(2).tells("-:1: is not UTF-8").shows("NAVO");
    }

    #[cfg(unix)]
    #[test]
    fn a_dead_link_is_told_and_the_rest_of_its_directory_is_used() {
        let dir = Dir::new();
        dir.write("p/a.txt", "De NAVO.").write("p/c.txt", "De EU.");
        std::os::unix::fs::symlink("/nergens", dir.path("p/b.txt")).unwrap();
        let ran = dir.run(&["extract", "p"]);
        ran.code(2).tells("error: p/b.txt: cannot be used");
        assert_eq!(ids(&ran.lines::<Mention>()), [("NAVO", "nato"), ("EU", "eu")]);
    }

    #[test]
    fn two_spellings_of_a_path_are_one_document() {
        let dir = Dir::new();
        dir.write("p/a.txt", "De NAVO en de EU.");
        let graph = graph(&dir, &["p/a.txt", "./p/a.txt", "p//a.txt"]);
        assert_eq!((graph.graph.counts["documents"], graph.graph.counts["articles_raw"]), (1, 1));
    }

    #[test]
    fn inputs_are_asked_for() {
        for words in [&["extract"][..], &["read"], &["graph"], &["together"], &["actors"], &["explain"], &[]] {
            Dir::new().run(words).code(2).tells("Usage: actorgraph");
        }
    }

    #[test]
    fn dates_in_names_count() {
        let dir = Dir::new();
        dir.write("anp_20240318_1.txt", "De NAVO.");
        assert_eq!(extract(&dir, &["anp_20240318_1.txt"])[0].date.as_deref(), Some("2024-03-18"));
        assert_eq!(extract(&dir, &["anp_20240318_1.txt", "--date", "2020-01-01"])[0].date.as_deref(), Some("2024-03-18"));
    }
}

mod graphs {
    use super::*;

    #[test]
    fn json_has_the_shape_that_readers_expect() {
        let dir = Dir::new();
        dir.write("2026-01-27.txt", PAGE);
        let graph = graph(&dir, &["2026-01-27.txt"]);
        assert!(!graph.directed && !graph.multigraph);
        assert_eq!(graph.graph.generator, concat!("actorgraph ", env!("CARGO_PKG_VERSION")));
        assert_eq!((graph.graph.gazetteer.len(), graph.graph.options["window"].as_str()), (32, "sentence"));
        let counts: Vec<(&str, u64)> = graph.graph.counts.iter().map(|(name, count)| (name.as_str(), *count)).collect();
        let expected = [("articles", 4), ("articles_raw", 4), ("documents", 1), ("mentions", 16), ("near_copies", 0), ("windows", 10)];
        assert_eq!(counts, expected);
        let edges: Vec<(&str, &str, u64)> = graph.edges.iter().map(|e| (e.source.as_str(), e.target.as_str(), e.sentences)).collect();
        let expected = [
            ("aleksandr-lukashenko", "xi-jinping", 1),
            ("by", "cn", 1),
            ("cn", "nato", 1),
            ("cn", "ru", 1),
            ("jp", "kp", 1),
            ("nato", "ru", 1),
            ("ru", "ua", 1),
            ("sd", "who", 1),
        ];
        assert_eq!(edges, expected);
        for edge in &graph.edges {
            assert!(edge.source < edge.target && (-1.0..=1.0).contains(&edge.npmi));
            assert!(edge.weight == 1.0 && edge.jaccard > 0.0 && edge.expected > 0.0 && edge.llr >= 0.0 && !edge.affiliation, "{edge:?}");
            assert_eq!((edge.articles, edge.articles_raw, edge.evidence_total, edge.evidence.len()), (1, 1, 1, 1));
            assert!(edge.first.is_some() && edge.first == edge.last);
            for evidence in &edge.evidence {
                let marked: BTreeSet<&str> = evidence.spans.iter().map(|mark| mark.actor.as_str()).collect();
                assert_eq!(marked, BTreeSet::from([edge.source.as_str(), edge.target.as_str()]));
                assert!(PAGE.contains(&evidence.text) && evidence.spans.iter().all(|mark| mark.start < mark.end));
            }
        }
        let told = graph.edges.iter().flat_map(|edge| &edge.relations);
        let shown = |one: &Relation| format!("{} {} {} {} of {}", one.actor, one.category, one.recipient, one.sentences, one.articles);
        assert_eq!(
            told.clone().map(shown).collect::<Vec<_>>(),
            [
                "aleksandr-lukashenko CONSULT xi-jinping 1 of 1",
                "by COOPERATE cn 1 of 1",
                "cn AID ru 1 of 1",
                "jp ACCUSE kp 1 of 1",
                "ru ASSAULT ua 1 of 1"
            ]
        );
        for relation in told {
            let [told] = &relation.evidence[..] else { panic!("{relation:?}") };
            let chars: Vec<char> = told.text.chars().collect();
            let cut = |role: &str| {
                let span = told.spans.iter().find(|span| span.role == role).unwrap();
                chars[span.start..span.end].iter().collect::<String>()
            };
            assert_eq!(cut("trigger"), told.trigger);
            if relation.actor == "ru" {
                assert_eq!((cut("actor"), cut("recipient")), ("Rusland".into(), "Oekraïne".into()));
            }
        }
        let node = graph.nodes.iter().find(|node| node.id == "cn").unwrap();
        assert_eq!((node.label.as_str(), node.r#type.as_str(), node.mentions, node.articles, node.degree), ("China", "country", 2, 1, 3));
        assert_eq!((node.aliases.as_slice(), node.strength), (&["China".to_owned()][..], 3.0));
        let degrees: u32 = graph.nodes.iter().map(|node| node.degree).sum();
        assert_eq!(degrees as usize, 2 * graph.edges.len());
        assert!(graph.nodes.iter().any(|node| node.community == 0));
        assert_eq!((node.articles_raw, node.windows, node.core), (1, 2, 2));
        // Of the 45 pairs of others, 3 meet through China: Belarus with each of the NAVO, Rusland and Oekraïne.
        assert_eq!((node.betweenness, node.community_name.contains("China")), (0.066_666_67, true));
        assert_eq!((node.first.as_deref(), node.last.as_deref()), (Some("2026-01-27"), Some("2026-01-27")));
        assert!((graph.nodes.iter().map(|node| node.pagerank).sum::<f64>() - 1.0).abs() < 1e-3);
        let measures: Vec<&str> = graph.graph.measures.keys().map(String::as_str).collect();
        assert_eq!(measures, ["betweenness_error", "betweenness_sources", "communities", "modularity"]);
    }

    #[test]
    fn edges_weigh_by_the_measure_that_was_chosen() {
        let dir = Dir::new();
        dir.write("a.txt", "Rusland en China. Rusland en China. Rusland en de NAVO. China. De kat.");
        // Five windows: 3 with Rusland, 3 with China, 1 with the NAVO.
        let rows = [
            ("sentences", 2.0),
            ("articles", 1.0),
            ("articles_raw", 1.0),
            ("expected", 1.8),
            ("pmi", 0.152),
            ("npmi", 0.115),
            ("llr", 0.1384),
            ("dice", 0.6667),
            ("jaccard", 0.5),
            ("cosine", 0.6667),
        ];
        for (name, value) in rows {
            let graph = graph(&dir, &["a.txt", "--weight", name]);
            let edge = graph.edges.iter().find(|edge| (edge.source.as_str(), edge.target.as_str()) == ("cn", "ru")).unwrap();
            assert_eq!(edge.weight, value, "{name}");
            assert_eq!(graph.graph.options["weight"], name);
            let all = [edge.expected, edge.pmi, edge.npmi, edge.llr, edge.dice, edge.jaccard, edge.cosine];
            assert_eq!(all, [1.8, 0.152, 0.115, 0.1384, 0.6667, 0.5, 0.6667]);
        }
    }

    #[test]
    fn marks_lie_on_the_names() {
        let dir = Dir::new();
        dir.write("a.txt", "Één 😀: Oekrai\u{308}ne en Hongarije ruziën over Oekraïne.");
        let graph = graph(&dir, &["a.txt"]);
        let evidence = &graph.edges[0].evidence[0];
        let marked: Vec<(String, &str)> = evidence.spans.iter().map(|m| (cut(&evidence.text, m.start, m.end), m.actor.as_str())).collect();
        assert_eq!(marked, [("Oekrai\u{308}ne".to_owned(), "ua"), ("Hongarije".to_owned(), "hu"), ("Oekraïne".to_owned(), "ua")]);
    }

    #[test]
    fn leaders_and_what_they_lead_are_affiliated() {
        let dir = Dir::new();
        dir.write("a.txt", "Xi Jinping regeert China. China helpt Rusland.");
        let affiliated = |words: &[&str]| graph(&dir, words).edges.iter().map(|edge| edge.affiliation).collect::<Vec<_>>();
        assert_eq!(affiliated(&["a.txt"]), [false, true]);
        assert_eq!(affiliated(&["a.txt", "--no-affiliations"]), [false]);
    }

    #[test]
    fn every_format_is_written_to_a_file_and_to_standard_output() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        for (ending, begins) in [
            ("dot", "// {"),
            ("gexf", "<?xml"),
            ("graphml", "<?xml"),
            ("json", "{\"directed\":false"),
            ("cyjs", "{"),
            ("svg", "<"),
            ("html", "<!doctype html>"),
        ] {
            let name = format!("uit.{ending}");
            let ran = dir.run(&["graph", "a.txt", "-o", &name]);
            ran.code(0).silent().must(ran.stdout.is_empty(), "a file is asked for, not standard output");
            let written = dir.read(&name);
            let shown = dir.run(&["graph", "a.txt", "--format", ending]);
            assert!(written.starts_with(begins) && written == shown.code(0).stdout, "{ending}: {shown}");
            let dash = dir.run(&["graph", "a.txt", "-o", "-", "--format", ending]);
            assert_eq!(dash.stdout, written, "{ending}");
        }
        assert_eq!(dir.files().len(), 8, "{:?}", dir.files());
        assert_eq!(dir.run(&["graph", "a.txt"]).stdout, dir.read("uit.dot"));
    }

    #[test]
    fn a_table_is_four_files() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        dir.run(&["graph", "a.txt", "-o", "wie.csv"]).code(0).silent();
        assert_eq!(dir.files(), ["a.txt", "wie-edges.csv", "wie-evidence.csv", "wie-manifest.json", "wie-nodes.csv", "wie-relations.csv"]);
        assert!(dir.read("wie-nodes.csv").starts_with("Id,Label,ActorType,"));
        assert!(dir.read("wie-edges.csv").starts_with("Source,Target,Type,Id,") && dir.read("wie-edges.csv").contains(",Undirected,"));
        assert!(dir.read("wie-evidence.csv").contains("Rusland heeft Oekraïne bestookt met drones."));
    }

    /// What the program wrote lies beside the pages as easily as not, and is no page.
    #[test]
    fn own_answers_are_told_from_pages() {
        let dir = Dir::new();
        dir.write("p/a.txt", PAGE).write("w/leeg", "");
        let files: [(&[&str], &str, &str); 13] = [
            (&["extract", "p/a.txt", "-o"], "m.jsonl", "mentions"),
            (&["extract", "p/a.txt", "--format", "csv", "-o"], "m.csv", "mentions"),
            (&["graph", "p/a.txt", "-o"], "g.json", "a graph"),
            (&["graph", "p/a.txt", "-o"], "g.html", "a graph"),
            (&["graph", "p/a.txt", "-o"], "g.dot", "a graph"),
            (&["graph", "p/a.txt", "-o"], "g.gexf", "a graph"),
            (&["graph", "p/a.txt", "-o"], "g.graphml", "a graph"),
            (&["graph", "p/a.txt", "-o"], "g.cyjs", "a graph"),
            (&["extract", "p/a.txt", "--format", "webanno", "-o"], "w.json", "mentions"),
            (&["graph", "p/a.txt", "--relations", "-o"], "r.csv", "a graph"),
            (&["relations", "--in", "p/a.txt", "--format", "json"], "r.json", "relations"),
            (&["relations", "--in", "p/a.txt", "--format", "csv"], "rr.csv", "relations"),
            (&["together", "--in", "p/a.txt", "--format", "csv"], "t.csv", "pairs of actors"),
        ];
        for (words, name, what) in files {
            if words.last() == Some(&"-o") {
                dir.run(&[words, &[&format!("w/{name}")]].concat());
            } else {
                let written = dir.run(words).stdout.clone();
                dir.write(&format!("w/{name}"), &written);
            }
            let ran = dir.run(&["read", &format!("w/{name}")]);
            ran.code(2).tells(&format!("w/{name}: holds {what} that this program wrote, and no pages"));
            assert_eq!(ran.stdout, "", "{name}");
        }
        for format in ["csv", "neo4j"] {
            dir.run(&["graph", "p/a.txt", "--format", format, "-o", "p/g.csv"]).code(0);
        }
        let ran = dir.run(&["extract", "p"]);
        ran.code(2).tells("p/g-evidence.csv: holds a graph").tells("p/g-neo4j-relations.csv: holds a graph");
        assert_eq!(ran.stdout, dir.run(&["extract", "p/a.txt"]).stdout);
        // Whoever names the field of the text means it.
        dir.run(&["extract", "p/g-evidence.csv", "--text-field", "Text"]).code(0).shows("\"p/g-evidence.csv:2\"");
    }

    #[test]
    fn other_tables_are_files_too() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        dir.run(&["graph", "a.txt", "--format", "neo4j", "-o", "wie.csv"]).code(0).silent();
        assert_eq!(dir.files(), ["a.txt", "wie-neo4j-nodes.csv", "wie-neo4j-relations.csv", "wie-neo4j-relationships.csv"]);
        assert!(dir.read("wie-neo4j-nodes.csv").starts_with("actorId:ID(Actor),name,"));
        // Both stand beside each other under one name.
        dir.run(&["graph", "a.txt", "--evidence", "all", "-o", "wie.csv"]).code(0).silent();
        dir.run(&["graph", "a.txt", "--format", "neo4j", "-o", "wie.csv"]).code(0).silent();
        dir.run(&["verify", "wie.csv"]).code(0);
        if cfg!(feature = "parquet") {
            dir.run(&["graph", "a.txt", "-o", "wie.parquet"]).code(0).silent();
            assert_eq!(dir.files().iter().filter(|name| name.ends_with(".parquet")).count(), 4, "{:?}", dir.files());
        } else {
            dir.run(&["graph", "a.txt", "-o", "wie.parquet"]).code(2).tells("--features parquet");
            dir.run(&["extract", "a.txt", "--format", "parquet"]).code(2).tells("--features parquet");
        }
    }

    #[test]
    fn mentions_are_written_as_a_whole_or_not_at_all() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE).write("uit.jsonl", "goed");
        dir.run(&["extract", "weg.txt", "-o", "uit.jsonl"]).code(2).tells("weg.txt").tells("nothing is written");
        assert_eq!(dir.read("uit.jsonl"), "goed");
        let shown = dir.run(&["extract", "a.txt"]);
        dir.run(&["extract", "a.txt", "weg.txt", "-o", "uit.jsonl"]).code(2).tells("weg.txt");
        assert_eq!(dir.read("uit.jsonl"), shown.code(0).stdout);
        dir.run(&["extract", "a.txt", "-o", "weg/uit.jsonl"]).code(2).tells("weg/uit.jsonl: cannot be written");
    }

    #[test]
    fn nothing_is_written_where_it_cannot_be_whole() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        for name in ["weg/uit.json", "weg/uit.csv", "weg/uit.svg"] {
            dir.run(&["graph", "a.txt", "-o", name]).code(2).tells("error: weg/uit").tells("cannot be written").tells("check the folder");
        }
        dir.run(&["graph", "a.txt", "-o", "uit.xyz"]).code(2).tells("uit.xyz: its ending names no format").tells(".gexf").tells("--format");
        dir.run(&["graph", "a.txt", "--format", "xyz"]).code(2).tells("gexf");
        assert_eq!(dir.files(), ["a.txt"]);
    }

    #[test]
    fn a_good_file_outlives_a_run_that_read_nothing() {
        let dir = Dir::new();
        dir.write("uit.json", "goed");
        dir.run(&["graph", "weg.txt", "-o", "uit.json"]).code(2).tells("weg.txt");
        assert_eq!(dir.read("uit.json"), "goed");
    }

    #[test]
    fn a_file_is_replaced_as_a_whole() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE).write("uit.json", "x".repeat(1 << 20));
        dir.run(&["graph", "a.txt", "-o", "uit.json"]).code(0);
        serde_json::from_str::<Graph>(&dir.read("uit.json")).unwrap();
        assert_eq!(dir.files(), ["a.txt", "uit.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn only_files_are_replaced() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let dir = Dir::new();
        dir.write("a.txt", PAGE).write("echt.json", "oud");
        symlink("echt.json", dir.path("link.json")).unwrap();
        std::fs::set_permissions(dir.path("echt.json"), std::fs::Permissions::from_mode(0o640)).unwrap();
        dir.run(&["graph", "a.txt", "-o", "link.json"]).code(0).silent();
        assert!(dir.path("link.json").is_symlink() && dir.read("echt.json").starts_with('{'));
        assert_eq!(std::fs::metadata(dir.path("echt.json")).unwrap().permissions().mode() & 0o777, 0o640);
        let shown = dir.run(&["graph", "a.txt", "--format", "json", "-o", "/dev/stdout"]);
        assert_eq!(shown.code(0).stdout, dir.read("echt.json"));
        dir.run(&["graph", "a.txt", "--format", "json", "-o", "/dev/null"]).code(0).silent();
        dir.run(&["graph", "a.txt", "--format", "csv", "-o", "/dev/null"]).code(2).tells("several files");
        let refused = dir.run(&["graph", "a.txt", "-o", "weg/uit.json"]);
        refused.code(2).must(!refused.stderr.contains(".actorgraph-"), "the temporary name is told");
    }

    #[test]
    fn a_table_on_standard_output_tells_what_is_left_out() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        dir.run(&["graph", "a.txt", "--format", "csv"]).code(0).shows("Source,Target").tells("-o NAME.csv");
        dir.run(&["graph", "a.txt", "--format", "csv", "--quiet"]).code(0).silent();
    }

    #[test]
    fn copies_widen_the_days() {
        let dir = Dir::new();
        for day in ["2026-01-02", "2026-01-01", "2026-01-05"] {
            dir.write(&format!("{day}.txt"), "China en Rusland oefenen samen.\n");
        }
        let ran = dir.run(&["graph", "2026-01-02.txt", "2026-01-01.txt", "2026-01-05.txt", "--format", "csv", "--quiet"]);
        ran.code(0).shows(",2026-01-01,2026-01-05,");
    }

    #[test]
    fn filters_tell_what_they_do() {
        let dir = Dir::new();
        dir.write("a.txt", format!("{PAGE}\n")).write("b.txt", "China en Rusland oefenen samen. Xi Jinping leidt China.");
        let rows: [(&[&str], &str, usize); 6] = [
            (&["--min-weight", "2"], "pairs 9 → 1 after --min-weight 2", 1),
            (&["--top", "3"], "pairs 9 → 3 after --top 3", 3),
            (&["--type", "person"], "pairs 9 → 1 after --type person", 1),
            (&["--type", "person,country"], "pairs 9 → 6 after --type person,country", 6),
            (&["--no-affiliations"], "pairs 9 → 8 after --no-affiliations", 8),
            (&["--ego", "Kremlin"], "pairs 9 → 4 after --ego ru", 4),
        ];
        for (filter, told, left) in rows {
            let ran = dir.run(&[&["graph", "a.txt", "b.txt", "--format", "json"], filter].concat());
            ran.code(0).tells(told);
            assert_eq!(ran.json::<Graph>().edges.len(), left, "{ran}");
            dir.run(&[&["graph", "a.txt", "b.txt", "--quiet"], filter].concat()).code(0).silent();
        }
        let ran = dir.run(&["graph", "a.txt", "--min-weight", "99", "--format", "json"]);
        assert!(ran.code(1).json::<Graph>().nodes.is_empty());
    }

    #[test]
    fn the_days_that_count_include_both_ends() {
        let dir = Dir::new();
        for day in 1..=4 {
            dir.write(&format!("2026-01-0{day}.txt"), "China en Rusland oefenen samen.\n");
        }
        dir.write("2026-01-02b.txt", "Iran en Irak praten.\n").write("zonder.txt", "Cuba en Peru praten.\n");
        let count = |words: &[&str]| {
            let graph = graph(&dir, &[&["."], words].concat());
            (graph.edges.len(), graph.graph.counts["articles_raw"])
        };
        assert_eq!(count(&[]), (3, 6));
        assert_eq!(count(&["--since", "2026-01-02", "--until", "2026-01-03"]), (2, 3));
        assert_eq!(count(&["--since", "2026-01", "--until", "2026"]), count(&["--since", "2026-01-01", "--until", "2026-12-31"]));
        assert_eq!(count(&["--until", "2026-01-01"]), (1, 1));
        dir.run(&["graph", ".", "--since", "2026-01-04"]).code(0).tells("articles 6 → 1 after --since 2026-01-04");
        dir.run(&["graph", ".", "--since", "2026-01-04", "--until", "2026-01-01"]).code(2).tells("is after --until");
        dir.run(&["graph", ".", "--min-weight", "nan"]).code(2).tells("give a number");
        dir.run(&["graph", ".", "--since", "gisteren"]).code(2).tells("--since");
    }

    #[test]
    fn windows_widen() {
        let dir = Dir::new();
        dir.write("a.txt", "Kop zonder namen\nChina wacht. Rusland wacht. Iran wacht.\n\nJapan wacht.\n");
        let pairs = |window: &str| graph(&dir, &["a.txt", "--window", window]).edges.len();
        let counts = ["sentence", "sentences:2", "sentences:3", "paragraph", "article"].map(pairs);
        assert_eq!(counts, [0, 3, 5, 3, 6]);
        for bad in ["sentences:0", "zin", "sentences:-1", "sentences:"] {
            dir.run(&["graph", "a.txt", "--window", bad]).code(2).tells("sentences:N");
        }
    }

    #[test]
    fn evidence_is_limited_on_request() {
        let dir = Dir::new();
        dir.write("a.txt", (1..=5).map(|n| format!("China en Rusland oefenen voor keer {n}.")).collect::<Vec<_>>().join(" "));
        let kept = |limit: &[&str]| {
            let edge = graph(&dir, &[&["a.txt"], limit].concat()).edges.remove(0);
            (edge.evidence.len(), edge.evidence_total)
        };
        assert_eq!([kept(&[]), kept(&["--evidence", "all"]), kept(&["--evidence", "0"])], [(3, 5), (5, 5), (0, 5)]);
        dir.run(&["graph", "a.txt", "--evidence", "veel"]).code(2).tells("all");
    }
}

mod answers {
    use super::*;

    #[test]
    fn two_actors_are_shown_with_every_sentence() {
        let dir = Dir::new();
        dir.write("2026-01-27.txt", PAGE).write("b.txt", "Kop\nRusland praat met Peking over gas. China koopt het.");
        let answers = together(&dir, &["China", "rusland", "--in", "2026-01-27.txt", "b.txt"]);
        let [answer] = &answers[..] else { panic!("{answers:#?}") };
        let names: Vec<(&str, &str, &str)> = answer.actors.iter().map(|a| (a.id.as_str(), a.name.as_str(), a.r#type.as_str())).collect();
        assert_eq!(names, [("cn", "China", "country"), ("ru", "Rusland", "country")]);
        assert_eq!((answer.weight, answer.sentences, answer.articles, answer.evidence_total), (2.0, 2, 2, 2));
        assert!(answer.npmi.is_some() && answer.llr.is_some_and(|llr| llr >= 0.0));
        let shown: Vec<(&str, u32, Option<&str>, &str)> =
            answer.evidence.iter().map(|e| (e.document.as_str(), e.line, e.date.as_deref(), e.text.as_str())).collect();
        assert_eq!(
            shown,
            [
                ("2026-01-27.txt", 4, Some("2026-01-27"), "Volgens de NAVO helpt China Rusland aan onderdelen."),
                ("b.txt", 2, None, "Rusland praat met Peking over gas."),
            ]
        );
        let spans: Vec<Vec<String>> =
            answer.evidence.iter().map(|e| e.spans.iter().map(|m| cut(&e.text, m.start, m.end)).collect()).collect();
        assert_eq!(spans, [["China", "Rusland"], ["Rusland", "Peking"]]);
    }

    #[test]
    fn text_marks_the_names() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let ran = dir.run(&["together", "cn", "ru", "--in", "a.txt"]);
        ran.code(0).silent().shows("China – Rusland: 1 sentence, 1 article, NPMI ");
        ran.shows("  a.txt:4: Volgens de NAVO helpt [China] [Rusland] aan onderdelen.\n");
        let colored = dir.run(&["together", "cn", "ru", "--in", "a.txt", "--color", "always"]);
        colored.code(0).shows("\u{1b}[").must(!colored.stdout.contains("[China]"), "names are marked twice");
    }

    #[test]
    fn text_names_the_unit_and_steers_no_terminal() {
        let dir = Dir::new();
        dir.write("a.txt", "China en Rusland \u{1b}]0;x\u{7}oefenen.\n");
        for (window, told) in [
            ("sentence", ": 1 sentence, 1 article,"),
            ("sentences:2", ": 1 run of 2 sentences, 1 article,"),
            ("paragraph", ": 1 paragraph, 1 article,"),
            ("article", ": 1 article,"),
        ] {
            let ran = dir.run(&["together", "cn", "ru", "--in", "a.txt", "--window", window]);
            ran.code(0).shows(told).shows("\u{FFFD}]0;x").must(!ran.stdout.contains(['\u{1b}', '\u{7}']), "there are controls");
        }
    }

    #[test]
    fn some_actors_keep_the_measures_of_all() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let actors =
            |words: &[&str]| -> Vec<Ranked> { dir.run(&[&["actors", "--in", "a.txt", "--format", "json"], words].concat()).code(0).json() };
        let all = actors(&[]);
        assert_eq!(actors(&["--top", "2"]), all[..2]);
        let near = actors(&["--ego", "Rusland"]);
        assert_eq!(near.len(), 4, "Rusland and the three that it appears with");
        assert!(near.iter().all(|actor| all.contains(actor)));
    }

    #[test]
    fn a_text_that_may_be_a_file_is_told() {
        let dir = Dir::new();
        dir.run(&["explain", "weg/NAVO.txt"]).tells("there is no such file");
        dir.run(&["explain", "weg/NAVO.txt", "--quiet"]).silent();
    }

    /// Each post of a liveblog is a story of its own; the times are no text.
    #[test]
    fn posts_of_a_liveblog_stay_apart() {
        let dir = Dir::new();
        let page = "Liveblog Oekraïne\n\n14.35 uur\nRusland valt aan\n\nRusland heeft Kyiv beschoten.\n\n14.10 uur\nXi sprak met Modi.\n\n\
                    09:10 - Macron naar Berlijn\nMacron bezoekt Merz.\n";
        dir.write("a.txt", page);
        let lines: Vec<ReadLine> = dir.run(&["read", "a.txt"]).lines();
        let told: Vec<(u32, &str, &str)> = lines.iter().map(|line| (line.article, &*line.part, &*line.text)).collect();
        assert_eq!(
            told,
            [
                (0, "lead", "Liveblog Oekraïne"),
                (1, "teaser", "Rusland valt aan"),
                (1, "teaser", "Rusland heeft Kyiv beschoten."),
                (2, "teaser", "Xi sprak met Modi."),
                (3, "teaser", "Macron naar Berlijn"),
                (3, "teaser", "Macron bezoekt Merz."),
            ]
        );
        // One time alone is no liveblog.
        dir.write("b.txt", "Top in Kyiv\n\n14.35 uur\n\nXi sprak met Modi.\n");
        let lines: Vec<ReadLine> = dir.run(&["read", "b.txt"]).lines();
        assert!(lines.len() == 3 && lines.iter().all(|line| line.article == 0), "{lines:?}");
    }

    /// Credits, buttons and menus are no part of a story, and no actors.
    #[test]
    fn lines_of_no_story_are_passed_over() {
        let dir = Dir::new();
        let page = "Home\nNieuws\nFoto: ANP / Jan Jansen\nMinister Van Weel bezoekt Marokko\n\nDavid van Weel sprak met Nasser Bourita.\n\n© ANP\n\n\
                    Deel dit artikel via WhatsApp\n\nFoto: zo ziet de top eruit volgens de NAVO.\n\nSporten mag in Iran\n";
        dir.write("a.txt", page);
        let lines: Vec<ReadLine> = dir.run(&["read", "a.txt"]).lines();
        let told: Vec<&str> = lines.iter().map(|line| &*line.text).collect();
        let expected = [
            "Minister Van Weel bezoekt Marokko",
            "David van Weel sprak met Nasser Bourita.",
            "Foto: zo ziet de top eruit volgens de NAVO.",
            "Sporten mag in Iran",
        ];
        assert_eq!(told, expected);
        assert_eq!(&*lines[0].part, "headline");
        // A line of a text that is wrapped may look like one.
        let words = "De woordvoerder van de NAVO zei tegen de verslaggevers dat hij het bericht";
        dir.write(
            "b.txt",
            format!("{words} in\nNieuws\nBlad had gelezen en er niets van\ngeloofde, {words} in de krant\nvan die dag had gezien.\n"),
        );
        dir.run(&["read", "b.txt"]).code(0).shows("Nieuws");
    }

    #[test]
    fn gold_that_cannot_be_used_is_told() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO zegt ja.").write("a.ann", "T1\tORG 18 3\tx\nT2\tORG 3 7\tNAVO\nT3\tORG 9 18446744073709551615\tx\n");
        let ran = dir.run(&["evaluate", "--gold", "a.ann", "a.txt", "--format", "json"]);
        ran.code(2).tells("a.ann:1: the mention from 18 to 3 holds no text");
        let told: serde_json::Value = ran.json();
        assert_eq!((&told["all"]["right"], &told["all"]["missed"]), (&1.into(), &1.into()));
        dir.write(
            "b.jsonl",
            "{\"document\":\"a.txt\",\"start\":9,\"end\":2}\n{\"id\":\"b\",\"text\":\"NAVO\",\"ents\":[{\"start\":2,\"end\":99}]}\n",
        );
        dir.run(&["evaluate", "--gold", "b.jsonl"]).code(2).tells("b.jsonl:1: ").tells("b.jsonl:2: ");
        dir.write("c.ann", "T1\tORG 3 7\tNAVO\n");
        let ran = dir.run(&["evaluate", "--gold", "c.ann", "--format", "json"]);
        ran.code(2).tells("the gold brings no texts along; give them as INPUT, named as in the gold: c.txt");
        assert_eq!(ran.stdout, "");
        dir.run(&["evaluate", "--gold", "c.ann", "a.txt"]).code(2).tells("c.txt: in the gold and not read");
    }

    #[test]
    fn mentions_that_were_written_are_gold_without_a_fault_in_every_format() {
        let dir = Dir::new();
        dir.write("2026-01-27_a.txt", "Overleg\nDe Amerikaanse president belde Xi Jinping. De NAVO-chef zweeg over Moskou.\n");
        dir.run(&["extract", "2026-01-27_a.txt", "-o", "a.jsonl"]).code(0);
        assert!(dir.read("a.jsonl").contains("\"kind\":\"office\""), "{}", dir.read("a.jsonl"));
        dir.run(&["extract", "2026-01-27_a.txt", "--format", "brat", "-o", "brat"]).code(0);
        dir.run(&["extract", "2026-01-27_a.txt", "--format", "conll", "-o", "a.conll"]).code(0);
        dir.run(&["extract", "2026-01-27_a.txt", "--format", "spacy", "-o", "spacy.jsonl"]).code(0);
        let day = ["--date", "2026-01-27", "--format", "json"];
        for words in [
            &["a.jsonl", "2026-01-27_a.txt"][..],
            &["brat"],
            &["brat/2026-01-27_a.ann", "brat/2026-01-27_a.txt"],
            &["a.conll", "2026-01-27_a.txt"],
            &["spacy.jsonl"],
        ] {
            let ran = dir.run(&[&["evaluate", "--gold"], words, &day].concat());
            let told: serde_json::Value = ran.code(0).json();
            let all = &told["all"];
            ran.must(all["right"].as_u64() > Some(2) && all["missed"] == 0, "what is found is not the gold");
            // These hold the outermost of mentions within one another.
            let holds_all = !["a.conll", "spacy.jsonl"].contains(&words[0]);
            ran.must(!holds_all || all["spurious"] == 0, "more is found than the gold");
        }
        let told: serde_json::Value = dir.run(&[&["evaluate", "--gold", "brat"], &day[..]].concat()).json();
        assert!(told["by_kind"]["office"]["right"].as_u64() > Some(0), "{told}");
    }

    #[test]
    fn office_phrases_that_gold_without_kinds_does_not_mark_are_not_held_against_it() {
        let dir = Dir::new();
        dir.write("a.txt", "De Amerikaanse president belde met de NAVO-chef.\n")
            .write("a.ann", "T1\tOrganization 38 42\tNAVO\nT2\tCountry 3 14\tx\n");
        let told: serde_json::Value = dir.run(&["evaluate", "--gold", "a.ann", "--date", "2026-01-27", "--format", "json"]).code(0).json();
        assert_eq!((&told["all"]["right"], &told["all"]["spurious"], &told["all"]["missed"]), (&2.into(), &0.into(), &0.into()), "{told}");
    }

    #[test]
    fn marked_text_without_names_is_one_document_and_nothing_has_no_share() {
        let dir = Dir::new();
        dir.write("g.txt", "Gisteren zei [[Vladimir Poetin|vladimir-putin|name]] nee tegen de NAVO.\n");
        let told: serde_json::Value = dir.run(&["evaluate", "--gold", "g.txt", "--format", "json"]).code(0).json();
        assert_eq!((&told["all"]["right"], &told["all"]["spurious"]), (&1.into(), &1.into()), "{told}");
        assert_eq!(told["disagreements"][0]["place"], "g.txt:1");
        dir.write("h.txt", "\nUit de krant.\nEn nog wat.\n# een\n[[China|cn]] zweeg.\n");
        let ran = dir.run(&["evaluate", "--gold", "h.txt"]);
        let row = |ran: &Ran, name: &str| -> Vec<String> {
            let line = ran.stdout.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_else(|| panic!("no row {name}{ran}"));
            line.split_whitespace().map(str::to_owned).collect()
        };
        ran.code(2);
        assert_eq!(row(&ran, "type country"), ["1.0000", "1.0000", "1.0000", "1", "0", "0"]);
        assert_eq!(
            ran.stderr,
            "error: h.txt:2: the text before the first line `# name` belongs to no document; write a line `# name` with the name of the document \
             above it\n"
        );
        dir.write("n.txt", "# een\nNiemand zweeg over de NAVO.\n# twee\n[[Nergens]]huizen.\n");
        let ran = dir.run(&["evaluate", "--gold", "n.txt"]);
        ran.code(0);
        assert_eq!(row(&ran, "all "), ["0.0000", "0.0000", "0.0000", "0", "1", "1"]);
        assert_eq!(row(&ran, "type organization"), ["0.0000", "-", "0.0000", "0", "1", "0"]);
        assert_eq!(row(&ran, "type unknown"), ["-", "0.0000", "0.0000", "0", "0", "1"]);
        dir.write("bad.jsonl", "{}\n").write("empty.jsonl", "");
        let ran = dir.run(&["evaluate", "--gold", "bad.jsonl"]);
        assert_eq!(row(ran.code(2), "all "), ["-", "-", "-", "0", "0", "0"]);
        dir.run(&["evaluate", "--gold", "empty.jsonl"]).code(1).tells("note: there is nothing to measure");
    }

    #[test]
    fn what_a_minister_is_minister_of_is_no_part_of_the_name() {
        let dir = Dir::new();
        dir.write(
            "a.txt",
            "Minister Jan Verzonnen van Defensie belde. Minister Piet van Dijk zweeg. Minister Jo van der Meer van Buitenlandse Zaken sprak. \
             Minister Kees van Handel ook. Minister Ali Bos van Asiel en Migratie niet.\n",
        );
        let ran = dir.run(&["suggest", "a.txt"]);
        let mut table = csv::Reader::from_reader(ran.code(0).stdout.as_bytes());
        let mut names: Vec<String> =
            table.records().map(|row| row.unwrap()).map(|row| format!("{}/{}/{}", &row[0], &row[1], &row[2])).collect();
        names.sort();
        assert_eq!(
            names,
            [
                "ali-bos/Ali Bos/Bos",
                "jan-verzonnen/Jan Verzonnen/Verzonnen",
                "jo-van-der-meer/Jo van der Meer/Van der Meer",
                "kees-van-handel/Kees van Handel/Van Handel",
                "piet-van-dijk/Piet van Dijk/Van Dijk"
            ]
        );
    }

    #[test]
    fn names_that_act_and_names_of_acronyms_are_suggested() {
        let dir = Dir::new();
        dir.write(
            "a.txt",
            "Stichting Vrij Woord veroordeelde Rusland. Volgens het Nederlands Instituut voor Vrije Onzin (NIVO) is dat zo. Kees van der Berg waarschuwde \
             China. De NAVO (NAVO) zweeg. Gisteren was Jan Pietersen thuis. Hoog Water stroomde binnen. De Noord-Atlantische Verdragsorganisatie \
             (NAVO) sprak. Veel (VEEL) regen.\n",
        );
        let ran = dir.run(&["suggest", "a.txt"]);
        let mut table = csv::Reader::from_reader(ran.code(0).stdout.as_bytes());
        let mut names: Vec<String> =
            table.records().map(|row| row.unwrap()).map(|row| format!("{}/{}/{}/{}", &row[1], &row[2], &row[3], &row[9])).collect();
        names.sort();
        let expected = [
            "Kees van der Berg/Van der Berg//person",
            "Nederlands Instituut voor Vrije Onzin//NIVO/organization",
            "Stichting Vrij Woord///organization",
        ];
        assert_eq!(names, expected);
        // What is suggested is a gazetteer.
        dir.write("mine.csv", ran.stdout.as_bytes());
        let found = dir.run(&["extract", "a.txt", "--gazetteer", "mine.csv"]);
        found.code(0).shows("\"actor\":\"nederlands-instituut-voor-vrije-onzin\"").shows("\"actor\":\"kees-van-der-berg\"");
    }

    #[test]
    fn one_actor_comes_first_in_each_pair() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let answers = together(&dir, &["Moskou", "--in", "a.txt"]);
        let ids: Vec<Vec<&str>> = answers.iter().map(|a| a.actors.iter().map(|actor| actor.id.as_str()).collect()).collect();
        assert_eq!(ids.len(), 3);
        assert!(ids.iter().all(|pair| pair[0] == "ru"), "{ids:?}");
        assert!(answers.windows(2).all(|pair| pair[0].weight >= pair[1].weight));
        assert_eq!(together(&dir, &["--in", "a.txt", "--top", "2"]).len(), 2);
        assert_eq!(together(&dir, &["--in", "a.txt"]).len(), 8);
    }

    #[test]
    fn three_actors_must_all_be_there() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let answers = together(&dir, &["nato", "cn", "ru", "--in", "a.txt"]);
        assert_eq!((answers.len(), answers[0].sentences, answers[0].npmi), (1, 1, None));
        let ran = dir.run(&["together", "eu", "cn", "ru", "--in", "a.txt", "--format", "json"]);
        assert!(ran.code(1).json::<Vec<Together>>().is_empty());
    }

    #[test]
    fn nothing_appears_together_across_articles() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        for window in ["sentence", "sentences:50", "paragraph", "article"] {
            for other in ["jp", "ua", "who"] {
                let ran = dir.run(&["together", "cn", other, "--in", "a.txt", "--window", window, "--format", "json"]);
                assert!(ran.code(1).json::<Vec<Together>>().is_empty(), "{other}: {ran}");
            }
        }
        let found = dir.run(&["together", "cn", "eu", "--in", "a.txt", "--window", "article"]);
        found.code(0);
    }

    #[test]
    fn a_teaser_under_four_pages_counts_once() {
        let dir = Dir::new();
        let teaser = "TEHERAN (ANP/AFP) - Iran onderhandelt met de Verenigde Staten over uranium.";
        for (n, age) in [(1, "1 uur geleden"), (2, "2 uur geleden"), (3, "1 dag geleden"), (4, "2 dagen geleden")] {
            let head = ["Kaas", "Boter", "Melk", "Wol"][n - 1];
            dir.write(
                &format!("p{n}.txt"),
                format!("{head} wordt duurder\nUTRECHT (ANP) - De prijs van {head} stijgt.\nMeer uit Buitenland\n{teaser}\n{age}\n"),
            );
        }
        let answers = together(&dir, &["Iran", "VS", "--in", "."]);
        assert_eq!((answers.len(), answers[0].sentences, answers[0].articles, answers[0].evidence.len()), (1, 1, 1, 1));
        let evidence = &answers[0].evidence[0];
        assert_eq!((evidence.document.as_str(), evidence.article), ("./p1.txt", 1));
        let copies: Vec<(&str, u32)> = evidence.copies.iter().map(|place| (place.document.as_str(), place.article)).collect();
        assert_eq!(copies, [("./p2.txt", 1), ("./p3.txt", 1), ("./p4.txt", 1)]);
        dir.run(&["together", "Iran", "VS", "--in", "."]).shows("(and in 3 copies)");
        let graph = graph(&dir, &["."]);
        let [edge] = &graph.edges[..] else { panic!("{graph:#?}") };
        assert_eq!((edge.sentences, edge.articles, edge.articles_raw), (1, 1, 4));
        assert_eq!(graph.graph.counts["articles"], 5);
        assert_eq!(graph.graph.counts["articles_raw"], 8);
        assert!(graph.nodes.iter().all(|node| node.mentions == 1 && node.articles == 1));
    }

    #[test]
    fn a_table_has_a_row_a_sentence() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let ran = dir.run(&["together", "cn", "ru", "--in", "a.txt", "--format", "csv"]);
        let mut table = csv::Reader::from_reader(ran.code(0).stdout.as_bytes());
        assert_eq!(
            table.headers().unwrap().iter().collect::<Vec<_>>().join(","),
            "actors,names,weight,sentences,articles,npmi,llr,document,line,date,text,articles_raw,expected,pmi,dice,jaccard,cosine,before,after,relations"
        );
        let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
        assert_eq!((rows.len(), &rows[0][0], &rows[0][8]), (1, "cn|ru", "4"));
    }

    #[test]
    fn names_that_nobody_has_are_told_with_near_ones() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let rows = [
            ("Loekasjenkoo", "no actor is named \"Loekasjenkoo\"; did you mean \"Loekasjenko\"?"),
            ("Ruslnd", "\"Rusland\""),
            ("navvo", "\"NAVO\""),
            ("qqqqqqqq", "no actor is named \"qqqqqqqq\"; add it with --gazetteer FILE"),
        ];
        for (name, told) in rows {
            let ran = dir.run(&["together", name, "--in", "a.txt"]);
            ran.code(2).tells(told).must(ran.stdout.is_empty(), "an error and an answer");
        }
        dir.run(&["graph", "a.txt", "--ego", "Ruslnd"]).code(2).tells("\"Rusland\"");
    }

    #[test]
    fn a_name_of_several_actors_lists_them() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        dir.run(&["together", "Congo", "--in", "a.txt"]).code(2).tells("cd (Democratische Republiek Congo), cg (Congo-Brazzaville)");
        dir.run(&["together", "Xi", "xi-jinping", "--in", "a.txt"]).code(2).tells("one and the same actor");
    }

    #[test]
    fn an_actor_is_named_in_many_ways() {
        let dir = Dir::new();
        dir.write("a.txt", "Oekraïne praat met de NAVO.");
        for name in ["ua", "UA", "oekraine", "OEKRAÏNE", "Oekraïense", "Kyiv", "Oekrai\u{308}ne"] {
            let answers = together(&dir, &[name, "navo", "--in", "a.txt"]);
            assert_eq!(answers.len(), 1, "{name}");
        }
    }

    #[test]
    fn actors_are_ranked() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        let ran = dir.run(&["actors", "--in", "a.txt", "--format", "json"]);
        let ranked: Vec<Ranked> = ran.code(0).json();
        assert!(ranked.windows(2).all(|pair| pair[0].mentions >= pair[1].mentions));
        let ru = ranked.iter().find(|actor| actor.id == "ru").unwrap();
        assert_eq!(
            (ru.name.as_str(), ru.r#type.as_str(), ru.mentions, ru.articles, ru.degree, ru.strength),
            ("Rusland", "country", 2, 2, 3, 3.0)
        );
        assert!(ranked.iter().all(|actor| !actor.aliases.is_empty()) && ranked.iter().any(|actor| actor.community == 0));
        let eu = ranked.iter().find(|actor| actor.id == "eu").unwrap();
        assert_eq!((eu.degree, eu.mentions), (0, 1), "actors without links are ranked too");
        let people: Vec<Ranked> = dir.run(&["actors", "--in", "a.txt", "--format", "json", "--type", "person"]).json();
        assert_eq!(people.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["xi-jinping", "aleksandr-lukashenko"]);
        let table = dir.run(&["actors", "--in", "a.txt", "--format", "csv"]);
        table.code(0).shows("id,name,type,mentions,articles,degree,strength,community,aliases,").shows("nato,NAVO,organization,1,");
        dir.run(&["actors", "--in", "a.txt"]).code(0).shows("id ").shows("Noord-Korea");
        dir.write("leeg.txt", "De kat.");
        assert!(dir.run(&["actors", "--in", "leeg.txt", "--format", "json"]).code(1).json::<Vec<Ranked>>().is_empty());
    }

    #[test]
    fn explain_tells_the_fate_of_every_candidate() {
        let dir = Dir::new();
        let text = "Melania Trump is in Moskou, de police, Guinee-Bissau en Congo.";
        let ran = dir.run(&["explain", text, "--format", "json"]);
        let told: Vec<Explained> = ran.code(0).lines();
        let shown: Vec<(&str, &str, &str, &str)> =
            told.iter().map(|e| (e.text.as_str(), e.actors[0].as_str(), e.fate.as_str(), e.rule.as_str())).collect();
        for row in [
            ("Trump", "donald-trump", "none", "other-person"),
            ("is", "islamic-state", "refused", "case-exact"),
            ("Moskou", "ru", "none", "place-preposition"),
            ("Congo", "cd", "ambiguous", "ambiguous"),
        ] {
            assert!(shown.contains(&row), "{row:?} is not in {shown:#?}");
        }
        for explained in &told {
            assert_eq!(cut(text, explained.start, explained.end), explained.text);
            assert_eq!((explained.document.as_str(), explained.line, explained.column), ("text", 1, explained.start + 1));
            assert!(!explained.meaning.is_empty() && !explained.alias.is_empty() && !explained.kind.is_empty());
            assert_eq!(explained.names.len(), explained.actors.len());
            assert_eq!(explained.lost_to.is_some(), explained.rule == "overlap");
        }
        let shown = dir.run(&["explain", text, "--format", "text"]);
        shown
            .code(0)
            .shows("text:1:9: x Trump  short of Donald Trump (donald-trump)  other-person: ")
            .shows("overlap to \"Guinee-Bissau\"");
        dir.run(&["explain", "De kat."]).code(1).tells("no name of any gazetteer stands here");
        dir.run(&["explain", "De kat.", "--quiet"]).code(1).silent();
        dir.write("a.txt", "De NAVO.");
        assert_eq!(dir.run(&["explain", "a.txt", "--format", "json"]).lines::<Explained>()[0].document, "a.txt");
    }
}

mod why {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct Why {
        bearers: Vec<Bearer>,
        near: Vec<String>,
        stands: usize,
        fates: Vec<Fate>,
        examples: Vec<String>,
        advice: String,
    }

    #[derive(Debug, Deserialize)]
    struct Bearer {
        id: String,
        kind: String,
        contexts: Vec<String>,
    }

    #[derive(Debug, Deserialize)]
    struct Fate {
        fate: String,
        rule: String,
        count: usize,
        examples: Vec<String>,
    }

    #[test]
    fn a_name_that_nobody_has_is_counted_and_can_be_added() {
        let dir = Dir::new();
        dir.write("a.txt", "Kop\nPrinceton won. Dat zei Princeton.\n").write("b.txt", "Kop\nprinceton\n");
        let why: Why = dir.run(&["explain", "--why", "Princeton", "a.txt", "b.txt", "--format", "json"]).code(0).json();
        assert_eq!((why.stands, why.bearers.len(), why.fates.len()), (3, 0, 0));
        assert_eq!(why.examples, ["a.txt:2: Princeton won. Dat zei Princeton.", "b.txt:2: princeton"]);
        assert!(why.advice.contains("`princeton,Princeton,organization`"), "{}", why.advice);
        // The advice works.
        dir.write("mine.csv", "id,name,type\nprinceton,Princeton,organization\n");
        dir.run(&["extract", "a.txt", "--gazetteer", "mine.csv"]).code(0).shows("\"actor\":\"princeton\"");
        let why: Why = dir.run(&["explain", "--why", "Foo, Bar Inc.", "a.txt", "--format", "json"]).code(1).json();
        assert!(why.advice.contains("`foo-bar-inc,\"Foo, Bar Inc.\",organization`"), "{}", why.advice);
        dir.write("mine.csv", "id,name,type\nfoo-bar-inc,\"Foo, Bar Inc.\",organization\n");
        dir.run(&["gazetteer", "check", "--gazetteer", "mine.csv"]).code(0);
        let near: Why = dir.run(&["explain", "--why", "Loekasjenkoo", "--format", "json"]).code(1).json();
        assert!(near.near.iter().any(|name| name.starts_with("Loekasjenko")), "{:?}", near.near);
    }

    #[test]
    fn a_name_that_is_refused_tells_by_which_rules_and_where() {
        let dir = Dir::new();
        dir.write("a.txt", "Kop\nMelania Trump zong.\nDonald Trump niet. Daarna sliep Trump. Het was TRUMPISME.\n");
        let why: Why = dir.run(&["explain", "--why", "trump", "a.txt", "--format", "json"]).code(0).json();
        assert_eq!((why.bearers[0].id.as_str(), why.bearers[0].kind.as_str()), ("donald-trump", "short"));
        let fates: Vec<(&str, &str, usize)> = why.fates.iter().map(|fate| (fate.fate.as_str(), fate.rule.as_str(), fate.count)).collect();
        for fate in [("none", "other-person", 1), ("actor", "short-name-after-full", 1), ("refused", "overlap", 1)] {
            assert!(fates.contains(&fate), "{fate:?} is not in {fates:?}");
        }
        let other = why.fates.iter().find(|fate| fate.rule == "other-person").unwrap();
        assert_eq!(other.examples, ["a.txt:2: Melania Trump zong."]);
        let kim: Why = dir.run(&["explain", "--why", "Kim", "--format", "json"]).code(0).json();
        assert!(kim.bearers.iter().any(|bearer| bearer.contexts.iter().any(|context| context.starts_with("required: Noord-Korea|"))));
        let text = dir.run(&["explain", "--why", "Trump", "a.txt", "--format", "text", "--color", "always"]);
        text.code(0).shows("\u{1b}[1m\u{1b}[31mx 1\u{1b}[0m  other-person").shows("     a.txt:2: Melania Trump zong.");
    }
}

mod languages {
    use super::*;

    #[test]
    fn each_article_is_read_in_its_language() {
        let dir = Dir::new();
        dir.write("en.txt", "Talks\nThe Germans said that Moscow was wrong, and Wagenborg said nothing about it.\n");
        dir.write("nl.txt", "Overleg\nDe Duitsers zeiden dat Moskou het mis had, en Wagenborg zweeg.\n");
        dir.write("mine.csv", "name\nWagenborg\nGermany\n");
        let words = ["extract", "en.txt", "nl.txt", "--gazetteer", "mine.csv"];
        let actors = |more: &[&str]| -> Vec<String> {
            let ran = dir.run(&[&words[..], more].concat());
            ran.lines::<serde_json::Value>().iter().map(|line| line["actor"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(actors(&[]), ["de", "ru", "wagenborg", "de", "ru", "wagenborg"]);
        assert_eq!(actors(&["--lang", "nl"]), ["wagenborg", "de", "ru", "wagenborg"]);
        assert_eq!(actors(&["--lang", "en"]), ["de", "ru", "wagenborg", "wagenborg"]);
    }

    #[test]
    fn open_names_are_dropped_kept_or_split() {
        let dir = Dir::new();
        for n in 0..60 {
            dir.write(&format!("p/{n}.txt"), format!("Kop {n}\nIn zin {n} staan Congo en de NAVO.\n"));
        }
        let articles = |how: &str| -> Vec<(String, u64)> {
            let ran = dir.run(&["actors", "--in", "p", "--ambiguous", how, "--format", "json"]);
            let value: serde_json::Value = ran.json();
            let list = value.as_array().unwrap().iter();
            list.map(|actor| (actor["id"].as_str().unwrap().to_owned(), actor["articles"].as_u64().unwrap()))
                .filter(|(id, _)| id != "nato")
                .collect()
        };
        assert_eq!(articles("drop"), []);
        let mut kept = articles("keep");
        kept.sort();
        assert_eq!(kept, [("cd".to_owned(), 60), ("cg".to_owned(), 60)]);
        let split = articles("split");
        assert_eq!(split.iter().map(|(_, count)| count).sum::<u64>(), 60, "{split:?}");
        assert!(split.len() == 2 && split.iter().all(|(_, count)| *count >= 15), "{split:?}");
    }
}

mod gazetteers {
    use super::*;

    #[test]
    fn a_plain_list_adds_actors() {
        let dir = Dir::new();
        dir.write("a.txt", "Wagenborg en Zwaluw Scheepsbouw varen op Rusland. Zwaluw groeit.");
        dir.write("lijst.csv", "name,type,aliases\nWagenborg,,\nZwaluw Scheepsbouw,bedrijf,Zwaluw\n");
        let mentions = extract(&dir, &["a.txt", "--gazetteer", "lijst.csv"]);
        let types: Vec<Option<&str>> = mentions.iter().map(|mention| mention.r#type.as_deref()).collect();
        assert_eq!(
            ids(&mentions),
            [("Wagenborg", "wagenborg"), ("Zwaluw Scheepsbouw", "zwaluw-scheepsbouw"), ("Rusland", "ru"), ("Zwaluw", "zwaluw-scheepsbouw")]
        );
        assert_eq!(types, [Some("other"), Some("bedrijf"), Some("country"), Some("bedrijf")]);
        let answers = together(&dir, &["zwaluw", "Rusland", "--in", "a.txt", "--gazetteer", "lijst.csv"]);
        assert_eq!(answers[0].sentences, 1);
        let graph = graph(&dir, &["a.txt", "--gazetteer", "lijst.csv", "--type", "bedrijf,country"]);
        assert_eq!(graph.edges.len(), 1);
    }

    #[test]
    fn a_folder_of_lists_is_read() {
        let dir = Dir::new();
        dir.write("a.txt", "Wagenborg en Damen.").write("g/een.csv", "name\nWagenborg\n").write("g/h/twee.csv", "name\nDamen\n");
        dir.write("g/lees.md", "geen lijst");
        assert_eq!(extract(&dir, &["a.txt", "--gazetteer", "g"]).len(), 2);
        assert_eq!(extract(&dir, &["a.txt", "--gazetteer", "g/een.csv", "--gazetteer", "g/h/twee.csv"]).len(), 2);
    }

    #[test]
    fn lists_for_another_language_are_left_out() {
        let dir = Dir::new();
        dir.write("nl.txt", "Wagenborg en Duinrel praten met de Zweden van Damen.")
            .write("en.txt", "Damen and the owners of Wagenborg said that they had called Dunerail.\n");
        dir.write("g/nl/een.csv", "name,id\nDuinrel,park\n")
            .write("g/en/een.csv", "name,id\nDunerail,park\nWagenborg,sea\n")
            .write("g/twee.csv", "name\nDamen\n");
        let found = |words: &[&str]| -> Vec<String> {
            extract(&dir, &[words, &["--gazetteer", "g", "--no-embedded"]].concat()).into_iter().map(|mention| mention.text).collect()
        };
        assert_eq!(found(&["nl.txt", "--lang", "nl"]), ["Duinrel", "Damen"]);
        assert_eq!(found(&["en.txt", "--lang", "en"]), ["Damen", "Wagenborg", "Dunerail"]);
        assert_eq!(found(&["nl.txt", "en.txt"]), ["Damen", "Wagenborg", "Dunerail", "Duinrel", "Damen"]);
        // What is wrong is told of the lists that are used.
        dir.write("g/nl/fout.csv", "name,type\na,b,c\n").write("g/en/fout.csv", "name,type\nd,e,f\n");
        for (language, told, untold) in
            [("nl", "g/nl/fout.csv:2", "g/en"), ("en", "g/en/fout.csv:2", "g/nl"), ("auto", "g/en/fout.csv:2", "?")]
        {
            let ran = dir.run(&["extract", "nl.txt", "--gazetteer", "g", "--lang", language]);
            ran.code(2).tells(told).must(!ran.stderr.contains(untold), "a list that is not used is told");
        }
        // The program's own files for both languages are such a folder.
        let own = common::root().join("gazetteers").display().to_string();
        for language in ["nl", "en", "auto"] {
            let words = ["extract", "en.txt", "nl.txt", "--lang", language, "--gazetteer", &own, "--no-embedded"];
            let plain = dir.run(&words[..5]);
            let ran = dir.run(&words);
            ran.must(ran.stderr.is_empty() && ran.stdout == plain.stdout, "they differ from those in the program");
        }
    }

    #[test]
    fn a_list_can_stand_alone() {
        let dir = Dir::new();
        dir.write("a.txt", "Zwaluw BV belt met China en Rusland.\n");
        dir.write("en.txt", "The owners of Zwaluw BV said that they had called China and that it was not so.\n");
        dir.write("lijst.csv", "name\nZwaluw BV\nRusland\n");
        let texts = |words: &[&str]| -> Vec<String> { extract(&dir, words).into_iter().map(|mention| mention.text).collect() };
        assert_eq!(texts(&["a.txt", "--gazetteer", "lijst.csv"]), ["Zwaluw BV", "China", "Rusland"]);
        assert_eq!(texts(&["a.txt", "--gazetteer", "lijst.csv", "--no-embedded"]), ["Zwaluw BV", "Rusland"]);
        assert_eq!(texts(&["en.txt", "--gazetteer", "lijst.csv", "--no-embedded"]), ["Zwaluw BV"]);
        dir.run(&["extract", "a.txt", "--no-embedded"]).code(2).tells("--gazetteer");
    }

    #[test]
    fn bad_rows_are_told_and_good_rows_count() {
        let dir = Dir::new();
        dir.write("a.txt", "Wagenborg en Damen.");
        dir.write("lijst.csv", "name,type\nWagenborg,\nte,veel,cellen\n,leeg\nDamen,bedrijf\n");
        let ran = dir.run(&["extract", "a.txt", "--gazetteer", "lijst.csv"]);
        ran.code(2)
            .tells("error: lijst.csv:3: the row has 3 cells where the header has 2")
            .tells("error: lijst.csv:4: the row has no name");
        assert_eq!(ids(&ran.lines::<Mention>()), [("Wagenborg", "wagenborg"), ("Damen", "damen")]);
        for words in [
            &["graph", "a.txt"][..],
            &["read", "a.txt"],
            &["together", "--in", "a.txt"],
            &["actors", "--in", "a.txt"],
            &["explain", "a.txt"],
        ] {
            dir.run(&[words, &["--gazetteer", "lijst.csv"]].concat()).code(2).tells("lijst.csv:3:");
        }
    }

    #[test]
    fn a_list_that_cannot_be_used_is_an_error() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO.").write("kolom.csv", "naam\nWagenborg\n").write("bin.csv", b"name\n\0");
        dir.run(&["extract", "a.txt", "--gazetteer", "weg.csv"]).code(2).tells("weg.csv: cannot be read");
        dir.run(&["extract", "a.txt", "--gazetteer", "bin.csv"]).code(2).tells("bin.csv:2: holds binary data");
        dir.run(&["extract", "a.txt", "--gazetteer", "kolom.csv"]).code(2).tells("kolom.csv:1: the header has no column name");
    }
}

mod behaviour {
    use super::*;

    #[test]
    fn a_reader_that_has_read_enough_is_no_error() {
        let dir = Dir::new();
        dir.write("a.txt", "China en Rusland oefenen samen met Iran. ".repeat(2000));
        let commands: [&[&str]; 7] = [
            &["gazetteer", "import", "flashtext", "namen.txt"],
            &["graph", "a.txt", "--format", "csv", "--window", "article", "--quiet"],
            &["extract", "a.txt"],
            &["extract", "a.txt", "--format", "csv"],
            &["read", "a.txt"],
            &["graph", "a.txt", "--format", "json", "--evidence", "all"],
            &["together", "cn", "ru", "--in", "a.txt", "--format", "json"],
        ];
        let patterns: String = (0..20_000).map(|n| format!("Naam {n}=>Actor {n}\n")).collect();
        dir.write("namen.txt", patterns);
        for words in commands {
            dir.run_and_read(words, 100).code(0).silent();
        }
    }

    #[test]
    fn the_number_of_threads_changes_nothing() {
        let seeds = root().join("seeds").display().to_string();
        let dir = Dir::new();
        for n in 0..150 {
            dir.write(&format!("p/{n:03}.txt"), format!("Bericht {}\n{PAGE}", n % 7));
        }
        let commands: [&[&str]; 4] = [
            &["extract", "p", &seeds],
            &["graph", "p", &seeds, "--format", "json", "--evidence", "all", "--window", "article"],
            &["together", "--in", "p", &seeds],
            &["actors", "--in", "p", &seeds],
        ];
        for words in commands {
            let [one, two, many] = ["1", "2", "5"].map(|jobs| dir.run(&[words, &["--jobs", jobs]].concat()));
            assert!(one.stdout == two.stdout && one.stdout == many.stdout && one.stdout.len() > 500, "{words:?}");
        }
    }

    #[test]
    fn two_runs_give_the_same_bytes() {
        let seeds = root().join("seeds").display().to_string();
        for format in ["dot", "gexf", "graphml", "json", "cyjs", "svg"] {
            let run = || Dir::new().run(&["graph", &seeds, "--format", format]).stdout;
            assert_eq!(run(), run(), "{format}");
        }
    }

    fn is_one_screen(ran: &Ran) {
        let widest = ran.stdout.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        ran.code(0)
            .silent()
            .must(widest <= 79, &format!("a line is {widest} wide"))
            .must(ran.stdout.lines().count() <= 60, "it is too long");
    }

    #[test]
    fn help_is_one_screen_and_full_help_has_examples() {
        let dir = Dir::new();
        is_one_screen(&dir.run(&["-h"]));
        dir.run(&["--help"]).code(0).shows("Examples:").shows("Exit status: 0");
        for command in
            ["read", "extract", "graph", "together", "actors", "path", "changes", "verify", "explain", "evaluate", "suggest", "gazetteer"]
        {
            is_one_screen(&dir.run(&[command, "-h"]));
            let full = dir.run(&[command, "--help"]);
            full.code(0).shows("Example").shows(&format!("actorgraph {command} "));
            dir.run(&["-h"]).shows(&format!("\n  {command} "));
        }
        for command in ["list", "show", "check", "import"] {
            is_one_screen(&dir.run(&["gazetteer", command, "-h"]));
        }
        dir.run(&["--version"]).code(0).shows(concat!("actorgraph ", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn examples_in_help_work() {
        let dir = Dir::new();
        for page in std::fs::read_dir(root().join("seeds")).unwrap().flatten() {
            dir.write(&format!("seeds/{}", page.file_name().display()), std::fs::read(page.path()).unwrap());
        }
        let mut tried = 0;
        for words in [
            &["--help"][..],
            &["read", "--help"],
            &["extract", "--help"],
            &["graph", "--help"],
            &["together", "--help"],
            &["actors", "--help"],
            &["explain", "--help"],
        ] {
            let help = dir.run(words).stdout;
            let tail = help.split("Example").nth(1).unwrap_or("").to_owned();
            for line in tail.lines().filter_map(|line| line.split_once("actorgraph ")).map(|(_, line)| line) {
                let own = line.split(" | ").next().unwrap_or("").split(" > ").next().unwrap_or("");
                let mut quoted = own.split('"');
                let mut example: Vec<&str> = quoted.next().unwrap_or("").split_whitespace().collect();
                example.extend(quoted.next().filter(|text| !text.is_empty()));
                dir.run(&example).code(0);
                tried += 1;
            }
        }
        assert!(tried >= 10, "{tried}");
    }

    #[test]
    fn slips_of_the_keyboard_are_told() {
        let dir = Dir::new();
        dir.write("a.txt", "De NAVO.");
        dir.run(&["extract", "a.txt", "--jbos", "2"]).code(2).tells("--jobs");
        dir.run(&["extrct", "a.txt"]).code(2).tells("extract");
        dir.run(&["graph", "a.txt", "--formt", "json"]).code(2).tells("--format");
        dir.run(&["graph", "a.txt", "--weight", "sentence"]).code(2).tells("sentences");
        dir.run(&["extract", "a.txt", "--jobs", "veel"]).code(2).tells("--jobs");
    }

    #[test]
    fn no_colour_reaches_a_pipe() {
        let dir = Dir::new();
        dir.write("a.txt", PAGE);
        for words in
            [&["together", "--in", "a.txt", "weg.txt"][..], &["explain", "a.txt", "--format", "text"], &["actors", "--in", "a.txt"]]
        {
            let ran = dir.run(words);
            ran.must(!ran.stdout.contains('\u{1b}') && !ran.stderr.contains('\u{1b}'), "there are escapes");
        }
    }
}
