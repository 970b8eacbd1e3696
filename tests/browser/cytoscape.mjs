// Loads the Cytoscape JSON of a graph into Cytoscape.js and compares it with the plain dump beside it.
//
// Usage: node cytoscape.mjs DIRECTORY, which holds nasty.cyjs and expected.json.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import cytoscape from "cytoscape";

const read = (name) => JSON.parse(readFileSync(join(process.argv[2], name), "utf8"));
const expected = read("expected.json");
const { elements, data } = read("nasty.cyjs");
const cy = cytoscape({ headless: true, elements, data, layout: { name: "preset" } });

const near = (seen, wanted, what) => assert.ok(Math.abs(seen - wanted) <= 0.00005, `${what}: ${seen}, expected ${wanted}`);
assert.equal(cy.nodes().length, expected.nodes.length);
assert.equal(cy.edges().length, expected.edges.length);
for (const node of expected.nodes) {
  const seen = cy.getElementById(node.id);
  assert.ok(seen.isNode(), node.id);
  assert.equal(seen.data("actor_type"), node.type);
  assert.deepEqual(seen.data("aliases"), node.aliases);
  for (const key of ["mentions", "articles", "degree", "community"]) assert.equal(seen.data(key), node[key], key);
  near(seen.data("strength"), node.strength, "strength");
  assert.ok(Number.isFinite(seen.position("x")) && Number.isFinite(seen.position("y")));
}
for (const edge of expected.edges) {
  const seen = cy.getElementById(edge.source).edgesWith(cy.getElementById(edge.target));
  assert.equal(seen.length, 1, `${edge.source} – ${edge.target}`);
  assert.equal(seen.source().id(), edge.source);
  for (const key of ["sentences", "articles", "articles_raw", "evidence_total", "affiliation"]) assert.equal(seen.data(key), edge[key], key);
  for (const key of ["first", "last"]) assert.equal(seen.data(key) ?? null, edge[key], key);
  for (const key of ["weight", "expected", "npmi", "llr", "jaccard"]) near(seen.data(key), edge[key], key);
  assert.deepEqual(JSON.parse(seen.data("evidence")), edge.evidence);
  assert.deepEqual(seen.data("relations") ?? [], edge.in_short);
  assert.deepEqual(JSON.parse(seen.data("relation_evidence") ?? "[]"), edge.relations);
}
assert.deepEqual(JSON.parse(cy.data("manifest")), expected.manifest);
console.log("Cytoscape.js saw the same graph");
