// A real WordPress with an SQLite database, served by PHP's own server on a loopback port, and the host of a release beside it.
import { execFile, execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { freePort, serve } from "../host.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const builds = join(here, "node_modules/@wp-playground/wordpress-builds");

// --- The host of the release

// The port is known only here, so what a build with SHANHAI_URL would write whole is made whole on its way: where a page's oEmbed
// answer is, and which page an answer shows.
function wholeAddresses(name, content, url) {
  if (name.endsWith(".html")) return content.toString().replace(/href="(oembed[^"]*\.json)"/, `href="${url}$1"`);
  if (name.startsWith("oembed")) return content.toString().replace(/\\"(embed[^"]*\.html)\\"/g, `\\"${url}$1\\"`);
  return content;
}

export const serveRelease = (folder) => serve(folder, wholeAddresses);

// --- WordPress

// What the tests change of WordPress, and nothing of what the plugin does: it may ask a host on this machine, which it
// otherwise refuses, and takes `?amp=1` for a page of the AMP plugin, which is not here.
const MUST_USE = (port) => `<?php
add_filter( 'http_request_host_is_external', '__return_true' );
add_filter( 'http_allowed_safe_ports', static fn( $ports ) => array_merge( $ports, array( ${port} ) ) );
add_filter( 'shanhai_is_amp', static fn( $is ) => $is || isset( $_GET['amp'] ) );
`;

const CONFIG = (url) => `<?php
define( 'WP_HOME', '${url}' );
define( 'WP_SITEURL', '${url}' );
define( 'WP_DEBUG', true );
define( 'WP_DEBUG_LOG', true );
define( 'WP_DEBUG_DISPLAY', false );
define( 'DISABLE_WP_CRON', true );
define( 'AUTOMATIC_UPDATER_DISABLED', true );
define( 'WP_HTTP_BLOCK_EXTERNAL', true );
define( 'WP_ACCESSIBLE_HOSTS', '127.0.0.1' );
`;

export async function serveWordPress(folder, releaseUrl) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const unzip = (file, to) => execFileSync("unzip", ["-q", "-o", file, "-d", to]);
  unzip(join(builds, "src/wordpress/wp-6.5.zip"), folder);
  cpSync(join(builds, "public/wp-6.5"), folder, { recursive: true });
  const plugins = join(folder, "wp-content/plugins");
  unzip(join(builds, "src/sqlite-database-integration/sqlite-database-integration.zip"), plugins);
  const sqlite = join(plugins, readdirSync(plugins).find((name) => name.startsWith("sqlite-database-integration")));
  const dropIn = readFileSync(join(sqlite, "db.copy"), "utf8");
  writeFileSync(
    join(folder, "wp-content/db.php"),
    dropIn.replaceAll("{SQLITE_IMPLEMENTATION_FOLDER_PATH}", sqlite).replaceAll("{SQLITE_PLUGIN}", "sqlite-database-integration/load.php"),
  );
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const config = join(folder, "wp-config.php");
  writeFileSync(config, readFileSync(config, "utf8").replace("<?php", CONFIG(url)).replace("define( 'WP_DEBUG', false );", ""));
  mkdirSync(join(folder, "wp-content/mu-plugins"), { recursive: true });
  writeFileSync(join(folder, "wp-content/mu-plugins/tests.php"), MUST_USE(new URL(releaseUrl).port));

  // without workers a page that asks its own site something would wait for itself
  const limits = ["-d", "memory_limit=512M", "-d", "upload_max_filesize=32M", "-d", "post_max_size=32M", "-d", "max_execution_time=120"];
  const server = spawn("php", [...limits, "-S", `127.0.0.1:${port}`, "-t", folder], {
    env: { ...process.env, PHP_CLI_SERVER_WORKERS: "4" }, stdio: "ignore", detached: true,
  });
  const stop = () => {
    try {
      // its workers are processes of their own
      process.kill(-server.pid);
    } catch {}
  };
  const site = {
    url, folder, stop,
    // runs PHP in WordPress and hands back what it returns; the release is served meanwhile
    async php(code) {
      const program = `$_SERVER['HTTP_HOST'] = '127.0.0.1:${port}'; require '${folder}/wp-load.php';
        require_once ABSPATH . 'wp-admin/includes/admin.php';
        echo "\\n@@", json_encode( ( static function () { ${code} } )() );`;
      const options = ["-d", "memory_limit=512M", "-d", "display_errors=stderr"];
      const { stdout } = await promisify(execFile)("php", [...options, "-r", program], { maxBuffer: 1 << 26 });
      return JSON.parse(stdout.slice(stdout.lastIndexOf("@@") + 2));
    },
    log: () => (existsSync(join(folder, "wp-content/debug.log")) ? readFileSync(join(folder, "wp-content/debug.log"), "utf8") : ""),
  };
  for (let tries = 0; ; tries++) {
    const answer = await fetch(`${url}/`).catch(() => undefined);
    if (answer?.ok) return site;
    if (tries > 60) {
      stop();
      throw Error(`WordPress does not come up: ${answer?.status} ${site.log()}`);
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}
