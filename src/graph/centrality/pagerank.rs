//! PageRank: how often someone passes by who forever follows links, the heavy ones more often.

use super::Neighbours;

/// Chance to follow a link instead of jumping to any node.
const DAMPING: f64 = 0.85;
/// The ranks are found when all of them together change by less than this.
const CLOSE: f64 = 1e-12;
/// Rounds after which the ranks are what they are; 0.85 to this power is far below [`CLOSE`].
const ROUNDS: usize = 300;

/// PageRank (Brin and Page 1998) over weighted links, each followed both ways. The ranks add up to 1. From a node without a link of
/// positive weight every node is as likely to be next.
pub(crate) fn pagerank(neighbours: &Neighbours) -> Vec<f64> {
    let count = neighbours.count();
    let strengths: Vec<f64> = (0..count).map(|node| neighbours.of(node).iter().map(|(_, weight)| weight).sum()).collect();
    let even = 1.0 / as_float(count.max(1));
    let mut ranks = vec![even; count];
    for _ in 0..ROUNDS {
        let loose: f64 = ranks.iter().zip(&strengths).filter(|(_, strength)| **strength <= 0.0).map(|(rank, _)| rank).sum();
        let shares: Vec<f64> = ranks.iter().zip(&strengths).map(|(rank, s)| if *s > 0.0 { rank / s } else { 0.0 }).collect();
        let next: Vec<f64> = (0..count)
            .map(|node| {
                let given: f64 = neighbours.of(node).iter().map(|(from, weight)| shares[*from] * weight).sum();
                (1.0 - DAMPING + DAMPING * loose) * even + DAMPING * given
            })
            .collect();
        let change: f64 = ranks.iter().zip(&next).map(|(old, new)| (old - new).abs()).sum();
        ranks = next;
        if change < CLOSE {
            break;
        }
    }
    ranks
}

/// Counts of nodes are far below 2^53, so nothing is lost.
#[allow(clippy::cast_precision_loss)]
const fn as_float(count: usize) -> f64 {
    count as f64
}
