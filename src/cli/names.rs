//! Which names: the gazetteers that commands match and ask by.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use actorgraph::{ActorId, Annotator, Gazetteer, GazetteerBuilder, Language, Lookup, Problem, Wanted, decode, walk};
use clap::{Args, ValueEnum};

use super::{Failure, talk};

/// Which gazetteers.
#[derive(Args)]
pub struct Names {
    /// Adds a gazetteer: a CSV file, or a directory of them; may be repeated
    ///
    /// A plain list needs one column, `name`; `type`, `aliases` and `id` are understood. What stands in `nl` or `en` below a directory is
    /// for texts in that language.
    #[arg(long, value_name = "FILE|DIR")]
    pub gazetteer: Vec<PathBuf>,
    /// Leaves out the gazetteers that the program carries
    #[arg(long, requires = "gazetteer", hide_short_help = true)]
    pub no_embedded: bool,
    /// Language of the texts: auto recognises that of each article
    #[arg(long, value_enum, default_value_t = Lang::Auto)]
    pub lang: Lang,
}

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Dutch or English, article by article; Dutch where an article does not tell
    Auto,
    /// Dutch
    Nl,
    /// English
    En,
}

/// The gazetteers that a user gives.
pub struct Lists {
    /// Whether they stand alone.
    no_embedded: bool,
    files: Vec<List>,
}

/// A file with names.
struct List {
    name: String,
    text: String,
    /// The language of the folder in which it stands below the one that was given.
    language: Option<Language>,
    /// The ids that its rows without one were given, each with a zero after it.
    ids: String,
}

impl List {
    /// Whether it is for texts in this language.
    fn is_for(&self, language: Language) -> bool {
        self.language.is_none_or(|own| own == language)
    }

    /// Adds what it has for texts in this language.
    fn add_to(&self, builder: &mut GazetteerBuilder, language: Language) {
        if self.is_for(language) {
            builder.add_file(&self.name, &self.text);
        } else {
            builder.add_other_language(&self.name, &self.text);
        }
    }
}

impl Lists {
    /// Whether the user gives none.
    pub const fn are_none(&self) -> bool {
        self.files.is_empty()
    }

    /// The lists beside the names of a language, and what is wrong with those that are for that language alone. What is wrong with the others was
    /// told when they were read first.
    fn beside(&self, language: Language) -> (Gazetteer, Vec<Problem>) {
        let mut builder = GazetteerBuilder::default();
        if !self.no_embedded {
            builder.add_embedded(&[language]);
        }
        let (own, others): (Vec<&List>, Vec<&List>) = self.files.iter().partition(|list| list.is_for(language));
        for list in own.into_iter().chain(others) {
            builder.follow(&list.ids);
            list.add_to(&mut builder, language);
        }
        let (gazetteer, mut problems) = builder.build();
        problems.retain(|problem| self.files.iter().any(|list| list.language == Some(language) && list.name == problem.file));
        (gazetteer, problems)
    }
}

impl Names {
    /// The gazetteers, and whether something in them could not be used.
    pub fn gazetteer(&self) -> Result<(Arc<Gazetteer>, bool), Failure> {
        let (gazetteer, _, partial) = self.gazetteer_and_lists()?;
        Ok((gazetteer, partial))
    }

    /// The gazetteers; the user's lists, to be put beside the names of another language; and whether something could not be used.
    pub fn gazetteer_and_lists(&self) -> Result<(Arc<Gazetteer>, Lists, bool), Failure> {
        let mut builder = GazetteerBuilder::default();
        if !self.no_embedded {
            builder.add_embedded(&[self.language()]);
        }
        let mut files: Vec<List> = Vec::new();
        for path in &self.gazetteer {
            for file in if path.is_dir() { lists(path)? } else { vec![path.clone()] } {
                let name = file.display().to_string();
                let bytes = std::fs::read(&file).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?;
                let below = file.strip_prefix(path).ok().and_then(Path::parent).map(Path::components).into_iter().flatten();
                let language = below.rev().find_map(|folder| Language::from_code(folder.as_os_str().to_str()?));
                files.push(List { text: decode(&name, bytes)?, name, language, ids: String::new() });
            }
        }
        // What an actor is called is told by the first list that names it.
        let (own, others): (Vec<&mut List>, Vec<&mut List>) = files.iter_mut().partition(|list| list.is_for(self.language()));
        for list in own.into_iter().chain(others) {
            let before = builder.own_ids().len();
            list.add_to(&mut builder, self.language());
            list.ids = builder.own_ids()[before..].to_owned();
        }
        let lists = Lists { no_embedded: self.no_embedded, files };
        let (gazetteer, mut problems) = builder.build();
        if let Some(other) = self.other_language().filter(|other| lists.files.iter().any(|list| list.language == Some(*other))) {
            problems.append(&mut lists.beside(other).1);
        }
        for problem in &problems {
            talk::error(problem);
        }
        let gazetteer = Arc::new(gazetteer);
        // It lives as long as the program: to free it piece by piece takes longer than many an answer.
        std::mem::forget(Arc::clone(&gazetteer));
        Ok((gazetteer, lists, !problems.is_empty()))
    }

    /// The language of names, rules and of what is shown.
    pub const fn language(&self) -> Language {
        match self.lang {
            Lang::Nl | Lang::Auto => Language::Dutch,
            Lang::En => Language::English,
        }
    }

    /// The language whose names are used for articles in it, beside the main one.
    pub fn other_language(&self) -> Option<Language> {
        (self.lang == Lang::Auto).then_some(Language::English)
    }

    /// An annotator with the gazetteers, and whether something in them could not be used.
    pub fn annotator(&self) -> Result<(Annotator, bool), Failure> {
        let (gazetteer, lists, partial) = self.gazetteer_and_lists()?;
        Ok((self.annotator_with(gazetteer, lists)?, partial))
    }

    /// An annotator with these gazetteers.
    pub fn annotator_with(&self, gazetteer: Arc<Gazetteer>, lists: Lists) -> Result<Annotator, Failure> {
        let annotator = Annotator::new(gazetteer, self.language())?;
        Ok(match self.other_language() {
            Some(other) => annotator.with_other(other, move || lists.beside(other).0),
            None => annotator,
        })
    }
}

/// The lists below a folder.
fn lists(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let found = walk(folder, Wanted::Ending("csv"))?;
    if let Some(error) = found.errors.into_iter().next() {
        return Err(error.into());
    }
    if found.files.is_empty() {
        return Err(format!("{}: holds no CSV file; give a folder with gazetteers, or a file", folder.display()).into());
    }
    Ok(found.files)
}

/// The actor that a person named, or an error that says which names are near.
pub fn actor(gazetteer: &Gazetteer, name: &str) -> Result<ActorId, Failure> {
    match gazetteer.lookup(name) {
        Lookup::Found(actor) => Ok(actor),
        Lookup::Ambiguous(actors) => {
            let choices: Vec<String> =
                actors.iter().map(|id| gazetteer.actor(*id)).map(|actor| format!("{} ({})", actor.id, actor.name)).collect();
            Err(format!("{name:?} may mean several actors; give one of the ids {}", choices.join(", ")).into())
        }
        Lookup::Unknown { near } if near.is_empty() => {
            Err(format!("no actor is named {name:?}; add it with --gazetteer FILE, a CSV file with the column name").into())
        }
        Lookup::Unknown { near } => {
            let near: Vec<String> = near.iter().map(|name| format!("{name:?}")).collect();
            Err(format!("no actor is named {name:?}; did you mean {}?", near.join(", ")).into())
        }
    }
}

/// The types by which actors are chosen, which must be types of actors that there are.
pub fn types<'n>(gazetteer: &Gazetteer, names: &'n [String]) -> Result<&'n [String], Failure> {
    let known: BTreeSet<&str> = gazetteer.actors().iter().map(|actor| actor.actor_type.name()).collect();
    match names.iter().find(|name| !known.contains(name.as_str())) {
        None => Ok(names),
        Some(unknown) => {
            let known: Vec<&str> = known.into_iter().collect();
            Err(format!("no actor is of the type {unknown:?}; choose among {}", known.join(", ")).into())
        }
    }
}
