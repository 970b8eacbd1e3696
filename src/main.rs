//! The command line of actorgraph.

fn main() {}
