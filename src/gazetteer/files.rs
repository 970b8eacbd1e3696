//! The files of a gazetteer: those that the binary carries, and those of users.

use crate::embedded;
use crate::gazetteer::build::{GazetteerBuilder, Text};
use crate::gazetteer::{Language, rows};

impl GazetteerBuilder {
    /// Adds the gazetteers that the binary carries, in these languages; the first gives the display names.
    pub fn add_embedded(&mut self, languages: &[Language]) {
        for language in languages {
            for file in embedded::of_language(language.code()) {
                self.add(file.path, Text::Carried(file.text));
            }
        }
        let facts = Language::ALL[0];
        if !languages.contains(&facts) {
            let files = embedded::of_language(facts.code());
            for file in files.filter(|file| file.path.ends_with("leaders.csv") || file.path.ends_with("organizations.csv")) {
                self.add_facts(file.path, Text::Carried(file.text));
            }
        }
        for file in embedded::of_language("") {
            self.add(file.path, Text::Carried(file.text));
        }
    }

    /// Adds of a CSV file in another language than those that are wanted what holds in all: which actors there are, and what each is and belongs
    /// to, which of the embedded files those of the first language alone tell. What is wrong with it is not told.
    pub fn add_other_language(&mut self, name: &str, text: &str) {
        let problems = self.problems.len();
        self.add_facts(name, Text::Given(text));
        self.problems.truncate(problems);
    }

    fn add_facts(&mut self, name: &str, text: Text<'_>) {
        self.facts_only = true;
        self.add(name, text);
        self.facts_only = false;
    }

    /// Adds a CSV file. What it holds is told by its columns; a plain list needs the column `name` alone. `name` is the file's
    /// name in messages; a folder `nl` or `en` in it tells its language.
    pub fn add_file(&mut self, name: &str, text: &str) {
        self.add(name, Text::Given(text));
    }

    fn add(&mut self, name: &str, text: Text<'_>) {
        let lang = self.begin_file(name, text);
        rows::read(self, name, text, lang);
    }
}
