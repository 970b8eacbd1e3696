//! Lists of aliases: those of the embedded gazetteer first, and made-up names where more are asked for.

use std::collections::HashSet;
use std::fmt::Write;

use actorgraph::{AliasKind, CaseRule, Gazetteer, GazetteerBuilder, Language};

use super::random::Random;

/// A name and how it is listed.
#[derive(Clone)]
pub struct Name {
    /// The name.
    pub text: String,
    kind: AliasKind,
    case: CaseRule,
}

/// Names in the order in which texts prefer them. A shorter list is the beginning of a longer one.
pub fn pool(count: usize) -> Vec<Name> {
    let mut random = Random(11);
    let embedded = Gazetteer::embedded(&[Language::Dutch]);
    let mut seen = HashSet::new();
    let mut names: Vec<Name> = embedded
        .aliases()
        .filter(|(_, alias)| seen.insert(alias.text.to_owned()))
        .map(|(_, alias)| Name { text: alias.text.to_owned(), kind: alias.kind, case: alias.case })
        .collect();
    random.shuffle(&mut names);
    while names.len() < count {
        let text = made_up(&mut random);
        if seen.insert(text.clone()) {
            let case = CaseRule::usual(AliasKind::Name, &text);
            names.push(Name { text, kind: AliasKind::Name, case });
        }
    }
    names
}

/// A gazetteer of the first `count` names, each an actor of its own.
pub fn gazetteer(names: &[Name], count: usize) -> Gazetteer {
    let mut table = String::from("id,name,type,adjective,inhabitant,case,other\n");
    for (at, Name { text, kind, case }) in names.iter().take(count).enumerate() {
        let text = text.replace('"', "\"\"");
        // The kind decides on a genitive `s` and on the rules of resolving.
        let column = match kind {
            AliasKind::Adjective => 0,
            AliasKind::Inhabitant => 1,
            _ => 2,
        };
        let cell = |wanted| if column == wanted { text.as_str() } else { "" };
        let (actor_type, case) = (["country", "organization", "person"][at % 3], case.name());
        if column == 2 {
            writeln!(table, "n{at},\"{text}\",{actor_type},,,{case},").unwrap();
        } else {
            writeln!(table, "n{at},\"Naamloos {at}\",country,\"{}\",\"{}\",{case},", cell(0), cell(1)).unwrap();
        }
    }
    let mut builder = GazetteerBuilder::default();
    builder.add_file("nl/names.csv", &table);
    builder.build().0
}

/// A person, a place, a company or an acronym that is nobody's.
pub fn made_up(random: &mut Random) -> String {
    match random.below(10) {
        0..=4 => format!("{} {}", first_name(random), surname(random)),
        5 => surname(random),
        6 => {
            format!("{} {}", surname(random), random.pick(&["Groep", "Holding", "Bank", "Staal", "Energie", "Partij", "Beweging", "Unie"]))
        }
        7 => format!(
            "{} {} {}",
            random.pick(&["Nationale", "Verenigde", "Vrije", "Algemene"]),
            surname(random),
            random.pick(&["Raad", "Bond", "Federatie", "Liga"])
        ),
        8 => (0..3 + random.below(3))
            .map(|_| random.pick(&["A", "B", "C", "D", "E", "F", "G", "I", "K", "L", "M", "N", "O", "P", "R", "S", "T", "V"]))
            .collect(),
        _ => format!("{}-{}", surname(random), surname(random)),
    }
}

/// A first name.
pub fn first_name(random: &mut Random) -> String {
    let start = random.pick(&[
        "Al", "An", "Bo", "Ca", "Da", "El", "Fe", "Gri", "Ha", "Ing", "Ja", "Ka", "Li", "Ma", "Ne", "Ol", "Pe", "Ro", "Sa", "Ti", "Vla",
        "Wi", "Ya", "Zo",
    ]);
    let middle = random.pick(&["", "ri", "la", "mi", "no", "te", "ve", "sha", "li"]);
    format!("{start}{middle}{}", random.pick(&["n", "na", "s", "dia", "ko", "ra", "k", "el", "mir", "jan", "ta", "o"]))
}

/// A surname.
pub fn surname(random: &mut Random) -> String {
    let start = random.pick(&[
        "Ab", "Ber", "Bran", "Cas", "Dor", "Er", "Fal", "Gor", "Hal", "Ib", "Jan", "Kor", "Kras", "Lam", "Mar", "Mol", "Nov", "Oster",
        "Pav", "Pet", "Quin", "Ros", "Schol", "Shi", "Sma", "Tan", "Tok", "Ur", "Var", "Vel", "Wes", "Xan", "Yil", "Zan",
    ]);
    let middle = random.pick(&["", "a", "en", "er", "i", "o", "ov", "um", "ing", "ak", "el", "ar", "und", "esh"]);
    let end = random.pick(&[
        "berg", "dijk", "ev", "ić", "ini", "man", "mans", "ova", "sen", "ski", "sma", "son", "stra", "vic", "ez", "ová", "idze", "yan",
        "hof", "poulos", "ra", "ta",
    ]);
    let mut name = format!("{start}{middle}{end}");
    if random.percent(12) {
        name = format!("{} {name}", random.pick(&["van", "de", "van der", "al", "El", "Bin", "Von", "Da"]));
    }
    name
}
