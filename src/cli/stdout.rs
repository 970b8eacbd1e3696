//! What is written to standard output.

use std::io::{self, ErrorKind, StdoutLock, Write};

use super::Failure;
use super::file::remedy;

/// Standard output, whose errors say where they come from.
pub struct Output(StdoutLock<'static>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(told)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(told)
    }
}

/// An error of standard output. Who reads no further makes none that anybody is told of, and who is interrupted goes on.
fn told(error: io::Error) -> io::Error {
    let kind = error.kind();
    if matches!(kind, ErrorKind::BrokenPipe | ErrorKind::Interrupted | ErrorKind::WouldBlock) {
        return error;
    }
    let remedy = remedy(kind, "check where it leads to");
    io::Error::new(kind, format!("standard output: cannot be written ({error}); {remedy}"))
}

/// Standard output, with room for much to be written.
pub fn output() -> io::BufWriter<Output> {
    io::BufWriter::with_capacity(1 << 16, Output(io::stdout().lock()))
}

/// One JSON value a line.
pub fn json_line(out: &mut impl Write, value: &impl serde::Serialize) -> Result<(), Failure> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
