//! The gazetteers that the binary carries: the files of `gazetteers/`, as they are.

/// A file of `gazetteers/`: its path below that folder, and its content.
pub(crate) struct File {
    pub(crate) path: &'static str,
    pub(crate) text: &'static str,
}

macro_rules! files {
    ($($path:literal),+ $(,)?) => {
        &[$(File { path: $path, text: include_str!(concat!("../gazetteers/", $path)) }),+]
    };
}

/// Every embedded file.
pub(crate) const FILES: &[File] = files![
    "grammar.csv",
    "heads.csv",
    "offices.csv",
    "roles.csv",
    "en/clause.csv",
    "en/common.csv",
    "en/contexts.csv",
    "en/countries.csv",
    "en/grammar.csv",
    "en/leaders.csv",
    "en/organizations.csv",
    "en/page.csv",
    "en/relations.csv",
    "en/sets.csv",
    "en/titles.csv",
    "en/towns.csv",
    "nl/clause.csv",
    "nl/common.csv",
    "nl/contexts.csv",
    "nl/countries.csv",
    "nl/grammar.csv",
    "nl/leaders.csv",
    "nl/organizations.csv",
    "nl/page.csv",
    "nl/relations.csv",
    "nl/sets.csv",
    "nl/titles.csv",
    "nl/towns.csv",
];

/// The files of one language, or those that all languages share for `""`.
pub(crate) fn of_language(language: &str) -> impl Iterator<Item = &'static File> {
    FILES.iter().filter(move |file| match file.path.split_once('/') {
        Some((folder, _)) => folder == language,
        None => language.is_empty(),
    })
}
