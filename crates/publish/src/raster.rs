//! Converts SVG to PNG with our own fonts, so that the pictures are the same on every machine.

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};
use shanhai_dataset::Language;
use shanhai_graphic::paint::Rgb;
use std::sync::Arc;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/NotoSansSC-Bold.otf");
/// The same glyphs without Chinese, with narrow quotation marks.
const LATIN: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/NotoSansLatin-Regular.otf"),
    include_bytes!("../../../assets/fonts/NotoSansLatin-Bold.otf"),
];

/// The family of these fonts for a language. Glyphs that the Latin font lacks come from the other one.
pub fn family(language: Language) -> &'static str {
    match language {
        Language::ZhHans => "Noto Sans CJK SC",
        Language::En => "Noto Sans CJK SC Latin",
    }
}

/// Draws SVG with the fonts of the pictures, and no others.
pub struct Rasterizer {
    options: Options<'static>,
}

impl Rasterizer {
    /// Loads all fonts.
    #[expect(clippy::new_without_default, reason = "it reads the fonts")]
    pub fn new() -> Rasterizer {
        let mut fonts = fontdb::Database::new();
        for font in [REGULAR, BOLD, LATIN[0], LATIN[1]] {
            fonts.load_font_data(font.to_vec());
        }
        // Chinese pictures name their font; English ones end with the generic sans serif.
        fonts.set_sans_serif_family(family(Language::En));
        let font_family = family(Language::ZhHans).to_owned();
        let options = Options { fontdb: Arc::new(fonts), font_family, ..Options::default() };
        Rasterizer { options }
    }

    /// The picture as PNG on white, with `scale` pixels for each px of the drawing.
    ///
    /// # Errors
    /// It is not SVG, is too large, or contains a character that the fonts lack.
    pub fn png(&self, svg: &str, scale: f32) -> Result<Vec<u8>, String> {
        self.pixels(svg, scale, (255, 255, 255))?.encode_png().map_err(|error| error.to_string())
    }

    /// The picture on an opaque background, with `scale` pixels for each px of the drawing.
    ///
    /// # Errors
    /// As [`Rasterizer::png`].
    pub fn pixels(&self, svg: &str, scale: f32, (red, green, blue): Rgb) -> Result<Pixmap, String> {
        let missing = missing_glyphs(svg)?;
        if !missing.is_empty() {
            return Err(format!("the fonts of the pictures lack `{missing}`: see assets/fonts/README.md"));
        }
        let tree = Tree::from_str(svg, &self.options).map_err(|error| error.to_string())?;
        let size = tree.size().to_int_size().scale_by(scale).ok_or("a picture without size")?;
        let mut pixels = Pixmap::new(size.width(), size.height()).ok_or("a picture too large")?;
        pixels.fill(Color::from_rgba8(red, green, blue, 255));
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
        Ok(pixels)
    }
}

/// The characters of a text that at least one of the fonts lacks, each once.
fn missing_glyphs(text: &str) -> Result<String, String> {
    let mut missing = String::new();
    for font in [REGULAR, BOLD] {
        let face = ttf_parser::Face::parse(font, 0).map_err(|error| error.to_string())?;
        for character in text.chars().filter(|character| !character.is_control()) {
            if face.glyph_index(character).is_none() && !missing.contains(character) {
                missing.push(character);
            }
        }
    }
    Ok(missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_character_is_named() {
        assert_eq!(missing_glyphs("沪滇 91.96亿元 ≈").unwrap(), "");
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>𠮷</text></svg>"#;
        assert!(Rasterizer::new().png(svg, 1.0).unwrap_err().contains('𠮷'));
    }

    #[test]
    fn the_fonts_suffice_for_other_programmes() {
        let read = |file: &str| {
            std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../").to_owned() + file).unwrap()
        };
        // texts that the drawings add to the data, such as the sign of negative numbers
        for file in [
            "tests/data/second/program.json",
            "crates/graphic/src/wording/zh_hans.rs",
            "crates/graphic/src/wording/en.rs",
            "crates/graphic/src/wording/number_format.rs",
        ] {
            assert_eq!(missing_glyphs(&read(file)).unwrap(), "", "{file}");
        }
        // characters of personal names and place names that are rare elsewhere
        assert_eq!(missing_glyphs("喆 堃 珺 祎 鄠 圳 镕 濞 赟").unwrap(), "");
    }

    #[test]
    fn chinese_is_drawn() {
        let svg = |text: &str| {
            format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><text y="16" font-size="16" fill="#000000">{text}</text></svg>"##
            )
        };
        let rasterizer = Rasterizer::new();
        let (word, nothing) = (rasterizer.png(&svg("山海"), 2.0).unwrap(), rasterizer.png(&svg(""), 2.0).unwrap());
        let role = |png: &[u8]| Pixmap::decode_png(png).unwrap().pixels().iter().filter(|one| one.red() < 128).count();
        assert!(role(&word) > 200 && role(&nothing) == 0);
    }
}
