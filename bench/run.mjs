// The bench: every page under every condition, in rounds, so that what the machine does besides falls on all alike.
//
//     node run.mjs [--rounds N] [--smoke]
//
// --smoke is one round that writes nothing: it fails when something does not work, never because of a time.
import { mkdir, writeFile } from "node:fs/promises";
import { buildPages } from "./build.mjs";
import { CONDITIONS, PAGES, measure } from "./measure.mjs";
import { plot, report, table } from "./report.mjs";
import { serve } from "./serve.mjs";

const smoke = process.argv.includes("--smoke");
const asked = process.argv.indexOf("--rounds");
const rounds = smoke ? 1 : asked > 0 ? Number(process.argv[asked + 1]) : 7;
const at = (name) => new URL(name, import.meta.url);

await buildPages();
const { server, address } = await serve();
/** results[condition][page] is a list, an entry a round. */
const results = Object.fromEntries(
  Object.keys(CONDITIONS).map((condition) => [condition, Object.fromEntries(Object.keys(PAGES).map((page) => [page, []]))]),
);
const begun = Date.now();
let failed = false;
try {
  for (let round = 0; round < rounds; round++) {
    for (const condition of Object.keys(CONDITIONS)) {
      const names = Object.keys(PAGES);
      // another one begins each time
      for (const name of [...names.slice(round % names.length), ...names.slice(0, round % names.length)]) {
        try {
          results[condition][name].push(await measure(address, PAGES[name], CONDITIONS[condition]));
        } catch (error) {
          failed = true;
          console.error(`${name}, ${condition}: ${error.message}`);
        }
      }
    }
    console.log(`round ${round + 1} of ${rounds}, after ${Math.round((Date.now() - begun) / 1000)} s`);
  }
} finally {
  server.close();
}
if (failed) {
  console.error("Something did not work; nothing is written.");
  process.exit(1);
}

for (const condition of Object.keys(CONDITIONS)) console.log(`\n${CONDITIONS[condition].about}\n\n${table(results[condition])}`);
await mkdir(at("out/"), { recursive: true });
await writeFile(at("out/results.json"), JSON.stringify(results, null, 1));
if (!smoke) {
  await writeFile(at("results.md"), await report(results, rounds));
  await writeFile(at("results.svg"), plot(results));
}
