// What lies under the pointer: grids over the world, so that a move of the pointer looks at a few discs and lines only.

// A narrow or a wide window would leave half of itself empty; the drawing is stretched towards its shape, before anything is looked up.
{
  const box = byId("map").getBoundingClientRect();
  const span = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity) - values.reduce((least, value) => Math.min(least, value), Infinity);
  const [wide, tall] = [span(actors.x), span(actors.y)];
  if (box.width > 0 && box.height > 0 && wide > 0 && tall > 0) {
    const off = (wide / tall) / (box.width / box.height);
    const most = 1.7;
    if (off > 1) actors.y = actors.y.map((y) => y * Math.min(most, off));
    else actors.x = actors.x.map((x) => x * Math.min(most, 1 / off));
  }
}

const GRID = 96;
const bounds = (() => {
  const low = (values) => values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = (values) => values.reduce((most, value) => Math.max(most, value), -Infinity);
  const [left, top] = actorCount > 0 ? [low(actors.x), low(actors.y)] : [0, 0];
  const [right, bottom] = actorCount > 0 ? [high(actors.x), high(actors.y)] : [1, 1];
  return { left, top, cellX: Math.max(1e-6, (right - left) / GRID), cellY: Math.max(1e-6, (bottom - top) / GRID) };
})();
const clamp = (cell) => Math.min(GRID - 1, Math.max(0, cell));
const cellX = (x) => clamp(Math.floor((x - bounds.left) / bounds.cellX));
const cellY = (y) => clamp(Math.floor((y - bounds.top) / bounds.cellY));

// Lists of numbers by cell, in two passes over what `each` tells: count, then fill.
function gridOf(each) {
  const start = new Uint32Array(GRID * GRID + 1);
  each((cell) => start[cell + 1]++);
  for (let cell = 0; cell < GRID * GRID; cell++) start[cell + 1] += start[cell];
  const items = new Uint32Array(start[GRID * GRID]);
  const next = start.slice();
  each((cell, item) => (items[next[cell]++] = item));
  return (cell) => items.subarray(start[cell], start[cell + 1]);
}

const actorGrid = gridOf((add) => {
  for (let actor = 0; actor < actorCount; actor++) add(cellY(actors.y[actor]) * GRID + cellX(actors.x[actor]), actor);
});

// The cells that a line crosses: row by row, from where it comes in to where it goes out.
function crossed(link, add) {
  let [ax, ay, bx, by] = [actors.x[links.a[link]], actors.y[links.a[link]], actors.x[links.b[link]], actors.y[links.b[link]]];
  if (ay > by) [ax, ay, bx, by] = [bx, by, ax, ay];
  const [first, last] = [cellY(ay), cellY(by)];
  const xAt = (y) => ax + ((y - ay) / (by - ay)) * (bx - ax);
  for (let row = first; row <= last; row++) {
    const from = row === first ? ax : xAt(bounds.top + row * bounds.cellY);
    const to = row === last ? bx : xAt(bounds.top + (row + 1) * bounds.cellY);
    for (let cell = cellX(Math.min(from, to)); cell <= cellX(Math.max(from, to)); cell++) add(row * GRID + cell, link);
  }
}

const linkGrid = gridOf((add) => {
  for (let link = 0; link < linkCount; link++) crossed(link, add);
});

// The actor whose disc is nearest to a point of the screen, within reach.
function actorAt(x, y, reach = 6) {
  if (actorCount === 0) return null;
  const radius = discRadius(byStrength[0]) + reach;
  const [left, right] = [cellX(worldX(x - radius)), cellX(worldX(x + radius))];
  const [top, bottom] = [cellY(worldY(y - radius)), cellY(worldY(y + radius))];
  let [best, least] = [null, Infinity];
  for (let row = top; row <= bottom; row++) {
    for (let cell = left; cell <= right; cell++) {
      for (const actor of actorGrid(row * GRID + cell)) {
        if (!actorPasses[actor]) continue;
        const distance = Math.hypot(screenX(actors.x[actor]) - x, screenY(actors.y[actor]) - y) - discRadius(actor);
        if (distance < reach && distance < least) [best, least] = [actor, distance];
      }
    }
  }
  return best;
}

// The link whose line is nearest to a point of the screen, within a few pixels; of equals the heaviest.
function linkAt(x, y, reach = 5) {
  const [left, right] = [cellX(worldX(x - reach)), cellX(worldX(x + reach))];
  const [top, bottom] = [cellY(worldY(y - reach)), cellY(worldY(y + reach))];
  let [best, least] = [null, Infinity];
  for (let row = top; row <= bottom; row++) {
    for (let cell = left; cell <= right; cell++) {
      for (const link of linkGrid(row * GRID + cell)) {
        if (!linkPasses[link]) continue;
        const distance = Math.max(0, toLine(link, x, y) - lineWidth(share(link)) / 2);
        const closer = distance < least - 0.5 || (distance < least + 0.5 && best !== null && links.weight[link] > links.weight[best]);
        if (distance <= reach && closer) [best, least] = [link, distance];
      }
    }
  }
  return best;
}

function toLine(link, x, y) {
  const [ax, ay] = [screenX(actors.x[links.a[link]]), screenY(actors.y[links.a[link]])];
  const [bx, by] = [screenX(actors.x[links.b[link]]), screenY(actors.y[links.b[link]])];
  const [dx, dy] = [bx - ax, by - ay];
  const long = dx * dx + dy * dy;
  const part = long > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / long)) : 0;
  return Math.hypot(x - ax - part * dx, y - ay - part * dy);
}

// The actor that a step in a direction leads to: near, and more ahead than aside.
function actorTowards(from, dx, dy) {
  const [x, y] = from === null ? [camera.x, camera.y] : [actors.x[from], actors.y[from]];
  let [best, least] = [null, Infinity];
  for (let actor = 0; actor < actorCount; actor++) {
    if (!actorPasses[actor] || actor === from) continue;
    const [ax, ay] = [actors.x[actor] - x, actors.y[actor] - y];
    const [ahead, aside] = [ax * dx + ay * dy, Math.abs(ax * dy - ay * dx)];
    if (from !== null && (ahead <= 0 || aside > ahead * 1.2)) continue;
    const cost = from === null ? Math.hypot(ax, ay) : ahead + 2 * aside;
    if (cost < least) [best, least] = [actor, cost];
  }
  return best;
}
