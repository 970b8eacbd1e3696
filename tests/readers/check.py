"""Reads every export as its users do and compares it with the plain dump `expected.json` in the same directory.

Usage: check.py DIRECTORY with-parquet|without-parquet. Ends with a message and exit code 1 where a reader sees another graph than was written.
"""

import datetime
import json
import re
import sys
import unicodedata
from pathlib import Path

import networkx as nx
from lxml import etree

HERE = Path(sys.argv[1])
EXPECTED = json.loads((HERE / "expected.json").read_text(encoding="utf-8"))
NODE_COUNTS = ["mentions", "articles", "articles_raw", "windows", "degree", "core", "community"]
NODE_REALS = ["strength", "betweenness", "pagerank"]
EDGE_COUNTS = ["sentences", "articles", "articles_raw", "evidence_total"]
EDGE_REALS = ["weight", "expected", "pmi", "npmi", "llr", "dice", "jaccard", "cosine"]


def fail(message):
    sys.exit(f"check.py: {message}")


def same(seen, expected, what):
    if seen != expected:
        fail(f"{what}: read {seen!r}, expected {expected!r}")


def close(seen, expected, what):
    if abs(float(seen) - expected) > (0.00005 if abs(expected) >= 0.1 else 5e-9) + 1e-12:
        fail(f"{what}: read {seen!r}, expected {expected!r}")


def clean(text):
    return "".join(c for c in text if (unicodedata.category(c) != "Cc" or c in "\t\n\r") and c not in "\ufffe\uffff")


def line(text):
    return " ".join(clean(text).split())


def label(node):
    return line(node["label"]) or line(node["id"])


def ends(edge, spell):
    return frozenset([spell(edge["source"]), spell(edge["target"])])


def xml_graph(graph, name):
    """Nodes, edges, labels, numbers and evidence of a graph that networkx read from XML."""
    if graph.is_directed() or graph.is_multigraph():
        fail(f"{name}: directed or with parallel edges")
    same(set(graph.nodes), {clean(node["id"]) for node in EXPECTED["nodes"]}, f"{name}: nodes")
    same({frozenset(edge) for edge in graph.edges}, {ends(edge, clean) for edge in EXPECTED["edges"]}, f"{name}: edges")
    for node in EXPECTED["nodes"]:
        seen = graph.nodes[clean(node["id"])]
        same(seen["label"], label(node), f"{name}: label")
        same(seen["actor_type"], clean(node["type"]), f"{name}: type")
        for key in NODE_REALS:
            close(seen[key], node[key], f"{name}: {key}")
        for key in NODE_COUNTS:
            same(seen[key], node[key], f"{name}: {key} of {node['id']!r}")
        for key in ["first", "last"]:
            same(seen.get(key), node[key], f"{name}: {key}")
        same(line(seen["community_name"] or ""), line(node["community_name"]), f"{name}: community_name")
    for edge in EXPECTED["edges"]:
        seen = graph.edges[clean(edge["source"]), clean(edge["target"])]
        for key in EDGE_REALS:
            close(seen[key], edge[key], f"{name}: {key}")
        for key in EDGE_COUNTS + ["affiliation"]:
            same(seen[key], edge[key], f"{name}: {key}")
        for key in ["first", "last"]:
            same(seen.get(key), edge[key], f"{name}: {key}")
        same(json.loads(seen["evidence"]), edge["evidence"], f"{name}: evidence")
        same(seen.get("relations"), in_short(edge), f"{name}: relations")
        same(json.loads(seen.get("relation_evidence") or "[]"), edge["relations"], f"{name}: relations in full")


def in_short(edge):
    """Relations as plain text formats tell them, or nothing."""
    return "|".join(line(relation).replace("|", "¦") for relation in edge["in_short"]) or None


def gexf():
    graph = nx.read_gexf(HERE / "nasty.gexf")
    xml_graph(graph, "gexf")
    for node in graph.nodes.values():
        if not {"size", "position", "color"} <= node["viz"].keys():
            fail("gexf: a node without size, position or colour")
    root = etree.parse(HERE / "nasty.gexf").getroot()
    description = root.find("{*}meta/{*}description").text
    same(json.loads(description), EXPECTED["manifest"], "gexf: manifest")


def graphml():
    graph = nx.read_graphml(HERE / "nasty.graphml")
    xml_graph(graph, "graphml")
    for node in EXPECTED["nodes"]:
        same(graph.nodes[clean(node["id"])]["name"], label(node), "graphml: name")
    same({data["interaction"] for data in graph.edges.values()}, {"co-occurs"}, "graphml: interaction")
    same(json.loads(graph.graph["manifest"]), EXPECTED["manifest"], "graphml: manifest")


def node_link(name, key):
    data = json.loads((HERE / name).read_text(encoding="utf-8"))
    same(list(data), ["directed", "multigraph", "graph", "nodes", key], f"{name}: keys")
    graph = nx.node_link_graph(data, edges=key)
    if type(graph) is not nx.Graph:
        fail(f"{name}: {type(graph)}")
    same(graph.graph, EXPECTED["manifest"], f"{name}: manifest")
    same(list(graph.nodes), [node["id"] for node in EXPECTED["nodes"]], f"{name}: nodes in order")
    for node in EXPECTED["nodes"]:
        seen = graph.nodes[node["id"]]
        for field in NODE_REALS:
            close(seen[field], node[field], f"{name}: {field}")
        for field in ["label", "type", "aliases", "first", "last", "community_name", *NODE_COUNTS]:
            same(seen[field], node[field], f"{name}: {field}")
    same(graph.number_of_edges(), len(EXPECTED["edges"]), f"{name}: edges")
    for edge in EXPECTED["edges"]:
        seen = graph.edges[edge["source"], edge["target"]]
        for field in EDGE_REALS:
            close(seen[field], edge[field], f"{name}: {field}")
        for field in [*EDGE_COUNTS, "affiliation", "first", "last", "evidence"]:
            same(seen[field], edge[field], f"{name}: {field}")
        same(seen["relations"], edge["relations"], f"{name}: relations")
        for evidence in seen["evidence"]:
            for span in evidence["spans"]:
                if not evidence["text"][span["start"]:span["end"]]:
                    fail(f"{name}: a span outside its text")


def cyjs():
    data = json.loads((HERE / "nasty.cyjs").read_text(encoding="utf-8"))
    nodes, edges = data["elements"]["nodes"], data["elements"]["edges"]
    ids = [element["data"]["id"] for element in nodes + edges]
    if len(set(ids)) != len(ids) or not all(isinstance(id, str) and id for id in ids):
        fail("cyjs: ids are not unique texts")
    same([node["data"]["id"] for node in nodes], [node["id"] for node in EXPECTED["nodes"]], "cyjs: nodes")
    same([node["data"]["name"] for node in nodes], [label(node) for node in EXPECTED["nodes"]], "cyjs: names")
    for seen, node in zip((node["data"] for node in nodes), EXPECTED["nodes"]):
        for key in NODE_REALS:
            close(seen[key], node[key], f"cyjs: {key}")
        for key in NODE_COUNTS:
            same(seen[key], node[key], f"cyjs: {key}")
        same((seen.get("first"), seen.get("last")), (node["first"], node["last"]), "cyjs: days")
        same(line(seen["community_name"]), line(node["community_name"]), "cyjs: community_name")
    same(len(edges), len(EXPECTED["edges"]), "cyjs: edges")
    for seen, edge in zip((edge["data"] for edge in edges), EXPECTED["edges"]):
        same((seen["source"], seen["target"]), (edge["source"], edge["target"]), "cyjs: ends")
        for key in EDGE_REALS:
            close(seen[key], edge[key], f"cyjs: {key}")
        for key in EDGE_COUNTS:
            same(seen[key], edge[key], f"cyjs: {key}")
        same(json.loads(seen["evidence"]), edge["evidence"], "cyjs: evidence")
        same(seen.get("relations", []), edge["in_short"], "cyjs: relations")
        same(json.loads(seen.get("relation_evidence", "[]")), edge["relations"], "cyjs: relations in full")
    for element in nodes + edges:
        for key, value in element["data"].items():
            if isinstance(value, dict) or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
                fail(f"cyjs: {key} is no plain value")
    same(json.loads(data["data"]["manifest"]), EXPECTED["manifest"], "cyjs: manifest")


def gephi_csv(name, escape="\\"):
    """Reads CSV by Gephi's rules: a backslash is an escape, cells are trimmed, empty is nothing, rows of another length are dropped."""
    text = (HERE / name).read_bytes().decode("utf-8")
    rows, row, cell, quoted, at = [], [], "", False, 0
    while at < len(text):
        c = text[at]
        if c == escape and at + 1 < len(text):
            at += 1
            cell += {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}.get(text[at], text[at])
        elif c == '"' and quoted and text[at + 1 : at + 2] == '"':
            at += 1
            cell += '"'
        elif c == '"' and (quoted or not cell):
            quoted = not quoted
        elif c in ",\n" and not quoted:
            row.append(cell.strip() or None)
            cell = ""
            if c == "\n":
                rows.append(row)
                row = []
        else:
            cell += c
        at += 1
    if quoted or cell or row:
        fail(f"{name}: ends inside a row")
    header, rows = rows[0], rows[1:]
    if None in header or "'" in "".join(header) or len({title.lower() for title in header}) != len(header):
        fail(f"{name}: header {header}")
    if any(len(row) != len(header) for row in rows):
        fail(f"{name}: a row of another length")
    return [dict(zip(header, row)) for row in rows]


def column(key):
    return "".join(word.capitalize() for word in key.split("_"))


def csv():
    nodes, edges = gephi_csv("nasty-nodes.csv"), gephi_csv("nasty-edges.csv")
    same([node["Id"] for node in nodes], [line(node["id"]) for node in EXPECTED["nodes"]], "csv: nodes")
    for seen, node in zip(nodes, EXPECTED["nodes"]):
        same(seen["Label"], label(node), "csv: label")
        same(seen["ActorType"], line(node["type"]), "csv: type")
        for key in NODE_COUNTS:
            same(int(seen[column(key)]), node[key], f"csv: {key}")
        for key in NODE_REALS:
            close(seen[column(key)], node[key], f"csv: {key}")
        same((seen["First"], seen["Last"]), (node["first"], node["last"]), "csv: days")
        same(seen["CommunityName"] or "", line(node["community_name"]), "csv: community")
        aliases = (seen["Aliases"] or "").split("|") if seen["Aliases"] else []
        same(aliases, [line(alias).replace("|", "¦") for alias in node["aliases"]], "csv: aliases")
    same({edge["Type"] for edge in edges}, {"Undirected"}, "csv: type of edges")
    ids = [edge["Id"] for edge in edges]
    same(len(set(ids)), len(EXPECTED["edges"]), "csv: ids of edges")
    for seen, edge in zip(edges, EXPECTED["edges"]):
        same((seen["Source"], seen["Target"]), (line(edge["source"]), line(edge["target"])), "csv: ends")
        for key in EDGE_REALS:
            close(seen[column(key)], edge[key], f"csv: {key}")
        for key in EDGE_COUNTS:
            same(int(seen[column(key)]), edge[key], f"csv: {key}")
        same((seen["First"], seen["Last"]), (edge["first"], edge["last"]), "csv: days")
        same(seen["Relations"], in_short(edge), "csv: relations")
    import csv as plain

    with open(HERE / "nasty-evidence.csv", encoding="utf-8", newline="") as file:
        rows = list(plain.DictReader(file, strict=True))
    wanted = [(edge, evidence) for edge in EXPECTED["edges"] for evidence in edge["evidence"]]
    same(len(rows), len(wanted), "csv: evidence")
    with open(HERE / "nasty-edges.csv", encoding="utf-8", newline="") as file:
        known = {row["Id"]: (row["Source"], row["Target"]) for row in plain.DictReader(file, strict=True)}
    for seen, (edge, evidence) in zip(rows, wanted):
        same((seen["Source"], seen["Target"]), known.get(seen["Edge"]), "csv: edge of the evidence")
        if seen["Text"][0] in "=+-@" or seen["Document"][0] in "=+-@":
            fail("csv: a text that a spreadsheet runs")
        text = seen["Text"].removeprefix("'")
        same(len(text), len(evidence["text"]), "csv: length of the text")
        same(clean(text.replace("\ufffd", "")), clean(evidence["text"]), "csv: text")
        spans = [f"{span['start']}-{span['end']}:{span['actor']}" for span in evidence["spans"]]
        same(seen["Spans"], "|".join(spans), "csv: spans")
        same(int(seen["Windows"]), evidence.get("windows", 1), "csv: windows of the evidence")
    with open(HERE / "nasty-relations.csv", encoding="utf-8", newline="") as file:
        rows = list(plain.DictReader(file, strict=True))
    wanted = [(edge, *told) for edge in EXPECTED["edges"] for told in tellings(edge)]
    same(len(rows), len(wanted), "csv: sentences of relations")
    for seen, (edge, relation, evidence) in zip(rows, wanted):
        same((seen["Source"], seen["Target"]), known.get(seen["Edge"]), "csv: edge of a relation")
        same((seen["Actor"], seen["Recipient"]), tuple(line(relation[end]) for end in ("actor", "recipient")), "csv: ends of a relation")
        for key in ["category", "quad", "status"]:
            same(seen[column(key)], relation[key], f"csv: {key}")
        same((seen["Mode"] or None, seen["Reciprocal"] == "true"), (relation["mode"], relation["reciprocal"]), "csv: mode")
        same((seen["Date"] or None, int(seen["Sentence"])), (evidence["date"], evidence["sentence"]), "csv: place of a relation")
        if any(seen[key][0] in "=+-@" for key in ["Text", "Document", "Trigger"]):
            fail("csv: a text of a relation that a spreadsheet runs")
        same(clean(seen["Text"].removeprefix("'").replace("\ufffd", "")), clean(evidence["text"]), "csv: text of a relation")


def tellings(edge):
    """Each sentence that tells a relation of an edge, with the relation."""
    return [(relation, evidence) for relation in edge["relations"] for evidence in relation["evidence"]]


def graphviz():
    """The picture that Graphviz made: every node with its label, every edge with its pop-up."""
    root = etree.parse(HERE / "nasty-dot.svg").getroot()
    space = {"s": "http://www.w3.org/2000/svg", "x": "http://www.w3.org/1999/xlink"}
    nodes = root.xpath("//s:g[@class='node']", namespaces=space)
    shown = [" ".join(node.xpath(".//s:text/text()", namespaces=space)).replace("\xa0", " ") for node in nodes]
    same(sorted(shown), sorted(label(node) for node in EXPECTED["nodes"]), "dot: labels")
    edges = root.xpath("//s:g[@class='edge']", namespaces=space)
    same(len(edges), len(EXPECTED["edges"]), "dot: edges")
    notes = " ".join(root.xpath("//s:g[@class='edge']//@x:title", namespaces=space))
    for quote in ["China zegt \"nee\" tegen Rusland.", "</script><b>", "seeds/a.txt, regel 3", r"\N \G \E \l \n".replace("\\", "∖")]:
        if quote not in notes:
            fail(f"dot: no edge shows {quote!r}")


def gephi_tokens(text):
    """Tokens as Gephi's reader of DOT takes them apart: (kind, text)."""
    at = 0
    while at < len(text):
        c = text[at]
        if c <= " " or c == ";":
            at += 1
        elif text.startswith("//", at):
            at = text.find("\n", at)
        elif c == '"':
            value, at = "", at + 1
            while text[at] != '"':
                if text[at] == "\n":
                    fail("gephi dot: a quoted text runs over a line")
                if text[at] == "\\":
                    at += 1
                    value += {"n": "\n"}.get(text[at], text[at])
                else:
                    value += text[at]
                at += 1
            at += 1
            yield '"', value
        elif c in "[]{}->/*,=":
            at += 1
            yield c, None
        else:
            start = at
            while at < len(text) and text[at] > " " and text[at] not in '[]{}->/*,="; ':
                if text[at] > "\u00ff":
                    fail("gephi dot: a bare word that Gephi cannot read")
                at += 1
            yield "word", text[start:at]


def gephi_dot():
    """Gephi skips `node`, `edge` and `graph` even where they are quoted, and knows no statements for defaults."""
    tokens = list(gephi_tokens((HERE / "nasty-gephi.dot").read_text(encoding="utf-8")))
    same(tokens[:3], [("word", "graph"), ('"', "actors"), ("{", None)], "gephi dot: head")
    same(tokens[-1], ("}", None), "gephi dot: end")
    nodes, edges, at = {}, [], 3
    while at < len(tokens) - 1:
        kind, name = tokens[at]
        if kind != '"' or name.lower() in ("node", "edge", "graph"):
            fail(f"gephi dot: {tokens[at]} where an actor should be")
        other = None
        at += 1
        if tokens[at][0] == "-":
            same(tokens[at + 1][0], "-", "gephi dot: edge")
            other = tokens[at + 2][1]
            at += 3
        same(tokens[at][0], "[", "gephi dot: attributes")
        attributes = {}
        while tokens[at][0] != "]":
            (key_kind, key), (equals, _), (value_kind, value) = tokens[at + 1 : at + 4]
            same((key_kind, equals, value_kind), ("word", "=", '"'), "gephi dot: attribute")
            attributes[key] = value
            at += 4
        at += 1
        if other is None:
            nodes[name] = attributes
        else:
            edges.append((name, other, attributes))
    same([node["label"] for node in nodes.values()], [label(node) for node in EXPECTED["nodes"]], "gephi dot: labels")
    same(len(edges), len(EXPECTED["edges"]), "gephi dot: edges")
    for (source, target, attributes), edge in zip(edges, EXPECTED["edges"]):
        if source not in nodes or target not in nodes:
            fail(f"gephi dot: {source!r} -- {target!r} names no node")
        close(attributes["weight"], edge["weight"], "gephi dot: weight")
    for node in nodes.values():
        if len(node["color"].split(" ")) != 3 or len(node["pos"].split(",")) != 2:
            fail("gephi dot: colour or place")


NEO4J_FIELD = re.compile(r"^(?P<name>\w*)(?::(?P<kind>ID|LABEL|START_ID|END_ID|TYPE|long|double|boolean|date|string)(?P<list>\[\])?(?:\((?P<space>\w+)\))?)?$")


def neo4j_rows(name):
    """Reads a table by the rules of Neo4j's importer: typed header, `\"` doubled, no line end in a field, empty is nothing."""
    import csv as plain

    raw = (HERE / name).read_text(encoding="utf-8")
    rows = list(plain.reader(raw.splitlines(), strict=True, doublequote=True))
    if len(rows) != raw.count("\n"):
        fail(f"{name}: a field runs over a line end")
    header = [NEO4J_FIELD.match(field) for field in rows[0]]
    if None in header:
        fail(f"{name}: header {rows[0]}")
    read = {
        "long": int, "double": float, "date": lambda text: datetime.date.fromisoformat(text).isoformat(),
        "boolean": lambda text: {"true": True, "false": False}[text],
    }
    for row in rows[1:]:
        same(len(row), len(header), f"{name}: fields of a row")
        yield {
            (field["name"] or field["kind"]): None if text == "" else text.split(";") if field["list"] or field["kind"] == "LABEL"
            else read.get(field["kind"], str)(text)
            for field, text in zip(header, row)
        }


def neo4j():
    nodes, edges = list(neo4j_rows("nasty-neo4j-nodes.csv")), list(neo4j_rows("nasty-neo4j-relationships.csv"))
    same([node["actorId"] for node in nodes], [line(node["id"]) for node in EXPECTED["nodes"]], "neo4j: nodes")
    same(len({node["actorId"] for node in nodes}), len(nodes), "neo4j: ids")
    for seen, node in zip(nodes, EXPECTED["nodes"]):
        same(seen["name"], label(node), "neo4j: name")
        same(seen["actor_type"], line(node["type"]), "neo4j: type")
        same(seen["aliases"] or [], [line(alias).replace(";", ",") for alias in node["aliases"]], "neo4j: aliases")
        same(seen["LABEL"][0], "Actor", "neo4j: label")
        if not re.fullmatch(r"\w+", seen["LABEL"][1]):
            fail(f"neo4j: label {seen['LABEL']}")
        for key in NODE_COUNTS:
            same(seen[key], node[key], f"neo4j: {key}")
        close(seen["strength"], node["strength"], "neo4j: strength")
    same(len(edges), len(EXPECTED["edges"]), "neo4j: relationships")
    for seen, edge in zip(edges, EXPECTED["edges"]):
        same((seen["START_ID"], seen["END_ID"]), (line(edge["source"]), line(edge["target"])), "neo4j: ends")
        same(seen["TYPE"], "APPEARS_WITH", "neo4j: type")
        for key in EDGE_COUNTS + ["affiliation", "first", "last"]:
            same(seen[key], edge[key], f"neo4j: {key}")
        for key in EDGE_REALS:
            close(seen[key], edge[key], f"neo4j: {key}")
        same(json.loads(seen["evidence"]), edge["evidence"], "neo4j: evidence")
        same(seen["relations"] or [], [line(relation).replace(";", ",") for relation in edge["in_short"]], "neo4j: relations")
    ids = {node["actorId"] for node in nodes}
    events = list(neo4j_rows("nasty-neo4j-relations.csv"))
    wanted = [relation for edge in EXPECTED["edges"] for relation in edge["relations"]]
    same(len(events), len(wanted), "neo4j: events")
    for seen, relation in zip(events, wanted):
        same((seen["START_ID"], seen["END_ID"]), (line(relation["actor"]), line(relation["recipient"])), "neo4j: ends of an event")
        if not {seen["START_ID"], seen["END_ID"]} <= ids:
            fail("neo4j: an event of actors that are no nodes")
        same(seen["TYPE"], relation["category"], "neo4j: category")
        for key in ["mode", "quad", "status", "reciprocal", "sentences", "articles", "first", "last"]:
            same(seen[key], relation[key], f"neo4j: {key} of an event")
        same(json.loads(seen["evidence"]), relation["evidence"], "neo4j: evidence of an event")


def parquet():
    import pyarrow.parquet as pq

    def rows(name):
        table = pq.read_table(HERE / name)
        same(json.loads(table.schema.metadata[b"actorgraph"]), EXPECTED["manifest"], f"{name}: manifest")
        return [{key: str(value) if isinstance(value, datetime.date) else value for key, value in row.items()} for row in table.to_pylist()]

    nodes, edges = rows("nasty-nodes.parquet"), rows("nasty-edges.parquet")
    same([node["id"] for node in nodes], [node["id"] for node in EXPECTED["nodes"]], "parquet: nodes")
    for seen, node in zip(nodes, EXPECTED["nodes"]):
        same(seen["label"], label(node), "parquet: label")
        same(seen["actor_type"], node["type"], "parquet: type")
        for key in NODE_COUNTS + ["aliases"]:
            same(seen[key], node[key], f"parquet: {key}")
        same(seen["strength"], node["strength"], "parquet: strength")
    same(len(edges), len(EXPECTED["edges"]), "parquet: edges")
    for seen, edge in zip(edges, EXPECTED["edges"]):
        for key in ["source", "target", "affiliation", "first", "last"] + EDGE_COUNTS:
            same(seen[key], edge[key], f"parquet: {key}")
        for key in EDGE_REALS:
            close(seen[key], edge[key], f"parquet: {key}")
        same(seen["relations"], edge["in_short"], "parquet: relations")
    wanted = [
        {"date": None, "copies": [], "windows": 1, "source": edge["source"], "target": edge["target"],
         **{key: value for key, value in evidence.items() if key not in ("shortened", "before", "after")}}
        for edge in EXPECTED["edges"] for evidence in edge["evidence"]
    ]
    same(rows("nasty-evidence.parquet"), wanted, "parquet: evidence")
    of_kind = ["actor", "recipient", "reciprocal", "category", "mode", "quad", "status"]
    of_place = ["document", "article", "sentence", "line", "date", "trigger", "text"]
    wanted = [
        {"source": edge["source"], "target": edge["target"]} | {key: relation[key] for key in of_kind} | {key: evidence[key] for key in of_place}
        for edge in EXPECTED["edges"] for relation, evidence in tellings(edge)
    ]
    same(rows("nasty-relations.parquet"), wanted, "parquet: relations")


def svg():
    root = etree.parse(HERE / "nasty.svg").getroot()
    space = {"s": "http://www.w3.org/2000/svg"}
    same(len(root.xpath("//s:g[@id='actors']/s:circle", namespaces=space)), len(EXPECTED["nodes"]), "svg: discs")
    same(len(root.xpath("//s:g[@id='links']/s:line", namespaces=space)), len(EXPECTED["edges"]), "svg: lines")
    same(json.loads(root.find("{*}metadata").text), EXPECTED["manifest"], "svg: manifest")
    names = set(root.xpath("//s:g[@id='names']/s:text/text()", namespaces=space))
    for node in EXPECTED["nodes"]:
        if len(label(node)) <= 40 and label(node) not in names:
            fail(f"svg: no name {label(node)!r}")


gexf()
graphml()
node_link("nasty.json", "edges")
node_link("nasty-links.json", "links")
cyjs()
csv()
graphviz()
gephi_dot()
svg()
neo4j()
if sys.argv[2] == "with-parquet":
    parquet()
print("every reader saw the same graph")
