// The tools, each with the files of a site and how it is built. None has a setting that its own first page does not name.
import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort } from "../host.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const bin = (name) => join(here, "node_modules", name);
const run = (site, ...command) => promisify(execFile)(process.execPath, command, { cwd: site, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" }, maxBuffer: 1 << 26 });

const MAIN = "import { light } from 'shanhai-widget';\nwindow.light = light;\n";
const WIDGETS = "<shanhai-widget lang=en chart=mohan-port></shanhai-widget><shanhai-widget lang=en view=projects></shanhai-widget>";
const page = (script) => `<!doctype html><html lang=en><meta charset=utf-8><title>Newspaper</title><link rel=icon href="data:,"><body>${WIDGETS}${script}`;
const MODULE = "<script type=module src=main.js></script>";
const built = (site) => join(site, "dist");

const vite = (name, settings) => ({
  name,
  files: { "index.html": page(MODULE), "main.js": MAIN, ...settings },
  build: async (site) => (await run(site, bin("vite/bin/vite.js"), "build"), built(site)),
});

export const TOOLS = [
  vite("Vite 8", {}),
  vite("Vite 8 with names without hashes", {
    "vite.config.js": "export default { build: { rollupOptions: { output: { assetFileNames: 'assets/[name].[ext]' } } } };",
  }),
  {
    name: "webpack 5",
    files: { "src/index.js": MAIN },
    build: async (site) => {
      const { default: webpack } = await import("webpack");
      const stats = await promisify(webpack)({ context: site, mode: "production", entry: "./src/index.js", output: { path: built(site) } });
      if (stats.hasErrors()) throw Error(stats.toString("errors-only"));
      writeFileSync(join(built(site), "index.html"), page("<script defer src=main.js></script>"));
      return built(site);
    },
  },
  {
    name: "Parcel 2",
    files: { "index.html": page(MODULE), "main.js": MAIN },
    build: async (site) => (await run(site, bin("parcel/lib/bin.js"), "build", "index.html", "--no-cache", "--cache-dir", "cache"), built(site)),
  },
  {
    name: "Next 16",
    files: {
      "app/layout.js": "export default function Layout({ children }) { return <html lang='en'><head><link rel='icon' href='data:,' /></head><body>{children}</body></html>; }",
      "app/page.js": "import Graphic from './graphic';\nexport default function Page() { return <Graphic />; }",
      "app/graphic.js":
        "'use client';\nimport { useEffect } from 'react';\nimport { light } from 'shanhai-widget';\n" +
        "export default function Graphic() {\n  useEffect(() => { window.light = light; }, []);\n" +
        "  return <><shanhai-widget lang='en' chart='mohan-port' /><shanhai-widget lang='en' view='projects' /></>;\n}",
    },
    build: async (site) => (await run(site, bin("next/dist/bin/next"), "build"), site),
    serve: serveNext,
  },
];

async function serveNext(site) {
  const port = String(await freePort());
  const server = spawn(process.execPath, [bin("next/dist/bin/next"), "start", "-p", port], { cwd: site, stdio: "ignore" });
  const url = `http://127.0.0.1:${port}/`;
  for (let tries = 0; !(await fetch(url).catch(() => undefined))?.ok; tries++) {
    if (tries > 100) throw Error("next start does not answer");
    await new Promise((done) => setTimeout(done, 200));
  }
  return { url, stop: () => void server.kill() };
}
