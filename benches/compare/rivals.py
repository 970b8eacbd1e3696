"""Counts names in the texts of JSON lines with a Python library: rivals.py LIBRARY NAMES INPUT. Prints the number.

A name counts where it is a whole word (letters, digits and _ on neither side), and the longest of those that begin at one place. Where a
library cannot do that by itself, it is done here.
"""

import json
import re
import sys


def texts(path):
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def is_word(char):
    return char.isalnum() or char == "_"


def is_whole(text, start, end):
    """Whether a word both begins at `start` and ends at `end`."""
    if start > 0 and is_word(text[start - 1]) and is_word(text[start]):
        return False
    return not (end < len(text) and is_word(text[end]) and is_word(text[end - 1]))


def longest(spans):
    """How many are left when those that begin first, and of these the longest, take their place."""
    count = last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            count, last = count + 1, end
    return count


def pyahocorasick(names):
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in names:
        automaton.add_word(name, len(name))
    automaton.make_automaton()

    def count(text):
        spans = ((end + 1 - length, end + 1) for end, length in automaton.iter(text))
        return longest([span for span in spans if is_whole(text, *span)])

    return count


def ahocorasick_rs(names):
    import ahocorasick_rs

    automaton = ahocorasick_rs.AhoCorasick(names)

    def count(text):
        hits = automaton.find_matches_as_indexes(text, overlapping=True)
        return longest([(start, end) for _, start, end in hits if is_whole(text, start, end)])

    return count


def flashtext(names):
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    # Its words are made of ASCII letters unless it is told others.
    processor.set_non_word_boundaries(processor.non_word_boundaries | {c for name in names for c in name if is_word(c)})
    for name in names:
        processor.add_keyword(name)
    return lambda text: len(processor.extract_keywords(text))


def flashtext2(names):
    from flashtext2 import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=True)
    for name in names:
        processor.add_keyword(name)
    return lambda text: len(processor.extract_keywords(text))


def spacy(names):
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    language = spacy.blank("nl")
    language.max_length = 1 << 30
    matcher = PhraseMatcher(language.vocab)
    matcher.add("NAME", list(language.tokenizer.pipe(names)))
    return lambda text: len(filter_spans(matcher(language.make_doc(text), as_spans=True)))


def regex(names):
    ordered = sorted(names, key=len, reverse=True)
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    return lambda text: sum(1 for _ in pattern.finditer(text))


def main():
    library, names_file, corpus = sys.argv[1:]
    with open(names_file, encoding="utf-8") as lines:
        names = [line.rstrip("\n") for line in lines]
    count = globals()[library](names)
    print(sum(map(count, texts(corpus))))


main()
