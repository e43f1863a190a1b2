// One server for all pages, so that none has a better one: files packed with brotli, on this machine alone.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, normalize } from "node:path";

const FOLDERS = { dist: new URL("../dist/", import.meta.url), site: new URL("out/site/", import.meta.url), grown: new URL("../target/grown/", import.meta.url) };
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml; charset=utf-8",
  ".png": "image/png",
  ".wasm": "application/wasm",
};

/** Serves `/dist/…` and `/site/…`; answers with the server and its address. */
export async function serve() {
  // from memory: the disk is no part of what is measured
  const files = new Map();
  const load = async (path) => {
    const [, folder, ...rest] = normalize(path).split("/");
    const base = FOLDERS[folder];
    if (!base) return undefined;
    const read = (name) => readFile(new URL(name, base)).catch(() => undefined);
    const packed = await read(`${rest.join("/")}.br`);
    return { packed, body: packed ?? (await read(rest.join("/"))) };
  };
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const path = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    if (!files.has(path)) files.set(path, await load(path));
    const { packed, body } = files.get(path) ?? {};
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, {
      "Content-Type": TYPES[extname(path)] ?? "application/octet-stream",
      "Content-Length": body.length,
      ...(packed && { "Content-Encoding": "br" }),
      // as our nginx configuration: files whose name holds their hash never change
      "Cache-Control": /-[0-9a-f]{16}\./.test(path) ? "public, max-age=31536000, immutable" : "no-cache",
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}` };
}
