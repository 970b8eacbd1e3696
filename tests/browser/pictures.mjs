// Takes the pictures of the page in docs/gallery.
//
// Usage: node pictures.mjs PAGE DIRECTORY, where PAGE is actors.html as docs/gallery.md makes it. CHROMIUM names another browser than
// /usr/bin/chromium.

import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [page, directory] = process.argv.slice(2).map((path) => resolve(path));
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });

async function picture(name, options, use) {
  const context = await browser.newContext({ reducedMotion: "reduce", offline: true, ...options });
  const shown = await context.newPage();
  await shown.goto(pathToFileURL(page).href);
  await shown.waitForFunction(() => document.getElementById("summary").textContent !== "");
  await use(shown);
  // The map is drawn on the next frames.
  await shown.waitForTimeout(600);
  await shown.screenshot({ path: join(directory, name) });
  await context.close();
}

const screen = { viewport: { width: 1280, height: 760 } };
await picture("page.png", screen, async (shown) => {
  await shown.locator("#details .links button", { hasText: "Rusland – Oekraïne" }).first().click();
  await shown.locator("#details .relation summary").first().click();
});
await picture("page-dark.png", { ...screen, colorScheme: "dark" }, (shown) => shown.getByRole("radio", { name: "naar gemeenschap" }).check());
await picture("page-phone.png", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, async () => {});
await browser.close();
