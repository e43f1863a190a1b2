//! `static/`: every chart and the map as SVG and PNG in each language with a caption, for hosts that allow no script, and
//! the image that stands for the whole where a link is shared.

use crate::export::origin;
use crate::files::Files;
use crate::raster::FAMILY;
use shanhai_dataset::{Dataset, Language, UnitStyle};
use shanhai_graphic::chart::{
    Ink, MapForm, Placed, has_joins, place_chart_picture, place_connections, place_connections_picture,
    place_map_picture,
};
use shanhai_graphic::paint::{Palette, escaped, record};
use shanhai_graphic::wording::{connections_gap, connections_title, number, period, words};

/// WeChat's articles hold less than this many characters.
const MOST_CHARACTERS: usize = 20_000;
/// Px of a PNG for each of the drawing.
const SCALE: f32 = 2.0;
/// Size of the image for links, px.
pub const SHARE_SIZE: (u32, u32) = (1200, 630);

pub(crate) fn publish(dataset: &'static Dataset, files: &mut Files) {
    let palette = Palette::light();
    for &language in &dataset.languages {
        let origin = origin(dataset, language);
        let words = words(language);
        let map_label = (words.map_label)(dataset.sides.mountain.get(language));
        for chart in &dataset.charts {
            let title = chart.title.get(language);
            let record = record(&place_chart_picture(chart, dataset, language));
            still(files, &chart.id, language, record.to_svg(&palette, title));
            picture(files, &chart.id, language, record.to_framed_svg(&palette, title, &origin));
            let note = chart.note.as_ref().map(|note| note.get(language));
            caption(files, &chart.id, language, &[Some(title), Some(chart.reading.get(language)), note], &origin);
        }
        if has_joins(dataset) {
            connections(dataset, language, &palette, &origin, files);
        }
        for (name, form) in [("map", MapForm::Outline), ("map-tiles", MapForm::Tiles)] {
            let placed = place_map_picture(dataset, form, language);
            let record = record(&placed).coarsened();
            still(files, name, language, record.to_svg(&palette, &map_label));
            picture(files, name, language, record.to_framed_svg(&palette, &map_label, &origin));
            let mut lines = vec![Some(map_label.as_str()), Some(words.counted_places), dataset.map.approval.as_deref()];
            lines.extend(dataset.map.credits.iter().map(|credit| Some(credit.get(language))));
            caption(files, name, language, &lines, &origin);
        }
        files.put_picture(format!("static/share.{}.png", language.tag()), share(dataset, &palette, language), 1.0);
    }
}

/// The picture of what the projects join.
fn connections(dataset: &'static Dataset, language: Language, palette: &Palette, origin: &[String], files: &mut Files) {
    let all: Vec<_> = dataset.projects.iter().collect();
    let title = connections_title(dataset, &all, language);
    let gap = connections_gap(dataset, &all, language);
    let record = record(&place_connections_picture(dataset, language)).coarsened();
    let mut lines: Vec<&str> = vec![&title, &gap, words(language).marks_solid];
    lines.extend(dataset.map.approval.as_deref());
    lines.extend(dataset.map.credits.iter().map(|credit| credit.get(language)));
    let foot: Vec<String> = lines[1..].iter().map(|line| (*line).to_owned()).chain(origin.iter().cloned()).collect();
    still(files, "connections", language, record.to_svg(palette, &title));
    picture(files, "connections", language, record.to_framed_svg(palette, &title, &foot));
    let lines: Vec<Option<&str>> = lines.into_iter().map(Some).collect();
    caption(files, "connections", language, &lines, origin);
}

/// The bare drawing, for a still that has title and source around it.
fn still(files: &mut Files, name: &str, language: Language, svg: String) {
    files.put(format!("stills/{name}.{}.svg", language.tag()), svg);
}

fn picture(files: &mut Files, name: &str, language: Language, svg: String) {
    let path = format!("static/{name}.{}", language.tag());
    let count = svg.chars().count();
    if count >= MOST_CHARACTERS {
        eprintln!("{path}.svg has {count} characters; WeChat takes fewer than {MOST_CHARACTERS}: use the PNG there");
    }
    files.put(format!("{path}.svg"), svg.as_str());
    files.put_picture(format!("{path}.png"), svg, SCALE);
}

/// What belongs below a picture, as plain text: its lines, then where everything comes from.
fn caption(files: &mut Files, name: &str, language: Language, lines: &[Option<&str>], origin: &[String]) {
    let lines = lines.iter().flatten().copied().chain(origin.iter().map(String::as_str));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    files.put(format!("static/{name}.{}.txt", language.tag()), text);
}

/// Room of the picture in the image for links, px.
const SHARE_ROOM: (f64, f64) = (1056.0, 452.0);

/// The image for links: title, the colours of both sides, and what goes between them; where nothing is joined, the headline
/// figures.
fn share(dataset: &'static Dataset, palette: &Palette, language: Language) -> String {
    let color = |ink| palette.hex(ink, false);
    let (width, height) = SHARE_SIZE;
    let mut svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{FAMILY}"><rect width="600" height="14" fill="{}"/><rect x="600" width="600" height="14" fill="{}"/>"#,
        color(Ink::Dian),
        color(Ink::Hu)
    );
    svg += &line(72.0, 84.0, 46.0, 700, &color(Ink::Ink), dataset.title.get(language));
    svg += &line(72.0, 126.0, 24.0, 400, &color(Ink::Muted), dataset.subtitle.get(language));
    svg += &match has_joins(dataset) {
        true => shared_connections(dataset, palette, language),
        false => shared_figures(dataset, palette, language),
    };
    svg + "</svg>"
}

fn line(x: f64, y: f64, size: f64, weight: u32, fill: &str, text: &str) -> String {
    format!(r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{fill}">{}</text>"#, escaped(text))
}

/// The connections, laid out at the width at which their letters come out largest.
fn shared_connections(dataset: &'static Dataset, palette: &Palette, language: Language) -> String {
    let all: Vec<_> = dataset.projects.iter().collect();
    let scale = |placed: &Placed| f64::min(SHARE_ROOM.0 / placed.size.width, SHARE_ROOM.1 / placed.size.height);
    let placed = [640.0, 760.0, 880.0, 1020.0]
        .map(|width| place_connections(dataset, &all, None, width, language))
        .into_iter()
        .max_by(|a, b| scale(a).total_cmp(&scale(b)));
    let Some(placed) = placed else { return String::new() };
    let (width, height) = (placed.size.width * scale(&placed), placed.size.height * scale(&placed));
    let x = (f64::from(SHARE_SIZE.0) - width) / 2.0;
    let svg = record(&placed).to_svg(palette, dataset.title.get(language));
    let own = format!(r#"width="{}" height="{}" role="img""#, placed.size.width, placed.size.height);
    svg.replacen(&own, &format!(r#"x="{x:.1}" y="152" width="{width:.1}" height="{height:.1}""#), 1)
}

fn shared_figures(dataset: &Dataset, palette: &Palette, language: Language) -> String {
    let (ink, muted) = (palette.hex(Ink::Ink, false), palette.hex(Ink::Muted, false));
    let rule = palette.hex(Ink::Rule, false);
    let mut svg = String::new();
    let suited = dataset.headline.iter().filter(|figure| figure.suits_headline());
    for (index, figure) in suited.take(6).enumerate() {
        let (x, y) = (72.0 + 360.0 * (index % 3) as f64, 200.0 + 176.0 * (index / 3) as f64);
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
    svg
}
