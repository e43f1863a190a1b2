// Chinese quotation marks, dashes and dots, which are as wide as a character, by the Chinese font of the system: where a Latin
// one comes first, it would give its own. A canvas is not drawn anew when a font comes; so it is waited for.

// By PostScript names, as most engines want it; WebKitGTK knows a family.
const CHINESE = {
  400: ["PingFangSC-Regular", "HiraginoSansGB-W3", "Microsoft YaHei", "NotoSansCJKsc-Regular", "NotoSansSC-Regular", "Noto Sans CJK SC", "HarmonyOS_Sans_SC"],
  700: ["PingFangSC-Semibold", "HiraginoSansGB-W6", "MicrosoftYaHei-Bold", "NotoSansCJKsc-Bold", "NotoSansSC-Bold", "Noto Sans CJK SC", "HarmonyOS_Sans_SC_Bold"],
};
let marked;
export const chineseMarks = () => (marked ??= makeMarks().catch(console.warn));
async function makeMarks() {
  const fonts = Object.entries(CHINESE).map(([weight, names]) => {
    const sources = names.map((name) => `local("${name}")`).join();
    return new FontFace("Shanhai marks", sources, { weight, unicodeRange: "U+2014,U+2018-2019,U+201C-201D,U+2026" });
  });
  fonts.forEach((font) => document.fonts.add(font));
  // a system may have none of them
  await Promise.allSettled(fonts.map((font) => font.load()));
}
