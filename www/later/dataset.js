// Datasets of other addresses. Each has a program of its own, which checks it by the rules of a build before it shows it.
const at = (name) => new URL(`../${name}`, import.meta.url).href;
const wasm = at("__DATASET_WASM__");
// ms; reading has limits of its own, this one is for a program that never answers
const PATIENCE = 90_000;

const programs = new Map();
let count = 0;

// The program that shows the dataset that an element asks for; `crashed` is told when it has ended by an error.
export async function programOf(element, asked, crashed) {
  let address;
  try {
    address = new URL(asked, document.baseURI);
  } catch {
    throw told(`${asked}: no address`);
  }
  // anyone can write into an address: there it names only data of the page's own host
  const isOurs = element.getAttribute("src") === asked || address.origin === location.origin;
  if (!isOurs) throw told(`${address}: an address of the page may name datasets of its own host only`);
  const isSafe = address.protocol === "https:" || (address.protocol === "http:" && location.protocol === "http:");
  if (!isSafe) throw told(`${address}: only https addresses are read`);
  const known = programs.get(address.href);
  if (known && !(await known).broken) return known;
  // engines break down, too; data at which a program does will break the second one as well
  const begun = begin(address.href, crashed).catch((error) => {
    if (!error.brokeDown) throw error;
    return begin(address.href, crashed);
  });
  programs.set(address.href, begun);
  begun.catch(() => programs.delete(address.href));
  return begun;
}

async function begin(address, crashed) {
  const url = `${at("__DATASET_JS__")}?${++count}`;
  const module = await import(url);
  await module.default({ module_or_path: wasm });
  const made = { Widget: module.Widget, kit: module };
  let reading, brokeDown;
  const unread = new Promise((_, reject) => {
    const fails = (reason) => reject(new Error(`${address}: ${reason}`));
    reading = setTimeout(fails, PATIENCE, "could not be checked");
    module.guard((error) => {
      if (!reading) return crashed(made, error);
      brokeDown = true;
      fails(`the program broke down: ${error}`);
    });
  });
  try {
    await Promise.race([module.read(address), unread]);
  } catch (error) {
    throw Object.assign(told(error.message), { brokeDown });
  } finally {
    reading = clearTimeout(reading);
  }
  return made;
}

function told(reason) {
  console.error(`shanhai-widget, src: ${reason}`);
  return new Error(reason);
}
