//! The tree of Barnes and Hut: what is far away pushes as one.

use super::Point;

/// Deeper than this, points are one: their distance is lost in rounding.
const DEPTH: u32 = 40;
/// A cell pushes as one where its width is less than this part of its distance.
const THETA: f64 = 0.9;

/// Points with masses, in cells of four.
pub(super) struct Quadtree {
    cells: Vec<Cell>,
}

struct Cell {
    centre: Point,
    mass: f64,
    width: f64,
    children: [Option<u32>; 4],
}

impl Quadtree {
    /// Builds the tree over `points`.
    pub fn new(points: &[Point], masses: &[f64]) -> Self {
        let (mut low, mut high) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
        for point in points {
            low = Point { x: low.x.min(point.x), y: low.y.min(point.y) };
            high = Point { x: high.x.max(point.x), y: high.y.max(point.y) };
        }
        let mut tree = Self { cells: Vec::with_capacity(points.len() * 2) };
        let mut order: Vec<usize> = (0..points.len()).collect();
        let width = (high.x - low.x).max(high.y - low.y);
        tree.build(&mut order, points, masses, low, width, 0);
        tree
    }

    fn build(&mut self, order: &mut [usize], points: &[Point], masses: &[f64], corner: Point, width: f64, depth: u32) -> Option<u32> {
        if order.is_empty() {
            return None;
        }
        let mass: f64 = order.iter().map(|&at| masses[at]).sum();
        let weigh = |of: fn(&Point) -> f64| order.iter().map(|&at| of(&points[at]) * masses[at]).sum::<f64>() / mass;
        let centre = if let [one] = *order { points[one] } else { Point { x: weigh(|point| point.x), y: weigh(|point| point.y) } };
        let cell = self.cells.len();
        self.cells.push(Cell { centre, mass, width, children: [None; 4] });
        if order.len() > 1 && depth < DEPTH {
            let half = width / 2.0;
            let middle = Point { x: corner.x + half, y: corner.y + half };
            let split = split(order, |at| points[at].y < middle.y);
            let (top, bottom) = order.split_at_mut(split);
            for (row, part) in [top, bottom].into_iter().enumerate() {
                let y = if row == 0 { corner.y } else { middle.y };
                let split = self::split(part, |at| points[at].x < middle.x);
                let (left, right) = part.split_at_mut(split);
                let left = self.build(left, points, masses, Point { x: corner.x, y }, half, depth + 1);
                let right = self.build(right, points, masses, Point { x: middle.x, y }, half, depth + 1);
                self.cells[cell].children[row * 2] = left;
                self.cells[cell].children[row * 2 + 1] = right;
            }
        }
        u32::try_from(cell).ok()
    }

    /// The push of everything else on a body of mass 1 at `point`: mass over distance, away from it.
    pub fn push(&self, point: Point) -> Point {
        let mut push = Point::default();
        let mut waiting: Vec<u32> = if self.cells.is_empty() { Vec::new() } else { vec![0] };
        while let Some(next) = waiting.pop() {
            let cell = &self.cells[next as usize];
            let (dx, dy) = (point.x - cell.centre.x, point.y - cell.centre.y);
            let squared = dx * dx + dy * dy;
            let leaf = cell.children == [None; 4];
            if leaf || cell.width * cell.width < THETA * THETA * squared {
                if squared > 0.0 {
                    let force = cell.mass / squared.max(1e-12);
                    push = Point { x: push.x + dx * force, y: push.y + dy * force };
                }
            } else {
                waiting.extend(cell.children.iter().flatten());
            }
        }
        push
    }
}

/// Moves those that pass the test to the front, each side in its old order, and says how many there are.
fn split(order: &mut [usize], test: impl Fn(usize) -> bool) -> usize {
    order.sort_by_key(|&at| !test(at));
    order.partition_point(|&at| test(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_push_is_near_the_sum_over_all() {
        let points: Vec<Point> = (0..60).map(|i| Point { x: f64::from(i * 37 % 60), y: f64::from(i * 23 % 60) }).collect();
        let masses: Vec<f64> = (0..60).map(|i| 1.0 + f64::from(i % 5)).collect();
        let tree = Quadtree::new(&points, &masses);
        let at = Point { x: 200.0, y: 20.0 };
        let mut exact = Point::default();
        for (point, mass) in points.iter().zip(&masses) {
            let (dx, dy) = (at.x - point.x, at.y - point.y);
            let squared = dx * dx + dy * dy;
            exact = Point { x: exact.x + dx * mass / squared, y: exact.y + dy * mass / squared };
        }
        let push = tree.push(at);
        assert!((push.x - exact.x).abs() < 0.05 * exact.x.abs(), "{push:?} for {exact:?}");
    }

    #[test]
    fn points_on_one_spot_end_the_building() {
        let points = vec![Point { x: 1.0, y: 1.0 }; 5];
        let tree = Quadtree::new(&points, &[1.0; 5]);
        assert_eq!(tree.push(points[0]), Point::default());
        assert!((tree.push(Point { x: 2.0, y: 1.0 }).x - 5.0).abs() < 1e-9);
        assert_eq!(Quadtree::new(&[], &[]).push(points[0]), Point::default());
    }
}
