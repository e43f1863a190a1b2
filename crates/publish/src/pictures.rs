//! `static/`: every chart and the map as SVG and PNG in each language with a caption, for hosts that allow no script, and
//! the image that stands for the whole where a link is shared.

use crate::card::{self, Fitted};
use crate::export::{brief_origin, origin};
use crate::files::Files;
use crate::raster::FAMILY;
use crate::subject::Subject;
use shanhai_dataset::{Dataset, Language, UnitStyle};
use shanhai_graphic::chart::{
    Ink, MapForm, Placed, has_joins, place_chart_picture, place_connections, place_connections_picture,
    place_map_picture,
};
use shanhai_graphic::paint::{Palette, escaped, record};
use shanhai_graphic::wording::{connections_gap, connections_title, words};

/// WeChat's articles hold less than this many characters.
const MOST_CHARACTERS: usize = 20_000;
/// Px of a PNG for each of the drawing.
const SCALE: f32 = 2.0;
/// Size of the image for links, px.
pub const SHARE_SIZE: (u32, u32) = (1200, 630);

pub(crate) fn publish(dataset: &'static Dataset, files: &mut Files) {
    let palette = Palette::light();
    for &language in &dataset.languages {
        let (origin, brief) = (origin(dataset, language), brief_origin(dataset, language));
        let words = words(language);
        let map_label = (words.map_label)(dataset.sides.mountain.get(language));
        for chart in &dataset.charts {
            let title = chart.title.get(language);
            let record = record(&place_chart_picture(chart, dataset, language));
            let note = chart.note.as_ref().map(|note| note.get(language));
            // whoever sees the picture alone sees what its numbers must not be taken for
            let foot: Vec<String> = note.map(str::to_owned).into_iter().chain(brief.clone()).collect();
            picture(files, &chart.id, language, record.to_framed_svg(&palette, title, &foot), &origin);
            caption(files, &chart.id, language, &[Some(title), Some(chart.reading.get(language)), note], &origin);
        }
        if has_joins(dataset) {
            connections(dataset, language, &palette, &origin, files);
        }
        for (name, form) in [("map", MapForm::Outline), ("map-tiles", MapForm::Tiles)] {
            let placed = place_map_picture(dataset, form, language);
            let record = record(&placed).coarsened();
            picture(files, name, language, record.to_framed_svg(&palette, &map_label, &brief), &origin);
            let mut lines = vec![Some(map_label.as_str()), Some(words.counted_places), dataset.map.approval.as_deref()];
            lines.extend(dataset.map.credits.iter().map(|credit| Some(credit.get(language))));
            caption(files, name, language, &lines, &origin);
        }
        files.put_picture(Subject::Whole.image(language), share(dataset, &palette, language), 1.0);
        for subject in Subject::all(dataset) {
            if let Some(svg) = card::of(dataset, subject, &palette, language) {
                files.put_picture(subject.image(language), svg, 1.0);
            }
        }
    }
}

/// The picture of what the projects join.
fn connections(dataset: &'static Dataset, language: Language, palette: &Palette, origin: &[String], files: &mut Files) {
    let all: Vec<_> = dataset.projects.iter().collect();
    let title = connections_title(dataset, &all, language);
    let gap = connections_gap(dataset, &all, language);
    let record = record(&place_connections_picture(dataset, language)).coarsened();
    let brief = brief_origin(dataset, language);
    // whoever sees the picture alone sees what no curve tells
    let foot: Vec<String> = [gap.clone(), words(language).marks_solid.to_owned()].into_iter().chain(brief).collect();
    picture(files, "connections", language, record.to_framed_svg(palette, &title, &foot), origin);
    let mut lines = vec![Some(title.as_str()), Some(&gap), Some(words(language).marks_solid)];
    lines.push(dataset.map.approval.as_deref());
    lines.extend(dataset.map.credits.iter().map(|credit| Some(credit.get(language))));
    caption(files, "connections", language, &lines, origin);
}

/// A picture as SVG and PNG. The SVG keeps the dataset's hash, which nobody who looks at it needs.
fn picture(files: &mut Files, name: &str, language: Language, svg: String, origin: &[String]) {
    let origin = format!("</title><metadata>{}</metadata>", escaped(&origin.join("\n")));
    let svg = svg.replacen("</title>", &origin, 1);
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
    let joined = has_joins(dataset);
    // the picture of the connections needs the room, and the figures do not
    let (foot, sizes, below, small) =
        if joined { (84.0, (46.0, 30.0), 126.0, (24.0, 16.0)) } else { (132.0, (52.0, 40.0), 184.0, (28.0, 18.0)) };
    let title = Fitted::new(dataset.title.get(language), 1056.0, if joined { 1 } else { 2 }, sizes, true);
    for (index, text) in title.lines.iter().rev().enumerate() {
        svg += &line(72.0, foot - title.size * 1.15 * index as f64, title.size, 700, &color(Ink::Ink), text);
    }
    let subtitle = Fitted::new(dataset.subtitle.get(language), 1056.0, 1, small, false);
    svg += &line(72.0, below, subtitle.size, 400, &color(Ink::Muted), &subtitle.lines.join(" "));
    svg += &match joined {
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
    let scale = scale(&placed);
    let x = (f64::from(SHARE_SIZE.0) - placed.size.width * scale) / 2.0;
    let drawing = record(&placed).coarsened().to_svg(palette, dataset.title.get(language));
    format!(r#"<g transform="translate({x:.1} 152) scale({scale:.3})">{drawing}</g>"#)
}

fn shared_figures(dataset: &Dataset, palette: &Palette, language: Language) -> String {
    let rule = palette.hex(Ink::Rule, false);
    let mut svg = String::new();
    let suited = dataset.headline.iter().filter(|figure| figure.suits_headline());
    for (index, figure) in suited.take(6).enumerate() {
        let (x, y) = (72.0 + 360.0 * (index % 3) as f64, 240.0 + 176.0 * (index / 3) as f64);
        let unit = if figure.unit.style == UnitStyle::Plain { figure.unit.text.get(language) } else { "" };
        svg += &format!(r#"<rect x="{x}" y="{y}" width="316" height="1.5" fill="{rule}"/>"#);
        svg += &card::cell(figure, unit, palette, (x, y), language);
    }
    svg
}
