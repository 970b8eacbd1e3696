//! Long lists on several threads at once.

use std::io::{self, Write};

use rayon::prelude::*;

/// Items that one thread takes in one go.
const BLOCK: usize = 256;

/// Writes what `make` makes of some items and puts at the end of some bytes. The threads that there are share the items in blocks, and the
/// blocks go out in order, so that the output is the same for any number of threads, and no more is in memory than a block for each.
///
/// # Errors
/// When `out` does not take the bytes, or what `make` finds wrong.
pub(super) fn in_blocks<T: Sync>(
    items: &[T],
    out: &mut dyn Write,
    make: impl Fn(&[T], &mut Vec<u8>) -> io::Result<()> + Sync,
) -> io::Result<()> {
    // To ask for threads starts them, which a small graph does not need.
    let threads = if items.len() > BLOCK { rayon::current_num_threads() } else { 1 };
    let mut room: Vec<Vec<u8>> = vec![Vec::new(); threads];
    for blocks in items.chunks(BLOCK * threads) {
        let fill = |(block, bytes): (&[T], &mut Vec<u8>)| {
            bytes.clear();
            make(block, bytes)
        };
        if threads == 1 {
            blocks.chunks(BLOCK).zip(&mut room).try_for_each(fill)?;
        } else {
            blocks.par_chunks(BLOCK).zip(room.par_iter_mut()).try_for_each(fill)?;
        }
        let made = blocks.chunks(BLOCK).len();
        room[..made].iter().try_for_each(|bytes| out.write_all(bytes))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_number_of_threads_writes_the_same() {
        let items: Vec<u32> = (0..3_000).collect();
        let make = |some: &[u32], bytes: &mut Vec<u8>| some.iter().try_for_each(|item| write!(bytes, "{item} "));
        for count in [0, 1, BLOCK, BLOCK + 1, 2 * BLOCK + 1, items.len()] {
            let expected: String = items[..count].iter().map(|item| format!("{item} ")).collect();
            for threads in 1..4 {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
                let mut out = Vec::new();
                pool.install(|| in_blocks(&items[..count], &mut out, make)).unwrap();
                assert_eq!(String::from_utf8(out).unwrap(), expected);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_told() {
        let items = vec![0; 2 * BLOCK];
        let refused = in_blocks(&items, &mut Vec::new(), |_, _| Err(io::ErrorKind::OutOfMemory.into()));
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::OutOfMemory);
    }
}
