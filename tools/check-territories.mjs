// Run by tools/check-territories: compares columns of countries.csv with the territory names of CLDR.
import { readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const cldr = process.argv[2];

/** Rows of a CSV file as objects. Cells may be quoted. */
function rows(path) {
  const [head, ...body] = readFileSync(path, "utf8").trim().split("\n");
  const cells = (line) => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((m) => (m[1] ?? m[2] ?? "").replaceAll('""', '"'));
  const columns = cells(head);
  return body.map((line) => Object.fromEntries(cells(line).map((cell, at) => [columns[at], cell])));
}

const judged = new Map(rows("tools/territories-judged.csv").map((row) => [`${row.lang} ${row.id} ${row.name}`, row.reason]));
let differences = 0;
let compared = 0;
for (const lang of ["nl", "en"]) {
  const path = `gazetteers/${lang}/countries.csv`;
  if (!existsSync(path)) continue;
  const names = JSON.parse(readFileSync(join(cldr, "main", lang, "territories.json"), "utf8")).main[lang].localeDisplayNames.territories;
  for (const row of rows(path)) {
    const own = new Set([row.name, ...[row.official, row.short, row.other].flatMap((cell) => (cell ?? "").split("|"))]);
    const code = row.id.toUpperCase();
    for (const key of [code, `${code}-alt-short`, `${code}-alt-variant`]) {
      // "Myanmar (Birma)" gives two names.
      for (const name of (names[key] ?? "").split(/\s*[()]\s*/).filter(Boolean)) {
        compared += 1;
        if (!own.has(name.replaceAll("’", "'")) && !own.has(name) && !judged.has(`${lang} ${row.id} ${name}`)) {
          differences += 1;
          console.log(`${path}: ${row.id}: CLDR says ${JSON.stringify(name)}, the row ${JSON.stringify(row.name)}; add it, or judge it in tools/territories-judged.csv`);
        }
      }
    }
  }
}
console.log(`${compared} names compared, ${differences} differences`);
process.exitCode = differences === 0 ? 0 : 1;
