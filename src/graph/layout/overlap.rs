//! Pushes rooms apart until none lies on another, each by as little as will do.

use super::{Point, Room};

/// Rooms are settled long before this; it bounds the work on crowded graphs.
const ROUNDS: usize = 400;
/// After this many rounds the whole picture begins to grow, each round by this much.
const PATIENCE: usize = 20;
const GROWTH: f64 = 1.01;

/// Moves the places so that no two rooms overlap.
pub(super) fn remove(places: &mut [Point], rooms: &[Room]) {
    let mut order: Vec<usize> = (0..places.len()).collect();
    for round in 0..ROUNDS {
        order.sort_by(|&a, &b| (places[a].x - rooms[a].beside).total_cmp(&(places[b].x - rooms[b].beside)).then(a.cmp(&b)));
        let mut settled = true;
        for (rank, &a) in order.iter().enumerate() {
            for &b in &order[rank + 1..] {
                if places[b].x - rooms[b].beside > places[a].x + rooms[a].beside {
                    break;
                }
                settled &= !part(places, rooms, a, b);
            }
        }
        if settled {
            break;
        }
        // Rooms that push each other in a ring settle once there is more space for all.
        if round >= PATIENCE {
            places.iter_mut().for_each(|place| *place = Point { x: place.x * GROWTH, y: place.y * GROWTH });
        }
    }
}

/// Moves two overlapping rooms apart along the axis on which they overlap least; says whether there was need to.
fn part(places: &mut [Point], rooms: &[Room], a: usize, b: usize) -> bool {
    let dx = places[b].x - places[a].x;
    let middle = |at: usize, places: &[Point]| places[at].y + (rooms[at].below - rooms[at].above) / 2.0;
    let dy = middle(b, places) - middle(a, places);
    let x = rooms[a].beside + rooms[b].beside - dx.abs();
    let y = (rooms[a].above + rooms[a].below + rooms[b].above + rooms[b].below) / 2.0 - dy.abs();
    if x <= 1e-6 || y <= 1e-6 {
        return false;
    }
    if x < y {
        let step = x / 2.0 + 1e-6;
        let step = if dx < 0.0 { -step } else { step };
        places[a].x -= step;
        places[b].x += step;
    } else {
        let step = y / 2.0 + 1e-6;
        let step = if dy < 0.0 { -step } else { step };
        places[a].y -= step;
        places[b].y += step;
    }
    true
}
