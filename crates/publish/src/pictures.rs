//! `static/`: every chart and the map as SVG and PNG in each language with a caption, for hosts that allow no script, and
//! the image that stands for the whole where a link is shared.

use super::export::origin;
use super::raster::{FAMILY, Rasterizer};
use super::{PublishError, fault, write};
use shanhai_dataset::{Language, UnitStyle};
use shanhai_graphic::chart::{Ink, MapForm, place_chart_picture, place_map_picture};
use shanhai_graphic::paint::{Palette, Strength, escaped, record};
use shanhai_graphic::wording::{number, period, words};
use std::path::Path;

/// WeChat's articles hold less than this many characters.
const MOST_CHARACTERS: usize = 20_000;
/// Px of a PNG for each of the drawing.
const SCALE: f32 = 2.0;
/// Size of the image for links, px.
pub const SHARE_SIZE: (u32, u32) = (1200, 630);

pub(super) fn publish(staging: &Path) -> Result<(), PublishError> {
    let folder = &staging.join("static");
    let palette = Palette::light();
    let rasterizer = Rasterizer::new();
    for &language in PROGRAM.languages {
        let words = words(language);
        let map_label = (words.map_label)(PROGRAM.mountain.get(language));
        for chart in PROGRAM.charts {
            let title = chart.title.get(language);
            let record = record(&place_chart_picture(chart, &PROGRAM, language));
            still(staging, chart.id, language, &record.to_svg(&palette, title))?;
            picture(
                folder,
                &rasterizer,
                chart.id,
                language,
                &record.to_framed_svg(&palette, title, &origin(language)),
            )?;
            let note = chart.note.map(|note| note.get(language));
            caption(folder, chart.id, language, &[Some(title), Some(chart.reading.get(language)), note])?;
        }
        for (name, form) in [("map", MapForm::Outline), ("map-tiles", MapForm::Tiles)] {
            let placed = place_map_picture(&PROGRAM, form, language);
            let record = record(&placed).coarsened();
            still(staging, name, language, &record.to_svg(&palette, &map_label))?;
            let svg = record.to_framed_svg(&palette, &map_label, &origin(language));
            picture(folder, &rasterizer, name, language, &svg)?;
            let mut lines = vec![Some(map_label.as_str()), Some(words.counted_places), Some(PROGRAM.map.approval)];
            lines.extend(PROGRAM.map.credits.iter().map(|credit| Some(credit.get(language))));
            caption(folder, name, language, &lines)?;
        }
        let path = folder.join(format!("share.{}.png", language.tag()));
        let png = rasterizer.png(&share(&palette, language), 1.0).map_err(|reason| fault(&path, reason))?;
        write(&path, png)?;
    }
    Ok(())
}

/// The bare drawing, for a still that has title and source around it.
fn still(staging: &Path, name: &str, language: Language, svg: &str) -> Result<(), PublishError> {
    write(&staging.join("stills").join(format!("{name}.{}.svg", language.tag())), svg)
}

fn picture(
    folder: &Path,
    rasterizer: &Rasterizer,
    name: &str,
    language: Language,
    svg: &str,
) -> Result<(), PublishError> {
    let path = folder.join(format!("{name}.{}.svg", language.tag()));
    let count = svg.chars().count();
    if count >= MOST_CHARACTERS {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        eprintln!(
            "publish: {name} has {count} characters; WeChat takes fewer than {MOST_CHARACTERS}: use the PNG there"
        );
    }
    write(&path, svg)?;
    let path = path.with_extension("png");
    write(&path, rasterizer.png(svg, SCALE).map_err(|reason| fault(&path, reason))?)
}

/// What belongs below a picture, as plain text: its lines, then where everything comes from.
fn caption(folder: &Path, name: &str, language: Language, lines: &[Option<&str>]) -> Result<(), PublishError> {
    let mut text: String = lines.iter().flatten().flat_map(|line| [line, "\n"]).collect();
    text += &origin(language).map(|line| line + "\n").concat();
    write(&folder.join(format!("{name}.{}.txt", language.tag())), text)
}

/// The image for links: title, the headline figures, and the colours of both sides.
fn share(palette: &Palette, language: Language) -> String {
    let color = |ink| palette.hex(ink, Strength::Full);
    let (width, height) = SHARE_SIZE;
    let (ink, muted, rule) = (color(Ink::Ink), color(Ink::Muted), color(Ink::Rule));
    let line = |x: f64, y: f64, size: f64, weight: u32, fill: &str, text: &str| {
        format!(
            r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}">{}</text>"#,
            escaped(text)
        )
    };
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{FAMILY}"><rect width="600" height="14" fill="{}"/><rect x="600" width="600" height="14" fill="{}"/>"#,
        color(Ink::Hu),
        color(Ink::Dian)
    );
    svg += &line(72.0, 132.0, 64.0, 700, &ink, PROGRAM.title.get(language));
    svg += &line(72.0, 184.0, 28.0, 400, &muted, PROGRAM.subtitle.get(language));
    for (index, figure) in PROGRAM.headline.iter().take(6).enumerate() {
        let (x, y) = (72.0 + 360.0 * (index % 3) as f64, 240.0 + 176.0 * (index / 3) as f64);
        let unit = if figure.unit.style == UnitStyle::Plain { figure.unit.text.get(language) } else { "" };
        let space = if language == Language::ZhHans { "" } else { " " };
        svg += &format!(r#"<rect x="{x}" y="{y}" width="316" height="1.5" fill="{rule}"/>"#);
        svg += &format!(
            r#"<text x="{x}" y="{}" font-size="50" font-weight="700" fill="{ink}">{}<tspan font-size="22" font-weight="400">{space}{}</tspan></text>"#,
            y + 64.0,
            escaped(&number(figure, language)),
            escaped(unit)
        );
        svg += &line(x, y + 100.0, 20.0, 400, &ink, figure.short.get(language));
        svg += &line(x, y + 130.0, 17.0, 400, &muted, period(figure.latest(), language));
    }
    svg + "</svg>"
}
