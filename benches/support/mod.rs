//! What the benches share: made-up news, a clock that neighbours do not disturb, medians and a small table.
// Each bench uses its own part of this.
#![allow(dead_code)]

pub mod names;
pub mod news;
pub mod random;
pub mod words;

use std::time::Instant;

/// What was asked for on the command line or, for the size of the text, in `ACTORGRAPH_BENCH_MB`.
pub struct Options {
    /// Megabytes of text.
    pub mb: usize,
    /// Rounds; each runs every contender once.
    pub rounds: usize,
    /// Aliases to search for.
    pub aliases: usize,
    /// Seed of the text.
    pub seed: u64,
}

impl Options {
    /// Reads `--mb`, `--rounds`, `--aliases` and `--seed`. Without `--bench`, which `cargo bench` gives, this is a test that the bench still runs.
    pub fn read(mb: usize, aliases: usize) -> Self {
        let is_test = !std::env::args().any(|word| word == "--bench");
        let from_environment = std::env::var("ACTORGRAPH_BENCH_MB").ok().map(|mb| mb.parse().unwrap());
        Self {
            mb: option("--mb").or(from_environment).unwrap_or(if is_test { 1 } else { mb }),
            rounds: option("--rounds").unwrap_or(if is_test { 1 } else { 5 }),
            aliases: option("--aliases").unwrap_or(if is_test { 1_000 } else { aliases }),
            seed: option("--seed").unwrap_or(7),
        }
    }
}

/// What stands after an option on the command line.
pub fn option<T: std::str::FromStr<Err: std::fmt::Debug>>(name: &str) -> Option<T> {
    std::env::args().skip_while(|word| word != name).nth(1).map(|word| word.parse().unwrap())
}

/// Seconds that `work` takes on the processor, where the system tells, else on the clock; and what it yields.
pub fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let (begun, clock) = (on_processor(), Instant::now());
    let yielded = std::hint::black_box(work());
    let elapsed = clock.elapsed().as_secs_f64();
    // The system updates its count every few milliseconds, so what is shorter is taken from the clock.
    let seconds = match (begun, on_processor()) {
        (Some(begun), Some(ended)) if elapsed > 0.1 => (ended - begun) as f64 / 1e9,
        _ => elapsed,
    };
    (seconds, yielded)
}

/// Nanoseconds for which this thread has run.
fn on_processor() -> Option<u64> {
    std::fs::read_to_string("/proc/thread-self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

/// The middle one of some figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}

/// Seconds of each contender in each round; the first contender is what the others are held against.
pub struct Rounds {
    names: Vec<String>,
    notes: Vec<String>,
    seconds: Vec<Vec<f64>>,
}

/// A name, and what is timed: it tells the seconds that it took and what it found.
pub type Contender<'a> = (&'a str, &'a mut dyn FnMut() -> (f64, String));

impl Rounds {
    /// Runs the contenders by turns, so that what disturbs one disturbs all. Each yields what there is to note of it.
    pub fn run(rounds: usize, contenders: &mut [Contender<'_>]) -> Self {
        let names = contenders.iter().map(|(name, _)| (*name).to_owned()).collect();
        let (mut notes, mut seconds) = (vec![String::new(); contenders.len()], vec![Vec::new(); contenders.len()]);
        for _ in 0..rounds {
            for (at, (_, contender)) in contenders.iter_mut().enumerate() {
                let (took, note) = contender();
                seconds[at].push(took);
                notes[at] = note;
            }
        }
        Self { names, notes, seconds }
    }

    /// Prints speed, the median of the ratios taken within each round, and the notes.
    pub fn print(&self, bytes: usize) {
        println!("{:<44} {:>8} {:>8}  {:<19} found", "", "MB/s", "ratio", "(least - most)");
        for (at, name) in self.names.iter().enumerate() {
            let mut ratios: Vec<f64> = self.seconds[0].iter().zip(&self.seconds[at]).map(|(first, own)| first / own).collect();
            ratios.sort_by(f64::total_cmp);
            let speed = median(self.seconds[at].iter().map(|seconds| bytes as f64 / 1e6 / seconds).collect());
            let spread = format!("({:.2} - {:.2})", ratios[0], ratios[ratios.len() - 1]);
            println!("{name:<44} {speed:>8.1} {:>8.2}  {spread:<19} {}", median(ratios), self.notes[at]);
        }
    }
}
