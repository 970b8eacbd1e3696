//! Talk on standard error: errors, warnings, and what the filters did.

use std::fmt::Display;
use std::io::Write;

use anstyle::{AnsiColor, Style};

fn say(label: &str, color: AnsiColor, message: &dyn Display) {
    let style: Style = color.on_default().bold();
    let mut err = anstream::stderr().lock();
    // Where standard error is closed there is nobody to tell.
    let _ = writeln!(err, "{style}{label}{style:#}: {message}");
}

/// Tells an error.
pub fn error(message: &(impl Display + ?Sized)) {
    say("error", AnsiColor::Red, &message.to_string());
}

/// Tells something good to know.
pub fn note(message: &(impl Display + ?Sized)) {
    say("note", AnsiColor::Cyan, &message.to_string());
}
