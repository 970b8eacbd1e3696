// The graph as the page holds it: columns of actors and links, who is linked with whom, and what is asked for at the moment.
// Text of articles and names goes to the screen as text alone, never as markup.

const data = JSON.parse(document.getElementById("data").textContent);
const { actors, links, sentences, documents, types, communities, words } = data;
const actorCount = actors.id.length;
const linkCount = links.a.length;

const byId = (id) => document.getElementById(id);

// A new element with properties and children; a child that is a string becomes text.
function make(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in element) element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

const numbers = new Intl.NumberFormat(data.language, { maximumFractionDigits: 4 });
const short = new Intl.NumberFormat(data.language, { maximumFractionDigits: 2 });
const dates = new Intl.DateTimeFormat(data.language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const small = new Intl.NumberFormat(data.language, { maximumSignificantDigits: 3 });
const number = (value) => (Math.abs(value) < 0.01 ? small : numbers).format(value);
const day = (text) => (text === null ? "" : dates.format(new Date(text + "T00:00:00Z")));
const counted = (count, noun) => `${number(count)} ${words[noun + (count === 1 ? ".one" : ".many")]}`;
// The words of a key with its blanks, written {like this}, filled in.
const say = (key, blanks = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => blanks[name] ?? "");
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const typeOf = (actor) => types[actors.type[actor]];
const column = (table, name) => table.columns.find((column) => column.name === name);
const shown = (column, row) => {
  const value = column.values[row];
  if (value === null || value === undefined) return "";
  switch (column.kind) {
    case "day": return day(value);
    case "truth": return words[value ? "yes" : "no"];
    case "list": return value.join(", ");
    case "text": return value;
    default: return number(value);
  }
};

// Links of each actor, as a run of one long list.
const neighbourStart = new Uint32Array(actorCount + 1);
for (let link = 0; link < linkCount; link++) {
  neighbourStart[links.a[link] + 1]++;
  if (links.a[link] !== links.b[link]) neighbourStart[links.b[link] + 1]++;
}
for (let actor = 0; actor < actorCount; actor++) neighbourStart[actor + 1] += neighbourStart[actor];
const neighbourLinks = new Uint32Array(neighbourStart[actorCount]);
{
  const next = neighbourStart.slice();
  for (let link = 0; link < linkCount; link++) {
    neighbourLinks[next[links.a[link]]++] = link;
    if (links.a[link] !== links.b[link]) neighbourLinks[next[links.b[link]]++] = link;
  }
}
const linksOf = (actor) => neighbourLinks.subarray(neighbourStart[actor], neighbourStart[actor + 1]);
const otherEnd = (link, actor) => (links.a[link] === actor ? links.b[link] : links.a[link]);

// Actors by importance, the strongest first: who comes first gets a name on the map first.
const byStrength = Array.from({ length: actorCount }, (_, at) => at);
byStrength.sort((a, b) => actors.radius[b] - actors.radius[a] || a - b);

const firsts = column(links, "first").values;
const lasts = column(links, "last").values;
const totals = column(links, "evidence_total").values;

// All days on which something happens, in order.
const days = [...new Set([...firsts, ...lasts, ...sentences.day].filter((day) => day !== null))].sort();
// Weights at which the slider stops: 0 for all, then every weight there is, or a hundred of them.
const steps = (() => {
  const all = Float64Array.from(new Set(links.weight)).sort();
  const most = 100;
  if (all.length <= most) return Array.from(all);
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * (all.length - 1)) / (most - 1))]);
})();

const hasLoose = byStrength.some((actor) => neighbourStart[actor] === neighbourStart[actor + 1]);
// What is asked for.
const asked = {
  types: new Set(types.keys()), step: 0, since: 0, until: Math.max(0, days.length - 1), loose: hasLoose, ego: null, depth: 1,
  colour: "type", chosen: null,
};
// What passes: for each actor and link 1 or 0.
const actorPasses = new Uint8Array(actorCount);
const linkPasses = new Uint8Array(linkCount);

const wholePeriod = () => asked.since === 0 && asked.until >= days.length - 1;
const inPeriod = (day) => day !== null && day >= days[asked.since] && day <= days[asked.until];

// Whether a link is of the period: by its sentences where the page holds them all, else by its first and last day.
function linkInPeriod(link) {
  if (wholePeriod()) return true;
  const evidence = links.evidence[link];
  if (evidence.length > 0 && evidence.length >= totals[link]) return evidence.some((at) => inPeriod(sentences.day[at]));
  return firsts[link] !== null && firsts[link] <= days[asked.until] && lasts[link] >= days[asked.since];
}

// The actors within so many steps of the ego, over links that pass.
function around(ego, depth) {
  const near = new Uint8Array(actorCount);
  near[ego] = 1;
  let edge = [ego];
  for (let step = 0; step < depth; step++) {
    const next = [];
    for (const actor of edge) {
      for (const link of linksOf(actor)) {
        const other = otherEnd(link, actor);
        if (linkPasses[link] && !near[other]) {
          near[other] = 1;
          next.push(other);
        }
      }
    }
    edge = next;
  }
  return near;
}

// Works out what passes.
function filter() {
  const least = asked.step === 0 ? -Infinity : steps[asked.step];
  const typePasses = (actor) => asked.types.has(actors.type[actor]);
  for (let link = 0; link < linkCount; link++) {
    const passes = links.weight[link] >= least && typePasses(links.a[link]) && typePasses(links.b[link]) && linkInPeriod(link);
    linkPasses[link] = passes ? 1 : 0;
  }
  if (asked.ego !== null) {
    const near = around(asked.ego, asked.depth);
    for (let link = 0; link < linkCount; link++) linkPasses[link] &= near[links.a[link]] & near[links.b[link]];
  }
  actorPasses.fill(0);
  for (let link = 0; link < linkCount; link++) {
    if (linkPasses[link]) actorPasses[links.a[link]] = actorPasses[links.b[link]] = 1;
  }
  if (asked.ego !== null) actorPasses[asked.ego] = 1;
  else if (asked.loose) {
    for (let actor = 0; actor < actorCount; actor++) if (typePasses(actor)) actorPasses[actor] = 1;
  }
}

const sum = (flags) => flags.reduce((total, flag) => total + flag, 0);
const colourOf = (actor) =>
  asked.colour === "type" ? typeOf(actor).colour : (communities[actors.community[actor]] ?? communities[communities.length - 1]).colour;
