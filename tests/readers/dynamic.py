"""Checks GEXF files that change with time: the rules of the 1.3 schema that matter, networkx, and the graphs of the slices.

Usage: dynamic.py DIRECTORY, which holds day.gexf, week.gexf, month.gexf, year.gexf, static.gexf, and NAME-LABEL.json for each slice.
"""

import calendar
import datetime
import json
import re
import sys
from pathlib import Path

import networkx as nx
from lxml import etree

HERE = Path(sys.argv[1])
SPACE = "{http://gexf.net/1.3}"
TYPES = {"integer", "long", "double", "float", "boolean", "string"}


def fail(message):
    sys.exit(f"dynamic.py: {message}")


def interval(element, what):
    start, end = element.get("start"), element.get("end")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", start) or not re.fullmatch(r"\d{4}-\d\d-\d\d(T23:59:59)?", end):
        fail(f"{what}: times {start!r} and {end!r}")
    first, last = datetime.date.fromisoformat(start), datetime.date.fromisoformat(end[:10])
    if first > last or start == end:
        fail(f"{what}: from {start} to {end}")
    return first, last


def apart(spells, what):
    for (_, last), (first, _) in zip(spells, spells[1:]):
        if first <= last:
            fail(f"{what}: times overlap")


def days_of(label):
    """First and last day of a slice by its label."""
    if "W" in label:
        first = datetime.date.fromisocalendar(int(label[:4]), int(label[6:]), 1)
        return first, first + datetime.timedelta(days=6)
    parts = [int(part) for part in label.split("-")]
    if len(parts) == 1:
        return datetime.date(parts[0], 1, 1), datetime.date(parts[0], 12, 31)
    if len(parts) == 2:
        return datetime.date(*parts, 1), datetime.date(*parts, calendar.monthrange(*parts)[1])
    return datetime.date(*parts), datetime.date(*parts)


def check(name):
    root = etree.parse(HERE / f"{name}.gexf").getroot()
    if root.tag != SPACE + "gexf" or root.get("version") != "1.3":
        fail(f"{name}: root {root.tag}")
    graph = root.find(SPACE + "graph")
    wanted = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval", "defaultedgetype": "undirected"}
    if dict(graph.attrib) != wanted:
        fail(f"{name}: graph {dict(graph.attrib)}")
    order = [child.tag.removeprefix(SPACE) for child in graph]
    if order != ["attributes", "attributes", "attributes", "nodes", "edges"]:
        fail(f"{name}: order {order}")
    declared = {}
    for group in graph.iterfind(SPACE + "attributes"):
        for attribute in group:
            if attribute.get("type") not in TYPES:
                fail(f"{name}: type {attribute.get('type')}")
            declared[(group.get("class"), attribute.get("id"))] = group.get("mode")
    if declared.get(("edge", "weight")) != "dynamic":
        fail(f"{name}: no dynamic weight")
    alive, weights = {}, {}
    for kind in ["node", "edge"]:
        for element in graph.iterfind(f"{SPACE}{kind}s/{SPACE}{kind}"):
            what = f"{name}: {kind} {element.get('id')}"
            spells = [interval(spell, what) for spell in element.iterfind(f"{SPACE}spells/{SPACE}spell")]
            if not spells:
                fail(f"{what} is never there")
            apart(spells, what)
            valued = []
            for value in element.iterfind(f"{SPACE}attvalues/{SPACE}attvalue"):
                mode = declared.get((kind, value.get("for")))
                if mode is None or (mode == "dynamic") != ("start" in value.attrib):
                    fail(f"{what}: value for {value.get('for')}")
                if mode == "dynamic":
                    valued.append((*interval(value, what), float(value.get("value"))))
            if kind == "node":
                alive[element.get("id")] = spells
                continue
            apart([time[:2] for time in valued], what)
            ends = element.get("source"), element.get("target")
            for first, last in spells:
                for end in ends:
                    if not any(start <= first and last <= stop for start, stop in alive[end]):
                        fail(f"{what} outlives {end}")
            for first, last, weight in valued:
                if not any(start <= first and last <= stop for start, stop in spells):
                    fail(f"{what} weighs where it is not")
                weights[(*ends, first, last)] = weight
    slices = {}
    for path in HERE.glob(f"{name}-*.json"):
        first, last = days_of(path.stem.removeprefix(f"{name}-"))
        for edge in json.loads(path.read_text(encoding="utf-8"))["edges"]:
            slices[(edge["source"], edge["target"], first, last)] = edge["weight"]
    if not slices or weights != slices:
        fail(f"{name}: weights {weights}, slices {slices}")
    read, static = nx.read_gexf(HERE / f"{name}.gexf"), nx.read_gexf(HERE / "static.gexf")
    if read.graph.get("mode") != "dynamic" or not all("spells" in data for data in read.nodes.values()):
        fail(f"{name}: networkx sees no times")
    if {frozenset(edge) for edge in read.edges} != {frozenset(edge) for edge in static.edges}:
        fail(f"{name}: networkx sees other edges")
    for a, b, data in static.edges(data=True):
        if read.edges[a, b]["weight"] != data["weight"]:
            fail(f"{name}: networkx sees another weight of {a} – {b}")


for name in ["day", "week", "month", "year"]:
    check(name)
print("every spell is sound")
