//! Which pairs become edges: the options of filters, and the road from them to a graph.

use std::collections::BTreeMap;
use std::path::PathBuf;

use actorgraph::graph::{ActorGraph, EdgeFilter, Ego, Manifest, Measured, RelationFilter, Weight};
use actorgraph::{Annotator, EvidenceLimit, Sliced, Tally};
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::counting::Counting;
use super::general::{General, count};
use super::names::{actor, types};
use super::progress::Working;
use super::text::plural;
use super::{Failure, counts, talk};

/// Which pairs become edges, and what they weigh.
#[derive(Args)]
pub struct Shape {
    #[command(flatten)]
    pub counting: Counting,
    /// Measure by which edges weigh
    #[arg(long, default_value = "sentences", value_name = "MEASURE", value_parser = PossibleValuesParser::new(Weight::ALL.map(Weight::name)))]
    pub weight: String,
    /// Lowest weight of an edge
    #[arg(long, value_name = "W", allow_negative_numbers = true, value_parser = weight)]
    pub min_weight: Option<f64>,
    /// Lowest number of sentences (or other windows) with both
    #[arg(long, value_name = "N", hide_short_help = true, value_parser = count::<u64>)]
    pub min_count: Option<u64>,
    /// At most this many edges, the heaviest
    #[arg(long, value_name = "N", value_parser = count::<usize>)]
    pub top: Option<usize>,
    /// Only actors of these types: country, person, organization, or your own
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    pub types: Vec<String>,
    /// Only this actor, those that appear with it, and the links among them
    #[arg(long, value_name = "ACTOR")]
    pub ego: Option<String>,
    /// How many steps from the actor of --ego
    #[arg(long, value_name = "N", default_value_t = 1, requires = "ego", hide_short_help = true, value_parser = count::<u32>)]
    pub depth: u32,
    /// Only pairs that appear together more often than by chance, at this level
    ///
    /// By G² as chi-square with one degree of freedom, corrected by Holm's method for all pairs of the actors that are named: the risk
    /// that even one edge is there by chance stays below P.
    #[arg(long, value_name = "P", value_parser = level, hide_short_help = true)]
    pub significance: Option<f64>,
    /// Only edges that are heavy for one of their actors, at this level: the disparity filter
    #[arg(long, value_name = "ALPHA", value_parser = level, hide_short_help = true)]
    pub backbone: Option<f64>,
    /// Leaves out links between leaders and what they lead
    #[arg(long)]
    pub no_affiliations: bool,
    /// Keeps actors that appear with no other
    #[arg(long, hide_short_help = true)]
    pub isolates: bool,
    /// Whether it was the user who asked for actors that appear with no other; where not, there is nothing to tell.
    #[arg(skip = true)]
    pub tells_isolates: bool,
}

/// Reads a lowest weight, which must be a number that others can be compared with.
pub fn weight(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|weight: &f64| !weight.is_nan()).ok_or_else(|| "give a number".to_owned())
}

/// Reads a level of significance.
pub fn level(text: &str) -> Result<f64, String> {
    let level = text.parse().ok().filter(|level: &f64| *level > 0.0 && *level <= 1.0);
    level.ok_or_else(|| "give a number above 0, at most 1, such as 0.05".to_owned())
}

/// The graph of a slice of time.
pub struct SliceGraph {
    /// What the slice is called, such as `2026-01`.
    pub label: String,
    /// Its first day.
    pub first: jiff::civil::Date,
    /// Its last day.
    pub last: jiff::civil::Date,
    /// Its graph.
    pub graph: ActorGraph,
}

impl Shape {
    /// The graph of the inputs without any sentences, be they pages or counts of pages. Tells whether something could not be used.
    pub fn graph_without_evidence(
        &self,
        general: &General,
        annotator: &Annotator,
        inputs: &[PathBuf],
        measured: Measured,
    ) -> Result<(ActorGraph, bool), Failure> {
        if counts::are_counts(inputs)? {
            let mut tally = counts::read(&self.counting, general, annotator, inputs, None)?;
            return Ok((self.of_counts(general, annotator, &mut tally, measured)?, false));
        }
        self.graph(general, annotator, inputs, EvidenceLimit::First(0), measured, Talk::Effects)
    }

    /// Reads the inputs and builds the graph, with relations where the annotator finds them. Tells whether something could not be used.
    pub fn graph(
        &self,
        general: &General,
        annotator: &Annotator,
        inputs: &[PathBuf],
        evidence: EvidenceLimit,
        measured: Measured,
        talk: Talk,
    ) -> Result<(ActorGraph, bool), Failure> {
        let filter = EdgeFilter { measured, ..self.filter(annotator)? };
        let tally = self.counting.tally(self.counting.rules(evidence), self.counting.period()?);
        let mut tally = tally.with_relations(annotator.relates().then_some(evidence));
        let partial = general.count(annotator, inputs, |page| tally.add(page))?;
        Ok((self.built(general, annotator, &mut tally, &filter, talk)?, partial))
    }

    /// Reads the inputs once and builds the graph of all, and that of each slice of time, with its filters or, where they are to be parts of
    /// the first, without any. Tells whether something could not be used.
    pub fn slices(
        &self,
        general: &General,
        annotator: &Annotator,
        inputs: &[PathBuf],
        (measured, evidence): (Measured, EvidenceLimit),
        slice: actorgraph::Slice,
        filtered: Filtered,
    ) -> Result<(ActorGraph, Vec<SliceGraph>, bool), Failure> {
        let filter = EdgeFilter { measured, ..self.filter(annotator)? };
        let rules = self.counting.rules(evidence);
        let period = self.counting.period()?;
        let told = annotator.relates().then_some(evidence);
        let mut whole = self.counting.tally(rules.clone(), period).with_relations(told);
        let mut sliced = Sliced::new(slice, rules, period, self.counting.copies()).with_relations(told);
        let partial = general.count(annotator, inputs, |page| {
            whole.add(page)?;
            sliced.add(page)
        })?;
        let graph = self.built(general, annotator, &mut whole, &filter, Talk::EffectsAndRelations)?;
        if sliced.undated > 0 && !general.quiet {
            let (articles, belong) = (plural(sliced.undated, "article"), if sliced.undated == 1 { "belongs" } else { "belong" });
            talk::note(&format!("{articles} without a date {belong} to no slice; --date gives pages one"));
        }
        let part = match filtered {
            Filtered::Each => filter,
            Filtered::Whole => {
                EdgeFilter { weight: filter.weight, measured: Measured::Links, with_isolates: true, ..EdgeFilter::default() }
            }
        };
        let mut slices = Vec::new();
        for (first, tally) in &mut sliced.tallies {
            let label = slice.label(*first);
            let mut graph = self.built(general, annotator, tally, &part, Talk::Nothing)?;
            graph.manifest_mut().options.insert("slice".to_owned(), label.clone());
            slices.push(SliceGraph { label, first: *first, last: slice.around(*first).1, graph });
        }
        Ok((graph, slices, partial))
    }

    fn built(
        &self,
        general: &General,
        annotator: &Annotator,
        tally: &mut Tally,
        filter: &EdgeFilter,
        talk: Talk,
    ) -> Result<ActorGraph, Failure> {
        let manifest = self.manifest(annotator, tally);
        // No more pages come, and the graph needs the room.
        tally.duplicates.forget_texts();
        let build = || ActorGraph::build(&tally.counts, &tally.duplicates, annotator.gazetteer(), filter, manifest);
        let working = Working::at("working out the graph", !general.quiet);
        let (mut graph, effects) = general.threads()?.install(build);
        drop(working);
        if let Some(relations) = &tally.relations {
            graph.tell_relations(relations, annotator.gazetteer());
        }
        if talk != Talk::Nothing && !general.quiet {
            self.counting.tell_effects(tally);
            effects.iter().filter(|effect| effect.unit == "pairs" || self.tells_isolates).for_each(talk::effect);
            let apart = tally.relations_apart();
            if apart > 0 && talk == Talk::EffectsAndRelations {
                let kinds = plural(apart as u64, "kind");
                talk::note(&format!("{kinds} of relation between actors who share no sentence that counts; graph --relations has them"));
            }
        }
        Ok(graph)
    }

    /// The graph of a sum of counts.
    pub fn of_counts(
        &self,
        general: &General,
        annotator: &Annotator,
        tally: &mut Tally,
        measured: Measured,
    ) -> Result<ActorGraph, Failure> {
        let filter = EdgeFilter { measured, ..self.filter(annotator)? };
        self.built(general, annotator, tally, &filter, Talk::Effects)
    }

    /// Whether anything is asked for but counting.
    pub fn filters(&self) -> bool {
        let levels = [self.min_weight, self.significance, self.backbone];
        levels.iter().any(Option::is_some)
            || self.min_count.is_some()
            || self.top.is_some()
            || self.ego.is_some()
            || !self.types.is_empty()
            || self.no_affiliations
            || self.isolates
            || self.weight != Weight::default().name()
    }

    fn filter(&self, annotator: &Annotator) -> Result<EdgeFilter, Failure> {
        let ego = self.ego.as_ref().map(|name| actor(annotator.gazetteer(), name)).transpose()?;
        Ok(EdgeFilter {
            weight: Weight::from_name(&self.weight).unwrap_or_default(),
            types: types(annotator.gazetteer(), &self.types)?.to_vec(),
            without_affiliations: self.no_affiliations,
            significance: self.significance,
            min_count: self.min_count,
            min_weight: self.min_weight,
            backbone: self.backbone,
            ego: ego.map(|actor| Ego { actor, depth: self.depth }),
            top: self.top,
            with_isolates: self.isolates,
            measured: Measured::Fully,
        })
    }

    /// Which relations are edges of a graph of them.
    pub fn relation_filter(&self, annotator: &Annotator) -> Result<RelationFilter, Failure> {
        Ok(RelationFilter {
            types: types(annotator.gazetteer(), &self.types)?.to_vec(),
            min_count: self.min_count,
            of: self.ego.as_ref().map(|name| actor(annotator.gazetteer(), name)).transpose()?,
            top: self.top,
        })
    }

    /// Where a graph of relations comes from: as that of another graph, without what does not matter to it.
    pub fn manifest_of_relations(&self, annotator: &Annotator, tally: &Tally) -> Manifest {
        let mut manifest = self.manifest(annotator, tally);
        manifest.options.retain(|name, _| ["duplicates", "since", "until", "type", "min-count", "ego", "top"].contains(&name.as_str()));
        manifest
    }

    fn manifest(&self, annotator: &Annotator, tally: &Tally) -> Manifest {
        let text = |value: Option<f64>| value.map(|value| value.to_string());
        let flag = |set: bool| set.then(|| "true".to_owned());
        let options = [
            ("weight", Some(self.weight.clone())),
            ("min-weight", text(self.min_weight)),
            ("min-count", self.min_count.map(|count| count.to_string())),
            ("significance", text(self.significance)),
            ("backbone", text(self.backbone)),
            ("top", self.top.map(|top| top.to_string())),
            ("type", (!self.types.is_empty()).then(|| self.types.join(","))),
            ("ego", self.ego.clone()),
            ("depth", self.ego.as_ref().map(|_| self.depth.to_string())),
            ("no-affiliations", flag(self.no_affiliations)),
            ("isolates", flag(self.isolates)),
        ];
        let counts = &tally.counts;
        let counted = [
            ("documents", tally.documents),
            ("articles", counts.articles),
            ("articles_raw", counts.articles_raw),
            ("windows", counts.windows),
            ("mentions", counts.mentions),
            ("near_copies", tally.duplicates.near),
        ];
        Manifest {
            generator: concat!("actorgraph ", env!("CARGO_PKG_VERSION")).to_owned(),
            gazetteer: annotator.gazetteer().hash(),
            options: options
                .into_iter()
                .chain(self.counting.options())
                .filter_map(|(name, value)| Some((name.to_owned(), value?)))
                .collect(),
            counts: counted.into_iter().map(|(name, count)| (name.to_owned(), count)).collect(),
            measures: BTreeMap::new(),
        }
    }
}

/// Which graphs of slices the filters shape.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Filtered {
    /// Each by itself.
    Each,
    /// The graph of all, of which the others are parts.
    Whole,
}

/// What is told of the making of a graph.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Talk {
    /// What the filters did.
    Effects,
    /// That, and how many relations have no edge to stand on.
    EffectsAndRelations,
    /// Nothing.
    Nothing,
}
