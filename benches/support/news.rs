//! Made-up Dutch news: pages with headline, datelines, paragraphs and teasers, about one name in twelve words.

use actorgraph::Source;

use super::names::{Name, first_name, surname};
use super::random::{Random, Zipf};
use super::words::Words;

/// What a sentence is made of: `%n` noun, `%v` verb, `%a` adjective, `%@` name, `%#` number, `%p` somebody or something that is in no
/// gazetteer. Everything else stands as it is.
const SENTENCES: &[&str] = &[
    "De %a %n van %@ %v volgens de %n een %a %n in het %n.",
    "Het %n %v dat de %n van %@ %a is en dat het %n de %n niet %v.",
    "%@ heeft %# keer om een %a %n gevraagd, maar de %n van %@ %v dat niet.",
    "Volgens %p van de %n %v het %n al sinds %# met een %n die %a en %a is.",
    "In de %n %v zij met %@ over de %a %n en het %n van de %n.",
    "Een %n van het %a %n zei dat de %n nog %# dagen in %@ %v.",
    "Daarmee %v %@ het %n van de %n, dat eerder door %@ was %v.",
    "De %n en het %n %v samen ca. %# miljoen euro aan %a %n voor %@.",
    "“Wij %v de %n niet”, zei %p, die met %@ over het %n had %v.",
    "Wie de %a %n %v, moet eerst het %n van de %n %v en daarna de %n.",
    "Op %# plaatsen %v de %n tegen het %n, o.a. bij de %n en het %n.",
    "Ook %@ en %@ %v aan het %a %n, zo meldt de %n van de %n.",
    "Het is de eerste keer dat een %n zo %a %v, al was de %n van %@ toen %a.",
    "Door het %n is de %n met %#,%# procent %v en dat is %a voor %@.",
    "%@ %v het %n een “%a %n”, omdat de %n uit het %n %v.",
    "Na de %n van het %n %v %@ de %n die in %@ om een %n vroeg.",
    "Er zijn ten minste %# %n bij het %n %v, onder wie %# uit %@.",
    "Daar staat tegenover dat het %n de %a %n van %@ niet wil %v.",
    "President %@ had het %n eerder %v, maar kwam daar na een %a %n op terug.",
    "Zo'n %# %n %v voor de %n, waar het %n met de %n in de %n ligt.",
    "Bij de %n in %p %v de %a %n en het %n dat onder %@ was %v.",
    "Toch %v het %n van de %n, want de %n van %@ en %@ is %a en het %n niet.",
    "Dat %v de %n van %@ in een %n aan het %n, dat de %n %v.",
    "De %a %n moet volgens %p per jaar %# %n %v en ook het %n van %@.",
    "Hoe %a de %n is, weet ook %@ niet: “De %n %v, en het %n is %a.”",
    "%@ %v de %n van het %n en de %a %n, zo bleek uit een %n van %@.",
    "Dat de %n %@ en %@ %v, is volgens de %n “een %n van %n en %n”.",
];

const HEADLINES: &[&str] =
    &["%@ %v %a %n in %n", "%N van %@ %v na %a %n", "%N %v %n: '%a %n voor %@'", "%@ en %@ %v over %n", "Minder %n door %a %n, %n %v"];
const CROSSHEADS: &[&str] = &["%N", "%A %n", "%N en %n"];
const PLACES: &[&str] = &[
    "BRUSSEL",
    "PARIJS",
    "LONDEN",
    "DEN HAAG",
    "NEW YORK",
    "WASHINGTON",
    "BEIJING",
    "TOKYO",
    "KYIV",
    "ROME",
    "GENÈVE",
    "UTRECHT",
    "JERUZALEM",
];
// Agencies that no gazetteer lists: datelines are no text to search, and a plain scan would find them there.
const AGENCIES: &[&str] = &["NPB", "NPB/XRT", "NPB/QFA", "NPB/ZPA"];

/// Makes pages, each another one.
pub struct Newsroom {
    words: Words,
    names: Vec<Name>,
    zipf: Zipf,
    random: Random,
    made: usize,
}

impl Newsroom {
    /// A newsroom that writes about `names`, most about the first ones.
    pub fn new(names: Vec<Name>, seed: u64) -> Self {
        let mut random = Random(seed);
        let words = Words::new(&mut random);
        let zipf = Zipf::new(names.len(), 1.0);
        Self { words, names, zipf, random, made: 0 }
    }

    /// Pages that hold so many bytes together.
    pub fn pages(&mut self, bytes: usize) -> Vec<Source> {
        let (mut pages, mut sum) = (Vec::new(), 0);
        while sum < bytes {
            let page = self.page();
            sum += page.text.len();
            pages.push(page);
        }
        pages
    }

    /// The next page.
    pub fn page(&mut self) -> Source {
        let mut text = String::with_capacity(4_500);
        let headline = self.random.pick(HEADLINES);
        self.line(headline, &mut text);
        if self.random.percent(2) {
            text = text.to_uppercase();
        }
        text.push('\n');
        self.dateline(&mut text);
        for paragraph in 0..4 + self.random.below(4) {
            let count = 2 + self.random.below(4);
            self.paragraph(count, &mut text);
            if paragraph > 0 && self.random.percent(25) {
                let crosshead = self.random.pick(CROSSHEADS);
                self.line(crosshead, &mut text);
                text.push('\n');
            }
        }
        if self.random.percent(80) {
            text.push_str("Meer uit Buitenland\n");
            for _ in 0..2 + self.random.below(4) {
                self.dateline(&mut text);
                let count = 2 + self.random.below(2);
                self.paragraph(count, &mut text);
                text.push_str(&format!("{} uur geleden", 1 + self.random.below(20)));
                if self.random.percent(20) {
                    text.push('\n');
                }
            }
        }
        self.made += 1;
        let (year, month, day) = (2015 + self.made % 11, 1 + self.made % 12, 1 + self.made % 28);
        Source::new(format!("{year}-{month:02}-{day:02}_{}.txt", self.made), text)
    }

    fn dateline(&mut self, text: &mut String) {
        let (place, agency) = (self.random.pick(PLACES), self.random.pick(AGENCIES));
        text.push_str(&format!("{place} ({agency}) - "));
    }

    fn paragraph(&mut self, sentences: usize, text: &mut String) {
        for at in 0..sentences {
            if at > 0 {
                text.push(' ');
            }
            let sentence = self.random.pick(SENTENCES);
            self.line(sentence, text);
        }
        text.push('\n');
    }

    /// Fills the slots of a line.
    fn line(&mut self, line: &str, text: &mut String) {
        let mut parts = line.split('%');
        text.push_str(parts.next().unwrap_or(""));
        for part in parts {
            let mut rest = part.chars();
            match rest.next().unwrap_or(' ') {
                'n' => text.push_str(self.words.nouns.draw(&mut self.random)),
                'v' => text.push_str(self.words.verbs.draw(&mut self.random)),
                'a' => text.push_str(self.words.adjectives.draw(&mut self.random)),
                'N' => push_capitalised(self.words.nouns.draw(&mut self.random), text),
                'A' => push_capitalised(self.words.adjectives.draw(&mut self.random), text),
                '#' => text.push_str(&(1 + self.random.below(2_000)).to_string()),
                'p' => {
                    let (first, last) = (first_name(&mut self.random), surname(&mut self.random));
                    text.push_str(&format!("{first} {last}"));
                }
                _ => self.name(text),
            }
            text.push_str(rest.as_str());
        }
    }

    /// A name, now and then as part of a compound or with a genitive `s`.
    fn name(&mut self, text: &mut String) {
        text.push_str(&self.names[self.zipf.draw(&mut self.random)].text);
        match self.random.below(100) {
            0..=2 => text.push_str(self.random.pick(&["-chef", "-land", "-top", "-topman", "-kamp"])),
            3..=4 => text.push('s'),
            _ => {}
        }
    }
}

fn push_capitalised(word: &str, text: &mut String) {
    let mut letters = word.chars();
    text.extend(letters.next().map(|c| c.to_ascii_uppercase()));
    text.push_str(letters.as_str());
}

/// Words of a text, in a hundred words those that begin with a capital or digit, and its mean word length.
pub fn profile(pages: &[Source]) -> String {
    let (mut words, mut capitals, mut bytes) = (0, 0, 0);
    for page in pages {
        bytes += page.text.len();
        for word in page.text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            words += 1;
            capitals += usize::from(word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
        }
    }
    let share = 100.0 * capitals as f64 / words as f64;
    format!(
        "{:.1} MB in {} pages, {words} words, {share:.1} % begin with a capital or digit, {:.2} bytes a word",
        bytes as f64 / 1e6,
        pages.len(),
        bytes as f64 / words as f64
    )
}
