//! The verdict on an alias that stands in a text: whether words begin and end with it, and whether its letters have the right case.

use crate::fold::{fold_keeping_case, is_word_char, same_keeping_case};
use crate::gazetteer::CaseRule;
use crate::mention::boundary::{End, begins_word, end_of, takes_genitive_s};
use crate::mention::records::{Bearers, Place, Record, Spelling};
use crate::mention::scratch::{Aliases, Hit, Scratch};
use crate::mention::watch::{Refusal, Watch};
use crate::mention::{Form, Matcher, capitals};
use crate::span::Span;

impl Matcher {
    /// Tests the boundary and the case of a form found at `span`. `capitals` tells of its letters, if it is known which of them differ in
    /// case and in nothing else from those of the form.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn judge<W: Watch>(
        &self,
        text: &str,
        sentence: Span,
        span: Span,
        place: Place,
        capitals: Option<u32>,
        scratch: &mut Scratch,
        watch: &mut W,
    ) {
        let end = end_of(text, span.end);
        let Record { bearers, spelling, is_title } = self.records.at(place);
        if !begins_word(text, span.start) && text[span.start..].starts_with(is_word_char) {
            return;
        }
        let title = if is_title { self.titles.get(&place).copied() } else { None };
        if let Some(title) = title.filter(|_| end != End::Inside) {
            scratch.titles.push((span, title));
        }
        if bearers == Bearers::None && is_title {
            return;
        }
        if bearers == Bearers::None {
            // `in het Russisch` is a language, `in het Russisch-Oekraïense conflict` is none.
            if end == End::Word && !text[span.end..].starts_with(['-', '‑']) {
                scratch.hits.push(Hit { span, form: Form::AsListed, aliases: Aliases::None });
            }
            return;
        }
        if let (Some(capitals), Some(spelling)) = (capitals, spelling) {
            if end != End::Word && !(end == End::Genitive && spelling.takes_s) {
                return;
            }
            if let Some(form) = form_of(capitals, spelling) {
                let aliases = match bearers {
                    Bearers::None => Aliases::None,
                    Bearers::One(only) => Aliases::One(only),
                    Bearers::Several(group) => Aliases::Group(group),
                };
                return scratch.hits.push(Hit { span, form, aliases });
            }
            // Only what has no letter in lower case may be an alias among capitals.
            if !W::LISTENS && span.of(text).bytes().any(|byte| byte.is_ascii_lowercase()) {
                return;
            }
        }
        let one;
        let aliases = match bearers {
            Bearers::None => &[],
            Bearers::One(only) => {
                one = [only];
                &one[..]
            }
            Bearers::Several(group) => self.records.group(group),
        };
        let surface = span.of(text);
        let first = scratch.aliases.len();
        let mut form = Form::Capitals;
        let mut in_capitals = None;
        for &id in aliases {
            let alias = self.gazetteer.alias(id);
            let ends = end == End::Word || (end == End::Genitive && takes_genitive_s(&alias));
            if !ends {
                // That `boeken` begins as `BoE` does is no news to anyone.
                if fits_case(surface, alias.text, alias.case).is_some() {
                    watch.refused(span, id, Refusal::InsideWord);
                }
                continue;
            }
            let fits = fits_case(surface, alias.text, alias.case).or_else(|| {
                let around = *in_capitals.get_or_insert_with(|| {
                    capitals::surround(text, sentence, span, *scratch.capitals.get_or_insert_with(|| capitals::fill(sentence.of(text))))
                });
                (around && is_upper_of(surface, alias.text)).then_some(Form::Capitals)
            });
            match fits {
                Some(how) => {
                    form = form.min(how);
                    scratch.aliases.push(id);
                }
                None => watch.refused(span, id, Refusal::Case(alias.case)),
            }
        }
        if scratch.aliases.len() > first
            && let (Ok(first), Ok(end)) = (u32::try_from(first), u32::try_from(scratch.aliases.len()))
        {
            scratch.hits.push(Hit { span, form, aliases: Aliases::Some(first, end) });
        }
    }
}

/// How a surface form with such capitals differs in case from an alias, if its rule allows that.
fn form_of(capitals: u32, spelling: Spelling) -> Option<Form> {
    let differ = capitals ^ spelling.capitals;
    match spelling.case {
        _ if differ == 0 => Some(Form::AsListed),
        CaseRule::Fold => Some(Form::Folded),
        CaseRule::FoldFirst if differ == 1 => Some(Form::Folded),
        CaseRule::FoldFirst | CaseRule::Exact => None,
    }
}

/// Whether a surface form has its letters in the case that the rule asks for.
fn fits_case(surface: &str, alias: &str, rule: CaseRule) -> Option<Form> {
    if same_letters(surface, alias) {
        return Some(Form::AsListed);
    }
    match rule {
        CaseRule::Exact => None,
        CaseRule::Fold => Some(Form::Folded),
        CaseRule::FoldFirst => {
            let (surface, alias) = (fold_keeping_case(surface), fold_keeping_case(alias));
            let rest = |text: &str| text.chars().next().map_or(0, char::len_utf8);
            same_letters(&surface[rest(&surface)..], &alias[rest(&alias)..]).then_some(Form::Folded)
        }
    }
}

/// Equal but for diacritics and the kinds of hyphens, spaces and apostrophes.
fn same_letters(surface: &str, alias: &str) -> bool {
    surface == alias || same_keeping_case(surface, alias) || (alias.contains('-') && same_keeping_case(surface, &alias.replace('-', " ")))
}

fn is_upper_of(surface: &str, alias: &str) -> bool {
    !surface.chars().any(char::is_lowercase) && same_letters(surface, &alias.to_uppercase())
}
