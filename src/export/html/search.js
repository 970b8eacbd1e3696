// Search by any part of a name or a form of it in the text; the list is a combobox as screen readers know it.

const field = byId("search");
const found = byId("found");
const FOUND = 12;
const search = { hits: [], at: -1 };

const searchable = actors.id.map((id, actor) => {
  const aliases = column(actors, "aliases").values[actor];
  return [actors.label[actor], ...aliases, id].map((form) => ({ form, folded: fold(form) }));
});

// The best actors for some letters: those that begin with them, then those with a word that does, then the rest; the strongest first.
function hitsFor(letters) {
  const wanted = fold(letters.trim());
  if (wanted === "") return [];
  const hits = [];
  for (const actor of byStrength) {
    let [best, via] = [9, ""];
    for (const { form, folded } of searchable[actor]) {
      const at = folded.indexOf(wanted);
      const rank = at < 0 ? 9 : folded === wanted ? 0 : at === 0 ? 1 : /[\s'’-]/.test(folded[at - 1]) ? 2 : 3;
      if (rank < best) [best, via] = [rank, form];
    }
    if (best < 9) hits.push({ actor, best, via });
  }
  hits.sort((a, b) => a.best - b.best);
  return hits.slice(0, FOUND);
}

function showFound() {
  search.hits = hitsFor(field.value);
  search.at = search.hits.length > 0 ? 0 : -1;
  found.replaceChildren(...search.hits.map(({ actor, via }, at) => {
    const item = make("li", { id: `found-${at}`, role: "option", onclick: () => take(at), onmousedown: (event) => event.preventDefault() },
      dot(typeOf(actor).colour), name(actor));
    const note = via === actors.label[actor] ? typeOf(actor).word : `${via} · ${typeOf(actor).word}`;
    item.append(make("small", {}, make("bdi", {}, note)));
    return item;
  }));
  markFound();
  if (field.value.trim() !== "") tell(search.hits.length > 0 ? counted(search.hits.length, "actor") : words["found.none"]);
}

function markFound() {
  for (const [at, item] of Array.from(found.children).entries()) item.setAttribute("aria-selected", String(at === search.at));
  const open = search.hits.length > 0;
  found.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  if (open) field.setAttribute("aria-activedescendant", `found-${search.at}`);
  else field.removeAttribute("aria-activedescendant");
  if (open) found.children[search.at].scrollIntoView({ block: "nearest" });
}

function closeFound() {
  search.hits = [];
  markFound();
}

function take(at) {
  const { actor } = search.hits[at];
  field.value = actors.label[actor];
  closeFound();
  if (!actorPasses[actor]) {
    ask(everything());
    tell(words["found.hidden"]);
  }
  choose({ actor });
  centre({ actor });
}

field.addEventListener("input", showFound);
field.addEventListener("blur", closeFound);
field.addEventListener("keydown", (event) => {
  const count = search.hits.length;
  if (event.key === "Escape") closeFound();
  else if (event.key === "Enter" && count > 0) take(search.at);
  else if (event.key === "ArrowDown" && count > 0) search.at = (search.at + 1) % count;
  else if (event.key === "ArrowUp" && count > 0) search.at = (search.at + count - 1) % count;
  else return;
  event.preventDefault();
  if (search.hits.length > 0) markFound();
});
