//! Memory on pages of its own, which goes back to the system as soon as it is no longer needed.

use std::ops::{Deref, DerefMut};

use memmap2::{MmapMut, MmapOptions};

/// From so many bytes on the system is asked for large pages, so that a place in them is found in one step and not in several.
const MANY: usize = 4 << 20;

/// So many bytes, all of them 0; nothing where the system has no room. They are there from the beginning: pages that are read before they are
/// written are fetched twice, and for the second time all threads must stop.
pub(crate) fn zeros(size: usize) -> Option<MmapMut> {
    if size < MANY {
        return MmapOptions::new().len(size).populate().map_anon().ok();
    }
    let pages = large(size)?;
    fetch(&pages);
    Some(pages)
}

/// So many bytes, on large pages where the system has them.
fn large(size: usize) -> Option<MmapMut> {
    let pages = MmapMut::map_anon(size).ok()?;
    #[cfg(target_os = "linux")]
    // Where there are none, small ones do.
    let _ = pages.advise(memmap2::Advice::HugePage);
    Some(pages)
}

/// Fetches all pages. A system that cannot do it at once does it one by one when they are written.
#[cfg_attr(not(target_os = "linux"), allow(unused_variables))]
fn fetch(pages: &MmapMut) {
    #[cfg(target_os = "linux")]
    let _ = pages.advise(memmap2::Advice::PopulateWrite);
}

/// Bytes that are read in any order.
#[derive(Debug)]
pub(crate) enum Bytes {
    Few(Vec<u8>),
    /// The pages, and how many bytes of them are taken.
    Many(MmapMut, usize),
}

impl Bytes {
    /// None yet, with room for so many.
    pub fn with_capacity(capacity: usize) -> Self {
        let pages = (capacity >= MANY).then(|| large(capacity)).flatten();
        pages.map_or_else(|| Self::Few(Vec::with_capacity(capacity)), |pages| Self::Many(pages, 0))
    }

    /// So many that are 0.
    pub fn zeros(size: usize) -> Self {
        let pages = (size >= MANY).then(|| zeros(size)).flatten();
        pages.map_or_else(|| Self::Few(vec![0; size]), |pages| Self::Many(pages, size))
    }

    /// Adds some at the end.
    pub fn extend(&mut self, bytes: &[u8]) {
        if let Self::Many(pages, len) = self {
            if let Some(room) = pages.get_mut(*len..*len + bytes.len()) {
                room.copy_from_slice(bytes);
                *len += bytes.len();
                return;
            }
            *self = Self::Few(self.to_vec());
        }
        if let Self::Few(all) = self {
            all.extend_from_slice(bytes);
        }
    }

    /// No more room than is needed.
    pub fn shrink(&mut self) {
        if let Self::Few(all) = self {
            all.shrink_to_fit();
        }
    }
}

impl Default for Bytes {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Clone for Bytes {
    fn clone(&self) -> Self {
        let mut copy = Self::with_capacity(self.len());
        copy.extend(self);
        copy
    }
}

impl Deref for Bytes {
    type Target = [u8];

    #[inline]
    fn deref(&self) -> &[u8] {
        match self {
            Self::Few(all) => all,
            Self::Many(pages, len) => &pages[..*len],
        }
    }
}

impl DerefMut for Bytes {
    #[inline]
    fn deref_mut(&mut self) -> &mut [u8] {
        match self {
            Self::Few(all) => all,
            Self::Many(pages, len) => &mut pages[..*len],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_kept_however_many_there_are() {
        for capacity in [0, 100, MANY, 3 * MANY] {
            let (mut bytes, mut expected) = (Bytes::with_capacity(capacity), Vec::new());
            // More than there was room for.
            for number in 0..u8::MAX {
                let some = vec![number; capacity / 200 + 3];
                bytes.extend(&some);
                expected.extend_from_slice(&some);
                if number % 50 == 0 {
                    bytes.shrink();
                    assert!(*bytes == *expected && *bytes.clone() == *expected, "{number} of {capacity}");
                }
            }
            assert!(*bytes == *expected, "{capacity}");
        }
        for size in [0, 100, MANY, MANY + 1] {
            let mut bytes = Bytes::zeros(size);
            assert!(bytes.len() == size && bytes.iter().all(|byte| *byte == 0), "{size}");
            if let Some(last) = bytes.last_mut() {
                *last = 1;
            }
            assert_eq!(bytes.clone().iter().filter(|byte| **byte == 1).count(), size.min(1));
        }
    }
}
