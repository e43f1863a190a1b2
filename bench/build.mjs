// Makes the competitors' pages in out/, minified and packed as well as our own: brotli at its best.
import { build } from "esbuild";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { brotliCompressSync, constants } from "node:zlib";
import { article as select } from "./pages/article.js";
import { html } from "./pages/html.js";

const at = (path) => new URL(path, import.meta.url);
const text = (path) => readFile(at(path), "utf8");
const json = async (path) => JSON.parse(await text(path));

/** Builds all pages. */
export async function buildPages() {
  const article = select(await json("../data/program.json"), await json("../data/map/prefectures.topojson"));
  const style = (await build({ entryPoints: [at("pages/style.css").pathname], minify: true, write: false })).outputFiles[0].text;
  await rm(at("out/site/"), { recursive: true, force: true });

  for (const name of ["d3", "echarts"]) {
    const { outputFiles } = await build({
      entryPoints: [at(`pages/${name}.js`).pathname],
      bundle: true, minify: true, write: false, format: "esm", target: "es2022", charset: "utf8", legalComments: "none",
      plugins: [{ name: "article-data", setup: (setup) => provide(setup, article) }],
    });
    await save(`${name}/main.js`, outputFiles[0].text);
    await save(`${name}/index.html`, html(article, { style, script: "main.js" }));
  }

  // the floor: pictures that the publisher has drawn, and no script
  const picture = async (id) => text(`../dist/static/${id}.zh-Hans.svg`);
  const drawn = { map: await picture("map") };
  for (const { id } of article.charts) drawn[id] = await picture(id);
  await save("static/index.html", html(article, { style, drawn }));
}

/** Only what the page draws goes into its script; the words of the HTML are not sent twice. */
function provide(setup, { charts, projects, points, topology }) {
  const needed = {
    charts: charts.map(({ id, kind, title, height, groups }) => ({ id, kind, title, height, groups })),
    projects: projects.map(({ id, name, theme, place }) => ({ id, name, theme, place })),
    points,
    topology,
  };
  setup.onResolve({ filter: /^article-data$/ }, ({ path }) => ({ path, namespace: "data" }));
  // parsed by JSON.parse, which is quicker than a literal of this size
  const contents = `export const article = JSON.parse(${JSON.stringify(JSON.stringify(needed))});`;
  setup.onLoad({ filter: /.*/, namespace: "data" }, () => ({ contents, loader: "js" }));
}

async function save(name, contents) {
  const file = at(`out/site/${name}`);
  await mkdir(new URL(".", file), { recursive: true });
  await writeFile(file, contents);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22 };
  await writeFile(at(`out/site/${name}.br`), brotliCompressSync(contents, { params }));
}

if (process.argv[1] === at("build.mjs").pathname) await buildPages();
