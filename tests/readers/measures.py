"""Works out every measure of a dump by networkx, scipy and the definitions, and compares.

Usage: measures.py FILE. Ends with a message and exit code 1 where a measure differs.
"""

import json
import math
import sys
from pathlib import Path

import networkx as nx
from scipy.spatial import distance
from scipy.stats import chi2, chi2_contingency

DUMP = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
WORST = {}


def close(seen, expected, what, within=1e-9):
    off = abs(seen - expected) / max(1.0, abs(expected))
    name = what.split(":")[0]
    WORST[name] = max(WORST.get(name, 0.0), off)
    if not off <= within:
        sys.exit(f"measures.py: {what}: {seen!r}, expected {expected!r}")


def check_graph(dump):
    name = dump["name"]
    graph = nx.Graph()
    graph.add_nodes_from(node["id"] for node in dump["nodes"])
    graph.add_weighted_edges_from(dump["edges"])
    oracles = {
        "degree": dict(graph.degree()),
        "strength": dict(graph.degree(weight="weight")),
        "betweenness": nx.betweenness_centrality(graph),
        "pagerank": nx.pagerank(graph, alpha=0.85, weight="weight", tol=1e-13, max_iter=2000),
        "core": nx.core_number(graph),
    }
    for node in dump["nodes"]:
        for measure, values in oracles.items():
            close(node[measure], values[node["id"]], f"{measure}: {name}, {node['id']}")
    groups = {}
    for node in dump["nodes"]:
        groups.setdefault(node["community"], set()).add(node["id"])
    sizes = [len(groups[number]) for number in sorted(groups)]
    if sorted(groups) != list(range(len(groups))) or sizes != sorted(sizes, reverse=True):
        sys.exit(f"measures.py: communities of {name} are not numbered by size: {sizes}")
    close(dump["measures"]["communities"], len(groups), f"communities: {name}")
    seen = dump["measures"]["modularity"]
    close(seen, nx.community.modularity(graph, groups.values()), f"modularity: {name}", 1e-6)
    louvain = max(nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) for seed in range(5))
    if seen < louvain - 0.02:
        sys.exit(f"measures.py: modularity of {name} is {seen}, and networkx finds {louvain}")
    for number, group in groups.items():
        if len(group) > 1 and not nx.is_connected(graph.subgraph(group)):
            sys.exit(f"measures.py: community {number} of {name} falls apart")
    close(dump["measures"]["betweenness_sources"], len(graph), f"sources: {name}")
    close(dump["measures"]["betweenness_error"], 0.0, f"error: {name}")


def check_table(dump):
    a, b, seen = dump["a"], dump["b"], dump["measures"]
    count = len(a)
    both = sum(x and y for x, y in zip(a, b))
    first, second = sum(a), sum(b)
    what = f"{both}/{first}/{second}/{count}"
    close(seen["sentences"], both, f"sentences: {what}")
    close(seen["expected"], first * second / count, f"expected: {what}")
    if first and second:
        close(seen["dice"], 1 - distance.dice(a, b), f"dice: {what}")
        close(seen["jaccard"], 1 - distance.jaccard(a, b), f"jaccard: {what}")
        close(seen["cosine"], 1 - distance.cosine(a, b), f"cosine: {what}")
    if both:
        joint, one, other = both / count, first / count, second / count
        pmi = math.log2(joint / (one * other))
        close(seen["pmi"], pmi, f"pmi: {what}")
        close(seen["npmi"], pmi / -math.log2(joint), f"npmi: {what}")
    if 0 < first < count and 0 < second < count:
        cells = [[both, first - both], [second - both, count - first - second + both]]
        found = chi2_contingency(cells, correction=False, lambda_="log-likelihood")
        close(seen["llr"], found.statistic, f"llr: {what}")
        close(dump["p"], found.pvalue, f"p: {what}")
        if found.pvalue > 0:
            close(dump["p"] / chi2.sf(seen["llr"], 1), 1.0, f"p, relative: {what}", 1e-6)


for dump in DUMP["graphs"]:
    check_graph(dump)
for dump in DUMP["tables"]:
    check_table(dump)
print("; ".join(f"{name} {off:.1e}" for name, off in sorted(WORST.items())))
print("every measure is right")
