//! The gazetteers that the binary carries are sound, the linter finds what is planted, and other tools' lists are read.

use std::collections::BTreeSet;
use std::sync::Arc;

use actorgraph::answer::check;
use actorgraph::{ActorType, AliasKind, Annotator, Gazetteer, GazetteerBuilder, ImportFormat, Language, import};

/// Territories and regions that Dutch newspapers have no usual adjective for.
const WITHOUT_ADJECTIVE: [&str; 17] =
    ["be-bru", "bl", "cc", "cx", "gg", "gs", "je", "kn", "mf", "nf", "pm", "pn", "sh", "tc", "vg", "vi", "wf"];

fn findings(gazetteer: Gazetteer, language: Language) -> Vec<String> {
    let annotator = Annotator::new(Arc::new(gazetteer), language).unwrap_or_else(|error| panic!("{error}"));
    check(&annotator).iter().map(ToString::to_string).collect()
}

#[test]
fn the_embedded_gazetteers_pass_the_linter() {
    for language in Language::ALL {
        let mut builder = GazetteerBuilder::default();
        builder.add_embedded(&[language]);
        let (gazetteer, problems) = builder.build();
        assert!(problems.is_empty(), "{language:?}: {problems:#?}");
        let findings = findings(gazetteer, language);
        assert!(findings.is_empty(), "{language:?}:\n{}", findings.join("\n"));
    }
}

#[test]
fn every_country_has_an_adjective() {
    let gazetteer = Gazetteer::embedded(&[Language::Dutch]);
    let without: BTreeSet<&str> = gazetteer
        .actors()
        .iter()
        .filter(|actor| actor.actor_type == ActorType::Country)
        .filter(|actor| {
            let id = gazetteer.actor_with_id(&actor.id).unwrap();
            gazetteer.aliases_of(id).all(|alias| alias.kind != AliasKind::Adjective)
        })
        .map(|actor| actor.id.as_str())
        .collect();
    assert_eq!(without, BTreeSet::from(WITHOUT_ADJECTIVE));
}

#[test]
fn the_linter_finds_what_is_planted() {
    let mut builder = GazetteerBuilder::default();
    builder.add_file(
        "g/leaders.csv",
        "id,name,short,other,of,note\nann,Ann Bos,Bos,,x,\nbea,Bea Dal,Dal,,x,\ncor,Cor Dam,Dam,,x,\ndan,Dan Eik,Eik,,x,\neva,Eva Fok,Fok,,x,\n",
    );
    builder.add_file("g/organizations.csv", "id,name,acronym,other,of,kind\nx,Exbank,EX,,,bank\ny,Ypsilon,EX,De|Markt van Noord,,other\n");
    builder.add_file("g/nl/common.csv", "word\nmarkt\nde\n");
    builder.add_file("g/contexts.csv", "alias,actor,role,words\nNoord,y,unrelated,Markt van Noord\n");
    builder.add_file(
        "g/roles.csv",
        "actor,office,of,from,until,joint\nann,chair,x,2020-01-01,2022-01-01,\nbea,chair,x,2021-06-01,2023-01-01,\n\
         cor,chair,x,2023-01-01,,yes\ndan,chair,x,2023-01-01,,yes\neva,chair,x,2023-01-01,,no\n",
    );
    let (gazetteer, problems) = builder.build();
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, ["g/roles.csv:6: \"no\" in column joint says neither yes nor no; write yes, or leave it empty"]);
    let found = findings(gazetteer, Language::Dutch);
    for expected in [
        "g/organizations.csv:2: the alias \"EX\" of x also names y; keep one, or add rows to contexts.csv that decide",
        "g/organizations.csv:3: the alias \"EX\" of y also names x; keep one, or add rows to contexts.csv that decide",
        "g/organizations.csv:3: the alias \"De\" of y is an ordinary word; drop it, or add rows to contexts.csv that say when it is meant",
        "g/roles.csv:3: ann and bea are both chair of x after 2021-06-01; mend the dates, or write yes in the column joint of both rows",
    ] {
        assert!(found.iter().any(|line| line == expected), "{expected}\nis not in\n{}", found.join("\n"));
    }
    assert!(!found.iter().any(|line| line.contains("cor and dan")), "{found:?}");
}

/// Who is meant by a name that is known already is decided without a word, except in the linter.
#[test]
fn rows_that_add_to_another_actor_are_told() {
    let mut builder = GazetteerBuilder::default();
    builder.add_embedded(&[Language::Dutch]);
    builder.add_file("mine.csv", "name,type\nPoetin,person\nSuriname,organization\nVerzonnen,company\nNAVO,\n");
    builder.add_file("more.csv", "id,name,type\n,Verzonnen,person\nanders,Rutte,person\n");
    let (gazetteer, problems) = builder.build();
    assert!(problems.is_empty(), "{problems:?}");
    let joined: Vec<String> = gazetteer.joined().map(|(place, actor)| format!("{place} {}", actor.id)).collect();
    assert_eq!(joined, ["mine.csv:2 vladimir-putin", "mine.csv:3 sr", "mine.csv:5 nato", "more.csv:2 verzonnen"]);
    let mut found = findings(gazetteer, Language::Dutch);
    found.retain(|finding| finding.contains(" already"));
    let remedy = "leave the type empty if that is who is meant, or give the row an id of its own";
    assert_eq!(
        found,
        [
            format!("mine.csv:3: the name is that of sr already, a country, and the type \"organization\" is not used; {remedy}"),
            format!("more.csv:2: the name is that of verzonnen already, a company, and the type \"person\" is not used; {remedy}"),
        ]
    );
}

#[test]
fn lists_of_other_tools_are_read() {
    let rows: [(ImportFormat, &str, &[&str], usize); 9] = [
        (ImportFormat::Gate, "{\"label\":\"ORG\",\"pattern\":\"NAVO\"}\n{haken}\n", &["haken/{haken}/other/"], 1),
        (
            ImportFormat::Spacy,
            "{\"label\":\"ORG\",\"pattern\":\"NAVO\",\"id\":\"nato\"}\n{\"label\":\"ORG\",\"pattern\":[{\"LOWER\":\"noord\"},{\"TEXT\":\"pact\"}],\"id\":\"nato\"}\n\
             {\"label\":\"PER\",\"pattern\":[{\"POS\":\"X\"}]}\nniets\n",
            &["nato/NAVO/organization/noord pact"],
            2,
        ),
        (ImportFormat::Flashtext, "NAVO=>NATO\nRusland\n", &["nato/NATO/other/NAVO", "rusland/Rusland/other/"], 0),
        (ImportFormat::Flashtext, "{\"NATO\": [\"NAVO\", \"Navo\"]}", &["nato/NATO/other/NAVO|Navo"], 0),
        (ImportFormat::Gate, "AT&T\nNAVO&id=nato&type=organization\n# niets\n", &["at-t/AT&T/other/", "nato/NAVO/organization/"], 0),
        (
            ImportFormat::Jrc,
            "1\tP\tu\tVladimir+Putin\n1\tP\tnl\tVladimir+Poetin\n2\tO\tu\tNATO\nkort\n",
            &["jrc-1/Vladimir Poetin/person/Vladimir Putin", "jrc-2/NATO/organization/"],
            1,
        ),
        (
            ImportFormat::WikidataCsv,
            "item,itemLabel,itemAltLabel\nhttp://www.wikidata.org/entity/Q7184,NAVO,\"NATO, Navo\"\n,leeg,\n",
            &["q7184/NAVO/other/NATO|Navo"],
            1,
        ),
        (
            ImportFormat::WikidataJson,
            "{\"results\":{\"bindings\":[{\"item\":{\"value\":\"http://www.wikidata.org/entity/Q7184\"},\"itemLabel\":{\"value\":\"NAVO\"},\
             \"alias\":{\"value\":\"NATO\"}}]}}",
            &["q7184/NAVO/other/NATO"],
            0,
        ),
        (
            ImportFormat::FollowTheMoney,
            "{\"id\":\"NK-1\",\"schema\":\"Person\",\"caption\":\"Jan Bos\",\"properties\":{\"name\":[\"Jan Bos\"],\"alias\":[\"J. Bos\"]}}\n\
             {\"id\":\"a\",\"schema\":\"Address\"}\n{\n",
            &["nk-1/Jan Bos/person/J. Bos"],
            1,
        ),
    ];
    for (format, text, expected, problems) in rows {
        let (actors, told) = import(format, "x", text);
        let shown: Vec<String> =
            actors.iter().map(|actor| format!("{}/{}/{}/{}", actor.id, actor.name, actor.actor_type, actor.aliases.join("|"))).collect();
        assert_eq!(shown, expected, "{format:?}");
        assert_eq!(told.len(), problems, "{format:?}: {told:?}");
        assert!(told.iter().all(|problem| problem.to_string().starts_with("x:") && !problem.remedy.is_empty()));
    }
}
