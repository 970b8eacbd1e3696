//! `gazetteer`: what the gazetteers hold, whether they are sound, and names from other tools.

use std::io::Write;
use std::path::PathBuf;

use actorgraph::answer::check;
use actorgraph::{Actor, ActorId, Gazetteer, ImportFormat, Imported, Lookup, decode, import};
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use serde::Serialize;

use super::names::{Names, actor as find_actor, types};
use super::stdout::output;
use super::text::{many, plain, table};
use super::{Failure, Outcome, talk};

/// Lists, shows and checks gazetteers, and imports names from other tools
#[derive(Args)]
#[command(
    after_help = "Examples:\n  actorgraph gazetteer show Loekasjenko\n  actorgraph gazetteer list --type organization --format csv\n  \
                  actorgraph gazetteer check --gazetteer mine.csv\n  actorgraph gazetteer import spacy patterns.jsonl > mine.csv"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Lists the actors with their aliases and offices
    List(List),
    /// Shows all that is known of an actor, or of all actors that a name may mean
    Show(Show),
    /// Looks for mistakes: shared aliases, ordinary words, aliases never found, overlapping terms of office, unknown ids
    ///
    /// A row without an id whose name or alias an actor has already adds to that actor; it is told where the types differ, and how many there
    /// are.
    Check(Check),
    /// Turns another tool's list of names into a gazetteer
    Import(Import),
}

#[derive(Args)]
struct List {
    /// Only actors of these types
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    types: Vec<String>,
    /// Format of the list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    names: Names,
}

#[derive(Args)]
struct Show {
    /// Id, name or alias
    name: String,
    /// Format of the answer
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    names: Names,
}

#[derive(Args)]
struct Check {
    /// Lists to check with the others, as --gazetteer
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Tells errors only
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    names: Names,
}

#[derive(Args)]
struct Import {
    /// Format of the file
    #[arg(value_parser = PossibleValuesParser::new(ImportFormat::ALL.map(ImportFormat::name)))]
    format: String,
    /// File to read, or - for standard input
    file: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For reading
    Text,
    /// A row an actor
    Csv,
    /// A list of actors
    Json,
}

#[derive(Serialize)]
struct Entry<'g> {
    id: &'g str,
    name: &'g str,
    #[serde(rename = "type")]
    actor_type: &'g str,
    of: Vec<&'g str>,
    note: &'g str,
    aliases: Vec<AliasEntry<'g>>,
    roles: Vec<RoleEntry<'g>>,
}

#[derive(Serialize)]
struct AliasEntry<'g> {
    text: &'g str,
    kind: &'g str,
    lang: &'g str,
    case: &'g str,
}

#[derive(Serialize)]
struct RoleEntry<'g> {
    office: &'g str,
    of: &'g str,
    from: &'g str,
    until: &'g str,
}

/// Runs the command.
pub fn run(arguments: Arguments) -> Result<Outcome, Failure> {
    match arguments.command {
        Command::List(list) => {
            let (gazetteer, partial) = list.names.gazetteer()?;
            types(&gazetteer, &list.types)?;
            let wanted = |actor: &Actor| list.types.is_empty() || list.types.iter().any(|name| name == actor.actor_type.name());
            let actors = gazetteer.actors().iter().filter(|actor| wanted(actor)).filter_map(|actor| gazetteer.actor_with_id(&actor.id));
            write_entries(&gazetteer, actors, list.format, partial)
        }
        Command::Show(show) => {
            let (gazetteer, partial) = show.names.gazetteer()?;
            let actors = match gazetteer.lookup(&show.name) {
                Lookup::Ambiguous(actors) => actors,
                _ => vec![find_actor(&gazetteer, &show.name)?],
            };
            match show.format {
                Format::Text => {
                    let mut out = output();
                    for actor in actors {
                        out.write_all(described(&entry(&gazetteer, actor)).as_bytes())?;
                    }
                    out.flush()?;
                    Ok(Outcome::of(true, partial))
                }
                format => write_entries(&gazetteer, actors.into_iter(), format, partial),
            }
        }
        Command::Check(arguments) => {
            let Check { quiet, files, mut names } = arguments;
            names.gazetteer.extend(files);
            let (annotator, partial) = names.annotator()?;
            let findings = check(&annotator);
            let mut out = output();
            for finding in &findings {
                writeln!(out, "{finding}")?;
            }
            out.flush()?;
            if !quiet {
                let gazetteer = annotator.gazetteer();
                let found =
                    [many(gazetteer.actors().len(), "actor"), many(gazetteer.alias_count(), "alias"), many(findings.len(), "finding")]
                        .join(", ");
                talk::note(&found);
                if let Some((place, actor)) = gazetteer.joined().next() {
                    let rows = many(gazetteer.joined().len(), "row");
                    talk::note(&format!(
                        "{rows} without an id, such as {place}, add to an actor that has the name already ({}); give a row an id of its own where \
                         another is meant",
                        actor.id
                    ));
                }
            }
            Ok(if partial || !findings.is_empty() { Outcome::Partial } else { Outcome::Found })
        }
        Command::Import(arguments) => run_import(&arguments),
    }
}

fn run_import(arguments: &Import) -> Result<Outcome, Failure> {
    let name = arguments.file.display().to_string();
    let format = ImportFormat::from_name(&arguments.format).ok_or("unknown format")?;
    let bytes = if name == "-" {
        let mut bytes = Vec::new();
        std::io::Read::read_to_end(&mut std::io::stdin().lock(), &mut bytes)?;
        bytes
    } else {
        std::fs::read(&arguments.file).map_err(|error| format!("{name}: cannot be read ({error}); check the path"))?
    };
    let (actors, problems) = import(format, &name, &decode(&name, bytes)?);
    problems.iter().for_each(talk::error);
    let mut table = Vec::new();
    Imported::write_csv(&actors, &mut table)?;
    let mut out = output();
    out.write_all(&table)?;
    out.flush()?;
    Ok(Outcome::of(!actors.is_empty(), !problems.is_empty()))
}

fn entry(gazetteer: &Gazetteer, id: ActorId) -> Entry<'_> {
    let actor = gazetteer.actor(id);
    let name_of = |id: ActorId| gazetteer.actor(id).id.as_str();
    let aliases = gazetteer.aliases_of(id);
    let aliases = aliases.map(|alias| AliasEntry { text: alias.text, kind: alias.kind.name(), lang: alias.lang, case: alias.case.name() });
    let roles = gazetteer.roles_of(id);
    let roles = roles.map(|role| RoleEntry { office: &role.office, of: name_of(role.of), from: &role.from, until: &role.until });
    Entry {
        id: &actor.id,
        name: &actor.name,
        actor_type: actor.actor_type.name(),
        of: actor.of.iter().map(|id| name_of(*id)).collect(),
        note: &actor.note,
        aliases: aliases.collect(),
        roles: roles.collect(),
    }
}

fn write_entries(gazetteer: &Gazetteer, actors: impl Iterator<Item = ActorId>, format: Format, partial: bool) -> Result<Outcome, Failure> {
    let entries: Vec<Entry<'_>> = actors.map(|id| entry(gazetteer, id)).collect();
    let joined = |entry: &Entry<'_>| entry.aliases.iter().map(|alias| alias.text).collect::<Vec<_>>().join("|");
    let mut out = output();
    match format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &entries)?;
            out.write_all(b"\n")?;
        }
        Format::Csv => {
            let mut table = csv::Writer::from_writer(&mut out);
            table.write_record(["id", "name", "type", "aliases", "of", "note"])?;
            for entry in &entries {
                table.write_record([entry.id, entry.name, entry.actor_type, &joined(entry), &entry.of.join("|"), entry.note])?;
            }
            table.flush()?;
        }
        Format::Text => {
            let rows: Vec<Vec<String>> = entries
                .iter()
                .map(|entry| vec![entry.id.to_owned(), entry.name.to_owned(), entry.actor_type.to_owned(), joined(entry)])
                .collect();
            out.write_all(table(&["id", "name", "type", "aliases"], &rows).as_bytes())?;
        }
    }
    out.flush()?;
    Ok(Outcome::of(!entries.is_empty(), partial))
}

/// All that is known of an actor, for reading.
fn described(entry: &Entry<'_>) -> String {
    let mut text = format!("{} ({}, {})", plain(entry.name), entry.id, entry.actor_type);
    if !entry.note.is_empty() {
        text.push_str(&format!(": {}", plain(entry.note)));
    }
    text.push('\n');
    if !entry.of.is_empty() {
        text.push_str(&format!("  of: {}\n", entry.of.join(", ")));
    }
    for alias in &entry.aliases {
        text.push_str(&format!("  {}: {} ({}, {})\n", alias.kind, plain(alias.text), alias.lang, alias.case));
    }
    for role in &entry.roles {
        let until = if role.until.is_empty() { "now" } else { role.until };
        text.push_str(&format!("  office: {} of {}, {} – {until}\n", plain(role.office), role.of, role.from));
    }
    text
}
