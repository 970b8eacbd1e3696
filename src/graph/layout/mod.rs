//! Gives every actor a place in the plane: those that appear together near each other, none on top of another.
//!
//! The forces are LinLog's (Noack 2007), which set communities apart, with the tree of Barnes and Hut (1986) for large graphs.
//! Places start on a fixed spiral and are worked out with nothing but the four operations and square roots, which every
//! processor rounds alike, so that a graph looks the same on every machine.

mod groups;
mod overlap;
mod quadtree;
mod rows;

use rayon::prelude::*;

use super::ActorGraph;
use quadtree::Quadtree;

/// A place in the plane: x grows to the right, y downwards, as on a screen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Distance to the right of the centre.
    pub x: f64,
    /// Distance below the centre.
    pub y: f64,
}

/// The room that an actor needs around its place, for its disc and its name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Distance that is kept free on the left and the right.
    pub beside: f64,
    /// Distance that is kept free above.
    pub above: f64,
    /// Distance that is kept free below.
    pub below: f64,
}

impl Room {
    fn area(&self) -> f64 {
        2.0 * self.beside * (self.above + self.below)
    }
}

impl Default for Room {
    fn default() -> Self {
        Self { beside: 30.0, above: 24.0, below: 24.0 }
    }
}

/// How strongly everything is drawn to the centre, so that those with few links stay in the picture.
const GRAVITY: f64 = 0.8;
/// The first and the last step that a place may move at once, where the whole picture measures about 1.
const STEPS: (f64, f64) = (0.12, 0.0005);
/// The part of the picture that the rooms fill before they are pushed apart.
const FILL: f64 = 0.6;
/// Width over height that a picture in print likes best.
const ASPECT: f64 = 1.45;
/// cos and sin of the golden angle, 2π(1 − 1/φ): turning by it never puts two places in one direction.
const GOLDEN: (f64, f64) = (-0.737_368_878_078_319_6, 0.675_490_294_261_523_8);

/// Places for all actors, in the order of [`ActorGraph::nodes`], around the point (0, 0). The largest group of linked actors stands
/// in the middle; smaller groups and those without a link stand in rows below it.
///
/// `rooms` says in the same order what each needs; who has none in the list gets the default.
#[must_use]
pub fn layout(graph: &ActorGraph, rooms: &[Room]) -> Vec<Point> {
    let count = graph.node_count();
    let rooms: Vec<Room> = (0..count).map(|node| rooms.get(node).copied().unwrap_or_default()).collect();
    let links: Vec<(usize, usize, f64)> = graph.edge_ends().filter(|(a, b, _)| a != b).map(|(a, b, edge)| (a, b, edge.weight)).collect();
    let groups = groups::of(count, &links);
    let mut rank = vec![(0, 0); count];
    for (group, members) in groups.iter().enumerate() {
        for (position, &node) in members.iter().enumerate() {
            rank[node] = (group, position);
        }
    }
    let mut pulls: Vec<Vec<Pull>> = groups.iter().map(|_| Vec::new()).collect();
    for &(a, b, weight) in links.iter().filter(|(.., weight)| *weight > 0.0) {
        pulls[rank[a].0].push(Pull { ends: (rank[a].1, rank[b].1), force: pull(weight) });
    }

    let strengths: Vec<f64> = graph.nodes().map(|node| node.strength).collect();
    let mut places = vec![Point::default(); count];
    let mut boxes = Vec::with_capacity(groups.len());
    for (members, pulls) in groups.iter().zip(&pulls) {
        let strengths: Vec<f64> = members.iter().map(|&node| strengths[node]).collect();
        let own_rooms: Vec<Room> = members.iter().map(|&node| rooms[node]).collect();
        let body = body(&strengths, pulls, &own_rooms);
        boxes.push(Frame::of(&body, &own_rooms));
        for (&node, place) in members.iter().zip(body) {
            places[node] = place;
        }
    }
    for (members, shift) in groups.iter().zip(rows::arrange(&boxes)) {
        for &node in members {
            places[node] = Point { x: places[node].x + shift.x, y: places[node].y + shift.y };
        }
    }
    let frame = Frame::of(&places, &rooms);
    let (x, y) = ((frame.left + frame.right) / 2.0, (frame.top + frame.bottom) / 2.0);
    places.iter().map(|place| Point { x: place.x - x, y: place.y - y }).collect()
}

/// Places for the members of one group.
fn body(strengths: &[f64], pulls: &[Pull], rooms: &[Room]) -> Vec<Point> {
    let mut body = spiral(strengths);
    if body.len() > 1 {
        attract(pulls, &mut body);
        turn(&mut body);
        stretch(&mut body, rooms);
        overlap::remove(&mut body, rooms);
    }
    body
}

/// A link, with the force by which it draws its ends together.
struct Pull {
    ends: (usize, usize),
    force: f64,
}

/// The strongest in the middle, the others around it on a spiral.
fn spiral(strengths: &[f64]) -> Vec<Point> {
    let mut order: Vec<usize> = (0..strengths.len()).collect();
    order.sort_by(|&a, &b| strengths[b].total_cmp(&strengths[a]).then(a.cmp(&b)));
    let mut places = vec![Point::default(); order.len()];
    let (mut cos, mut sin) = (1.0, 0.0);
    for (rank, &node) in order.iter().enumerate() {
        let radius = ((rank as f64 + 0.5) / order.len() as f64).sqrt();
        places[node] = Point { x: radius * cos, y: radius * sin };
        (cos, sin) = (cos * GOLDEN.0 - sin * GOLDEN.1, cos * GOLDEN.1 + sin * GOLDEN.0);
    }
    places
}

/// Lets the forces work: links pull by the root of their weight, actors push each other away by the pull on them.
fn attract(pulls: &[Pull], places: &mut [Point]) {
    let total: f64 = pulls.iter().map(|pull| pull.force).sum();
    let mean = if pulls.is_empty() { 1.0 } else { total / pulls.len() as f64 };
    let mut masses = vec![0.5; places.len()];
    for Pull { ends: (a, b), force } in pulls {
        masses[*a] += force / mean;
        masses[*b] += force / mean;
    }
    let whole: f64 = masses.iter().sum();
    let rounds = (400_000 / places.len().max(1)).clamp(80, 600).min(60 + 20 * places.len());
    let mut moves = vec![Point::default(); places.len()];
    for round in 0..rounds {
        let tree = Quadtree::new(places, &masses);
        // Each push is worked out by itself, so that the number of threads changes nothing.
        moves.par_iter_mut().zip(places.par_iter()).with_min_len(256).for_each(|(own, place)| {
            let push = tree.push(*place);
            *own = Point { x: push.x / whole - GRAVITY * place.x, y: push.y / whole - GRAVITY * place.y };
        });
        for &Pull { ends: (a, b), force } in pulls {
            let (dx, dy) = (places[b].x - places[a].x, places[b].y - places[a].y);
            let distance = (dx * dx + dy * dy).sqrt().max(1e-9);
            // A little more than constant in the distance: enough to settle, not enough to lump communities together.
            let strength = force / mean / (distance + 0.05) * (0.6 + distance);
            moves[a].x += strength * dx / masses[a];
            moves[a].y += strength * dy / masses[a];
            moves[b].x -= strength * dx / masses[b];
            moves[b].y -= strength * dy / masses[b];
        }
        let left = 1.0 - round as f64 / rounds as f64;
        let step = STEPS.1 + (STEPS.0 - STEPS.1) * left * left;
        for (place, force) in places.iter_mut().zip(&moves) {
            let length = (force.x * force.x + force.y * force.y).sqrt();
            let share = if length > 1.0 { step / length } else { step };
            place.x += force.x * share;
            place.y += force.y * share;
        }
    }
}

/// Weights span several powers of ten; their root keeps weak links of use.
fn pull(weight: f64) -> f64 {
    if weight.is_finite() { weight.sqrt() } else { 1.0 }
}

/// Turns the picture so that it is wider than tall.
fn turn(places: &mut [Point]) {
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    let middle = mean(places);
    for place in places.iter() {
        let (x, y) = (place.x - middle.x, place.y - middle.y);
        xx += x * x;
        xy += x * y;
        yy += y * y;
    }
    let half = (xx - yy) / 2.0;
    let largest = (xx + yy) / 2.0 + (half * half + xy * xy).sqrt();
    // The longer of the two ways to write the same axis does not vanish.
    let (a, b) = if largest - yy > largest - xx { (largest - yy, xy) } else { (xy, largest - xx) };
    let length = (a * a + b * b).sqrt();
    let (cos, sin) = if length > 0.0 { (a / length, b / length) } else { (1.0, 0.0) };
    for place in places {
        let (x, y) = (place.x - middle.x, place.y - middle.y);
        *place = Point { x: x * cos + y * sin, y: y * cos - x * sin };
    }
}

/// Makes the picture as large as its rooms ask, and nearer to the shape of a page.
fn stretch(places: &mut [Point], rooms: &[Room]) {
    let area: f64 = rooms.iter().map(|room| room.area()).sum();
    let count = places.len().max(1) as f64;
    let (xx, yy) = places.iter().fold((0.0, 0.0), |(x, y), place| (x + place.x * place.x, y + place.y * place.y));
    let (wide, tall) = ((xx / count).sqrt(), (yy / count).sqrt());
    let longest = wide.max(tall);
    if longest <= 0.0 {
        return;
    }
    let (wide, tall) = (wide.max(longest / 4.0), tall.max(longest / 4.0));
    // An even spread over a rectangle is √12 of its deviations wide.
    let scale = (area / FILL / 12.0 / (wide * tall)).sqrt();
    let ratio = (ASPECT * tall / wide).clamp(0.7, 1.4).sqrt();
    for place in places {
        *place = Point { x: place.x * scale * ratio, y: place.y * scale / ratio };
    }
}

/// The rectangle that all rooms take together.
#[derive(Clone, Copy, Debug)]
struct Frame {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
}

impl Frame {
    fn width(&self) -> f64 {
        self.right - self.left
    }

    fn height(&self) -> f64 {
        self.bottom - self.top
    }

    fn of(places: &[Point], rooms: &[Room]) -> Self {
        let frames = places.iter().zip(rooms).map(|(place, room)| Self {
            left: place.x - room.beside,
            top: place.y - room.above,
            right: place.x + room.beside,
            bottom: place.y + room.below,
        });
        let both = |a: Self, b: Self| Self {
            left: a.left.min(b.left),
            top: a.top.min(b.top),
            right: a.right.max(b.right),
            bottom: a.bottom.max(b.bottom),
        };
        frames.reduce(both).unwrap_or(Self { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 })
    }
}

fn mean(places: &[Point]) -> Point {
    let count = places.len().max(1) as f64;
    let sum = places.iter().fold(Point::default(), |sum, place| Point { x: sum.x + place.x, y: sum.y + place.y });
    Point { x: sum.x / count, y: sum.y / count }
}

#[cfg(test)]
mod tests;
