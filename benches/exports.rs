//! Time, memory and size of every format, on a graph as news makes them.
//!
//! `cargo bench --features parquet --bench exports -- ACTORS SENTENCES [DIRECTORY]`: so many actors (20 000), so many sentences for each
//! (40, which makes about 200 000 links); what is written stays in DIRECTORY, where one is given.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, clippy::unwrap_in_result)]

#[path = "../tests/graphs/mod.rs"]
mod graphs;

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Instant;

use actorgraph::export::{ExportOptions, Format, export};
use actorgraph::graph::{ActorGraph, layout};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let number = |at: usize, default| words.get(at).and_then(|word| word.parse().ok()).unwrap_or(default);
    let graph = graphs::dense_news(number(0, 20_000), number(1, 40));
    let directory = words.get(2).map(PathBuf::from);
    println!("{} actors, {} links, {} MB with the graph", graph.node_count(), graph.edge_count(), memory("VmRSS"));
    println!("{:<24} {:>8} {:>12} {:>10}", "", "s", "peak, MB more", "MB");
    timed("layout alone", || {
        assert_eq!(layout(&graph, &[]).len(), graph.node_count());
        0
    });
    for format in Format::ALL.into_iter().filter(|format| format.is_built()) {
        for (part, write) in format.tables() {
            let name = format!("{format} {part}");
            timed(&name, || count(directory.as_ref(), &format!("{format}-{part}.{}", format.extension()), |out| write(&graph, out)));
        }
        if format.tables().is_empty() {
            timed(format.name(), || whole(&graph, format, directory.as_ref()));
        }
    }
}

fn whole(graph: &ActorGraph, format: Format, directory: Option<&PathBuf>) -> usize {
    count(directory, &format!("actors.{format}"), |out| export(graph, format, &ExportOptions::default(), out))
}

/// Counts bytes, and keeps them where they are wanted.
struct Counted {
    bytes: usize,
    file: Option<io::BufWriter<fs::File>>,
}

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes += bytes.len();
        if let Some(file) = &mut self.file {
            file.write_all(bytes)?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), Write::flush)
    }
}

fn count(directory: Option<&PathBuf>, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> usize {
    let file = directory.map(|directory| io::BufWriter::new(fs::File::create(directory.join(name)).unwrap()));
    let mut out = Counted { bytes: 0, file };
    write(&mut out).unwrap();
    out.flush().unwrap();
    out.bytes
}

/// Runs something and prints its time, how far memory rose above what was there before, and the bytes that it wrote.
fn timed(name: &str, run: impl FnOnce() -> usize) {
    // Linux forgets the highest memory so far when it is asked to; elsewhere the figure is that of the whole run.
    let _ = fs::write("/proc/self/clear_refs", "5");
    let (before, begun) = (memory("VmRSS"), Instant::now());
    let bytes = run();
    let (seconds, peak) = (begun.elapsed().as_secs_f64(), memory("VmHWM").saturating_sub(before));
    println!("{name:<24} {seconds:>8.2} {peak:>12} {:>10.1}", bytes as f64 / 1e6);
}

/// A line of the process's status, in MB.
fn memory(field: &str) -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(':'));
    line.and_then(|line| line.split_whitespace().next()?.parse::<usize>().ok()).unwrap_or(0) / 1000
}
