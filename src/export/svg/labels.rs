//! Puts names beside discs so that none covers another or a disc.

use std::collections::HashMap;

/// Widths of the characters from space to `~` in Helvetica and Arial, in thousandths of the size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278,
    278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722,
    667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556,
    556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/// Width of a text in a sans-serif of this size, a little on the wide side, since fonts differ.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let units: u32 = text
        .chars()
        .map(|c| match (c as u32).checked_sub(32).and_then(|at| WIDTHS.get(at as usize)) {
            Some(width) => u32::from(*width),
            None if c.is_lowercase() => 556,
            None if (c as u32) < 0x1100 => 722,
            None => 1050,
        })
        .sum();
    f64::from(units) / 1000.0 * size * 1.06
}

/// A rectangle, from its left top corner to its right bottom one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Frame {
    /// A rectangle around a middle.
    pub fn around(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { left: x - width / 2.0, top: y - height / 2.0, right: x + width / 2.0, bottom: y + height / 2.0 }
    }

    fn overlaps(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }

    /// The smallest rectangle that holds both.
    pub fn with(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// A disc and the name that goes with it.
pub(super) struct Disc {
    pub x: f64,
    pub y: f64,
    pub radius: f64,
    pub name: String,
    /// Size of the name's letters.
    pub size: f64,
}

impl Disc {
    /// The square around the disc.
    pub fn frame(&self) -> Frame {
        Frame::around(self.x, self.y, 2.0 * self.radius, 2.0 * self.radius)
    }
}

/// Where a name found a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Spot {
    /// Middle of the name.
    pub x: f64,
    /// The line on which its letters stand.
    pub baseline: f64,
    /// Size of the letters.
    pub size: f64,
    /// Whether the name stands on its own disc.
    pub inside: bool,
    /// The rectangle that the name takes.
    pub frame: Frame,
}

/// Places for the names of `discs`, which come in the order of importance: who comes first chooses first. A name for which no place
/// is free gets none.
pub(super) fn place(discs: &[Disc]) -> Vec<Option<Spot>> {
    let mut grid = Grid::default();
    for (owner, disc) in discs.iter().enumerate() {
        grid.insert(owner, disc.frame());
    }
    discs
        .iter()
        .enumerate()
        .map(|(owner, disc)| {
            let spot = [1.0, 0.85].iter().flat_map(|shrink| spots(disc, disc.size * shrink)).find(|spot| grid.free(owner, spot.frame))?;
            grid.insert(discs.len(), spot.frame);
            Some(spot)
        })
        .collect()
}

/// The places to try, the best first: on the disc where it is large enough, below, right, left, above, and across the corners.
fn spots(disc: &Disc, size: f64) -> Vec<Spot> {
    let (wide, tall) = (width(&disc.name, size), size * 1.15);
    let spot = |x: f64, y: f64, inside: bool| Spot {
        x,
        baseline: y + size * 0.35,
        size,
        inside,
        frame: Frame::around(x, y, wide + size * 0.3, tall),
    };
    let mut spots = Vec::with_capacity(9);
    if wide <= 1.75 * disc.radius {
        spots.push(spot(disc.x, disc.y, true));
    }
    let (beside, over) = (disc.radius + size * 0.3 + wide / 2.0, disc.radius + size * 0.12 + tall / 2.0);
    let (corner_x, corner_y) = (disc.radius * 0.72 + size * 0.3 + wide / 2.0, disc.radius * 0.72 + tall / 2.0);
    let around = [
        (0.0, over),
        (beside, 0.0),
        (-beside, 0.0),
        (0.0, -over),
        (corner_x, corner_y),
        (corner_x, -corner_y),
        (-corner_x, corner_y),
        (-corner_x, -corner_y),
    ];
    spots.extend(around.iter().map(|(dx, dy)| spot(disc.x + dx, disc.y + dy, false)));
    spots
}

/// Width of a cell of the grid: about a name.
const CELL: f64 = 64.0;

/// Rectangles by the cells that they touch, so that a place is compared with its neighbours alone.
#[derive(Default)]
struct Grid {
    cells: HashMap<(i64, i64), Vec<(usize, Frame)>>,
}

impl Grid {
    fn insert(&mut self, owner: usize, frame: Frame) {
        for cell in cells(frame) {
            self.cells.entry(cell).or_default().push((owner, frame));
        }
    }

    /// Whether nothing but the owner's own disc lies here.
    fn free(&self, owner: usize, frame: Frame) -> bool {
        cells(frame)
            .all(|cell| self.cells.get(&cell).is_none_or(|taken| taken.iter().all(|(other, b)| *other == owner || !b.overlaps(frame))))
    }
}

fn cells(frame: Frame) -> impl Iterator<Item = (i64, i64)> {
    let cell = |at: f64| (at / CELL).floor() as i64;
    let (top, bottom) = (cell(frame.top), cell(frame.bottom));
    (cell(frame.left)..=cell(frame.right)).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn disc(x: f64, y: f64, radius: f64, name: &str) -> Disc {
        Disc { x, y, radius, name: name.to_owned(), size: 10.0 }
    }

    #[test]
    fn a_name_is_as_wide_as_its_letters() {
        assert!(width("il", 10.0) < width("MW", 10.0));
        assert!((width("NAVO", 10.0) - (0.722 + 0.667 + 0.667 + 0.778) * 10.6).abs() < 1e-9);
        assert!(width("北京", 10.0) > 20.0 && width("", 10.0) == 0.0);
    }

    #[test]
    fn the_name_stands_on_a_large_disc_and_below_a_small_one() {
        let spots = place(&[disc(0.0, 0.0, 40.0, "VS"), disc(200.0, 0.0, 4.0, "NAVO")]);
        assert!(spots[0].is_some_and(|spot| spot.inside && spot.x == 0.0));
        assert!(spots[1].is_some_and(|spot| !spot.inside && spot.x == 200.0 && spot.frame.top > 4.0));
    }

    #[test]
    fn no_name_covers_another_or_a_disc() {
        let discs: Vec<Disc> = (0..200).map(|at| disc(f64::from(at * 7919 % 400), f64::from(at * 104_729 % 300), 4.0, "Naam")).collect();
        let spots = place(&discs);
        let placed: Vec<Frame> = spots.iter().flatten().map(|spot| spot.frame).collect();
        assert!(spots[0].is_some() && placed.len() < 200, "{} placed", placed.len());
        for (at, a) in placed.iter().enumerate() {
            assert!(placed[..at].iter().all(|b| !a.overlaps(*b)));
        }
        for (owner, spot) in spots.iter().enumerate() {
            let Some(spot) = spot else { continue };
            assert!(discs.iter().enumerate().all(|(at, disc)| at == owner || !spot.frame.overlaps(disc.frame())));
        }
    }
}
