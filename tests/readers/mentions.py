"""Reads every format of mentions as its users do and compares it with `mentions.jsonl` in the same directory.

Usage: mentions.py DIRECTORY with-parquet|without-parquet. The directory also holds the documents, by the names that the mentions tell.
Ends with a message and exit code 1 where a reader sees other mentions than were written.
"""

import csv
import datetime
import json
import re
import sys
from pathlib import Path
from urllib.parse import unquote

HERE = Path(sys.argv[1])
ROWS = [json.loads(row) for row in (HERE / "mentions.jsonl").read_text(encoding="utf-8").splitlines()]
TEXTS = {name: (HERE / name).read_bytes().decode("utf-8") for name in sorted({row["document"] for row in ROWS})}


def fail(message):
    sys.exit(f"mentions.py: {message}")


def same(seen, expected, what):
    if seen != expected:
        for at, (a, b) in enumerate(zip(seen, expected)) if isinstance(seen, list) else []:
            if a != b:
                fail(f"{what} {at}: read {a!r}, expected {b!r}")
        fail(f"{what}: read {seen!r}, expected {expected!r}")


def label(row):
    """The type of the actor; that of the candidates stands in no other format than those that write it themselves."""
    return row["type"]


def of(document):
    return [row for row in ROWS if row["document"] == document]


def outermost(rows):
    kept = []
    for row in sorted(rows, key=lambda row: (row["start"] - row["end"], row["start"])):
        if all(row["end"] <= other["start"] or other["end"] <= row["start"] for other in kept):
            kept.append(row)
    return sorted(kept, key=lambda row: row["start"])


def jsonl():
    if len(ROWS) < 100 or not any(row["actor"] is None for row in ROWS):
        fail("too few mentions, or none that stays open")
    for row in ROWS:
        text = TEXTS[row["document"]]
        same(text[row["start"]:row["end"]], row["text"], "jsonl: text at the code points")
        same(text.encode()[row["byte_start"]:row["byte_end"]].decode(), row["text"], "jsonl: text at the bytes")


def table():
    with open(HERE / "mentions.csv", encoding="utf-8", newline="") as file:
        seen = list(csv.DictReader(file, strict=True))
    plain = lambda value: "" if value is None else str(value)
    wanted = [{**{key: plain(value) for key, value in row.items()}, "candidates": "|".join(row.get("candidates", []))} for row in ROWS]
    same(seen, wanted, "csv: row")


def brat():
    labels = (HERE / "brat/annotation.conf").read_text().split("[relations]")[0].split()[1:]
    for document, text in TEXTS.items():
        stem = HERE / "brat" / re.sub(r"[^\w. /-]", "_", document.removesuffix(".txt"))
        written = Path(f"{stem}.txt").read_bytes().decode("utf-8")
        same(written, text.replace("\r\n", "\n").replace("\r", "\n"), f"brat: text of {document}")
        mentions, references, notes = {}, {}, {}
        for row in Path(f"{stem}.ann").read_text(encoding="utf-8").splitlines():
            name, body, shown = row.split("\t")
            kind, rest = body.split(" ", 1)
            if name[0] == "T":
                pieces = [tuple(map(int, piece.split(" "))) for piece in rest.split(";")]
                same(" ".join(written[start:end] for start, end in pieces), shown, "brat: text of a mention")
                if any("\n" in written[start:end] for start, end in pieces) or kind not in labels:
                    fail(f"brat: {row!r} runs over a line end, or its type is not configured")
                mentions[name] = (pieces[0][0], pieces[-1][1], kind)
            elif name[0] == "N":
                references[rest.split(" ")[0]] = rest.split(" ")[1]
            else:
                notes[rest] = shown
        rows = of(document)
        same(len(mentions), len(rows), f"brat: mentions of {document}")
        for (name, (start, end, kind)), row in zip(mentions.items(), rows):
            same(" ".join(written[start:end].split()), " ".join(row["text"].split()), "brat: mention")
            same(references.get(name), None if row["actor"] is None else f"actorgraph:{row['actor']}", "brat: actor")
            if row["type"]:
                same(kind.lower(), row["type"].lower(), "brat: type")
            if row["rule"] not in notes[name]:
                fail(f"brat: the note of {name} lacks the rule")


def conll():
    documents, found = [], []
    for row in (HERE / "mentions.conll").read_text(encoding="utf-8").splitlines():
        if not row:
            continue
        token, actor, tag = row.split(" ")
        if token == "-DOCSTART-":
            found = []
            documents.append((actor, found, []))
            continue
        documents[-1][2].append(token)
        if tag.startswith("B-"):
            found.append([token, actor, tag[2:]])
        elif tag.startswith("I-"):
            same([actor, tag[2:]], found[-1][1:], "conll: a name goes on as it began")
            found[-1][0] += token
        else:
            same((tag, actor), ("O", "_"), "conll: a token outside names")
    tags = {"country": "GPE", "person": "PER", "organization": "ORG"}
    same([name for name, _, _ in documents], [re.sub(r"\s", "_", name) for name in sorted(TEXTS)], "conll: documents")
    for name, (_, found, tokens) in zip(sorted(TEXTS), documents):
        same("".join(tokens), "".join(TEXTS[name].split()), f"conll: text of {name}")
        wanted = []
        for row in outermost(of(name)):
            actor = row["actor"] or "|".join(row.get("candidates", [])) or "_"
            wanted.append(["".join(row["text"].split()), actor])
        same([mention[:2] for mention in found], wanted, f"conll: mentions of {name}")
        for mention, row in zip(found, outermost(of(name))):
            if row["type"]:
                same(mention[2], tags.get(row["type"], re.sub(r"\W", "", row["type"]).upper()), "conll: tag")


def webanno():
    page = json.loads((HERE / "mentions.webanno").read_text(encoding="utf-8"))
    same((page["@context"], page["type"]), ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage"), "webanno: page")
    same(len(page["items"]), len(ROWS), "webanno: annotations")
    same(len({item["id"] for item in page["items"]}), len(ROWS), "webanno: ids")
    for item, row in zip(page["items"], ROWS):
        same((item["type"], item["motivation"], unquote(item["target"]["source"])), ("Annotation", "identifying", row["document"]), "webanno: head")
        position, quote = item["target"]["selector"]
        same((position["type"], quote["type"]), ("TextPositionSelector", "TextQuoteSelector"), "webanno: selectors")
        text = TEXTS[row["document"]]
        same(text[position["start"]:position["end"]], row["text"], "webanno: by position")
        # By the quotation alone, as after the text has moved.
        anchors = [match.start() for match in re.finditer(re.escape(quote["prefix"] + quote["exact"] + quote["suffix"]), text)]
        if row["start"] - len(quote["prefix"]) not in anchors or quote["exact"] != row["text"]:
            fail(f"webanno: the quotation of {row['text']!r} is not found where it stands")
        first = item["body"][0]
        actor = lambda body: unquote(body["source"].removeprefix("urn:actorgraph:actor:"))
        if row["actor"]:
            same(actor(first), row["actor"], "webanno: actor")
        elif row.get("candidates"):
            same((first["type"], [actor(body) for body in first["items"]]), ("Choice", row["candidates"]), "webanno: candidates")


def spacy():
    from spacy import blank, displacy
    from spacy.tokens import Doc

    nlp = blank("nl")
    docs = [json.loads(row) for row in (HERE / "mentions.spacy").read_text(encoding="utf-8").splitlines()]
    same([doc["title"] for doc in docs], sorted(TEXTS), "spacy: documents")
    for raw in docs:
        text, rows = TEXTS[raw["title"]], of(raw["title"])
        doc = Doc(nlp.vocab).from_json(raw)
        same(doc.text, text, "spacy: text")
        kb = lambda row: row["actor"] or ""
        seen = [(ent.start_char, ent.end_char, ent.kb_id_ or next(e["kb_id"] for e in raw["ents"] if e["start"] == ent.start_char)) for ent in doc.ents]
        same(seen, [(row["start"], row["end"], kb(row)) for row in outermost(rows)], f"spacy: entities of {raw['title']}")
        spans = [(span.start_char, span.end_char) for span in doc.spans["mentions"]]
        same(spans, [(row["start"], row["end"]) for row in rows], "spacy: span group")
        for ent, row in zip(doc.ents, outermost(rows)):
            if row["type"]:
                same(ent.label_, row["type"].upper(), "spacy: label")
        for html in [displacy.render(raw, style="ent", manual=True, page=True), displacy.render(doc, style="ent")]:
            same(html.count("<mark"), len(doc.ents), "spacy: marks that displaCy draws")


def parquet():
    import pyarrow.parquet as pq

    table = pq.read_table(HERE / "mentions.parquet").to_pylist()
    plain = lambda value: value.isoformat() if isinstance(value, datetime.date) else value
    seen = [{key: plain(value) for key, value in row.items()} for row in table]
    same(seen, [{"candidates": [], **row} for row in ROWS], "parquet: row")


jsonl()
table()
brat()
conll()
webanno()
spacy()
if sys.argv[2] == "with-parquet":
    parquet()
print("every reader saw the same mentions")
