// Puts the codes that the dialog hands out into editors and sanitisers, and looks at what a reader gets of what they leave, in a
// page whose template loads the script: node tests/editors/run.mjs DIST
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import MarkdownIt from "markdown-it";
import puppeteer from "puppeteer-core";
import sanitizeHtml from "sanitize-html";
import { chromium, serve } from "../host.mjs";
import { rowsOf, seen } from "./seen.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const [dist] = process.argv.slice(2);
if (!dist) throw Error("node tests/editors/run.mjs DIST");
const KINDS = ["inline", "frame", "figure"];
const PAGE = (body) => `<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content="width=device-width"><title>Post</title><link rel=icon href="data:,"><body>${body}`;

const folder = mkdtempSync(join(tmpdir(), "shanhai-editors-"));
await build({ entryPoints: [join(here, "editors.js")], bundle: true, minify: true, outfile: join(folder, "editors.js"), logLevel: "error" });
writeFileSync(join(folder, "editors.html"), PAGE("<script src=editors.js></script>"));
const release = await serve(resolve(dist));
const site = await serve(folder);
const browser = await puppeteer.launch(chromium());
let wrong = 0;
try {
  const codes = await handedOut();
  const told = rowsOf(readFileSync(join(here, "../../docs/embedding.md"), "utf8"));
  for (const [name, leaves] of Object.entries(await systems())) {
    const got = [];
    for (const kind of KINDS) got.push(await readerSees(await leaves(codes[kind])));
    const row = `| ${[name, ...got].join(" | ")} |`;
    const same = told.includes(row);
    if (!same) wrong++;
    console.log(`${same ? "ok  " : "FAIL"} ${row}`);
  }
} finally {
  await browser.close();
  await release.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(wrong ? `\n${wrong} are not as docs/embedding.md tells` : "\nall are as docs/embedding.md tells");
process.exit(wrong ? 1 : 0);

// The codes of one chart, as an editor copies them.
async function handedOut() {
  const page = await browser.newPage();
  await page.goto(`${release.url}embed.html?lang=en&chart=money-2023&loading=eager`);
  await page.waitForFunction(() => document.querySelector("shanhai-widget").shadowRoot.querySelector("[data-taken] canvas")?.width > 0);
  await page.evaluate(() => document.querySelector("shanhai-widget").shadowRoot.querySelector("[data-lazy=embed]").click());
  await page.waitForFunction(() => document.querySelector("shanhai-widget").shadowRoot.querySelector("dialog[open] textarea")?.value);
  const codes = {};
  for (const kind of KINDS)
    codes[kind] = await page.evaluate((kind) => {
      const dialog = document.querySelector("shanhai-widget").shadowRoot.querySelector("dialog");
      const field = [...dialog.querySelectorAll("select")].at(-1);
      field.value = kind;
      field.dispatchEvent(new Event("change"));
      return dialog.querySelector("textarea").value;
    }, kind);
  await page.close();
  return codes;
}

// Each system by its name, with what it leaves of a code.
async function systems() {
  const page = await browser.newPage();
  await page.goto(`${site.url}editors.html`);
  const names = await page.evaluate(() => Object.keys(window.editors));
  const inBrowser = names.map((name) => [name, (code) => page.evaluate((name, code) => window.editors[name](code), name, code)]);
  return {
    ...Object.fromEntries(inBrowser),
    "sanitize-html 2": (code) => sanitizeHtml(code),
    "sanitize-html 2, with images": (code) => sanitizeHtml(code, { allowedTags: [...sanitizeHtml.defaults.allowedTags, "img"] }),
    "markdown-it 15": (code) => new MarkdownIt().render(code),
    "markdown-it 15, with HTML": (code) => new MarkdownIt({ html: true }).render(code),
  };
}

async function readerSees(left) {
  writeFileSync(join(folder, "post.html"), PAGE(`<article>${left}</article><script type=module src="${release.url}shanhai.js"></script>`));
  const page = await browser.newPage();
  try {
    await page.setViewport({ width: 375, height: 800 });
    await page.goto(`${site.url}post.html`, { waitUntil: "networkidle0" });
    await new Promise((done) => setTimeout(done, 1000));
    return await page.evaluate(seen);
  } finally {
    await page.close();
  }
}
