// Tests the plugin in a real WordPress: `./dev test wordpress`. Takes the plugin's zip and a release:
// node tests/wordpress/run.mjs PLUGIN.zip DIST [WORDS OF A TEST'S NAME]
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startBrowser } from "./browser.mjs";
import { serveRelease, serveWordPress } from "./site.mjs";
import { installing } from "./steps/installing.mjs";
import { reading } from "./steps/reading.mjs";
import { settingUp } from "./steps/setting-up.mjs";
import { writing } from "./steps/writing.mjs";

const [zip, dist, only] = process.argv.slice(2);
if (!zip || !dist) throw Error("node tests/wordpress/run.mjs PLUGIN.zip DIST");

const folder = mkdtempSync(join(tmpdir(), "shanhai-wordpress-"));
const release = await serveRelease(resolve(dist));
const site = await serveWordPress(join(folder, "site"), release.url);
const browser = await startBrowser();
const world = { release, site, browser, folder, zip: resolve(zip), dist: resolve(dist) };
// a chart, a project and a figure that stand for all
Object.assign(world, choices(world.dist));

let passed = 0;
const failed = [];
try {
  for (const [name, step, always] of [...installing, ...settingUp, ...writing, ...reading]) {
    // what others stand on is always done
    if (only && !always && !name.includes(only)) continue;
    const began = Date.now();
    try {
      await step(world);
      passed++;
      console.log(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed.push(name);
      console.log(`FAIL ${name}\n     ${String(error.stack ?? error).replaceAll("\n", "\n     ")}`);
    }
  }
} finally {
  await browser.close();
  site.stop();
  release.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);

// What the tests choose of a release.
function choices(dist) {
  const { shown, targets } = JSON.parse(readFileSync(join(dist, "embeds.json"), "utf8"));
  const chart = shown.find(({ kind, id }) => kind === "chart" && id === "money-2023") ?? shown.find(({ kind }) => kind === "chart");
  const project = shown.find(({ kind }) => kind === "project");
  const target = targets.find(({ target }) => target === "figure:farm-sales") ?? targets[0];
  // what the article says of that chart
  const numbers = chart.id === "money-2023" ? ["9.196 billion", "16.758 billion", "471 million"] : [];
  return { chart: chart.id, project: project.id, target, numbers, one: chart.in.en };
}
