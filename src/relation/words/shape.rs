//! What words look like that are in no list: by their endings, and the few forms that have none.

/// Whether a Dutch noun has an ending of plurals: `landen`, `rebellenleiders`.
pub(crate) fn is_plural_noun(word: &str) -> bool {
    word.ends_with("en") || word.ends_with('s')
}

/// Whether a Dutch finite verb is a plural: `vallen`, `zijn`.
pub(crate) fn is_plural_verb(word: &str) -> bool {
    word.ends_with("en") || word == "zijn"
}

/// Whether a form of `worden` is present: `wordt`, `worden`.
pub(crate) fn is_present_become(word: &str) -> bool {
    begins_with(word, "word")
}

/// Whether a form of `hebben` or `have` is past: `had`, `hadden`.
pub(crate) fn is_past_have(word: &str) -> bool {
    begins_with(word, "had")
}

/// Whatever the case, as sentences and headlines begin with capitals.
fn begins_with(word: &str, start: &str) -> bool {
    word.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether a Dutch word has the ending of an adjective of a place: `Londense`.
pub(crate) fn is_of_place(word: &str) -> bool {
    word.ends_with("se")
}

/// Whether an English word has the ending of a gerund: `bombing`.
pub(crate) fn is_gerund(word: &str) -> bool {
    word.ends_with("ing")
}

/// Whether a word has the ending of a noun for people: `Schutter`, `Activist`, `Brandweerman`.
pub(crate) fn names_doer(word: &str) -> bool {
    const DOERS: [&str; 6] = ["er", "eur", "ist", "aar", "man", "vrouw"];
    let folded = word.to_lowercase();
    word.len() > 2 && DOERS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word has the ending of a plural for people: `ingenieurs`, `toeristen`, `werklieden`.
pub(crate) fn names_people(word: &str) -> bool {
    const PEOPLE: [&str; 8] = ["ers", "eurs", "isten", "aars", "anten", "enten", "lieden", "arissen"];
    PEOPLE.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word in `-en` has the beginning of a participle: `gestolen`, `verbannen`, `neergeschoten`.
pub(crate) fn looks_like_participle(word: &str) -> bool {
    const STEM: usize = 5;
    let inside = word.match_indices("ge").any(|(at, _)| at >= 2 && word.len() - at - 2 >= STEM);
    inside || ["ge", "be", "ver", "ont", "her"].iter().any(|prefix| word.starts_with(prefix))
}
