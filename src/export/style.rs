//! How big, how wide and in which colour: the same in every picture.

use std::collections::BTreeMap;

use crate::graph::{ActorGraph, Edge, Node};

/// A colour, in red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

impl Colour {
    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// The colour as `#rrggbb`.
    pub fn hex(self) -> String {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digits = |part: u8| [part >> 4, part & 15].map(|half| char::from(DIGITS[usize::from(half)]));
        std::iter::once('#').chain([self.red, self.green, self.blue].into_iter().flat_map(digits)).collect()
    }

    /// The colour mixed with white; 0 leaves it, 1 makes it white.
    pub fn lighter(self, share: f64) -> Self {
        let mix = |part: u8| (f64::from(part) + (255.0 - f64::from(part)) * share).round() as u8;
        Self::new(mix(self.red), mix(self.green), mix(self.blue))
    }

    /// Hue, saturation and value, each from 0 to 1.
    pub fn hsv(self) -> (f64, f64, f64) {
        let [red, green, blue] = [self.red, self.green, self.blue].map(|part| f64::from(part) / 255.0);
        let top = red.max(green).max(blue);
        let spread = top - red.min(green).min(blue);
        if spread == 0.0 {
            return (0.0, 0.0, top);
        }
        let sixth = if top == red {
            (green - blue) / spread
        } else if top == green {
            (blue - red) / spread + 2.0
        } else {
            (red - green) / spread + 4.0
        };
        (if sixth < 0.0 { sixth + 6.0 } else { sixth } / 6.0, spread / top, top)
    }
}

/// The types that every gazetteer has. The colours are Okabe and Ito's, which colour-blind readers tell apart and a printer keeps apart.
const KNOWN: [(&str, Colour); 3] =
    [("country", Colour::new(0, 114, 178)), ("organization", Colour::new(0, 148, 108)), ("person", Colour::new(213, 94, 0))];

/// For the types of users, in the order of their names.
const OTHERS: [Colour; 5] = [
    Colour::new(204, 121, 167),
    Colour::new(230, 159, 0),
    Colour::new(86, 180, 233),
    Colour::new(120, 94, 160),
    Colour::new(128, 128, 128),
];

/// For communities, the largest first: far apart in hue, each of a middle lightness that shows on white and on black.
const COMMUNITIES: [Colour; 10] = [
    Colour::new(31, 119, 180),
    Colour::new(227, 119, 26),
    Colour::new(44, 150, 75),
    Colour::new(200, 60, 60),
    Colour::new(137, 99, 186),
    Colour::new(150, 101, 80),
    Colour::new(214, 110, 180),
    Colour::new(150, 150, 20),
    Colour::new(20, 160, 175),
    Colour::new(95, 125, 60),
];

/// The colour of the community of this number, or of those that have none of their own.
pub(super) fn community_colour(number: Option<usize>) -> Colour {
    number.and_then(|number| COMMUNITIES.get(number)).copied().unwrap_or(OTHERS[4])
}

/// Colours and sizes for one graph.
pub(super) struct Style {
    colours: BTreeMap<String, Colour>,
    strongest: f64,
    heaviest: f64,
}

impl Style {
    /// The style that fits `graph`: the strongest actor gets the largest disc, the heaviest link the widest line.
    pub fn of(graph: &ActorGraph) -> Self {
        let mut colours: BTreeMap<String, Colour> =
            graph.nodes().map(|node| (node.actor_type.clone(), Colour::new(128, 128, 128))).collect();
        let mut others = OTHERS.iter().cycle();
        for (name, colour) in &mut colours {
            let known = KNOWN.iter().find(|(known, _)| known == name).map(|(_, colour)| colour);
            if let Some(chosen) = known.or_else(|| others.next()) {
                *colour = *chosen;
            }
        }
        let top = |values: &mut dyn Iterator<Item = f64>| values.filter(|value| value.is_finite()).fold(0.0, f64::max);
        let strongest = top(&mut graph.nodes().map(|node| node.strength));
        let heaviest = top(&mut graph.edge_ends().map(|(_, _, edge)| edge.weight));
        Self { colours, strongest, heaviest }
    }

    /// Types in the order of their names, with their colours.
    pub fn legend(&self) -> impl Iterator<Item = (&str, Colour)> {
        self.colours.iter().map(|(name, colour)| (name.as_str(), *colour))
    }

    /// The colour of an actor.
    pub fn colour(&self, node: &Node) -> Colour {
        self.colours.get(&node.actor_type).copied().unwrap_or(OTHERS[4])
    }

    /// Strength from 0 to 1, in which 1 is the strongest actor; its square root is a fair radius.
    pub fn share(&self, node: &Node) -> f64 {
        share(node.strength, self.strongest)
    }

    /// Weight from 0 to 1, in which 1 is the heaviest link.
    pub fn edge_share(&self, edge: &Edge) -> f64 {
        share(edge.weight, self.heaviest)
    }
}

fn share(value: f64, top: f64) -> f64 {
    if top > 0.0 && value.is_finite() { (value / top).clamp(0.0, 1.0) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_spelled_in_three_ways() {
        let blue = Colour::new(0, 114, 178);
        assert_eq!(blue.hex(), "#0072b2");
        assert_eq!(blue.lighter(1.0).hex(), "#ffffff");
        let (hue, saturation, value) = blue.hsv();
        assert!((hue - 0.5599).abs() < 1e-3 && (saturation - 1.0).abs() < 1e-9 && (value - 0.698).abs() < 1e-3);
        assert_eq!(Colour::new(255, 0, 0).hsv().0, 0.0);
    }

    #[test]
    fn shares_stay_between_nothing_and_all() {
        let rows = [(5.0, 10.0, 0.5), (5.0, 0.0, 0.0), (-1.0, 10.0, 0.0), (f64::NAN, 1.0, 0.0), (20.0, 10.0, 1.0)];
        for (value, top, expected) in rows {
            assert_eq!(share(value, top), expected, "{value} of {top}");
        }
    }
}
