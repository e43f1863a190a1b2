// A step of a story in the editor: what the graphic turns to, and which mark lights, while its text is read.
(() => {
  const { createElement: el } = wp.element;
  const { __ } = wp.i18n;
  const { useBlockProps, useInnerBlocksProps, InspectorControls } = wp.blockEditor;
  const { ComboboxControl, PanelBody } = wp.components;
  const { entries, list, nameOf, ofWriter } = window.shanhai;

  const marked = ({ shows, lights }) => [shows, lights].filter(Boolean).join(" ") || undefined;

  function Edit({ attributes, setAttributes }) {
    const tag = ofWriter();
    const shown = entries.filter(({ kind }) => kind !== "project").map((entry) => ({ value: nameOf(entry), label: (entry.in[tag] ?? Object.values(entry.in)[0]).title }));
    const targets = (list?.targets ?? []).filter(({ target }) => !target.startsWith("chart:")).map(({ target, label }) => ({ value: target, label: label[tag] ?? target }));
    const field = (label, key, options) =>
      el(ComboboxControl, { label, value: attributes[key], options, onChange: (value) => setAttributes({ [key]: value ?? "" }) });
    const props = useBlockProps({ className: "shanhai-step", "data-step": marked(attributes) });
    const inner = useInnerBlocksProps(props, { template: [["core/paragraph"]] });
    return el(wp.element.Fragment, {},
      el(InspectorControls, {}, el(PanelBody, { title: __("While this is read", "shanhai") },
        field(__("The graphic turns to", "shanhai"), "shows", shown),
        field(__("This mark lights", "shanhai"), "lights", targets))),
      el("section", inner));
  }

  const Save = ({ attributes }) => el("section", useInnerBlocksProps.save(useBlockProps.save({ "data-shanhai-step": marked(attributes) })));

  wp.blocks.registerBlockType("shanhai/step", { edit: Edit, save: Save });
})();
