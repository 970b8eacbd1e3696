//! How far a long command is: bytes read, rate and remaining time, and what it is at afterwards, where standard error is a terminal.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, mpsc};
use std::thread::{self, JoinHandle};
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

/// Work of which nobody knows how long it takes: what it is and how long it has taken so far, until this is dropped.
pub struct Working {
    // Dropping it tells the thread that the work is done.
    under_way: Option<mpsc::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Working {
    /// Tells what is being done if `shows`, standard error is a terminal, and it takes long.
    pub fn at(what: impl Into<String>, shows: bool) -> Self {
        if !shows || !io::stderr().is_terminal() {
            return Self { under_way: None, thread: None };
        }
        let what = what.into();
        let (under_way, done) = mpsc::channel::<()>();
        let lasts = move |long: Duration| done.recv_timeout(long) == Err(mpsc::RecvTimeoutError::Timeout);
        let thread = thread::spawn(move || {
            if !lasts(PATIENCE) {
                return;
            }
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(DRAWN));
            let style = ProgressStyle::with_template("{spinner} {msg}  {elapsed}").unwrap_or_else(|_| ProgressStyle::default_spinner());
            let bar = bar.with_style(style).with_message(what).with_elapsed(PATIENCE);
            while lasts(Duration::from_millis(1000 / u64::from(DRAWN))) {
                bar.tick();
            }
            bar.finish_and_clear();
        });
        Self { under_way: Some(under_way), thread: Some(thread) }
    }
}

impl Drop for Working {
    fn drop(&mut self) {
        self.under_way = None;
        if let Some(thread) = self.thread.take() {
            // The line is gone before anything else is written.
            let _ = thread.join();
        }
    }
}
