//! Sets the groups of a picture side by side: the first one above, the others in rows below it.

use super::{ASPECT, Frame, Point};

/// Distance between groups.
const GAP: f64 = 14.0;

/// How far each box must be moved so that none lies on another.
pub(super) fn arrange(boxes: &[Frame]) -> Vec<Point> {
    let Some((first, rest)) = boxes.split_first() else { return Vec::new() };
    let area: f64 = rest.iter().map(|own| (own.width() + GAP) * (own.height() + GAP)).sum();
    let wide = first.width().max((area * ASPECT).sqrt());
    let left = (first.left + first.right - wide) / 2.0;
    let mut shifts = vec![Point::default()];
    let mut top = first.bottom + GAP;
    let mut waiting = rest;
    while !waiting.is_empty() {
        let mut end = left - GAP;
        let fitting = waiting.iter().take_while(|own| {
            end += GAP + own.width();
            end <= left + wide
        });
        let (row, others) = waiting.split_at(fitting.count().max(1));
        let taken: f64 = row.iter().map(Frame::width).sum();
        // A full row reaches from edge to edge; what is left at its end is shared out between its groups.
        let spread = ((wide - taken) / (row.len() as f64 - 1.0).max(1.0)).max(0.0);
        let gap = if others.is_empty() { spread.min(2.0 * GAP) } else { spread };
        let mut x = left;
        for own in row {
            shifts.push(Point { x: x - own.left, y: top - own.top });
            x += own.width() + gap;
        }
        top += row.iter().map(Frame::height).fold(0.0, f64::max) + GAP;
        waiting = others;
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_stand_in_rows_and_none_on_another() {
        let sizes = [(300.0, 200.0), (90.0, 40.0), (90.0, 30.0), (100.0, 40.0), (280.0, 20.0), (40.0, 20.0), (400.0, 10.0)];
        let boxes: Vec<Frame> =
            sizes.iter().map(|(wide, tall)| Frame { left: -wide / 2.0, top: 5.0, right: wide / 2.0, bottom: 5.0 + tall }).collect();
        let placed: Vec<Frame> = boxes
            .iter()
            .zip(arrange(&boxes))
            .map(|(own, by)| Frame { left: own.left + by.x, top: own.top + by.y, right: own.right + by.x, bottom: own.bottom + by.y })
            .collect();
        assert_eq!(placed.len(), sizes.len());
        for (at, a) in placed.iter().enumerate() {
            for b in &placed[..at] {
                let apart = a.left >= b.right - 1e-9 || b.left >= a.right - 1e-9 || a.top >= b.bottom - 1e-9 || b.top >= a.bottom - 1e-9;
                assert!(apart, "{sizes:?}: box {at}");
            }
        }
        assert_eq!(placed[1].top, placed[2].top, "two small boxes share a row");
        assert_eq!(arrange(&[]), []);
    }
}
