// Words of the article that light a figure, a chart or a project in the graphic.
(() => {
  const { createElement: el, Fragment, useState } = wp.element;
  const { __ } = wp.i18n;
  const { registerFormatType, applyFormat, removeFormat, useAnchor } = wp.richText;
  const { RichTextToolbarButton } = wp.blockEditor;
  const { ComboboxControl, Button, Popover } = wp.components;
  const { list, ofWriter } = window.shanhai;

  const name = "shanhai/target";
  const options = () => (list?.targets ?? []).map(({ target, label }) => ({ value: target, label: label[ofWriter()] ?? target }));

  function Choice({ value, onChange, activeAttributes, contentRef, close }) {
    const anchor = useAnchor({ editableContentElement: contentRef.current, settings });
    return el(Popover, { anchor, placement: "bottom", onClose: close, focusOnMount: "firstElement", className: "shanhai-words" },
      el(ComboboxControl, {
        label: __("These words light", "shanhai"),
        value: activeAttributes.target ?? "",
        options: options(),
        onChange: (target) => {
          onChange(target ? applyFormat(value, { type: name, attributes: { target } }) : removeFormat(value, name));
          close();
        },
      }),
      activeAttributes.target && el(Button, { variant: "secondary", onClick: () => (onChange(removeFormat(value, name)), close()) }, __("Light nothing", "shanhai")));
  }

  function Edit({ isActive, value, onChange, activeAttributes, contentRef }) {
    const [open, setOpen] = useState(false);
    if (!list?.targets?.length) return null;
    const button = el(RichTextToolbarButton, { icon: "lightbulb", title: __("Light a mark in the graphic", "shanhai"), isActive, onClick: () => setOpen(!open) });
    return el(Fragment, {}, button, open && el(Choice, { value, onChange, activeAttributes, contentRef, close: () => setOpen(false) }));
  }

  const settings = {
    title: __("Light a mark in the graphic", "shanhai"),
    tagName: "span",
    className: "shanhai-target",
    attributes: { target: "data-shanhai-target" },
    edit: Edit,
  };
  registerFormatType(name, settings);
})();
