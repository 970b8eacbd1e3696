//! SVG: a picture of the graph that can be printed as it is.
//!
//! The colour of a disc is the type of its actor, its area the actor's strength, the width of a line the link's weight. Names keep
//! clear of each other and of discs; where there is no room the least important go without, and the picture says how many.

mod head;
mod labels;

use std::io::{self, Write};

use self::head::Head;
use self::labels::{Disc, Frame, Spot, place, width};
use super::ExportOptions;
use super::note::Notes;
use super::style::Style;
use super::text::{label, manifest_json, number, shorten};
use super::words::Words;
use super::xml::{Xml, close, document, element, empty, finish, open};
use crate::graph::{ActorGraph, Edge, Room, layout};

/// Fonts that look alike, of which every system has one.
const FONTS: &str = "Helvetica Neue, Helvetica, Arial, Liberation Sans, Nimbus Sans, sans-serif";
/// Colour of letters.
const INK: &str = "#1c2126";
/// Colour of lines and small print.
const GREY: &str = "#5d6670";
/// Width of the white edge around the picture.
const MARGIN: f64 = 28.0;
/// Radius of the largest disc in a small graph; in a large one it is somewhat larger.
const LARGEST: f64 = 34.0;
/// This many names have room kept for them; in larger graphs the rest get a name where there happens to be room.
const ROOMS: usize = 300;

/// Writes a picture. Pointing at a disc or a line shows its counts and the first sentence that tells of it.
///
/// # Errors
/// When `out` does not take the bytes.
pub fn svg(graph: &ActorGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
    let style = Style::of(graph);
    let words = Words::of(options.language);
    let order = by_importance(graph);
    let discs = discs(graph, &style, &order);
    let spots = place(&discs);
    let drawn = discs.iter().map(Disc::frame).chain(spots.iter().flatten().map(|spot| spot.frame)).reduce(Frame::with);
    let drawn = drawn.unwrap_or(Frame { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 });
    let faintest = faintest(graph.edge_count());
    let head = Head::new(graph, options, &style, &words, drawn.right - drawn.left, faintest);
    let wide = (drawn.right - drawn.left).max(head.wide) + 2.0 * MARGIN;
    let tall = drawn.bottom - drawn.top + head.tall + 3.0 * MARGIN;
    // The drawing stands in the middle below the head.
    let left = (drawn.left + drawn.right - wide) / 2.0;
    let top = drawn.top - head.tall - MARGIN;

    let mut xml = document(out)?;
    let view = format!("{} {} {} {}", number(left.floor()), number(top.floor()), number(wide.ceil()), number(tall.ceil()));
    let root = [
        ("xmlns", "http://www.w3.org/2000/svg"),
        ("width", &*number(wide.ceil())),
        ("height", &*number(tall.ceil())),
        ("viewBox", &*view),
        ("role", "img"),
        ("xml:lang", words.language().code()),
        ("font-family", FONTS),
    ];
    open(&mut xml, "svg", &root)?;
    element(&mut xml, "title", &[], &head.title)?;
    element(&mut xml, "desc", &[], &head.summary)?;
    element(&mut xml, "metadata", &[], &manifest_json(graph.manifest()))?;
    let ground =
        [("x", &*number(left - 1.0)), ("y", &*number(top - 1.0)), ("width", &*number(wide + 2.0)), ("height", &*number(tall + 2.0))];
    empty(&mut xml, "rect", &[&ground[..], &[("fill", "#ffffff")]].concat())?;
    let notes = Notes::of(graph, &words);
    links(&mut xml, graph, &style, &notes, &discs, &order, faintest)?;
    actors(&mut xml, graph, &style, &notes, &discs, &order)?;
    names(&mut xml, &discs, &spots)?;
    let hidden = spots.iter().filter(|spot| spot.is_none()).count() as u64;
    head.write(&mut xml, &words, left + MARGIN, top + MARGIN, top + tall - MARGIN / 2.0, hidden)?;
    close(&mut xml, "svg")?;
    finish(xml)
}

/// Positions of the actors, the strongest first.
fn by_importance(graph: &ActorGraph) -> Vec<usize> {
    let keys: Vec<(f64, u64)> = graph.nodes().map(|node| (node.strength, node.mentions)).collect();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|&a, &b| keys[b].0.total_cmp(&keys[a].0).then(keys[b].1.cmp(&keys[a].1)).then(a.cmp(&b)));
    order
}

/// Discs in the order of importance, at their places.
fn discs(graph: &ActorGraph, style: &Style, order: &[usize]) -> Vec<Disc> {
    let crowd = (graph.node_count() as f64 / 300.0).min(1.0);
    let mut discs: Vec<Disc> = graph
        .nodes()
        .map(|node| {
            let root = style.share(node).sqrt();
            let name = shorten(&label(node), 40);
            let size = 12.0 - 1.5 * crowd + (8.0 + 8.0 * crowd) * root;
            Disc { x: 0.0, y: 0.0, radius: ((LARGEST + 14.0 * crowd) * root).max(4.0), name, size }
        })
        .collect();
    let mut rooms: Vec<Room> =
        discs.iter().map(|disc| Room { beside: disc.radius + 3.0, above: disc.radius + 3.0, below: disc.radius + 3.0 }).collect();
    for &at in order.iter().take(ROOMS) {
        let disc = &discs[at];
        let wide = width(&disc.name, disc.size);
        if wide > 1.75 * disc.radius {
            rooms[at].beside = rooms[at].beside.max(wide / 2.0 + 5.0);
            rooms[at].below += disc.size * 1.3;
        }
    }
    for (disc, place) in discs.iter_mut().zip(layout(graph, &rooms)) {
        (disc.x, disc.y) = (place.x, place.y);
    }
    let mut slots: Vec<Option<Disc>> = discs.into_iter().map(Some).collect();
    order.iter().filter_map(|&at| slots[at].take()).collect()
}

/// How faint the lightest line is: many lines across each other would be one grey stain.
fn faintest(links: usize) -> f64 {
    (0.24 * (200.0 / links.max(1) as f64).sqrt()).clamp(0.1, 0.24)
}

/// Width and opacity of a line, by its share of the heaviest weight.
fn stroke(share: f64, faintest: f64) -> (f64, f64) {
    let root = share.sqrt();
    (0.6 + 8.4 * root, faintest + (0.6 - faintest) * root)
}

/// Lines, the heaviest on top.
fn links(
    xml: &mut Xml<'_>,
    graph: &ActorGraph,
    style: &Style,
    notes: &Notes<'_>,
    discs: &[Disc],
    order: &[usize],
    faintest: f64,
) -> io::Result<()> {
    let mut rank = vec![0; order.len()];
    for (position, &node) in order.iter().enumerate() {
        rank[node] = position;
    }
    let mut lines: Vec<_> = graph.edge_ends().filter(|(a, b, _)| a != b).collect();
    lines.sort_by(|(_, _, a), (_, _, b)| a.weight.total_cmp(&b.weight));
    open(xml, "g", &[("id", "links"), ("stroke", GREY), ("stroke-linecap", "round")])?;
    let mut note = String::new();
    for (a, b, edge) in lines {
        let (from, to) = (&discs[rank[a]], &discs[rank[b]]);
        let (wide, faint) = stroke(style.edge_share(edge), faintest);
        let line = [
            ("x1", &*number(round(from.x))),
            ("y1", &*number(round(from.y))),
            ("x2", &*number(round(to.x))),
            ("y2", &*number(round(to.y))),
            ("stroke-width", &*number(round(wide))),
            ("stroke-opacity", &*number(round(faint))),
        ];
        open(xml, "line", &line)?;
        note.clear();
        notes.edge((a, b), edge, &mut note)?;
        element(xml, "title", &[], &note)?;
        close(xml, "line")?;
    }
    close(xml, "g")
}

/// Discs, the smallest on top.
fn actors(xml: &mut Xml<'_>, graph: &ActorGraph, style: &Style, notes: &Notes<'_>, discs: &[Disc], order: &[usize]) -> io::Result<()> {
    let nodes: Vec<_> = graph.nodes().collect();
    let strongest = strongest_links(graph);
    open(xml, "g", &[("id", "actors"), ("stroke", "#ffffff"), ("stroke-width", "1.5")])?;
    let mut note = String::new();
    for (disc, &at) in discs.iter().zip(order) {
        let circle = [
            ("cx", &*number(round(disc.x))),
            ("cy", &*number(round(disc.y))),
            ("r", &*number(round(disc.radius))),
            ("fill", &*style.colour(nodes[at]).hex()),
        ];
        open(xml, "circle", &circle)?;
        note.clear();
        notes.node(at, nodes[at], &mut note);
        if let Some(edge) = strongest[at] {
            notes.first(edge, &mut note)?;
        }
        element(xml, "title", &[], &note)?;
        close(xml, "circle")?;
    }
    close(xml, "g")
}

/// For every actor its heaviest link, the first of equals.
fn strongest_links(graph: &ActorGraph) -> Vec<Option<&Edge>> {
    let mut strongest: Vec<Option<&Edge>> = vec![None; graph.node_count()];
    for (a, b, edge) in graph.edge_ends() {
        for end in [a, b] {
            if strongest[end].is_none_or(|other| edge.weight > other.weight) {
                strongest[end] = Some(edge);
            }
        }
    }
    strongest
}

/// Names twice: a white rim below, the letters above. One text with `paint-order` would be shorter, but programs that do not know
/// it paint the rim over the letters.
fn names(xml: &mut Xml<'_>, discs: &[Disc], spots: &[Option<Spot>]) -> io::Result<()> {
    let rim =
        [("stroke", "#ffffff"), ("stroke-width", "3"), ("stroke-linejoin", "round"), ("stroke-opacity", "0.9"), ("aria-hidden", "true")];
    let common = [("text-anchor", "middle"), ("pointer-events", "none")];
    for (id, own) in [("rims", &rim[..]), ("names", &[])] {
        open(xml, "g", &[&[("id", id), ("fill", INK)], &common[..], own].concat())?;
        for (disc, spot) in discs.iter().zip(spots) {
            let Some(spot) = spot.filter(|spot| id == "names" || !spot.inside) else { continue };
            let (x, y, size) = (number(round(spot.x)), number(round(spot.baseline)), number(round(spot.size)));
            let place = [("x", &*x), ("y", &*y), ("font-size", &*size)];
            let colour: &[(&str, &str)] = if spot.inside { &[("fill", "#ffffff"), ("font-weight", "bold")] } else { &[] };
            element(xml, "text", &[&place[..], colour].concat(), &disc.name)?;
        }
        close(xml, "g")?;
    }
    Ok(())
}

/// Two decimals are finer than any printer.
fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
