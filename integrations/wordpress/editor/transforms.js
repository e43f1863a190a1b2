// Addresses and codes of the release become the block: where they are pasted, and where they stand in other blocks.
(() => {
  const { createBlock } = wp.blocks;
  const { readAddress, readElement, readCode, attributesOf } = window.shanhai;

  const block = (chosen) => createBlock("shanhai/graphic", attributesOf(chosen));
  const addressIn = (node) => (node.nodeName === "P" && /^\s*\S+\s*$/.test(node.textContent) ? node.textContent.trim() : "");
  // markup that is pasted as text has gone through Markdown, which puts the element into a paragraph
  const widgetIn = (node) => (node.nodeName === "P" && !node.textContent.trim() && node.querySelector("shanhai-widget")) || node;
  const element = { attributes: ["view", "chart", "lang", "theme"] };
  const image = { attributes: ["src", "alt", "width", "height"] };

  // What is left of pasted markup: without this, the editor takes out elements and attributes that no block asks for.
  const figure = {
    require: ["img"],
    attributes: ["data-shanhai", "data-shanhai-lang", "data-shanhai-theme"],
    children: {
      a: { attributes: ["href"], children: { img: image } },
      img: image,
      figcaption: { children: { a: { attributes: ["href"], children: { "#text": {} } }, strong: { children: { "#text": {} } }, span: { children: { "#text": {} } }, "#text": {} } },
    },
  };

  const from = [
    {
      type: "raw",
      priority: 5,
      isMatch: (node) => !!readAddress(addressIn(node)),
      transform: (node) => block(readAddress(addressIn(node))),
    },
    {
      type: "raw",
      priority: 5,
      schema: () => ({ "shanhai-widget": element, p: { children: { "shanhai-widget": element } } }),
      isMatch: (node) => widgetIn(node).nodeName === "SHANHAI-WIDGET" && !!readElement(widgetIn(node)),
      transform: (node) => block(readElement(widgetIn(node))),
    },
    {
      type: "raw",
      priority: 5,
      schema: () => ({ figure }),
      isMatch: (node) => node.nodeName === "FIGURE" && !!readElement(node),
      transform: (node) => block(readElement(node)),
    },
    {
      type: "block",
      blocks: ["core/embed"],
      isMatch: ({ url }) => !!readAddress(url),
      transform: ({ url }) => block(readAddress(url)),
    },
    {
      type: "block",
      blocks: ["core/html"],
      isMatch: ({ content }) => !!readCode(content ?? ""),
      transform: ({ content }) => block(readCode(content)),
    },
    {
      type: "block",
      blocks: ["core/image"],
      isMatch: ({ href }) => !!readAddress(href),
      transform: ({ href }) => block(readAddress(href)),
    },
  ];

  const to = [
    {
      type: "block",
      blocks: ["core/image"],
      isMatch: ({ src }) => !!src,
      transform: ({ src, alt, href, title, text }) =>
        createBlock("core/image", { url: src, alt, href, linkDestination: "custom", caption: [title, text].filter(Boolean).map(escaped).join(" ") }),
    },
  ];
  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

  window.shanhai.transforms = { from, to };
})();
