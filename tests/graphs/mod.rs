//! Graphs made up for tests.

#![allow(dead_code, reason = "each test binary uses its own part")]

use actorgraph::graph::{ActorGraph, Edge, EdgeRelation, Evidence, Manifest, MarkedSpan, Node, Place};
use actorgraph::{RelationEvidence, Stretch};

/// An actor with nothing but a name and a type.
pub fn node(id: &str, label: &str, actor_type: &str) -> Node {
    Node { id: id.to_owned(), label: label.to_owned(), actor_type: actor_type.to_owned(), ..Node::default() }
}

/// A link with this weight and nothing else.
pub fn edge(weight: f64) -> Edge {
    Edge { weight, sentences: weight as u64, articles: weight as u64, articles_raw: weight as u64, ..Edge::default() }
}

/// A sentence that names the two at these code points.
pub fn evidence(document: &str, text: &str, spans: &[(u32, u32, &str)]) -> Evidence {
    Evidence {
        document: document.to_owned(),
        article: 0,
        sentence: 2,
        line: 3,
        date: None,
        text: text.to_owned(),
        spans: spans.iter().map(|&(start, end, actor)| MarkedSpan { start, end, actor: actor.to_owned() }).collect(),
        windows: 1,
        shortened: false,
        before: None,
        after: None,
        copies: Vec::new(),
    }
}

/// A relation that one sentence tells.
pub fn relation(actor: &str, recipient: &str, document: &str, text: &str) -> EdgeRelation {
    let told = RelationEvidence {
        document: document.to_owned(),
        article: 0,
        sentence: 2,
        line: 3,
        date: Some(jiff::civil::date(2026, 1, 12)),
        status: "asserted",
        trigger: text.chars().take(2).collect(),
        text: text.to_owned(),
        spans: vec![Stretch { start: 0, end: 2, role: "trigger" }],
    };
    EdgeRelation {
        actor: actor.to_owned(),
        recipient: recipient.to_owned(),
        category: "REJECT",
        mode: None,
        quad: "verbal conflict",
        status: "asserted",
        reciprocal: false,
        sentences: 1,
        articles: 1,
        first: told.date,
        last: told.date,
        evidence: vec![told].into(),
    }
}

/// A small graph whose names hold what breaks formats.
pub fn nasty() -> ActorGraph {
    let rows = [
        ("cn", "China", "country"),
        ("ru", "Rusland", "country"),
        ("xi-jinping", "Xi Jinping", "person"),
        ("nato", "NAVO", "organization"),
        ("node", "graph", "organization"),
        ("graph", "Édouard \"de Grote\" <b>&amp; R&D</b>", "person"),
        ("a", "--", "country"),
        ("b", "twee\nregels\r\nen een\ttab", "country"),
        ("a--b", "  ruimte vooraan en achteraan  ", "organization"),
        ("o'neil:=;", "O'Neil: =1+1; {[x]}, y", "person"),
        ("vos-🦊", "🦊 Vos é", "league, of \"own\" type"),
        ("back\\slash", "eindigt op \\", "person"),
        ("escapes", "\\N \\G \\E \\l \\n", "person"),
        ("control", "con\u{1}tro\u{7f}le\u{fffe}", "person"),
        (" spatie ", "", "country"),
        ("alleen", "Zonder link", "country"),
    ];
    let mut nodes: Vec<Node> = rows.iter().map(|(id, label, actor_type)| node(id, label, actor_type)).collect();
    let at = |id: &str| rows.iter().position(|row| row.0 == id).expect("a known id");
    let day = |day| Some(jiff::civil::date(2026, 1, day));

    let mut first = edge(12.0);
    (first.sentences, first.articles, first.articles_raw, first.expected) = (12, 5, 9, 3.75);
    (first.pmi, first.npmi, first.llr) = (1.678_071_9, 0.345_678_9, 270.72);
    (first.dice, first.jaccard, first.cosine) = (0.333_333_3, 0.2, 0.034_641_016);
    (first.first, first.last) = (day(12), day(27));
    let mut copied = evidence("seeds/a.txt", "China zegt \"nee\" tegen Rusland.", &[(0, 5, "cn"), (23, 30, "ru")]);
    copied.copies = vec![Place { document: "seeds/b|c.txt".to_owned(), article: 2 }, Place { document: "d.txt".to_owned(), article: 0 }];
    copied.date = day(12);
    let mut second = evidence("seeds/é.txt", "=Rusland + China; 'x', \"y\" \\", &[(1, 8, "ru"), (11, 16, "cn")]);
    second.windows = 3;
    first.evidence = vec![copied, second].into();
    let mut both = relation("cn", "ru", "=b.txt", "=Rusland + China; 'x', \"y\" \\");
    (both.category, both.mode, both.quad, both.status, both.reciprocal) = ("CONSULT", Some("visit"), "verbal cooperation", "future", true);
    (both.first, both.last) = (None, None);
    let mut told = both.evidence.read().expect("what is at hand is read").into_owned();
    told[0].date = None;
    both.evidence = told.into();
    first.relations = vec![relation("ru", "cn", "seeds/a.txt", "China zegt \"nee\" tegen Rusland."), both];
    first.evidence_total = 12;

    let mut leader = edge(7.5);
    leader.affiliation = true;
    leader.npmi = -0.000_001;
    leader.evidence = vec![evidence("pagina's/<x>&.html", "- Xi </script><b>\nsprak\u{0} in China\u{b}.", &[(2, 4, "xi-jinping")])].into();
    leader.evidence_total = 1;

    let long = "Een heel lange zin over de NAVO en China die maar niet ophoudt. ".repeat(260);
    let mut wordy = edge(3.0);
    wordy.evidence = vec![evidence("lang.txt", &long, &[])].into();
    wordy.evidence_total = 1;
    let mut strange = edge(1.0);
    strange.relations = vec![relation("o'neil:=;", "graph", "a|b.txt", "- Een\u{1} </script>\n\u{b}einde")];

    let mut edges = vec![
        (at("ru"), at("cn"), first),
        (at("cn"), at("xi-jinping"), leader),
        (at("nato"), at("cn"), wordy),
        (at("a"), at("b"), edge(2.0)),
        (at("a--b"), at("b"), edge(1.0)),
        (at("node"), at("graph"), edge(1.0)),
        (at("graph"), at("o'neil:=;"), Edge { weight: 0.333_333, sentences: 0, articles: 0, articles_raw: 0, ..strange }),
        (at("vos-🦊"), at("back\\slash"), edge(1.0)),
        (at("back\\slash"), at("escapes"), edge(4.0)),
        (at("control"), at(" spatie "), edge(1.0)),
        (at("control"), at("cn"), edge(1.0)),
    ];
    measure(&mut nodes, &mut edges);
    let china = &mut nodes[at("cn")];
    (china.articles_raw, china.windows, china.core, china.community_name) = (40, 21, 2, "China, Rusland | \"R&D\"\n<b>".to_owned());
    (china.betweenness, china.pagerank, china.first, china.last) = (0.512_345_6, 0.000_051_23, day(12), day(28));
    china.aliases = vec!["China".to_owned(), "Chinese".to_owned(), "a|b \"c\" \\".to_owned()];
    let mut manifest = Manifest { generator: "actorgraph 0.1.0".to_owned(), gazetteer: "00ff".to_owned(), ..Manifest::default() };
    manifest.options.insert("window".to_owned(), "sentence".to_owned());
    manifest.options.insert("title".to_owned(), "a --> \"b\" */ \n <c>".to_owned());
    manifest.counts.insert("articles".to_owned(), 10);
    manifest.measures.insert("modularity".to_owned(), 0.412_345);
    ActorGraph::from_parts(nodes, edges, manifest)
}

/// Fills in what follows from the links.
fn measure(nodes: &mut [Node], edges: &mut [(usize, usize, Edge)]) {
    for (a, b, edge) in edges {
        for end in [*a, *b] {
            nodes[end].degree += 1;
            nodes[end].strength += edge.weight;
            nodes[end].mentions += edge.sentences;
            nodes[end].articles += edge.articles;
        }
    }
}

const NAMES: [(&str, &str); 60] = [
    ("Verenigde Staten", "country"),
    ("Rusland", "country"),
    ("Oekraïne", "country"),
    ("China", "country"),
    ("Europese Unie", "organization"),
    ("NAVO", "organization"),
    ("Israël", "country"),
    ("Iran", "country"),
    ("Donald Trump", "person"),
    ("Vladimir Poetin", "person"),
    ("Volodymyr Zelensky", "person"),
    ("Xi Jinping", "person"),
    ("Verenigde Naties", "organization"),
    ("Duitsland", "country"),
    ("Frankrijk", "country"),
    ("Belarus", "country"),
    ("Aleksandr Loekasjenko", "person"),
    ("Taiwan", "country"),
    ("Hamas", "organization"),
    ("Benjamin Netanyahu", "person"),
    ("Hezbollah", "organization"),
    ("Libanon", "country"),
    ("Emmanuel Macron", "person"),
    ("Friedrich Merz", "person"),
    ("Polen", "country"),
    ("Turkije", "country"),
    ("Recep Tayyip Erdogan", "person"),
    ("Noord-Korea", "country"),
    ("Kim Jong-un", "person"),
    ("Zuid-Korea", "country"),
    ("Japan", "country"),
    ("India", "country"),
    ("Pakistan", "country"),
    ("Narendra Modi", "person"),
    ("Syrië", "country"),
    ("Saoedi-Arabië", "country"),
    ("Mohammed bin Salman", "person"),
    ("Qatar", "country"),
    ("Internationaal Strafhof", "organization"),
    ("Wereldgezondheidsorganisatie", "organization"),
    ("Hongarije", "country"),
    ("Viktor Orbán", "person"),
    ("Servië", "country"),
    ("Kosovo", "country"),
    ("Soedan", "country"),
    ("Rapid Support Forces", "organization"),
    ("Venezuela", "country"),
    ("Nicolás Maduro", "person"),
    ("Cuba", "country"),
    ("Brazilië", "country"),
    ("Lula da Silva", "person"),
    ("Mexico", "country"),
    ("Claudia Sheinbaum", "person"),
    ("Canada", "country"),
    ("Mark Carney", "person"),
    ("Verenigd Koninkrijk", "country"),
    ("Keir Starmer", "person"),
    ("Italië", "country"),
    ("Giorgia Meloni", "person"),
    ("Groenland", "country"),
];

/// A graph as news makes them: few actors with most of the links, communities, some loose ends. The same for the same count.
pub fn news(count: usize) -> ActorGraph {
    dense_news(count, 14)
}

/// The same with so many sentences for each actor.
pub fn dense_news(count: usize, sentences: usize) -> ActorGraph {
    let mut state: u64 = 42;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1u64 << 31) as f64
    };
    let communities = 3 + count / 25;
    let syllables = ["Ka", "Lo", "Mi", "Ra", "Te", "Vo", "Sun", "Bel", "Dar", "Nis", "Or", "Quin"];
    let mut nodes: Vec<Node> = (0..count)
        .map(|at| {
            let (name, actor_type) = NAMES.get(at).map(|(name, kind)| ((*name).to_owned(), *kind)).unwrap_or_else(|| {
                let mut pick = || syllables[(random() * syllables.len() as f64) as usize];
                let (first, last) = (format!("{}{}", pick(), pick().to_lowercase()), format!("{}{}", pick(), pick().to_lowercase()));
                match at % 3 {
                    0 => (format!("{first}{}", last.to_lowercase()), "country"),
                    1 => (format!("{first} {last}"), "person"),
                    _ => (first.to_uppercase(), "organization"),
                }
            });
            let mut made = node(&format!("n{at:03}"), &name, actor_type);
            made.community = (at % communities) as u32;
            made
        })
        .collect();
    let mut weights = std::collections::BTreeMap::<(usize, usize), f64>::new();
    for _ in 0..count * sentences {
        let zipf = |value: f64| (((count as f64 + 1.0).powf(value) - 1.0) as usize).min(count - 1);
        let (a, mut b) = (zipf(random()), zipf(random()));
        if random() < 0.72 {
            b = (b / communities * communities + a % communities).min(count - 1);
        }
        if a != b && a < count * 39 / 40 && b < count * 39 / 40 {
            *weights.entry((a.min(b), a.max(b))).or_default() += 1.0;
        }
    }
    let mut edges: Vec<(usize, usize, Edge)> = weights
        .into_iter()
        .map(|((a, b), weight)| {
            let mut made = edge(weight);
            let text = format!("{} sprak met {} over de toestand.", nodes[a].label, nodes[b].label);
            made.evidence = vec![evidence("pagina.txt", &text, &[])].into();
            (a, b, made)
        })
        .collect();
    measure(&mut nodes, &mut edges);
    let manifest = Manifest { generator: "actorgraph 0.1.0".to_owned(), ..Manifest::default() };
    ActorGraph::from_parts(nodes, edges, manifest)
}
