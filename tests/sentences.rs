//! Sentence splitting against gold: `tests/cases/sentence.txt`.

mod common;

use actorgraph::{Furniture, Span, sentence};

/// Lowest F1 of sentence ends inside paragraphs that the splitter may have on the gold.
const FLOOR: f64 = 0.98;

#[test]
fn sentence_ends_match_the_gold() {
    let furniture = Furniture::embedded();
    let (mut right, mut spurious, mut missed) = (0_u32, 0_u32, 0_u32);
    let mut faults = Vec::new();
    let cases = common::cases("sentence.txt");
    for case in &cases {
        let text = case.input.as_str();
        let mut ends = Vec::new();
        let mut at = 0;
        for sentence in case.expected.lines() {
            let start = at + text[at..].find(sentence).unwrap_or_else(|| panic!("{}: {sentence:?} is not in the paragraph", case.place));
            at = start + sentence.len();
            ends.push(at);
        }
        assert_eq!(ends.last(), Some(&text.len()), "{}: the sentences do not cover the paragraph", case.place);
        let found: Vec<usize> = sentence::split(text, Span::new(0, text.len()), &furniture).iter().map(|span| span.end).collect();
        let inner = |ends: &[usize]| ends.iter().copied().filter(|end| *end < text.len()).collect::<Vec<_>>();
        let (gold, found) = (inner(&ends), inner(&found));
        for end in &gold {
            if found.contains(end) {
                right += 1;
            } else {
                missed += 1;
                faults.push(format!("{}: missed after {:?}", case.place, tail(&text[..*end])));
            }
        }
        for end in found.iter().filter(|end| !gold.contains(end)) {
            spurious += 1;
            faults.push(format!("{}: spurious after {:?}", case.place, tail(&text[..*end])));
        }
    }
    let f1 = 2.0 * f64::from(right) / f64::from(2 * right + spurious + missed);
    println!("sentence ends: {right} right, {spurious} spurious, {missed} missed, F1 {f1:.4} in {} cases", cases.len());
    assert!(cases.len() > 200 && f1 >= FLOOR, "F1 {f1:.4} is below {FLOOR}:\n{}", faults.join("\n"));
}

fn tail(text: &str) -> &str {
    let start = text.char_indices().rev().nth(30).map_or(0, |(at, _)| at);
    &text[start..]
}
