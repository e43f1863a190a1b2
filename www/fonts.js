// Takes Chinese quotation marks, dashes and dots, which are as wide as a character, from the system's Chinese font.
// Otherwise a Latin font that comes first would draw its own. A canvas does not redraw when a font loads, so the
// element waits for this font.

// Most engines need PostScript names; WebKitGTK knows a family name.
const CHINESE = {
  400: ["PingFangSC-Regular", "HiraginoSansGB-W3", "Microsoft YaHei", "NotoSansCJKsc-Regular", "NotoSansSC-Regular", "Noto Sans CJK SC", "HarmonyOS_Sans_SC"],
  700: ["PingFangSC-Semibold", "HiraginoSansGB-W6", "MicrosoftYaHei-Bold", "NotoSansCJKsc-Bold", "NotoSansSC-Bold", "Noto Sans CJK SC", "HarmonyOS_Sans_SC_Bold"],
};
/** @type {Promise<void> | undefined} */
let loaded;
export const chineseMarks = () => (loaded ??= loadMarks().catch(console.warn));
async function loadMarks() {
  const fonts = Object.entries(CHINESE).map(([weight, names]) => {
    const sources = names.map((name) => `local("${name}")`).join();
    return new FontFace("Shanhai marks", sources, { weight, unicodeRange: "U+2014,U+2018-2019,U+201C-201D,U+2026" });
  });
  fonts.forEach((font) => document.fonts.add(font));
  // a system may have none of these fonts
  await Promise.allSettled(fonts.map((font) => font.load()));
}
