// The block of a graphic in the editor.
(() => {
  const { createElement: el, Fragment, useEffect, useRef, useState } = wp.element;
  const { __, sprintf } = wp.i18n;
  const { useBlockProps, InspectorControls, BlockControls } = wp.blockEditor;
  const { Button, ComboboxControl, PanelBody, Placeholder, SelectControl, ToolbarGroup, ToolbarButton } = wp.components;
  const { host, list, entries, nameOf, ofSite, attributesOf, pageOf, heightOf, transforms } = window.shanhai;

  const kinds = { view: __("View", "shanhai"), chart: __("Chart", "shanhai"), project: __("Project", "shanhai") };
  const themes = { auto: __("as the reader's system", "shanhai"), light: __("light", "shanhai"), dark: __("dark", "shanhai") };

  function Fields({ attributes, setAttributes }) {
    const chosen = { kind: attributes.kind, id: attributes.id, language: attributes.language || ofSite(), theme: attributes.theme };
    const choose = (change) => setAttributes(attributesOf({ ...chosen, ...change }));
    const options = entries.map((entry) => {
      const { title } = entry.in[chosen.language] ?? Object.values(entry.in)[0];
      return { value: nameOf(entry), label: `${kinds[entry.kind]} · ${title}` };
    });
    return el(Fragment, {},
      el(ComboboxControl, {
        label: __("What is shown", "shanhai"),
        value: chosen.id && nameOf(chosen),
        options,
        allowReset: false,
        onChange: (value) => {
          const entry = entries.find((one) => nameOf(one) === value);
          if (entry) choose({ kind: entry.kind, id: entry.id });
        },
      }),
      chosen.id && el(SelectControl, {
        label: __("Language", "shanhai"),
        value: chosen.language,
        options: list.languages.map(({ tag, name }) => ({ value: tag, label: name })),
        onChange: (language) => choose({ language }),
      }),
      chosen.id && el(SelectControl, {
        label: __("Appearance", "shanhai"),
        value: chosen.theme,
        options: Object.entries(themes).map(([value, label]) => ({ value, label })),
        onChange: (theme) => choose({ theme }),
      }));
  }

  // The page for frames, at the height that the release names for the width and then at the one that the page itself says.
  function Preview({ attributes }) {
    const frame = useRef();
    const [said, setSaid] = useState(0);
    const [width, setWidth] = useState(640);
    const address = pageOf(attributes);
    useEffect(() => {
      const view = frame.current.ownerDocument.defaultView;
      const heard = ({ source, data }) => {
        if (source === frame.current?.contentWindow && data?.shanhai === "height" && data.height > 0 && data.height < 1e5) setSaid(data.height);
      };
      const observer = new view.ResizeObserver(() => setWidth(frame.current?.clientWidth || 640));
      view.addEventListener("message", heard);
      observer.observe(frame.current);
      return () => (view.removeEventListener("message", heard), observer.disconnect());
    }, []);
    useEffect(() => setSaid(0), [address]);
    const style = { height: `${said || heightOf(attributes, width) || 760}px` };
    /* translators: %s: title of a graphic */
    const title = sprintf(__("Preview of “%s”", "shanhai"), attributes.title);
    return el("div", { className: "shanhai-preview" }, el("iframe", { key: address, ref: frame, src: address, title, style, tabIndex: -1 }));
  }

  // What was saved, where the list does not know it.
  const Saved = ({ attributes: { src, alt, title } }) =>
    el("figure", { className: "shanhai-preview" }, src && el("img", { src, alt }), el("figcaption", {}, title || __("This graphic is not in the release.", "shanhai")));

  function Edit({ attributes, setAttributes }) {
    const [changing, setChanging] = useState(!attributes.id);
    const props = useBlockProps();
    const fields = () => el(Fields, { attributes, setAttributes });
    if (!host || !list) {
      const help = __("Set the address of the release in Settings → Shanhai graphics first.", "shanhai");
      return el("div", props, attributes.src ? el(Saved, { attributes }) : el(Placeholder, { icon: "chart-bar", label: __("Shanhai graphic", "shanhai"), instructions: help }));
    }
    if (changing || !attributes.id)
      return el("div", props,
        el(Placeholder, { icon: "chart-bar", label: __("Shanhai graphic", "shanhai"), isColumnLayout: true }, fields(),
          attributes.id && el("div", {}, el(Button, { variant: "primary", onClick: () => setChanging(false) }, __("Show it", "shanhai")))));
    return el("div", props,
      el(BlockControls, {}, el(ToolbarGroup, {}, el(ToolbarButton, { icon: "edit", label: __("Choose another graphic", "shanhai"), onClick: () => setChanging(true) }))),
      el(InspectorControls, {}, el(PanelBody, { title: __("Graphic", "shanhai") }, fields())),
      pageOf(attributes) ? el(Preview, { attributes }) : el(Saved, { attributes }));
  }

  // What stands in the post: it reads by itself in feeds and mail, and when this plugin is off. The server puts the newest in
  // its place.
  function Save({ attributes: { kind, id, as, language, theme, href, src, alt, width, height, title, text, link } }) {
    if (!id) return null;
    const data = as === "figure" ? { "data-shanhai": `${kind}:${id}`, "data-shanhai-lang": language } : {};
    if (as === "figure" && theme !== "auto") data["data-shanhai-theme"] = theme;
    const image = el("img", { src, alt, width, height, style: { maxWidth: "100%", height: "auto" } });
    return el("figure", useBlockProps.save(data),
      el("a", { href }, image),
      el("figcaption", {}, el("strong", {}, title), " ", el("span", {}, text), " ", el("a", { href }, link)));
  }

  wp.blocks.registerBlockType("shanhai/graphic", { edit: Edit, save: Save, transforms });
})();
