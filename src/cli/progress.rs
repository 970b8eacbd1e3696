//! How far a long command is: bytes read, rate and remaining time, where standard error is a terminal.

use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A bar on standard error, or nothing.
pub struct Progress {
    bar: ProgressBar,
    is_shown: bool,
    counter: Arc<AtomicU64>,
    begun: Instant,
}

/// Times a second that the bar is drawn.
const DRAWN: u8 = 8;
/// What is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(700);

impl Progress {
    /// A bar if `shows` and standard error is a terminal. `total` is what `counter` will come to, if that is known.
    pub fn new(shows: bool, total: Option<u64>, counter: Arc<AtomicU64>) -> Self {
        let is_shown = shows && io::stderr().is_terminal();
        let bar = if is_shown {
            let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::hidden());
            let template = match total {
                Some(_) => "{bar:24} {percent:>3} %  {bytes} of {total_bytes}  {bytes_per_sec}  {eta} left",
                None => "{spinner} {bytes}  {bytes_per_sec}  {elapsed}",
            };
            bar.with_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()))
        } else {
            ProgressBar::hidden()
        };
        Self { bar, is_shown, counter, begun: Instant::now() }
    }

    /// Shows how far the work is.
    pub fn tick(&self) {
        if self.is_shown && self.begun.elapsed() >= PATIENCE {
            if self.bar.is_hidden() {
                self.bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(DRAWN));
            }
            self.bar.set_position(self.counter.load(Ordering::Relaxed));
        }
    }

    /// Does something that writes to standard error, which the bar makes room for.
    pub fn aside<T>(&self, does: impl FnOnce() -> T) -> T {
        self.bar.suspend(does)
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
