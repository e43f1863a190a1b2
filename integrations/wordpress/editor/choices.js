// What the release's list has, and what addresses and codes of the release name. No part of the editor is needed here.
(() => {
  const { host = "", list = null, site = "" } = window.shanhaiEmbeds ?? {};
  const entries = list?.shown ?? [];
  const tags = (list?.languages ?? []).map(({ tag }) => tag);
  const THEMES = ["auto", "light", "dark"];

  const nameOf = ({ kind, id }) => `${kind}:${id}`;
  const entryOf = (name) => entries.find((entry) => nameOf(entry) === name);

  // The language of the list that is nearest to a tag: of the site, in which its posts are, and of whoever writes now.
  const nearest = (tag = "") =>
    tags.find((one) => one === tag) ?? tags.find((one) => one.slice(0, 2).toLowerCase() === tag.slice(0, 2).toLowerCase()) ?? tags[0];

  const ofSite = () => nearest(site);
  const ofWriter = () => nearest(document.documentElement.lang);

  const choice = (name, language, theme) => {
    const entry = entryOf(name);
    return entry && { kind: entry.kind, id: entry.id, language: nearest(language), theme: THEMES.includes(theme) ? theme : "auto" };
  };

  // What an address shows; none for addresses of others. The server reads addresses by the same rules (addresses.php).
  function readAddress(url) {
    if (!host || !url?.startsWith(host)) return undefined;
    const [rest, fragment = ""] = split(url.slice(host.length), "#");
    const [page, query = ""] = split(rest, "?");
    const [asked, state] = [new URLSearchParams(query), new URLSearchParams(fragment)];
    let language = tags.includes(asked.get("lang")) ? asked.get("lang") : "";
    let named = "";
    if (["", "index.html", "embed.html"].includes(page))
      named = asked.get("chart") ? `chart:${asked.get("chart")}` : `view:${asked.get("view") || "overview"}`;
    for (const entry of entries)
      for (const [tag, one] of Object.entries(entry.in))
        if (one.page === page) {
          named = nameOf(entry);
          language ||= tag;
        }
    // what is selected on a page is more than the page
    if (named && entryOf(state.get("shanhai"))) named = state.get("shanhai");
    return choice(named, language, asked.get("theme"));
  }
  const split = (text, at) => {
    const place = text.indexOf(at);
    return place < 0 ? [text] : [text.slice(0, place), text.slice(place + 1)];
  };

  // What an element of one of our codes shows: the widget, a frame, or a figure, whose link or picture is of the release.
  function readElement(node) {
    const is = (name) => node.nodeName === name;
    if (is("SHANHAI-WIDGET")) {
      const own = (name) => node.getAttribute(name) || "";
      const name = own("chart") ? `chart:${own("chart")}` : `view:${own("view") || "overview"}`;
      // without a language of its own it has that of the page
      return choice(name, own("lang") || site, own("theme"));
    }
    if (is("IFRAME")) return readAddress(node.getAttribute("src"));
    if (!is("FIGURE")) return undefined;
    const { shanhai, shanhaiLang, shanhaiTheme } = node.dataset;
    if (shanhai) return choice(shanhai, shanhaiLang || site, shanhaiTheme);
    if (!node.querySelector("img")) return undefined;
    for (const link of node.querySelectorAll("a[href]")) {
      const chosen = readAddress(link.getAttribute("href"));
      if (chosen) return chosen;
    }
    return undefined;
  }

  // What the first of our elements in a piece of HTML shows.
  function readCode(html) {
    const page = document.implementation.createHTMLDocument("");
    page.body.innerHTML = html;
    for (const node of page.body.querySelectorAll("shanhai-widget, iframe, figure")) {
      const chosen = readElement(node);
      if (chosen) return chosen;
    }
    return undefined;
  }

  // The block's attributes for a choice: with picture, text and link, so that what is saved can be read by itself.
  function attributesOf({ kind, id, language, theme }) {
    const entry = entryOf(`${kind}:${id}`);
    if (!entry) return { kind, id, language, theme };
    const tag = entry.in[language] ? language : Object.keys(entry.in)[0];
    const { title, text, link, viewer, picture } = entry.in[tag];
    return {
      kind, id, language: tag, theme, as: entry.as, href: host + viewer, src: host + picture.file, alt: picture.alt,
      width: String(picture.width), height: String(picture.height), title, text, link,
    };
  }

  // The address of the page for frames.
  function pageOf({ kind, id, language, theme }) {
    const one = entryOf(`${kind}:${id}`)?.in[language];
    if (!one) return "";
    const [page, fragment] = split(one.page, "#");
    const query = theme && theme !== "auto" ? `?theme=${theme}` : "";
    return host + page + query + (fragment ? `#${fragment}` : "");
  }

  // How high the release says that a choice is at least at a width, px; 0 where it says nothing.
  function heightOf({ kind, id, language }, width) {
    const heights = entryOf(`${kind}:${id}`)?.in[language]?.heights ?? [];
    const index = (list?.widths ?? []).filter((least) => least <= width).length - 1;
    return heights[Math.max(0, index)] ?? 0;
  }

  window.shanhai = {
    host, list, entries, nameOf, ofSite, ofWriter, readAddress, readElement, readCode, attributesOf, pageOf, heightOf,
  };
})();
