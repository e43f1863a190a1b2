// Rules without a browser: addresses, what is taken over from a list, translations.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";

const here = fileURLToPath(new URL(".", import.meta.url));
const plugin = join(here, "../../../integrations/wordpress");
const fixture = JSON.parse(readFileSync(join(here, "../fixture/embeds.json"), "utf8"));
const { host, addresses } = JSON.parse(readFileSync(join(here, "../addresses.json"), "utf8"));
const quoted = (value) => `json_decode( base64_decode( '${Buffer.from(JSON.stringify(value)).toString("base64")}' ), true )`;

const sources = () => {
  const php = ["shanhai.php", ...readdirSync(join(plugin, "includes")).map((name) => `includes/${name}`)];
  const js = readdirSync(join(plugin, "editor")).filter((name) => name.endsWith(".js")).map((name) => `editor/${name}`);
  return { php, js };
};
const textsIn = (file) =>
  [...readFileSync(join(plugin, file), "utf8").matchAll(/\b(?:esc_html|esc_attr)?_?_(?:e)?\(\s*(["'])((?:\\.|(?!\1).)*)\1,\s*["']shanhai["']/g)].map(([, , text]) => text.replace(/\\(['"])/g, "$1"));

export const settingUp = [
  ["server and editor read addresses alike", async ({ site }) => {
    const onServer = await site.php(`
      $list = Shanhai\\checked_list( ${quoted(fixture)} );
      return array_map( static fn( $case ) => Shanhai\\read_address( $case[0], ${quoted(host)}, $list ), ${quoted(addresses)} );`);
    const window = { shanhaiEmbeds: { host, list: fixture } };
    runInNewContext(readFileSync(join(plugin, "editor/choices.js"), "utf8"), { window, URLSearchParams });
    for (const [index, [address, wanted]] of addresses.entries()) {
      assert.deepEqual(onServer[index], wanted, `on the server: ${address}`);
      assert.deepEqual(JSON.parse(JSON.stringify(window.shanhai.readAddress(address) ?? null)), wanted, `in the editor: ${address}`);
    }
  }],

  ["nothing is taken over from a list that could do harm", async ({ site }) => {
    const changed = async (change) => {
      const list = structuredClone(fixture);
      change(list);
      return site.php(`$list = Shanhai\\checked_list( ${quoted(list)} ); return is_wp_error( $list ) ? 'refused' : $list;`);
    };
    assert.equal(await changed((list) => (list.form = 2)), "refused");
    assert.equal(await changed((list) => (list.script.pinned = "https://evil.example/a.js")), "refused");
    assert.equal(await changed((list) => (list.script.newest = "../../a.js")), "refused");
    assert.equal(await changed((list) => (list.script.integrity = 'sha384-" onload="alert(1)')), "refused");
    assert.equal(await changed((list) => delete list.shown), "refused");
    for (const page of ["javascript:alert(1)", "//evil.example/a.html", "a\" onload=\"b", "../a.html"]) {
      const list = await changed((list) => (list.shown[2].in.en.page = page));
      assert.deepEqual(Object.keys(list.shown[2].in), ["zh-Hans"], page);
    }
    const fewer = await changed((list) => (list.shown[2].id = "<script>"));
    assert.equal(fewer.shown.length, fixture.shown.length - 1);
    const markup = await site.php(`
      $list = ${quoted(fixture)};
      $list['shown'][2]['in']['en']['title'] = '<script>alert(1)</script>';
      $list['shown'][2]['in']['en']['picture']['alt'] = '" onerror="alert(1)';
      update_option( 'shanhai_list', Shanhai\\checked_list( $list ) + array( 'fetched' => 1 ), false );
      $markup = Shanhai\\graphic( array( 'kind' => 'chart', 'id' => 'timeline', 'language' => 'en', 'theme' => '"><script>' ) );
      return $markup;`);
    assert.equal(await site.php("return Shanhai\\refresh_list();"), true);
    assert.ok(markup.includes("&lt;script&gt;") && !markup.includes("<script") && !markup.includes('" onerror'), markup);
  }],

  ["every text has a Chinese one", async ({ site }) => {
    const { php, js } = sources();
    const given = await site.php(`return ( include '${plugin}/languages/shanhai-zh_CN.l10n.php' )['messages'];`);
    const script = JSON.parse(readFileSync(join(plugin, "languages/shanhai-zh_CN-editor.json"), "utf8")).locale_data.messages;
    const lacking = (files, has) => files.flatMap(textsIn).filter((text) => !has(text));
    assert.ok(php.flatMap(textsIn).length > 20 && js.flatMap(textsIn).length > 10, "texts are found");
    assert.deepEqual(lacking(php, (text) => given[text]), []);
    assert.deepEqual(lacking(js, (text) => script[text]?.[0]), []);
    for (const name of ["graphic", "step"]) {
      const { title, description } = JSON.parse(readFileSync(join(plugin, `blocks/${name}/block.json`), "utf8"));
      assert.ok(given[`block title\u0004${title}`] && given[`block description\u0004${description}`], name);
    }
  }],
];
