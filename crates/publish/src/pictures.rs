//! `static/`: every chart and the map as SVG and PNG in each language with a caption, for hosts that allow no script,
//! and the images that represent the pages where somebody shares a link.

use crate::card;
use crate::export::{brief_origin, origin};
use crate::files::Files;
use crate::subject::Subject;
use shanhai_dataset::{Dataset, Language, escaped};
use shanhai_graphic::chart::{
    MapForm, has_joins, layout_chart_picture, layout_connections_picture, layout_map_picture,
};
use shanhai_graphic::paint::{Palette, record};
use shanhai_graphic::wording::{connections_gap, connections_title, words};

/// An article in WeChat must have fewer characters than this.
const MAX_CHARACTERS: usize = 20_000;
/// Pixels of a PNG for each px of the drawing.
const SCALE: f32 = 2.0;

pub(crate) fn publish(dataset: &'static Dataset, files: &mut Files) {
    let palette = Palette::light();
    for &language in &dataset.languages {
        let (origin, brief) = (origin(dataset, language), brief_origin(dataset, language));
        let words = words(language);
        let map_label = (words.map_label)(dataset.sides.mountain.get(language));
        for chart in &dataset.charts {
            let title = chart.title.get(language);
            let record = record(&layout_chart_picture(chart, dataset, language));
            let note = chart.note.as_ref().map(|note| note.get(language));
            // somebody who sees only the picture must see what not to mistake its numbers for
            let foot: Vec<String> = note.map(str::to_owned).into_iter().chain(brief.clone()).collect();
            picture(files, &chart.id, language, record.to_framed_svg(&palette, title, &foot, language), &origin);
            caption(files, &chart.id, language, &[Some(title), Some(chart.reading.get(language)), note], &origin);
        }
        if has_joins(dataset) {
            connections(dataset, language, &palette, &origin, files);
        }
        for (name, form) in [("map", MapForm::Outline), ("map-tiles", MapForm::Tiles)] {
            let layout = layout_map_picture(dataset, form, language);
            let record = record(&layout).coarsened();
            picture(files, name, language, record.to_framed_svg(&palette, &map_label, &brief, language), &origin);
            let mut lines = vec![Some(map_label.as_str()), Some(words.counted_places)];
            lines.extend(dataset.map.rights(language).map(Some));
            caption(files, name, language, &lines, &origin);
        }
        files.put_picture(Subject::Whole.image(language), card::of_whole(dataset, &palette, language), 1.0);
        for subject in Subject::all(dataset).filter(|subject| subject.has_own_image()) {
            let svg = card::of(dataset, subject, &palette, language);
            files.put_picture(subject.image(language), svg, 1.0);
        }
    }
}

/// Writes the picture of what the projects connect.
fn connections(dataset: &'static Dataset, language: Language, palette: &Palette, origin: &[String], files: &mut Files) {
    let all: Vec<_> = dataset.projects.iter().collect();
    let title = connections_title(dataset, &all, language);
    let gap = connections_gap(dataset, &all, language);
    let record = record(&layout_connections_picture(dataset, language)).coarsened();
    let brief = brief_origin(dataset, language);
    // somebody who sees only the picture must see what no curve shows
    let foot: Vec<String> = [gap.clone(), words(language).marks_solid.to_owned()].into_iter().chain(brief).collect();
    picture(files, "connections", language, record.to_framed_svg(palette, &title, &foot, language), origin);
    let mut lines = vec![Some(title.as_str()), Some(&gap), Some(words(language).marks_solid)];
    lines.extend(dataset.map.rights(language).map(Some));
    caption(files, "connections", language, &lines, origin);
}

/// Writes a picture as SVG and PNG. The SVG keeps the dataset's hash, which no viewer of the picture needs.
fn picture(files: &mut Files, name: &str, language: Language, svg: String, origin: &[String]) {
    let origin = format!("</title><metadata>{}</metadata>", escaped(&origin.join("\n")));
    let svg = svg.replacen("</title>", &origin, 1);
    let path = format!("static/{name}.{}", language.tag());
    let count = svg.chars().count();
    if count >= MAX_CHARACTERS {
        eprintln!("{path}.svg has {count} characters; WeChat takes fewer than {MAX_CHARACTERS}: use the PNG there");
    }
    files.put(format!("{path}.svg"), svg.as_str());
    files.put_picture(format!("{path}.png"), svg, SCALE);
}

/// Writes the caption of a picture as plain text: its lines, then its origin.
fn caption(files: &mut Files, name: &str, language: Language, lines: &[Option<&str>], origin: &[String]) {
    let lines = lines.iter().flatten().copied().chain(origin.iter().map(String::as_str));
    let text: String = lines.flat_map(|line| [line, "\n"]).collect();
    files.put(format!("static/{name}.{}.txt", language.tag()), text);
}
