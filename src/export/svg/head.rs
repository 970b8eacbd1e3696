//! What stands above and below a picture: title, legend, and how to read it.

use std::io;

use super::labels::width;
use super::{GREY, INK, round, stroke};
use crate::export::ExportOptions;
use crate::export::style::Style;
use crate::export::text::{number, one_line, shorten};
use crate::export::words::Words;
use crate::export::xml::{Xml, close, element, empty, open};
use crate::graph::ActorGraph;

/// The words around a drawing.
pub(super) struct Head {
    /// The title of the picture.
    pub title: String,
    /// How much there is to see.
    pub summary: String,
    /// Width that the words need.
    pub wide: f64,
    /// Height that the words above the drawing need.
    pub tall: f64,
    source: String,
    types: Vec<(String, String)>,
    samples: Vec<Sample>,
    scale: f64,
}

/// A line of the key: how wide a link of some weight is drawn.
struct Sample {
    wide: f64,
    faint: f64,
    text: String,
}

impl Sample {
    /// Room for the line and what stands behind it.
    fn room(&self) -> f64 {
        STROKE + 24.0 + width(&self.text, 11.0)
    }

    /// The lightest link and the heaviest.
    fn of(graph: &ActorGraph, style: &Style, words: &Words, faintest: f64) -> Vec<Self> {
        let edges = || graph.edge_ends().map(|(_, _, edge)| edge).filter(|edge| edge.weight.is_finite());
        let lightest = edges().min_by(|a, b| a.weight.total_cmp(&b.weight));
        let heaviest =
            edges().max_by(|a, b| a.weight.total_cmp(&b.weight)).filter(|edge| lightest.is_some_and(|light| light.weight < edge.weight));
        let mut samples: Vec<Self> = lightest
            .into_iter()
            .chain(heaviest)
            .map(|edge| {
                let (wide, faint) = stroke(style.edge_share(edge), faintest);
                Self { wide, faint, text: number(round(edge.weight)) }
            })
            .collect();
        if let Some(last) = samples.last_mut() {
            last.text = format!("{} {}", last.text, words.measure(graph.manifest()));
        }
        samples
    }
}

/// Length of a line in the key.
const STROKE: f64 = 26.0;

impl Head {
    /// The words for a drawing of this width; they grow with it, since large pictures are seen smaller.
    pub fn new(graph: &ActorGraph, options: &ExportOptions, style: &Style, words: &Words, drawing: f64, faintest: f64) -> Self {
        let scale = (drawing / 1000.0).clamp(1.0, 2.5);
        let title = options.title.as_deref().map(|title| shorten(title, 120)).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| words.get("title").to_owned());
        let summary =
            format!("{}, {}", words.counted(graph.node_count() as u64, "actor"), words.counted(graph.edge_count() as u64, "link"));
        let types: Vec<(String, String)> =
            style.legend().map(|(name, colour)| (shorten(&words.actor_type(name), 30), colour.hex())).collect();
        let legend: f64 = types.iter().map(|(name, _)| 30.0 + width(name, 13.0)).sum();
        let samples = Sample::of(graph, style, words, faintest);
        let key: f64 = samples.iter().map(Sample::room).sum::<f64>() + width(words.get("picture.key"), 11.0);
        let wide = (width(&title, 24.0) * 1.08).max(legend).max(key) * scale;
        Self { title, summary, wide, tall: 82.0 * scale, source: one_line(&graph.manifest().generator), types, samples, scale }
    }

    /// Writes the words, from the corner at the left and the top, and down to the bottom; `hidden` names found no place.
    pub fn write(&self, xml: &mut Xml<'_>, words: &Words, left: f64, top: f64, bottom: f64, hidden: u64) -> io::Result<()> {
        let at = |value: f64| number(round(value));
        let scaled = |value: f64| at(value * self.scale);
        let line = |xml: &mut Xml<'_>, down: f64, size: f64, own: &[(&str, &str)], text: &str| {
            let (x, y, size) = (at(left), at(top + down * self.scale), scaled(size));
            element(xml, "text", &[&[("x", &*x), ("y", &*y), ("font-size", &*size)], own].concat(), text)
        };
        let words_at = |xml: &mut Xml<'_>, x: f64, text: &str| {
            let (x, y, size) = (at(x), at(top + 66.0 * self.scale), scaled(11.0));
            element(xml, "text", &[("x", &*x), ("y", &*y), ("font-size", &*size), ("fill", GREY)], text)
        };
        open(xml, "g", &[("id", "legend"), ("fill", INK)])?;
        line(xml, 20.0, 24.0, &[("font-weight", "bold")], &self.title)?;
        let mut x = left;
        for (name, colour) in &self.types {
            let (centre, baseline) = (top + 42.0 * self.scale, top + 46.5 * self.scale);
            let disc = [("cx", at(x + 6.0 * self.scale)), ("cy", at(centre)), ("r", scaled(6.0))];
            let disc = disc.each_ref().map(|(name, value)| (*name, value.as_str()));
            empty(xml, "circle", &[&disc[..], &[("fill", colour)]].concat())?;
            let start = at(x + 17.0 * self.scale);
            element(xml, "text", &[("x", &start), ("y", &at(baseline)), ("font-size", &scaled(13.0))], name)?;
            x += (30.0 + width(name, 13.0)) * self.scale;
        }
        let mut x = left;
        for sample in &self.samples {
            let middle = at(top + 62.0 * self.scale);
            let stroke = [
                ("x1", at(x + 4.0 * self.scale)),
                ("x2", at(x + (STROKE - 4.0) * self.scale)),
                ("y1", middle.clone()),
                ("y2", middle),
                ("stroke-width", scaled(sample.wide)),
                ("stroke-opacity", at(sample.faint)),
            ];
            let stroke = stroke.each_ref().map(|(name, value)| (*name, value.as_str()));
            empty(xml, "line", &[&stroke[..], &[("stroke", GREY), ("stroke-linecap", "round")]].concat())?;
            words_at(xml, x + (STROKE + 8.0) * self.scale, &sample.text)?;
            x += sample.room() * self.scale;
        }
        words_at(xml, x, words.get("picture.key"))?;
        let mut foot = self.summary.clone();
        if hidden > 0 {
            foot.push_str("; ");
            foot.push_str(&words.fill("picture.hidden", &[("names", &words.counted(hidden, "name"))]));
        }
        if !self.source.is_empty() {
            foot.push_str(". ");
            foot.push_str(&words.fill("picture.made", &[("program", &self.source)]));
        }
        line(xml, (bottom - top) / self.scale, 11.0, &[("fill", GREY)], &foot)?;
        close(xml, "g")
    }
}
