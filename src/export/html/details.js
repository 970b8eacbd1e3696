// What is known of the chosen actor or link: counts, neighbours, and the sentences with the names marked.

const details = byId("details");

const dot = (colour) => {
  const disc = make("span", { className: "dot", "aria-hidden": "true" });
  disc.style.background = colour;
  return disc;
};
const name = (actor) => make("bdi", {}, actors.label[actor]);
const button = (text, act, properties = {}) => make("button", { type: "button", ...properties, onclick: act }, text);

function facts(rows) {
  const list = make("dl", { className: "facts" });
  for (const [word, value, long] of rows) {
    if (value === "") continue;
    list.append(make("dt", {}, word), make("dd", long ? { className: "long", dir: "auto" } : {}, value));
  }
  return list;
}

function showDetails() {
  const chosen = asked.chosen;
  if (chosen === null) details.replaceChildren(...aboutAll());
  else if (chosen.actor !== undefined) details.replaceChildren(...aboutActor(chosen.actor));
  else details.replaceChildren(...aboutLink(chosen.link));
  details.scrollTop = 0;
}

// A list of links as buttons, each with what `naming` says of it; the first hundred, and the rest when asked for.
function linkList(own, naming) {
  const list = make("ul", { className: "plain links" });
  const add = (some) => list.append(...some.map((link) => make("li", {}, make("button", { type: "button", onclick: () => choose({ link }) },
    ...naming(link), make("span", { className: "value" }, short.format(links.weight[link]))))));
  const most = 100;
  add(own.slice(0, most));
  if (own.length <= most) return [list];
  const more = button(say("more", { count: number(own.length - most) }), () => { add(own.slice(most)); more.remove(); });
  return [list, more];
}

const byWeight = (a, b) => links.weight[b] - links.weight[a] || a - b;

// What to do, and the heaviest links of those that pass.
function aboutAll() {
  const strongest = [];
  for (let at = linkCount - 1; at >= 0 && strongest.length < 15; at--) if (linkPasses[byWidth[at]]) strongest.push(byWidth[at]);
  const parts = [make("p", { className: "hint" }, words["choose"])];
  if (strongest.length === 0) return parts;
  const naming = (link) => [make("span", {}, name(links.a[link]), " – ", name(links.b[link]))];
  return [...parts, make("h3", {}, words["strongest"]), ...linkList(strongest.sort(byWeight), naming)];
}

function aboutActor(actor) {
  const type = typeOf(actor);
  const rows = actors.columns.map((column) => [column.word, shown(column, actor), column.kind === "list" || column.kind === "text"]);
  const own = Array.from(linksOf(actor)).filter((link) => linkPasses[link]);
  own.sort(byWeight);
  const isEgo = asked.ego === actor;
  const parts = [
    make("h2", {}, name(actor)),
    make("p", { className: "kind" }, dot(colourOf(actor)), make("bdi", {}, type.word), ` · ${actors.id[actor]}`),
    facts(rows),
    make("div", { className: "tools" },
      button(words[isEgo ? "ego.end" : "ego.only"], () => ask({ ego: isEgo ? null : actor }), { "aria-pressed": String(isEgo) }),
      button(words["centre"], () => { showMap(); centre({ actor }); }),
      button(words["close"], () => choose(null))),
    make("h3", {}, say("appears-with", { count: counted(own.length, "actor") })),
  ];
  const naming = (link) => [dot(colourOf(otherEnd(link, actor))), name(otherEnd(link, actor))];
  return [...parts, ...linkList(own, naming)];
}

// What the two do to each other, each kind with the sentences that tell it; the names as elements or as text.
function event(link, relation, naming) {
  const ends = [links.a[link], links.b[link]].map(naming);
  const [who, whom] = relation.first_acts ? ends : ends.reverse();
  return [who, relation.both_act ? " ↔ " : " → ", whom, ` ${relation.kind}`];
}

function aboutRelations(link) {
  const told = links.relations[link];
  if (told.length === 0) return [];
  const row = (relation) => {
    const status = relation.status === "asserted" ? "" : `, ${words[`status.${relation.status}`]}`;
    const head = make("summary", {}, ...event(link, relation, name), `: ${counted(relation.count, "sentence")}${status}`);
    return make("details", { className: "relation" }, head, ...relation.sentences.map((at) => quoted(at, links.a[link], links.b[link])));
  };
  return [make("h3", {}, words["relations"]), ...told.map(row)];
}

function aboutLink(link) {
  const [a, b] = [links.a[link], links.b[link]];
  const rows = [[say("weight", { measure: data.measure }), number(links.weight[link])]];
  for (const column of links.columns) {
    // What is not so is no news.
    const isNo = column.kind === "truth" && !column.values[link];
    if (column.name !== "evidence_total" && !isNo) rows.push([column.word, shown(column, link), column.kind === "list" || column.kind === "text"]);
  }
  const evidence = links.evidence[link];
  const parts = [
    make("h2", {}, name(a), " – ", name(b)),
    make("div", { className: "tools" }, button(words["close"], () => choose(null)),
      ...[a, b].map((actor) => button(actors.label[actor], () => choose({ actor }), { dir: "auto" }))),
    facts(rows),
    ...aboutRelations(link),
    make("h3", {}, evidence.length < totals[link]
      ? say("evidence.part", { shown: number(evidence.length), total: number(totals[link]) })
      : counted(evidence.length, "sentence")),
  ];
  if (evidence.length === 0) parts.push(make("p", { className: "hint" }, words["evidence.none"]));
  return [...parts, ...evidence.map((at) => quoted(at, a, b))];
}

// The text from `start` to `end` with `marks` as elements; a mark within another is an element within its element.
function marked(text, start, end, marks) {
  const parts = [];
  let done = start;
  for (let at = 0; at < marks.length; ) {
    const outer = marks[at];
    const [from, to] = [Math.max(outer.start, done), Math.min(outer.end, end)];
    let next = at + 1;
    while (next < marks.length && marks[next].start < to) next++;
    if (from < to) {
      const inner = marked(text, from, to, marks.slice(at + 1, next));
      parts.push(text.slice(done, from).join(""), make("mark", { className: outer.side, title: actors.label[outer.actor] }, ...inner));
      done = to;
    }
    at = next;
  }
  parts.push(text.slice(done, end).join(""));
  return parts;
}

// A sentence with the two names marked, and where it stands.
function quoted(at, a, b) {
  const text = Array.from(sentences.text[at]);
  const marks = [];
  for (let mark = 0; mark < sentences.marks[at].length; mark += 3) {
    const [start, end, actor] = sentences.marks[at].slice(mark, mark + 3);
    if (actor === a || actor === b) marks.push({ start, end, actor, side: actor === a ? "a" : "b" });
  }
  marks.sort((one, other) => one.start - other.start || other.end - one.end);
  const paragraph = make("p", { dir: "auto" }, ...marked(text, 0, text.length, marks));
  const place = [`${documents[sentences.document[at]]}:${sentences.line[at]}`];
  if (sentences.day[at] !== null) place.push(day(sentences.day[at]));
  const copies = sentences.copies[at];
  const where = make("footer", {}, make("bdi", {}, place[0]), place.length > 1 ? ` · ${place[1]}` : "");
  if (copies.length > 0) {
    const others = make("ul", {});
    for (const copy of copies) others.append(make("li", {}, make("bdi", {}, documents[copy])));
    where.append(make("details", {}, make("summary", {}, say("copies", { places: counted(copies.length, "other-place") })), others));
  }
  const outside = !wholePeriod() && !inPeriod(sentences.day[at]);
  return make("blockquote", outside ? { className: "outside" } : {}, paragraph, where);
}
