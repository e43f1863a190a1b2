"""Cuts the fonts of the pictures from Noto Sans CJK.

    python3 assets/fonts/cut.py [FILE…]

takes the characters that the fonts have now and those of the files (texts of any kind). It needs Debian's
fonts-noto-cjk and `pip install fonttools`.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = pathlib.Path(__file__).parent
NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
SIMPLIFIED = 2  # the place of the SC fonts in Noto's collections

wanted = set(TTFont(HERE / "NotoSansSC-Regular.otf").getBestCmap())
for file in sys.argv[1:]:
    wanted |= {ord(character) for character in pathlib.Path(file).read_text("utf-8") if character.isprintable()}


def noto(weight: str) -> TTFont:
    return TTFont(NOTO.format(weight), fontNumber=SIMPLIFIED, recalcTimestamp=False)


def cut(font: TTFont, characters: set[int], name: str) -> None:
    options = subset.Options(layout_features=[], hinting=False, desubroutinize=True, name_IDs=["*"])
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font.save(HERE / name)


def narrow_marks(font: TTFont) -> None:
    """Gives quotation marks and the ellipsis the narrow forms that English has, and the font a family of its own."""
    gsub = font["GSUB"].table
    narrow = {}
    for record in gsub.FeatureList.FeatureRecord:
        if record.FeatureTag == "pwid":
            for index in record.Feature.LookupListIndex:
                for table in gsub.LookupList.Lookup[index].SubTable:
                    narrow |= getattr(table, "ExtSubTable", table).mapping
    for table in font["cmap"].tables:
        for mark in map(ord, "‘’“”…"):
            if glyph := narrow.get(table.cmap.get(mark)):
                table.cmap[mark] = glyph
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = "Noto Sans CJK SC Latin"


for weight in ("Regular", "Bold"):
    font = noto(weight)
    if lacking := wanted - set(font.getBestCmap()):
        print("Noto has no", "".join(map(chr, sorted(lacking))), file=sys.stderr)
    cut(font, wanted, f"NotoSansSC-{weight}.otf")
    font = noto(weight)
    narrow_marks(font)
    cut(font, {code for code in wanted if code < 0x2E80}, f"NotoSansLatin-{weight}.otf")
