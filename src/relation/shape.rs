//! What words look like that are in no list: a noun for people, a participle.

/// Whether a word has the ending of a noun for people: `Schutter`, `Activist`, `Brandweerman`.
pub(super) fn names_doer(word: &str) -> bool {
    const DOERS: [&str; 6] = ["er", "eur", "ist", "aar", "man", "vrouw"];
    let folded = word.to_lowercase();
    word.len() > 2 && DOERS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word in `-en` has the beginning of a participle: `gestolen`, `verbannen`, `neergeschoten`.
pub(super) fn looks_like_participle(word: &str) -> bool {
    const STEM: usize = 5;
    let inside = word.match_indices("ge").any(|(at, _)| at >= 2 && word.len() - at - 2 >= STEM);
    inside || ["ge", "be", "ver", "ont", "her"].iter().any(|prefix| word.starts_with(prefix))
}
