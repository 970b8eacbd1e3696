// Ties the parts together: filters, choosing, pointer and keys.

let passing = { actors: 0, links: 0 };
let told = 0;

// Says something to those who listen. Soon, not at once, so that a dragged slider does not chatter.
function tell(text) {
  clearTimeout(told);
  told = setTimeout(() => (byId("said").textContent = text), 200);
}

const everything = () => ({
  types: new Set(types.keys()), step: 0, since: 0, until: Math.max(0, days.length - 1), loose: hasLoose, ego: null, depth: 1,
});

// Asks for something else than before and shows the answer.
function ask(changes) {
  const before = asked.ego;
  Object.assign(asked, changes);
  filter();
  passing = { actors: sum(actorPasses), links: sum(linkPasses) };
  const isWhole = passing.actors === actorCount && passing.links === linkCount;
  const [some, all] = [{ a: passing.actors, l: passing.links }, { a: actorCount, l: linkCount }].map(
    ({ a, l }) => `${counted(a, "actor")}, ${counted(l, "link")}`);
  const summary = isWhole ? all : say("summary.part", { some, all });
  byId("summary").textContent = summary;
  byId("nothing").hidden = passing.actors > 0;
  tell(summary);
  showAsked();
  showDetails();
  showTable();
  if (asked.ego !== before && passing.actors > 0) fly(overview());
  redrawAll();
}

// Brings the controls in line with what is asked for.
function showAsked() {
  byId("types").querySelectorAll("input").forEach((box, at) => (box.checked = asked.types.has(at)));
  byId("weight").value = asked.step;
  const weight = asked.step === 0 ? words["all"] : `≥ ${number(steps[asked.step])}`;
  byId("weight-now").textContent = weight;
  byId("weight").setAttribute("aria-valuetext", weight);
  for (const [id, at] of [["since", asked.since], ["until", asked.until]]) {
    byId(id).value = at;
    byId(id).setAttribute("aria-valuetext", day(days[at] ?? null));
  }
  byId("period-now").textContent = days.length > 0 ? `${day(days[asked.since])} – ${day(days[asked.until])}` : "";
  byId("loose").checked = asked.loose;
  byId("ego").hidden = asked.ego === null;
  if (asked.ego !== null) byId("ego-name").textContent = actors.label[asked.ego];
  document.querySelectorAll('input[name="depth"]').forEach((radio) => (radio.checked = Number(radio.value) === asked.depth));
  byId("communities").hidden = asked.colour !== "community";
}

// Chooses an actor or a link, or nothing.
function choose(chosen) {
  asked.chosen = chosen;
  focused = chosen?.actor ?? focused;
  showDetails();
  markRow();
  redraw(false);
  if (chosen === null) return;
  if (chosen.actor !== undefined) tell(`${actors.label[chosen.actor]}, ${typeOf(chosen.actor).word}`);
  else tell(`${actors.label[links.a[chosen.link]]} – ${actors.label[links.b[chosen.link]]}, ${counted(links.evidence[chosen.link].length, "sentence")}`);
}

// Moves the camera to an actor or to the middle of a link.
function centre({ actor, link }) {
  const of = (values) => (actor !== undefined ? values[actor] : (values[links.a[link]] + values[links.b[link]]) / 2);
  fly({ x: of(actors.x), y: of(actors.y), k: Math.max(camera.k, Math.min(1, fitted * 2.5)) });
}

function showMap() { view(true); }

function view(isMap) {
  map.hidden = !isMap;
  byId("table").hidden = isMap;
  byId("show-map").setAttribute("aria-pressed", String(isMap));
  byId("show-table").setAttribute("aria-pressed", String(!isMap));
  if (isMap) resize();
  else showTable();
}

function tip(x, y) {
  const box = byId("tip");
  box.hidden = hovered === null;
  if (hovered === null) return;
  const { actor, link } = hovered;
  box.textContent = actor !== undefined
    ? `${actors.label[actor]}\n${typeOf(actor).word} · ${counted(linksOf(actor).filter((link) => linkPasses[link]).length, "link")}`
    : `${actors.label[links.a[link]]} – ${actors.label[links.b[link]]}\n${say("weight", { measure: data.measure })}: ${number(links.weight[link])}`;
  const left = x + 14 + box.offsetWidth > size.wide ? x - 14 - box.offsetWidth : x + 14;
  const top = y + 14 + box.offsetHeight > size.tall ? y - 14 - box.offsetHeight : y + 14;
  box.style.transform = `translate(${Math.max(0, left)}px, ${Math.max(0, top)}px)`;
}

function hover(thing, x = 0, y = 0) {
  const same = hovered?.actor === thing?.actor && hovered?.link === thing?.link;
  hovered = thing;
  points.classList.toggle("over", thing !== null);
  tip(x, y);
  if (!same) redraw(false);
}

function under(x, y, isTouch) {
  const actor = actorAt(x, y, isTouch ? 14 : 6);
  if (actor !== null) return { actor };
  const link = linkAt(x, y, isTouch ? 10 : 5);
  return link === null ? null : { link };
}

// The pointer: one moves the map, two pinch it, a click chooses.
const fingers = new Map();
let moved = 0;
points.addEventListener("pointerdown", (event) => {
  points.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
  if (fingers.size === 1) moved = 0;
});
points.addEventListener("pointermove", (event) => {
  const [x, y] = [event.offsetX, event.offsetY];
  const finger = fingers.get(event.pointerId);
  if (finger === undefined) {
    hover(under(x, y, false), x, y);
    return;
  }
  const before = Array.from(fingers.values(), (finger) => ({ ...finger }));
  moved += Math.abs(x - finger.x) + Math.abs(y - finger.y);
  Object.assign(finger, { x, y });
  if (moved < 4) return;
  hover(null);
  const after = Array.from(fingers.values());
  const middle = (list) => ({ x: list.reduce((sum, at) => sum + at.x, 0) / list.length, y: list.reduce((sum, at) => sum + at.y, 0) / list.length });
  const [from, to] = [middle(before), middle(after)];
  camera.x -= (to.x - from.x) / camera.k;
  camera.y -= (to.y - from.y) / camera.k;
  if (after.length === 2) {
    const apart = (list) => Math.max(1, Math.hypot(list[0].x - list[1].x, list[0].y - list[1].y));
    zoom(apart(after) / apart(before), to.x, to.y);
  }
  redraw();
});
for (const kind of ["pointerup", "pointercancel"]) {
  points.addEventListener(kind, (event) => {
    const clicked = kind === "pointerup" && fingers.size === 1 && moved < 4;
    fingers.delete(event.pointerId);
    if (clicked) choose(under(event.offsetX, event.offsetY, event.pointerType === "touch"));
  });
}
points.addEventListener("pointerleave", () => hover(null));
points.addEventListener("wheel", (event) => {
  event.preventDefault();
  zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0015)), event.offsetX, event.offsetY);
}, { passive: false });

// The keys on the map: arrows go from actor to actor, Enter chooses, Escape lets go.
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
points.addEventListener("keydown", (event) => {
  const arrow = ARROWS[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (arrow !== undefined && event.shiftKey) {
    camera.x += (arrow[0] * 60) / camera.k;
    camera.y += (arrow[1] * 60) / camera.k;
    redraw();
  } else if (arrow !== undefined) {
    const next = actorTowards(focused !== null && actorPasses[focused] ? focused : null, ...arrow);
    if (next !== null) {
      focused = next;
      const [x, y] = [screenX(actors.x[next]), screenY(actors.y[next])];
      if (x < 40 || y < 40 || x > size.wide - 40 || y > size.tall - 40) fly({ ...camera, x: actors.x[next], y: actors.y[next] });
      tell(`${actors.label[next]}, ${typeOf(next).word}, ${counted(linksOf(next).filter((link) => linkPasses[link]).length, "link")}`);
      redraw(false);
    }
  } else if ((event.key === "Enter" || event.key === " ") && focused !== null) choose({ actor: focused });
  else if (event.key === "Escape") choose(null);
  else if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fly(overview());
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof HTMLInputElement && event.target.type !== "range";
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    field.focus();
    field.select();
  }
});

function setUp() {
  byId("types").append(...types.map((type, at) => {
    const count = actors.type.filter((own) => own === at).length;
    const box = make("input", { type: "checkbox", checked: true, onchange: () => {
      const kept = new Set(asked.types);
      if (box.checked) kept.add(at);
      else kept.delete(at);
      ask({ types: kept });
    } });
    return make("li", {}, make("label", {}, box, dot(type.colour), make("bdi", {}, type.word), make("span", {}, number(count))));
  }));
  byId("communities").append(...communities.filter((group) => group.name !== "").map((group) =>
    make("li", {}, dot(group.colour), make("bdi", {}, group.name))));
  byId("weight").max = Math.max(0, steps.length - 1);
  byId("weight").disabled = steps.length < 2;
  byId("weight").oninput = () => ask({ step: Number(byId("weight").value) });
  byId("period").hidden = days.length < 2;
  for (const id of ["since", "until"]) {
    byId(id).max = Math.max(0, days.length - 1);
    byId(id).oninput = () => {
      const at = Number(byId(id).value);
      ask(id === "since" ? { since: Math.min(at, asked.until) } : { until: Math.max(at, asked.since) });
    };
  }
  byId("loose").onchange = () => ask({ loose: byId("loose").checked });
  byId("ego-end").onclick = () => ask({ ego: null });
  byId("reset").onclick = () => ask(everything());
  document.querySelectorAll('input[name="depth"]').forEach((radio) => (radio.onchange = () => {
    ask({ depth: Number(radio.value) });
    fly(overview());
  }));
  document.querySelectorAll('input[name="colour"]').forEach((radio) => (radio.onchange = () => ask({ colour: radio.value })));
  byId("show-map").onclick = () => view(true);
  byId("show-table").onclick = () => view(false);
  for (const kind of ["actors", "links"]) {
    byId(`table-${kind}`).onclick = () => {
      Object.assign(table, { kind, sort: null });
      for (const other of ["actors", "links"]) byId(`table-${other}`).setAttribute("aria-pressed", String(other === kind));
      showTable();
    };
  }
  byId("zoom-in").onclick = () => zoom(1.5);
  byId("zoom-out").onclick = () => zoom(1 / 1.5);
  byId("zoom-fit").onclick = () => fly(overview());
  const wide = matchMedia("(max-width: 640px)");
  byId("filters").open = !wide.matches;
  setUpTheme();
}

function setUpTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const show = () => {
    byId("theme").textContent = words[isDark() ? "light" : "dark"];
    readInk();
    redrawAll();
  };
  byId("theme").onclick = () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    show();
  };
  system.addEventListener("change", show);
  show();
}

setUp();
filter();
new ResizeObserver(resize).observe(map);
resize();
ask({});
