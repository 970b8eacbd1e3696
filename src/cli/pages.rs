//! The road from inputs to annotated pages.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};

use actorgraph::{Annotated, Annotator, InputError, Inputs, Pipeline, SpoolError};

use super::general::General;
use super::input::Teller;
use super::progress::Progress;
use super::text::many;
use super::{Failure, talk};

/// When the state of the work is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Output {
    /// Output comes during the work, so that a terminal has no room for both.
    Streams,
    /// Output comes after the work.
    Follows,
}

/// Whether any page held a text.
#[derive(Default)]
struct Seen(AtomicBool);

impl Seen {
    /// Takes note of a page, and gives it back.
    fn noting<'p>(&self, page: &'p Annotated) -> &'p Annotated {
        if page.page.text().contains(|c: char| !c.is_whitespace() && c != '\u{feff}') {
            self.0.store(true, Ordering::Relaxed);
        }
        page
    }

    fn any_text(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Takes note of what became of a page, and says whether more are wanted.
type Take<'a> = dyn FnMut(Result<Result<(), Failure>, InputError>) -> ControlFlow<()> + 'a;

impl General {
    /// Reads and annotates the inputs and gives the pages to `each` in order. Tells whether something could not be used.
    pub fn pages(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        mut each: impl FnMut(&Annotated) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        self.run(annotator, inputs, Output::Streams, |pipeline, found, seen, take| {
            pipeline.run_lending(found, |page| take(page.map(|page| each(seen.noting(page)))));
        })
    }

    /// Reads and annotates the inputs and gives what `make` makes of each page, on all threads, to `each` in order. Tells whether
    /// something could not be used.
    pub fn made<T: Send>(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        make: &(impl Fn(Annotated) -> T + Sync),
        mut each: impl FnMut(T) -> Result<(), Failure>,
    ) -> Result<bool, Failure> {
        self.run(annotator, inputs, Output::Streams, |pipeline, found, seen, take| {
            let make = |page: Annotated| {
                seen.noting(&page);
                make(page)
            };
            pipeline.run_making(found, &make, |page| take(page.map(&mut each)));
        })
    }

    /// The same where nothing is shown before all is counted.
    pub fn count(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        mut each: impl FnMut(&Annotated) -> Result<(), SpoolError>,
    ) -> Result<bool, Failure> {
        self.run(annotator, inputs, Output::Follows, |pipeline, found, seen, take| {
            pipeline.run_lending(found, |page| take(page.map(|page| Ok(each(seen.noting(page))?))));
        })
    }

    /// Has `run` send inputs down the road and say of each page whether it could be used, and if so, what became of it.
    fn run(
        &self,
        annotator: &Annotator,
        inputs: &[PathBuf],
        output: Output,
        run: impl FnOnce(&Pipeline<'_>, Inputs, &Seen, &mut Take<'_>),
    ) -> Result<bool, Failure> {
        let reading = self.input.reading()?;
        let mut teller = Teller::default();
        let found = self.input.find(inputs, &mut teller)?;
        self.tell_others(found.others);
        self.tell_makers(annotator, &found)?;
        let pipeline = Pipeline::new(annotator, self.jobs, self.date)?.with_reading(reading.clone());
        let shows = !self.quiet && (output == Output::Follows || !io::stdout().is_terminal());
        let progress = Progress::new(shows, if shows { found.bytes() } else { None }, pipeline.counter());
        let (mut failed, seen, is_nothing) = (None, Seen::default(), found.is_empty());
        run(&pipeline, found, &seen, &mut |page| {
            progress.tick();
            match page {
                Err(error) => progress.aside(|| teller.tell(error)),
                Ok(done) => failed = done.err(),
            }
            if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        progress.finish();
        match failed {
            Some(failure) => Err(failure),
            None => {
                teller.tell_missing(&reading);
                let partial = teller.finish();
                if !seen.any_text() && !partial && !self.quiet && (!inputs.is_empty() || self.input.files_from.is_some()) {
                    let what =
                        if is_nothing { "nothing is there to be read: the inputs hold no page" } else { "what was read holds no text" };
                    talk::note(what);
                }
                Ok(partial)
            }
        }
    }

    /// Tells of stores whose mentions must be found anew.
    fn tell_makers(&self, annotator: &Annotator, inputs: &Inputs) -> Result<(), Failure> {
        for store in inputs.stores().filter(|_| !self.quiet) {
            let (others, path) = (store.documents_of_others(annotator)?, store.path().display());
            if others > 0 {
                talk::note(&format!(
                    "{path}: the mentions of {} come from other gazetteers or another version; they are found anew for \
                     this answer, and `actorgraph index {path} --refresh` keeps them so",
                    many(others, "document")
                ));
            }
        }
        Ok(())
    }

    /// Tells how many files of directories are not read.
    pub fn tell_others(&self, others: usize) {
        if others > 0 && !self.quiet {
            let (files, their, them) =
                (many(others as u64, "file"), if others == 1 { "its" } else { "their" }, if others == 1 { "it" } else { "them" });
            let endings = if others == 1 { "ending tells" } else { "endings tell" };
            talk::note(&format!("{files} passed over in directories: {their} {endings} no format; name {them}, or give --from"));
        }
    }
}
