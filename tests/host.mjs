// What tests of other people's systems share: a host of files, a port, and the browser.
import { execFileSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createSocket } from "node:net";
import { extname, resolve, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".json": "application/json", ".css": "text/css", ".wasm": "application/wasm",
  ".png": "image/png", ".svg": "image/svg+xml", ".csv": "text/csv", ".txt": "text/plain; charset=utf-8", ".bin": "application/octet-stream",
};

/**
 * Serves a folder as any host of files does, with the one header that scripts of other hosts need. `broken` is a set of names that
 * are not found, `asked` lists those that were asked for; `onItsWay` may change a file, given its name, content and the host's address.
 */
export async function serve(folder, onItsWay = (_, content) => content) {
  const broken = new Set();
  const asked = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://host").pathname).slice(1) || "index.html";
    const path = resolve(folder, name);
    asked.push(name);
    const isThere = path.startsWith(resolve(folder) + sep) && statSync(path, { throwIfNoEntry: false })?.isFile();
    if (broken.has(name) || !isThere) return response.writeHead(404, { "content-type": "text/plain" }).end("not found");
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream", "access-control-allow-origin": "*" });
    response.end(onItsWay(name, readFileSync(path), `http://${request.headers.host}/`));
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { url: `http://127.0.0.1:${server.address().port}/`, broken, asked, stop: () => (server.closeAllConnections(), server.close()) };
}

/** A port that nobody listens to. */
export const freePort = () =>
  new Promise((done) => {
    const socket = createSocket().listen(0, "127.0.0.1", () => {
      const { port } = socket.address();
      socket.close(() => done(port));
    });
  });

/** How puppeteer starts Chromium. */
export const chromium = () => ({
  executablePath: findChromium(),
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking"],
  protocolTimeout: 120_000,
});

function findChromium() {
  for (const name of ["chromium", "chromium-browser", "google-chrome"])
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {}
  throw Error("there is no Chromium: ./dev test wordpress, bundlers and editors install it");
}
