// The map: lines on one canvas, discs and names on another. Lines are many, so while the map moves their last picture is moved
// along, and they are drawn anew when it rests, some thousands a frame.

const map = byId("map");
const lines = byId("lines");
const points = byId("points");
const back = lines.getContext("2d");
const front = points.getContext("2d");
const sheet = document.createElement("canvas");
const draft = sheet.getContext("2d");

const LINES_A_FRAME = 2500;
const WIDTHS = 6;
const REST = 120;

const size = { wide: 0, tall: 0, ratio: 1 };
// Where the camera stands in the world, and how many pixels a unit of the world is.
const camera = { x: 0, y: 0, k: 1 };
// The camera that the picture of the lines was made with.
let pictured = { x: 0, y: 0, k: 1 };
let fitted = 1;
let hovered = null;
let focused = null;
let ink = {};
let frame = 0;
let rest = 0;
let job = null;

const screenX = (x) => (x - camera.x) * camera.k + size.wide / 2;
const screenY = (y) => (y - camera.y) * camera.k + size.tall / 2;
const worldX = (x) => (x - size.wide / 2) / camera.k + camera.x;
const worldY = (y) => (y - size.tall / 2) / camera.k + camera.y;
const largest = byStrength.length > 0 ? actors.radius[byStrength[0]] : 1;
// However far away, the strong stand out.
const discRadius = (actor) => Math.max(2 + 6 * (actors.radius[actor] / largest) ** 2, actors.radius[actor] * Math.min(camera.k, 2.2 + camera.k * 0.2));

const heaviest = links.weight.reduce((top, weight) => Math.max(top, weight), 0);
const share = (link) => (heaviest > 0 ? Math.sqrt(Math.max(0, links.weight[link]) / heaviest) : 0);
const widthClass = (link) => Math.min(WIDTHS - 1, Math.floor(share(link) * WIDTHS));
// Links by width, the thin ones first, so that the heavy ones lie on top.
const byWidth = Array.from({ length: linkCount }, (_, at) => at).sort((a, b) => links.weight[a] - links.weight[b] || a - b);

// Draws the front soon, once, and the lines when the map has rested for so long.
function redraw(linesToo = true, wait = REST) {
  if (linesToo) {
    job = null;
    clearTimeout(rest);
    rest = setTimeout(() => {
      job = { next: 0, camera: { ...camera } };
      draft.setTransform(1, 0, 0, 1, 0, 0);
      draft.clearRect(0, 0, sheet.width, sheet.height);
      redraw(false);
    }, wait);
  }
  if (frame === 0) frame = requestAnimationFrame(drawFrame);
}

// Draws all at once, for a first picture and after a filter.
const redrawAll = () => redraw(true, 0);

function drawFrame() {
  frame = 0;
  if (job !== null) drawLines();
  moveLines();
  drawFront();
  if (job !== null) redraw(false);
}

// Some thousands of lines more on the sheet; when it is done it becomes the picture.
function drawLines() {
  const end = Math.min(linkCount, job.next + LINES_A_FRAME);
  const scale = size.ratio;
  draft.setTransform(scale, 0, 0, scale, 0, 0);
  draft.strokeStyle = ink.edge;
  draft.lineCap = "round";
  const faintest = Math.min(0.35, Math.max(0.025, 0.3 * Math.sqrt(300 / Math.max(1, passing.links))));
  const crowd = passing.links > 2000 ? 2 : 1;
  let width = -1;
  let held = 0;
  const stroke = () => {
    if (held > 0) draft.stroke();
    held = 0;
    draft.beginPath();
  };
  for (let at = job.next; at < end; at++) {
    const link = byWidth[at];
    if (!linkPasses[link]) continue;
    const [ax, ay] = [screenX(actors.x[links.a[link]]), screenY(actors.y[links.a[link]])];
    const [bx, by] = [screenX(actors.x[links.b[link]]), screenY(actors.y[links.b[link]])];
    if (Math.max(ax, bx) < 0 || Math.min(ax, bx) > size.wide || Math.max(ay, by) < 0 || Math.min(ay, by) > size.tall) continue;
    const own = widthClass(link);
    // One stroke of very many lines is slower than several of some.
    if (own !== width || held >= 250) {
      stroke();
      width = own;
      const part = (own + 0.5) / WIDTHS;
      draft.lineWidth = lineWidth(part);
      // In a crowd the light lines stay back, so that the heavy ones are seen.
      draft.globalAlpha = faintest + (0.7 - faintest) * part ** crowd;
    }
    draft.moveTo(ax, ay);
    draft.lineTo(bx, by);
    held++;
  }
  stroke();
  job.next = end;
  if (end >= linkCount) {
    back.setTransform(1, 0, 0, 1, 0, 0);
    back.clearRect(0, 0, lines.width, lines.height);
    back.drawImage(sheet, 0, 0);
    pictured = job.camera;
    job = null;
  }
}

const lineWidth = (part) => (0.6 + 7 * part) * Math.min(1.6, Math.max(0.35, camera.k * 1.1));

// Moves the picture of the lines to where the camera is now.
function moveLines() {
  const scale = camera.k / pictured.k;
  const x = (pictured.x - camera.x) * camera.k + (size.wide / 2) * (1 - scale);
  const y = (pictured.y - camera.y) * camera.k + (size.tall / 2) * (1 - scale);
  const still = Math.abs(scale - 1) < 1e-9 && Math.abs(x) < 1e-6 && Math.abs(y) < 1e-6;
  lines.style.transformOrigin = "0 0";
  lines.style.transform = still ? "" : `translate(${x}px, ${y}px) scale(${scale})`;
}

// The actors that stand out: the chosen one and its neighbours, or the two ends of the chosen link.
function lit() {
  const chosen = asked.chosen;
  const actor = hovered?.actor ?? (chosen?.actor !== undefined ? chosen.actor : null);
  const link = hovered?.link ?? (hovered === null && chosen?.link !== undefined ? chosen.link : null);
  if (link !== null) return { links: [link], actors: new Set([links.a[link], links.b[link]]) };
  if (actor === null) return null;
  const own = Array.from(linksOf(actor)).filter((link) => linkPasses[link]);
  return { links: own, actors: new Set([actor, ...own.map((link) => otherEnd(link, actor))]) };
}

function drawFront() {
  const scale = size.ratio;
  front.setTransform(scale, 0, 0, scale, 0, 0);
  front.globalAlpha = 1;
  front.clearRect(0, 0, size.wide, size.tall);
  const light = lit();
  lines.style.opacity = light === null ? "1" : "0.25";
  if (light !== null) drawLit(light.links);
  const seen = [];
  for (const actor of byStrength) {
    if (!actorPasses[actor]) continue;
    const [x, y, radius] = [screenX(actors.x[actor]), screenY(actors.y[actor]), discRadius(actor)];
    if (x + radius < 0 || x - radius > size.wide || y + radius < 0 || y - radius > size.tall) continue;
    seen.push({ actor, x, y, radius, dim: light !== null && !light.actors.has(actor) });
  }
  drawDiscs(seen.filter((disc) => disc.dim), 0.25);
  drawDiscs(seen.filter((disc) => !disc.dim), 1);
  for (const [actor, width] of [[asked.chosen?.actor, 3], [focused, 2]]) {
    if (actor === undefined || actor === null || !actorPasses[actor]) continue;
    front.beginPath();
    front.arc(screenX(actors.x[actor]), screenY(actors.y[actor]), discRadius(actor) + 4, 0, 2 * Math.PI);
    front.lineWidth = width;
    front.strokeStyle = ink.accent;
    front.stroke();
  }
  drawNames(seen);
}

function drawLit(own) {
  front.strokeStyle = ink.accent;
  front.lineCap = "round";
  const many = own.length > 80;
  front.globalAlpha = many ? 0.5 : 0.75;
  for (const link of own) {
    front.beginPath();
    front.moveTo(screenX(actors.x[links.a[link]]), screenY(actors.y[links.a[link]]));
    front.lineTo(screenX(actors.x[links.b[link]]), screenY(actors.y[links.b[link]]));
    front.lineWidth = Math.max(many ? 0.8 : 1.5, lineWidth(share(link)));
    front.stroke();
  }
  front.globalAlpha = 1;
}

// Discs of one colour are one path, so that thousands take a few strokes.
function drawDiscs(seen, alpha) {
  const colours = new Map();
  for (const disc of seen) {
    const colour = colourOf(disc.actor);
    if (!colours.has(colour)) colours.set(colour, []);
    colours.get(colour).push(disc);
  }
  front.globalAlpha = alpha;
  front.lineWidth = 1;
  front.strokeStyle = ink.paper;
  for (const [colour, discs] of colours) {
    front.fillStyle = colour;
    front.beginPath();
    for (const { x, y, radius } of discs) {
      front.moveTo(x + radius, y);
      front.arc(x, y, radius, 0, 2 * Math.PI);
    }
    front.fill();
    front.stroke();
  }
  front.globalAlpha = 1;
}

const nameWidths = new Map();
const nameSize = (actor) => Math.round(11 + (size.wide < 500 ? 4 : 7) * Math.min(1, actors.radius[actor] / largest));
const shortName = (actor) => (actors.label[actor].length > 40 ? actors.label[actor].slice(0, 39) + "…" : actors.label[actor]);

function nameWidth(actor) {
  let width = nameWidths.get(actor);
  if (width === undefined) {
    front.font = `600 ${nameSize(actor)}px ${ink.font}`;
    width = front.measureText(shortName(actor)).width;
    nameWidths.set(actor, width);
  }
  return width;
}

// Rectangles by the cells that they touch, to ask quickly whether a place is free.
function board() {
  const CELL = 48;
  const cells = new Map();
  const each = (frame, act) => {
    for (let x = Math.floor(frame[0] / CELL); x <= Math.floor(frame[2] / CELL); x++) {
      for (let y = Math.floor(frame[1] / CELL); y <= Math.floor(frame[3] / CELL); y++) if (act(x * 65536 + y)) return true;
    }
    return false;
  };
  return {
    claim: (frame) => each(frame, (key) => { cells.has(key) ? cells.get(key).push(frame) : cells.set(key, [frame]); }),
    // How much of other rectangles lies below one.
    covered: (frame, own) => {
      const under = new Set();
      each(frame, (key) => { for (const box of cells.get(key) ?? []) if (box !== own) under.add(box); });
      const along = (box, low, high) => Math.max(0, Math.min(box[high], frame[high]) - Math.max(box[low], frame[low]));
      return [...under].reduce((sum, box) => sum + along(box, 0, 2) * along(box, 1, 3), 0);
    },
    taken: (frame, own) => each(frame, (key) => (cells.get(key) ?? []).some((box) =>
      box !== own && box[0] < frame[2] && frame[0] < box[2] && box[1] < frame[3] && frame[1] < box[3])),
  };
}

// Names where there is room: below, beside or above the disc, or at its corners, never over another name or a disc that can be seen
// well. Those that stand out come first, then the strongest, and no more than can be read.
function drawNames(seen) {
  const most = Math.min(220, Math.max(14, (size.wide * size.tall) / 6500));
  const stands = (disc) => disc.actor === asked.chosen?.actor || disc.actor === focused || disc.actor === hovered?.actor;
  const bright = seen.filter((disc) => !disc.dim).slice(0, 1500);
  const [discs, names] = [board(), board()];
  for (const disc of bright) {
    if (disc.radius < 3) continue;
    disc.frame = [disc.x - disc.radius, disc.y - disc.radius, disc.x + disc.radius, disc.y + disc.radius];
    discs.claim(disc.frame);
  }
  front.textAlign = "center";
  front.textBaseline = "middle";
  front.lineJoin = "round";
  front.lineWidth = 3;
  front.strokeStyle = ink.paper;
  front.fillStyle = ink.ink;
  let placed = 0;
  for (const disc of [...bright.filter(stands), ...bright.filter((disc) => !stands(disc))]) {
    if (placed >= most) break;
    const tall = nameSize(disc.actor);
    const wide = nameWidth(disc.actor);
    const [beside, over, corner] = [disc.radius + 4 + wide / 2, disc.radius + 2 + tall / 2, disc.radius * 0.7 + tall / 2];
    const aside = disc.radius * 0.7 + 4 + wide / 2;
    const spots = [[0, over], [beside, 0], [-beside, 0], [0, -over], [aside, corner], [-aside, corner], [aside, -corner], [-aside, -corner]]
      .map(([x, y]) => [disc.x + x, disc.y + y])
      .map(([x, y]) => ({ x, y, frame: [x - wide / 2 - 2, y - tall * 0.55, x + wide / 2 + 2, y + tall * 0.55] }));
    const inside = ({ frame }) => frame[0] >= 0 && frame[1] >= 0 && frame[2] <= size.wide && frame[3] <= size.tall;
    const free = spots.filter((spot) => inside(spot) && !names.taken(spot.frame));
    let spot = free.find((spot) => !discs.taken(spot.frame, disc.frame));
    // The strongest are named even where that covers lesser discs, as little of them as may be.
    if (spot === undefined && placed < 15) {
      const [least, cover] = free.reduce(([best, least], spot) => {
        const cover = discs.covered(spot.frame, disc.frame);
        return cover < least ? [spot, cover] : [best, least];
      }, [undefined, Infinity]);
      if (cover < 4 * disc.radius ** 2) spot = least;
    }
    if (spot === undefined && stands(disc)) spot = spots[0];
    if (spot === undefined) continue;
    names.claim(spot.frame);
    placed++;
    front.font = `${stands(disc) ? 600 : 400} ${tall}px ${ink.font}`;
    front.strokeText(shortName(disc.actor), spot.x, spot.y);
    front.fillText(shortName(disc.actor), spot.x, spot.y);
  }
}

// Reads the colours of the theme, which the canvas cannot inherit.
function readInk() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(name).trim();
  ink = { paper: value("--paper"), ink: value("--ink"), edge: value("--edge"), accent: value("--accent"), font: getComputedStyle(document.body).fontFamily };
}

function resize() {
  const box = map.getBoundingClientRect();
  if (box.width === 0) return;
  const first = size.wide === 0;
  nameWidths.clear();
  size.wide = box.width;
  size.tall = box.height;
  size.ratio = Math.min(2, window.devicePixelRatio || 1);
  for (const canvas of [lines, points, sheet]) {
    canvas.width = Math.round(size.wide * size.ratio);
    canvas.height = Math.round(size.tall * size.ratio);
  }
  if (first) fit();
  redrawAll();
}

// The camera from which everything that passes is in sight.
function overview() {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let actor = 0; actor < actorCount; actor++) {
    if (!actorPasses[actor]) continue;
    left = Math.min(left, actors.x[actor]);
    right = Math.max(right, actors.x[actor]);
    top = Math.min(top, actors.y[actor]);
    bottom = Math.max(bottom, actors.y[actor]);
  }
  if (left > right) return { ...camera };
  // Room for the names at the edges.
  const [beside, above] = [Math.min(70, size.wide / 8), 36];
  const k = Math.min((size.wide - 2 * beside) / Math.max(1, right - left), (size.tall - 2 * above) / Math.max(1, bottom - top), 3);
  return { x: (left + right) / 2, y: (top + bottom) / 2 + 8 / Math.max(k, 0.01), k: Math.max(k, 0.005) };
}

function fit() {
  Object.assign(camera, overview());
  fitted = camera.k;
  redraw();
}

// Lets the camera go somewhere, at once for those who want no motion.
function fly(to) {
  const from = { ...camera };
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const begun = performance.now();
  const step = (now) => {
    const part = still ? 1 : Math.min(1, Math.max(0, (now - begun) / 260));
    const eased = 1 - (1 - part) ** 3;
    for (const key of ["x", "y"]) camera[key] = from[key] + (to[key] - from[key]) * eased;
    camera.k = from.k * (to.k / from.k) ** eased;
    redraw();
    if (part < 1) requestAnimationFrame(step);
  };
  step(begun);
}

function zoom(factor, x = size.wide / 2, y = size.tall / 2) {
  const k = Math.min(fitted * 60, Math.max(fitted * 0.4, camera.k * factor));
  const [wx, wy] = [worldX(x), worldY(y)];
  camera.k = k;
  camera.x = wx - (x - size.wide / 2) / k;
  camera.y = wy - (y - size.tall / 2) / k;
  redraw();
}
