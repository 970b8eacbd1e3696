// The same actors and links as tables, for those who read better than they look: sorted by any column, some rows at a time.

const ROWS = 200;
const table = { kind: "actors", sort: null, rows: [], upTo: ROWS };

// Columns of a table: a word, how a cell reads, by what it sorts, and whether it is a number.
function tableColumns() {
  const text = (word, of, act) => ({ word, of, key: (row) => fold(of(row)), act, isNumber: false });
  const rest = (source) => source.columns.filter((column) => column.kind !== "list").map((column) => ({
    word: column.word,
    of: (row) => shown(column, row),
    key: (row) => column.values[row] ?? "",
    isNumber: column.kind === "count" || column.kind === "real",
  }));
  if (table.kind === "actors") {
    const word = (actor) => typeOf(actor).word;
    return [text(words["name"], (actor) => actors.label[actor], (actor) => choose({ actor })), text(words["type"], word), ...rest(actors)];
  }
  const end = (of, word) => text(word, (link) => actors.label[of[link]], (link) => choose({ link }));
  const weight = { word: say("weight", { measure: data.measure }), of: (link) => number(links.weight[link]), key: (link) => links.weight[link], isNumber: true };
  // Sorted by how many sentences tell of something, and shown with those on top that are told most.
  const relations = {
    word: words["column.relations"],
    of: (link) => links.relations[link].map((relation) => `${event(link, relation, (actor) => actors.label[actor]).join("")} ${number(relation.count)}`).join("; "),
    key: (link) => links.relations[link].reduce((sum, relation) => sum + relation.count, 0),
    isNumber: false,
    downFirst: true,
  };
  const told = links.relations.some((relations) => relations.length > 0) ? [relations] : [];
  return [end(links.a, words["actor.first"]), end(links.b, words["actor.second"]), weight, ...rest(links), ...told];
}

function showTable() {
  if (byId("table").hidden) return;
  const columns = tableColumns();
  const passes = table.kind === "actors" ? actorPasses : linkPasses;
  const rows = [];
  for (let row = 0; row < passes.length; row++) if (passes[row]) rows.push(row);
  const sort = table.sort ?? { at: table.kind === "actors" ? columns.findIndex((column) => column.isNumber) : 2, down: true };
  const by = columns[sort.at];
  const keys = new Map(rows.map((row) => [row, by.key(row)]));
  const order = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), data.language));
  rows.sort((a, b) => (sort.down ? -1 : 1) * order(keys.get(a), keys.get(b)) || a - b);
  table.rows = rows;
  const heads = columns.map((column, at) => make("th", {
    scope: "col", className: column.isNumber ? "number" : "", "aria-sort": at === sort.at ? (sort.down ? "descending" : "ascending") : "none",
  }, button(column.word, () => {
    const down = at === sort.at ? !sort.down : (column.downFirst ?? column.isNumber);
    table.sort = { at, down };
    showTable();
    byId("table").querySelectorAll("th button")[at].focus();
    tell(say(down ? "sorted.down" : "sorted.up", { column: column.word }));
  })));
  byId("table").querySelector("thead").replaceChildren(make("tr", {}, ...heads));
  byId("table").querySelector("tbody").replaceChildren();
  byId("table-name").textContent = `${words[table.kind]}: ${number(rows.length)}`;
  table.upTo = 0;
  moreRows(columns);
}

function moreRows(columns) {
  const body = byId("table").querySelector("tbody");
  const line = (row) => make("tr", { "data-row": String(row) }, ...columns.map((column) => {
    const content = column.act ? button(column.of(row), () => column.act(row), { className: "name", dir: "auto" }) : column.of(row);
    return make("td", column.isNumber ? { className: "number" } : {}, content);
  }));
  body.append(...table.rows.slice(table.upTo, table.upTo + ROWS).map(line));
  table.upTo += ROWS;
  const left = table.rows.length - table.upTo;
  byId("more").hidden = left <= 0;
  byId("more").textContent = say("more", { count: number(Math.min(left, ROWS)) });
  byId("more").onclick = () => moreRows(columns);
  markRow();
}

// Marks the row of what is chosen.
function markRow() {
  const chosen = asked.chosen?.[table.kind === "actors" ? "actor" : "link"];
  const body = byId("table").querySelector("tbody");
  body.querySelector("tr[aria-selected]")?.removeAttribute("aria-selected");
  if (chosen !== undefined) body.querySelector(`tr[data-row="${chosen}"]`)?.setAttribute("aria-selected", "true");
}
