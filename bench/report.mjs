// Tables and pictures of what was measured.
import { execFileSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";
import { CONDITIONS, PAGES } from "./measure.mjs";

const kb = (bytes) => (bytes / 1000).toFixed(1);
const mb = (bytes) => (bytes / 1e6).toFixed(1);
const ms = (value) => (value < 100 ? value.toFixed(1) : value.toFixed(0));

/** What is told, in its order: key of a measurement, name, how it is written. */
const ROWS = [
  ["bytes", "transferred, kB (brotli, with headers)", kb],
  ["requests", "requests", String],
  ["fcp", "first contentful paint, ms", ms],
  ["lcp", "largest contentful paint, ms", ms],
  ["visible", "figures visible, ms", ms],
  ["interactive", "interactive (`charts-ready`, drawn), ms", ms],
  ["tbt", "total blocking time, ms", ms],
  ["longest", "longest task while loading, ms", ms],
  ["busy", "main thread busy while loading, ms", ms],
  ["layout", "style and layout while loading, ms", ms],
  ["script", "script while loading, ms", ms],
  ["first", "first act answered (letter filters, tap shows the tooltip), from the act, ms", ms],
  ["cls", "layout shift", (value) => value.toFixed(3)],
  ["nodes", "nodes that the browser holds", String],
  ["heap", "JS heap, MB", mb],
  ["renderer", "memory of the page's process, MB", mb],
  ["together", "memory of all processes of the browser, MB", mb],
  ["filter", "filter: to the end of its frame, ms", ms],
  ["clear", "clear: to the end of its frame, ms", ms],
  ["filterWork", "filter: work of the main thread, ms", ms],
  ["clearWork", "clear: work of the main thread, ms", ms],
  ["hoverWork", "hover: work of the main thread, ms", ms],
];

const sorted = (runs, key) => runs.map((run) => run[key]).filter((value) => value !== undefined).sort((a, b) => a - b);
/** Median, least and most of a measurement; nothing where a page does not do it. */
export function spread(runs, key) {
  const values = sorted(runs, key);
  return values.length ? { median: values[values.length >> 1], least: values[0], most: values.at(-1) } : undefined;
}

/** A Markdown table of one condition: medians, with least and most behind them. */
export function table(results) {
  const pages = Object.keys(results);
  const cell = (runs, key, write) => {
    const found = spread(runs, key);
    if (!found) return "–";
    const [median, least, most] = [found.median, found.least, found.most].map(write);
    return least === most ? median : `${median} (${least}–${most})`;
  };
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...pages]),
    line(["---", ...pages.map(() => "---:")]),
    ...ROWS.map(([key, name, write]) => line([name, ...pages.map((page) => cell(results[page], key, write))])),
  ].join("\n");
}

/** The whole report. */
export async function report(results, rounds) {
  const run = (...command) => {
    try {
      return execFileSync(command[0], command.slice(1), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
    } catch {
      return "unknown";
    }
  };
  const tables = Object.entries(CONDITIONS).map(([name, { about }]) => `## ${about}\n\n${table(results[name])}\n`);
  const pages = Object.entries(PAGES).map(([name, { about }]) => `- \`${name}\`: ${about}`);
  return `# Bench results

\`./dev bench --rounds ${rounds}\` on ${new Date().toISOString().slice(0, 10)}, commit ${run("git", "rev-parse", "--short", "HEAD")};
${run("chromium", "--version")}, headless, without a graphics card; Node ${process.version}; ${cpus()[0].model}, ${cpus().length} cores,
${Math.round(totalmem() / 2 ** 30)} GiB; load average at the end ${loadavg().map((load) => load.toFixed(1)).join(", ")}. Written by the bench: do not edit.

Medians of ${rounds} rounds, least and most in brackets. What each number is: [docs/performance.md](../docs/performance.md).

${pages.join("\n")}

![](results.svg)

${tables.join("\n")}`;
}

const PLOTTED = [
  ["phone", "bytes", "transferred, kB", 1000],
  ["phone", "visible", "phone: figures visible, s", 1000],
  ["phone", "interactive", "phone: interactive, s", 1000],
  ["phone", "tbt", "phone: total blocking time, ms", 1],
  ["phone", "filterWork", "phone: work of a filter, ms", 1],
  ["phone", "hoverWork", "phone: work of a hover, ms", 1],
  ["desk", "longest", "desk: longest task, ms", 1],
  ["desk", "renderer", "desk: memory of the page's process, MB", 1e6],
];

/** A picture: a bar for each page's median, a line from the least to the most. */
export function plot(results) {
  // pages of the first act alone have no bars of their own
  const names = Object.keys(PAGES).filter((name) => !PAGES[name].fetched), [left, wide, row, columns] = [118, 200, 18, 2];
  const high = names.length * row + 44, across = left + wide + 90;
  const colors = ["#b4472d", "#d98b75", "#e0ac9d", "#1f5fa8", "#7a5aa6", "#8a8f84"];
  const panels = PLOTTED.map(([condition, key, title, unit], index) => {
    const found = names.map((name) => spread(results[condition][name], key));
    const most = Math.max(...found.map((one) => one?.most ?? 0)) || 1;
    const x = (value) => (left + (value / most) * wide).toFixed(1);
    const bars = found.map((one, at) => {
      const y = 26 + at * row, name = `<text x="${left - 8}" y="${y + 11}" text-anchor="end">${names[at]}</text>`;
      if (!one) return `${name}<text x="${left}" y="${y + 11}" fill="#777">–</text>`;
      const value = one.median / unit;
      return `${name}<rect x="${left}" y="${y}" width="${(x(one.median) - left).toFixed(1)}" height="12" fill="${colors[at]}"/>
<path d="M${x(one.least)} ${y + 6}H${x(one.most)}" stroke="#222"/>
<text x="${Number(x(one.most)) + 6}" y="${y + 11}">${value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)}</text>`;
    });
    const place = `translate(${(index % columns) * across} ${Math.floor(index / columns) * high})`;
    return `<g transform="${place}"><text x="${left}" y="16" font-weight="bold">${title}</text>\n${bars.join("\n")}</g>`;
  });
  const [width, height] = [across * columns, Math.ceil(PLOTTED.length / columns) * high];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<rect width="${width}" height="${height}" fill="#fff"/>
${panels.join("\n")}
</svg>
`;
}
