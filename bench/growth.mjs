// How filtering, hovering and memory grow with the number of projects: the program with generated ones (`./dev bench
// --growth` builds it into target/grown), not throttled, at device ratio 2. Writes growth.md.
import puppeteer from "puppeteer-core";
import { writeFile } from "node:fs/promises";
import { watchPage } from "./in-page.js";
import { browserPath, inUse } from "./measure.mjs";
import { serve } from "./serve.mjs";

const COUNTS = [0, 100, 1000, 10_000, 100_000];
const SEARCHES = ["鲁甸", "茶", "昆明", "产业", "mohan"];
const ROUNDS = 3;
const quantile = (list, part) => list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// without prerendered markup, which holds the shipped projects alone
const page = '<!doctype html><meta charset="utf-8"><script type="module" src="shanhai.js"></script><shanhai-widget view="projects" lang="zh-Hans"></shanhai-widget>';
await writeFile(new URL("../target/grown/growth.html", import.meta.url), page);
const { server, address } = await serve();
const rows = [];
for (const added of COUNTS) {
  const runs = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await measure(added));
  const row = { projects: runs[0].projects };
  for (const key of Object.keys(runs[0]).slice(1)) row[key] = quantile(runs.flatMap((run) => run[key]), 0.5);
  for (const key of ["filterFrame", "clearFrame"]) row[`${key}Most`] = quantile(runs.flatMap((run) => run[key]), 0.95);
  rows.push(row);
  console.log(row);
}
server.close();
const names = {
  projects: "projects", filter: "filter, ms of main thread", filterFrame: "filter, ms to the end of the frame", filterFrameMost: "95th percentile",
  clear: "clear, ms of main thread", clearFrame: "clear, ms to the end of the frame", clearFrameMost: "95th percentile", hover: "hover, ms of main thread",
  memory: "memory of the page's process, MB",
};
const line = (cells) => `| ${cells.join(" | ")} |`;
const text = [
  "# Growth", "", `Medians of ${ROUNDS} runs with ${SEARCHES.length} searches each, \`./dev bench --growth\`, ${new Date().toISOString().slice(0, 10)}.`, "",
  line(Object.values(names)), line(Object.keys(names).map(() => "---:")),
  ...rows.map((row) => line(Object.keys(names).map((key) => (Number.isInteger(row[key]) ? row[key] : row[key].toFixed(1))))),
];
text.push("", "![](growth.svg)");
await writeFile(new URL("growth.md", import.meta.url), text.join("\n") + "\n");
await writeFile(new URL("growth.svg", import.meta.url), plot());

/** Each quantity over the number of projects, both by powers of ten: a line as steep as the grey one grows as they do. */
function plot() {
  const keys = ["filter", "clear", "hover", "memory"], colors = ["#a33b2b", "#2b6a8f", "#5f7a2b", "#77508c"];
  const [left, top, wide, high] = [56, 16, 520, 300];
  const x = (projects) => left + ((Math.log10(projects) - 1) / 4.1) * wide;
  const y = (value) => top + high - ((Math.log10(Math.max(value, 0.1)) + 1) / 4) * high;
  const path = (points) => `M${points.map(([a, b]) => `${a.toFixed(1)} ${b.toFixed(1)}`).join("L")}`;
  const grid = [0.1, 1, 10, 100, 1000].map(
    (value) => `<path d="M${left} ${y(value)}h${wide}" stroke="#ddd"/><text x="${left - 6}" y="${y(value) + 4}" text-anchor="end">${value}</text>`,
  );
  const ticks = [10, 100, 1000, 10_000, 100_000].map(
    (count) => `<text x="${x(count)}" y="${top + high + 18}" text-anchor="middle">${count.toLocaleString("en")}</text>`,
  );
  const lines = keys.map((key, index) => {
    const points = rows.map((row) => [x(row.projects), y(row[key])]);
    const [, end] = points.at(-1);
    return `<path d="${path(points)}" fill="none" stroke="${colors[index]}" stroke-width="2"/><text x="${left + wide + 8}" y="${end + 4}" fill="${colors[index]}">${names[key]}</text>`;
  });
  const linear = path([[x(32), y(0.32)], [x(100_000), y(1000)]]);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 350" font-family="sans-serif" font-size="12">
<rect width="800" height="350" fill="#fff"/>
${grid.join("\n")}
${ticks.join("\n")}
<path d="${linear}" stroke="#bbb" stroke-dasharray="4 3"/>
${lines.join("\n")}
</svg>
`;
}

async function measure(added) {
  const browser = await puppeteer.launch({ executablePath: browserPath, args: ["--no-sandbox", "--hide-scrollbars"], protocolTimeout: 300_000 });
  try {
    const [page] = await browser.pages();
    await page.setViewport({ width: 1280, height: 800, deviceScaleFactor: 2 });
    await page.evaluateOnNewDocument(`(${watchPage})()`);
    const session = await page.createCDPSession();
    await session.send("Performance.enable");
    const busy = async () => {
      const { metrics } = await session.send("Performance.getMetrics");
      return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
    };
    await page.goto(`${address}/grown/growth.html?n=${added}`, { waitUntil: "load" });
    await page.waitForFunction("bench.painted.charts", { timeout: 120_000 });
    await wait(500);
    const projects = await page.evaluate(() => bench.found());
    const work = { filter: [], clear: [], filterFrame: [], clearFrame: [] };
    for (const text of SEARCHES) {
      for (const [name, typed] of [["filter", text], ["clear", ""]]) {
        const before = await busy();
        const { ms, done } = await page.evaluate((...given) => bench.type(...given), typed, name);
        if (!done) throw new Error(`${added} projects: no result was drawn for “${typed}”`);
        work[name].push((await busy()) - before);
        work[`${name}Frame`].push(ms);
      }
    }
    await page.evaluate(() => bench.root().querySelector("[data-testid='map'] .stage").scrollIntoView({ block: "center" }));
    const points = await page.evaluate(() => bench.points());
    const hover = [];
    for (const [x, y] of points.slice(0, 15)) {
      const before = await busy();
      await page.mouse.move(x, y);
      await page.evaluate(() => bench.frameEnd());
      hover.push((await busy()) - before);
    }
    const { heap, processes } = await inUse(browser, session);
    const largest = Math.max(...processes.values());
    return { projects, ...work, hover, memory: largest / 1e6, heap };
  } finally {
    await browser.close();
  }
}
