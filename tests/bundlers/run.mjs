// Builds the npm package into pages of other people's tools, each as it comes, and uses what they built in a browser:
// node tests/bundlers/run.mjs PACKED.tgz [WORDS OF A TOOL'S NAME]
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";
import { chromium, serve } from "../host.mjs";
import { use } from "./browser.mjs";
import { TOOLS } from "./tools.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [packed, only] = process.argv.slice(2);
if (!packed) throw Error("node tests/bundlers/run.mjs PACKED.tgz");

// beside what is installed: Next builds nothing that leads out of the folder with the lock file
const folder = join(here, "sites");
rmSync(folder, { recursive: true, force: true });
const browser = await puppeteer.launch(chromium());
let passed = 0;
const failed = [];
try {
  for (const tool of TOOLS) {
    if (only && !tool.name.includes(only)) continue;
    const began = Date.now();
    try {
      const site = newspaper(tool);
      const built = await tool.build(site);
      const server = await (tool.serve ?? serve)(built);
      try {
        await use(browser, server.url);
      } finally {
        await server.stop();
      }
      passed++;
      console.log(`ok   ${tool.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
      failed.push(tool.name);
      console.log(`FAIL ${tool.name}\n     ${String(error.stack ?? error).replaceAll("\n", "\n     ")}`);
    }
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed.length} failed`);
process.exit(failed.length ? 1 : 0);

// A site of somebody else's, with the packed package installed, and the files of one tool.
function newspaper({ name, files }) {
  const site = join(folder, name.replace(/\W+/g, "-"));
  const modules = join(site, "node_modules");
  mkdirSync(join(modules, "shanhai-widget"), { recursive: true });
  execFileSync("tar", ["xzf", resolve(packed), "-C", join(modules, "shanhai-widget"), "--strip-components=1"]);
  writeFileSync(join(site, "package.json"), JSON.stringify({ name: "newspaper", private: true, type: "module" }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    writeFileSync(join(site, path), text);
  }
  return site;
}
