//! Sets the groups of a picture side by side: the first one above, the others in rows below it.

use super::{ASPECT, Frame, Point};

/// Distance between groups.
const GAP: f64 = 14.0;

/// How far each box must be moved so that none lies on another. The tallest boxes come first; beside a tall one low ones stand in
/// columns, one below the other.
pub(super) fn arrange(boxes: &[Frame]) -> Vec<Point> {
    let Some((first, rest)) = boxes.split_first() else { return Vec::new() };
    let area: f64 = rest.iter().map(|own| (own.width() + GAP) * (own.height() + GAP)).sum();
    let wide = first.width().max((area * ASPECT).sqrt());
    let left = (first.left + first.right - wide) / 2.0;
    let mut order: Vec<usize> = (1..boxes.len()).collect();
    order.sort_by(|&a, &b| boxes[b].height().total_cmp(&boxes[a].height()).then(a.cmp(&b)));

    let mut shifts = vec![Point::default(); boxes.len()];
    let mut top = first.bottom + GAP;
    let mut waiting = order.as_slice();
    while let Some(tallest) = waiting.first() {
        let height = boxes[*tallest].height();
        let (columns, others) = row(boxes, waiting, wide, height);
        let taken: f64 = columns.iter().map(|column| column.width).sum();
        // A full row reaches from edge to edge; what is left at its end is shared out between its columns.
        let spread = ((wide - taken) / (columns.len() as f64 - 1.0).max(1.0)).max(0.0);
        let gap = if others.is_empty() { spread.min(2.0 * GAP) } else { spread };
        let mut x = left;
        for column in &columns {
            let mut y = top;
            for &at in &column.members {
                let own = &boxes[at];
                shifts[at] = Point { x: x + (column.width - own.width()) / 2.0 - own.left, y: y - own.top };
                y += own.height() + GAP;
            }
            x += column.width + gap;
        }
        top += height + GAP;
        waiting = others;
    }
    shifts
}

/// Boxes one below the other.
struct Column {
    width: f64,
    height: f64,
    members: Vec<usize>,
}

/// As many boxes as a row of this width and height holds, in columns, and those that are left.
fn row<'o>(boxes: &[Frame], waiting: &'o [usize], wide: f64, height: f64) -> (Vec<Column>, &'o [usize]) {
    let mut columns: Vec<Column> = Vec::new();
    let mut taken = 0.0;
    for (count, &at) in waiting.iter().enumerate() {
        let own = &boxes[at];
        let gaps = GAP * columns.len().saturating_sub(1) as f64;
        if let Some(column) = columns.last_mut()
            && column.height + GAP + own.height() <= height
            && taken - column.width + column.width.max(own.width()) + gaps <= wide
        {
            taken += column.width.max(own.width()) - column.width;
            column.width = column.width.max(own.width());
            column.height += GAP + own.height();
            column.members.push(at);
        } else if columns.is_empty() || taken + GAP * columns.len() as f64 + own.width() <= wide {
            taken += own.width();
            columns.push(Column { width: own.width(), height: own.height(), members: vec![at] });
        } else {
            return (columns, &waiting[count..]);
        }
    }
    (columns, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_stand_in_rows_and_none_on_another() {
        let sizes = [(300.0, 200.0), (90.0, 90.0), (90.0, 30.0), (100.0, 40.0), (280.0, 20.0), (40.0, 20.0), (400.0, 10.0)];
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
        assert_eq!(placed[1].top, placed[3].top, "two boxes share a row");
        assert!(
            placed[2].top > placed[3].bottom && placed[2].bottom <= placed[1].bottom,
            "a low box stands below another beside a tall one"
        );
        assert_eq!(arrange(&[]), []);
    }
}
