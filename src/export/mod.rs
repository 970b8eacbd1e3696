//! Writes an actor graph in the formats that other programs open, one writer a file.
