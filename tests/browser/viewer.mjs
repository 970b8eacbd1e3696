// Opens pages that the program wrote in Chromium and uses them as people do.
//
// Usage: node viewer.mjs DIRECTORY. The directory holds seeds.html with seeds.json, hostile.html, english.html and large.html.
// Ends with exit code 1 at the first thing that is not as it should be. CHROMIUM names another browser than /usr/bin/chromium.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const directory = resolve(process.argv[2]);
const graph = JSON.parse(readFileSync(join(directory, "seeds.json"), "utf8"));
const labels = new Map(graph.nodes.map((node) => [node.id, node.label]));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

/// Opens a page without a network; whatever it complains of or asks for fails the test.
async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", offline: true, ...options });
  const page = await context.newPage();
  page.trouble = [];
  page.on("console", (message) => page.trouble.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => page.trouble.push(`error: ${error.stack}`));
  page.on("dialog", (dialog) => { page.trouble.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!request.url().startsWith("file:")) page.trouble.push(`request: ${request.url()}`); });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  });
  await page.goto(pathToFileURL(join(directory, name)).href);
  await page.waitForFunction(() => document.getElementById("summary").textContent !== "");
  return page;
}

async function close(page) {
  assert.deepEqual(page.trouble, []);
  assert.deepEqual(await page.evaluate(() => window.violations), []);
  await page.context().close();
}

const text = (page, selector) => page.locator(selector).first().innerText();
const summary = (page) => text(page, "#summary");
const title = (page) => text(page, "#details h2");
/// What the page says of so many actors and links; `of` where some are left out.
const counted = (actors, links) => `${actors} ${actors === 1 ? "actor" : "actoren"}, ${links} ${links === 1 ? "verband" : "verbanden"}`;
const all = counted(graph.nodes.length, graph.edges.length);
const part = (edges, more = []) => {
  const actors = new Set([...edges.flatMap((edge) => [edge.source, edge.target]), ...more]);
  return `${counted(actors.size, edges.length)} van ${all}`;
};

async function search(page, letters) {
  await page.fill("#search", letters);
  await page.keyboard.press("Enter");
}

const tests = {
  async "the page loads and says what it shows"() {
    const page = await open("seeds.html");
    assert.equal(await summary(page), all);
    assert.equal(await page.getAttribute("html", "lang"), "nl");
    const painted = await page.evaluate(() => new Promise((done) => setTimeout(() => {
      const count = (id) => {
        const canvas = document.getElementById(id);
        const bytes = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        return bytes.filter((value, at) => at % 4 === 3 && value > 0).length;
      };
      done([count("lines"), count("points")]);
    }, 400)));
    assert.ok(painted.every((pixels) => pixels > 5000), `few pixels are painted: ${painted}`);
    await close(page);
  },

  async "search finds by name, by form in the text and without accents"() {
    const page = await open("seeds.html");
    for (const [letters, label] of [["oekraine", "Oekraïne"], ["poetin", "Vladimir Poetin"], ["ZELENSKY", "Volodymyr Zelensky"], ["kremlin", "Rusland"]]) {
      await page.fill("#search", letters);
      assert.equal(await page.getAttribute("#search", "aria-expanded"), "true");
      const active = await page.getAttribute("#search", "aria-activedescendant");
      assert.equal(await text(page, `#${active} bdi`), label);
      await page.keyboard.press("Enter");
      assert.equal(await title(page), label);
      assert.equal(await page.getAttribute("#search", "aria-expanded"), "false");
    }
    await page.fill("#search", "zzzz");
    await page.waitForFunction(() => document.getElementById("said").textContent === "Geen actor gevonden");
    await page.fill("#search", "a");
    await page.keyboard.press("ArrowDown");
    assert.equal(await page.getAttribute("#search", "aria-activedescendant"), "found-1");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#found").isVisible(), false);
    await close(page);
  },

  async "a click on the map chooses an actor or a link"() {
    const page = await open("seeds.html");
    await search(page, "Rusland");
    await page.keyboard.press("Escape");
    await page.click("#details .tools button:last-child");
    assert.equal(await page.locator("#details h2").count(), 0);
    const box = await page.locator("#points").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await page.mouse.move(x, y);
    assert.match(await text(page, "#tip"), /^Rusland\n/);
    await page.mouse.click(x, y);
    assert.equal(await title(page), "Rusland");
    await page.mouse.click(box.x + 3, box.y + 3);
    assert.equal(await page.locator("#details h2").count(), 0);
    // Somewhere on a ring around the disc a line leads away.
    let found = null;
    for (let turn = 0; turn < 72 && found === null; turn++) {
      const [dx, dy] = [Math.cos((turn * Math.PI) / 36) * 75, Math.sin((turn * Math.PI) / 36) * 75];
      await page.mouse.move(x + dx, y + dy);
      if (await page.locator("#tip").isVisible() && /^Rusland – |– Rusland\n/.test(await text(page, "#tip"))) found = [x + dx, y + dy];
    }
    assert.ok(found, "no line is found near Rusland");
    await page.mouse.click(...found);
    assert.match(await title(page), /Rusland/);
    assert.ok(await page.locator("#details > blockquote").count() > 0);
    await close(page);
  },

  async "every link tells what its actors do to each other, with the sentences"() {
    const page = await open("seeds.html");
    await page.click("#show-table");
    await page.click("#table-links");
    while (await page.locator("#more").isVisible()) await page.click("#more");
    const links = await page.evaluate(() => Array.from(document.querySelectorAll("tbody tr"), (row) => {
      row.querySelector("button").click();
      const told = Array.from(document.querySelectorAll("#details .relation"), (relation) => ({
        head: relation.querySelector("summary").textContent,
        texts: Array.from(relation.querySelectorAll("blockquote p"), (text) => text.textContent),
        marked: relation.querySelectorAll("blockquote mark").length > 0,
      }));
      return { ends: Array.from(document.querySelectorAll("#details h2 bdi"), (end) => end.textContent), cell: row.lastChild.textContent, told };
    }));
    const key = (ends) => [...ends].sort().join("|");
    const shown = new Map(links.map((link) => [key(link.ends), link]));
    const status = { asserted: "", reported: ", gemeld", future: ", verwacht" };
    let kinds = 0;
    for (const edge of graph.edges) {
      const { told, cell } = shown.get(key([labels.get(edge.source), labels.get(edge.target)]));
      const event = ({ actor, recipient, reciprocal, category, mode }) =>
        `${labels.get(actor)} ${reciprocal ? "↔" : "→"} ${labels.get(recipient)} ${mode === null ? category : `${category}/${mode}`}`;
      const heads = edge.relations.map((relation) =>
        `${event(relation)}: ${relation.sentences} ${relation.sentences === 1 ? "zin" : "zinnen"}${status[relation.status]}`);
      assert.deepEqual(told.map(({ head }) => head), heads);
      assert.deepEqual(told.map(({ texts }) => texts), edge.relations.map(({ evidence }) => evidence.map(({ text }) => text)));
      assert.ok(told.every(({ marked }) => marked));
      assert.equal(cell, edge.relations.map((relation) => `${event(relation)} ${relation.sentences}`).join("; "));
      kinds += told.length;
    }
    assert.ok(kinds > 5, `${kinds} relations`);
    await close(page);
    const english = await open("english.html");
    assert.ok((await english.content()).includes("What they do to each other"));
    await close(english);
  },

  async "every link shows its sentences with the names marked, and where they stand"() {
    const page = await open("seeds.html");
    await page.click("#show-table");
    await page.click("#table-links");
    while (await page.locator("#more").isVisible()) await page.click("#more");
    assert.equal(await page.locator("tbody tr").count(), graph.edges.length);
    const links = await page.evaluate(() => Array.from(document.querySelectorAll("tbody tr"), (row) => {
      row.querySelector("button").click();
      const quotes = Array.from(document.querySelectorAll("#details > blockquote"), (quote) => ({
        text: quote.querySelector("p").textContent,
        marks: Array.from(quote.querySelectorAll("mark"), (mark) => mark.textContent),
        place: quote.querySelector("footer bdi").textContent,
      }));
      return { ends: Array.from(document.querySelectorAll("#details h2 bdi"), (end) => end.textContent), quotes };
    }));
    const key = (ends) => [...ends].sort().join("|");
    const shown = new Map(links.map((link) => [key(link.ends), link.quotes]));
    for (const edge of graph.edges) {
      const quotes = edge.evidence.map(({ text, spans, document, line }) => ({
        text,
        marks: [...spans].sort((a, b) => a.start - b.start || b.end - a.end).map(({ start, end }) => Array.from(text).slice(start, end).join("")),
        place: `${document}:${line}`,
      }));
      assert.deepEqual(shown.get(key([labels.get(edge.source), labels.get(edge.target)])), quotes);
    }
    await close(page);
  },

  async "the weight slider keeps the links that weigh enough"() {
    const page = await open("seeds.html");
    const weights = [...new Set(graph.edges.map((edge) => edge.weight))].sort((a, b) => a - b);
    await page.focus("#weight");
    for (const least of weights.slice(1)) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await summary(page), part(graph.edges.filter((edge) => edge.weight >= least)));
      assert.match(await page.getAttribute("#weight", "aria-valuetext"), new RegExp(`${least}$`));
    }
    await page.click("#reset");
    assert.equal(await summary(page), all);
    await close(page);
  },

  async "the period keeps the links of its days"() {
    const page = await open("seeds.html");
    const days = [...new Set(graph.edges.flatMap((edge) => edge.evidence.map((evidence) => evidence.date)))].filter(Boolean).sort();
    const during = (since, until) => part(graph.edges.filter((edge) =>
      edge.evidence.some(({ date }) => date !== undefined && date >= since && date <= until)));
    await page.focus("#since");
    for (let at = 1; at < days.length; at++) {
      await page.keyboard.press("ArrowRight");
      assert.equal(await summary(page), during(days[at], days.at(-1)));
    }
    await page.keyboard.press("Home");
    await page.focus("#until");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("ArrowLeft");
    assert.equal(await summary(page), during(days[0], days.at(-3)));
    await close(page);
  },

  async "types and surroundings can be chosen"() {
    const page = await open("seeds.html");
    const type = new Map(graph.nodes.map((node) => [node.id, node.type]));
    await page.getByRole("checkbox", { name: /persoon/ }).uncheck();
    assert.equal(await summary(page), part(graph.edges.filter((edge) => ![edge.source, edge.target].some((id) => type.get(id) === "person"))));
    await search(page, "Vladimir Poetin");
    assert.equal(await summary(page), all, "a search for what is hidden shows it");
    await page.getByRole("button", { name: "Toon alleen omgeving" }).click();
    const near = (ids) => new Set([...ids, ...graph.edges.flatMap((edge) =>
      ids.has(edge.source) ? [edge.target] : ids.has(edge.target) ? [edge.source] : [])]);
    const one = near(new Set(["vladimir-putin"]));
    const within = (ids) => part(graph.edges.filter((edge) => ids.has(edge.source) && ids.has(edge.target)), ids);
    assert.equal(await summary(page), within(one));
    await page.getByRole("radio", { name: "twee stappen" }).check();
    assert.equal(await summary(page), within(near(one)));
    await page.locator("#ego-end").click();
    assert.equal(await summary(page), all);
    await page.getByRole("radio", { name: "naar gemeenschap" }).check();
    assert.ok(await page.locator("#communities li").count() > 1);
    await close(page);
  },

  async "tables show the same and sort by any column"() {
    const page = await open("seeds.html");
    await page.click("#show-table");
    assert.equal(await page.locator("tbody tr").count(), Math.min(200, graph.nodes.length));
    const column = (at) => page.locator(`tbody tr td:nth-child(${at})`).allInnerTexts();
    const mentions = (await column(3)).map(Number);
    assert.deepEqual(mentions, graph.nodes.map((node) => node.mentions).sort((a, b) => b - a).slice(0, mentions.length));
    await page.getByRole("button", { name: "Naam" }).click();
    assert.equal(await page.getAttribute("th:nth-child(1)", "aria-sort"), "ascending");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Naam", "the sorted column keeps the focus");
    const fold = (name) => name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    assert.deepEqual(await column(1), [...labels.values()].sort((a, b) => fold(a).localeCompare(fold(b), "nl")).slice(0, 200));
    await page.getByRole("button", { name: "Verenigde Staten", exact: true }).click();
    assert.equal(await title(page), "Verenigde Staten");
    assert.equal(await page.locator("tr[aria-selected=true]").count(), 1);
    await close(page);
  },

  async "everything can be done with the keys"() {
    const page = await open("seeds.html");
    const stops = [];
    for (let at = 0; at < 40; at++) {
      await page.keyboard.press("Tab");
      stops.push(await page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName));
    }
    const order = ["skip", "search", "show-map", "show-table", "theme", "SUMMARY", "weight", "since", "until", "loose", "reset", "points", "zoom-in"];
    const places = order.map((stop) => stops.indexOf(stop));
    assert.ok(places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1])), `${order} in ${stops}`);
    await page.focus("#points");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => document.getElementById("said").textContent.split(",").length === 3);
    const spoken = (await page.locator("#said").textContent()).split(",")[0];
    await page.keyboard.press("Enter");
    assert.equal(await title(page), spoken);
    for (const key of ["ArrowLeft", "ArrowDown", "ArrowUp", "Shift+ArrowUp", "+", "-", "0"]) await page.keyboard.press(key);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#details h2").count(), 0);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await close(page);
  },

  async "whoever listens hears a name for every control"() {
    const page = await open("seeds.html");
    const session = await page.context().newCDPSession(page);
    for (const button of ["#show-map", "#show-table"]) {
      await page.click(button);
      const { nodes } = await session.send("Accessibility.getFullAXTree");
      const controls = nodes.filter((node) => !node.ignored
        && ["button", "checkbox", "radio", "slider", "combobox", "application", "searchbox", "region", "columnheader", "table"].includes(node.role?.value));
      assert.ok(controls.length > 15);
      const nameless = controls.filter((node) => !node.name?.value?.trim());
      assert.deepEqual(nameless.map((node) => node.role.value), []);
    }
    await close(page);
  },

  async "it is dark where the system is, and where one wants it"() {
    const page = await open("seeds.html", { colorScheme: "dark" });
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await paper();
    await page.click("#theme");
    assert.equal(await paper(), "rgb(255, 255, 255)");
    await page.click("#theme");
    assert.equal(await paper(), dark);
    assert.notEqual(dark, "rgb(255, 255, 255)");
    await close(page);
  },

  async "the words follow the language"() {
    const page = await open("english.html");
    assert.equal(await page.getAttribute("html", "lang"), "en");
    assert.match(await summary(page), /actors, \d+ links/);
    assert.equal(await page.getAttribute("#search", "placeholder"), "Search an actor");
    await close(page);
  },

  async "no text of names or articles runs"() {
    const page = await open("hostile.html");
    const seen = await page.evaluate(() => {
      const shown = [];
      const look = () => shown.push(document.body.innerText);
      for (const kind of ["table-actors", "table-links"]) {
        document.getElementById("show-table").click();
        document.getElementById(kind).click();
        for (const button of document.querySelectorAll("tbody button")) { button.click(); look(); }
      }
      document.getElementById("show-map").click();
      const search = document.getElementById("search");
      for (const letters of ["<", "script", "img", "proto", "{{", "\""]) {
        search.value = letters;
        search.dispatchEvent(new Event("input"));
        look();
      }
      return shown.join("\n");
    });
    for (const literal of ["<img src=x onerror=window.hacked=1>", "</script><script>window.hacked=1</script>", "&lt;b&gt;", "__proto__", "{{data}}"]) {
      assert.ok(seen.includes(literal), `${literal} is not shown as it is`);
    }
    await page.waitForTimeout(300);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    const strange = await page.evaluate(() => Array.from(document.querySelectorAll("img, svg, iframe, object, embed, a:not(.skip), base, link, b"), (e) => e.outerHTML));
    assert.deepEqual(strange, []);
    assert.equal(await page.locator("script").count(), 2);
    assert.match(await page.title(), /<\/title><script>/);
    await close(page);
    // Even markup that found its way in would not run.
    const guarded = await open("seeds.html");
    await guarded.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "window.hacked = 1";
      document.body.append(script);
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hacked=1'>");
    });
    await guarded.waitForTimeout(200);
    assert.equal(await guarded.evaluate(() => window.hacked), undefined);
    assert.ok((await guarded.evaluate(() => window.violations)).length >= 2);
    await guarded.context().close();
  },

  async "a phone shows all without scrolling sideways"() {
    for (const width of [320, 390]) {
      const page = await open("seeds.html", { viewport: { width, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 });
      const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
      assert.ok(await fits(), "the map is too wide");
      await search(page, "NAVO");
      const box = await page.locator("#points").boundingBox();
      await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
      assert.equal(await title(page), "NAVO");
      await page.locator("#details .links button").first().tap();
      assert.ok(await page.locator("#details > blockquote").first().isVisible());
      assert.ok(await fits(), "the sentences are too wide");
      await page.locator("#filters > summary").tap();
      assert.ok(await fits(), "the filters are too wide");
      await page.tap("#show-table");
      assert.ok(await fits(), "the table is too wide");
      await close(page);
    }
  },

  async "two thousand actors and twenty thousand links are drawn and found"() {
    const page = await open("large.html");
    const frames = async (act) => {
      await page.evaluate(() => {
        window.frames_ = [];
        let last = performance.now();
        const step = (now) => { window.frames_.push(now - last); last = now; window.watch = requestAnimationFrame(step); };
        window.watch = requestAnimationFrame(step);
      });
      await act();
      const times = await page.evaluate(() => { cancelAnimationFrame(window.watch); return window.frames_.slice(1); });
      times.sort((a, b) => a - b);
      return `median ${times[Math.floor(times.length / 2)].toFixed(1)} ms, 95 % ${times[Math.floor(times.length * 0.95)].toFixed(1)} ms of ${times.length} frames`;
    };
    const box = await page.locator("#points").boundingBox();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    console.log("  move:", await frames(async () => {
      await page.mouse.move(x, y);
      await page.mouse.down();
      for (let at = 0; at < 60; at++) await page.mouse.move(x + Math.sin(at / 6) * 120, y + at * 2);
      await page.mouse.up();
    }));
    console.log("  zoom:", await frames(async () => { for (let at = 0; at < 40; at++) await page.mouse.wheel(0, at < 20 ? -60 : 60); }));
    console.log("  hover:", await frames(async () => { for (let at = 0; at < 80; at++) await page.mouse.move(box.x + at * 8, y + 40 * Math.sin(at)); }));
    await search(page, "Rusland");
    assert.equal(await title(page), "Rusland");
    await page.mouse.click(x, y);
    assert.equal(await title(page), "Rusland");
    await page.click("#show-table");
    await page.click("#table-links");
    assert.equal(await page.locator("tbody tr").count(), 200);
    await close(page);
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  try {
    const begun = performance.now();
    await test();
    console.log(`ok: ${name} (${Math.round(performance.now() - begun)} ms)`);
  } catch (error) {
    failed++;
    console.log(`FAILED: ${name}\n${error.stack}`);
  }
}
await browser.close();
if (failed === 0) console.log(`every page did as it should: ${Object.keys(tests).length} tests`);
process.exit(failed === 0 ? 0 : 1);
