//! `static/`: every chart and the map as SVG in each language, for hosts that allow no script.

use super::{PublishError, fault, write};
use crate::chart::{MapForm, place_chart, place_map};
use crate::embedded::PROGRAM;
use crate::paint::{Palette, record};
use crate::ui::still::PICTURE_WIDTH;
use crate::wording::words;
use shanhai_dataset::Language;
use std::path::Path;

/// Width of the pictures: a phone held upright, at which every host has room.
const WIDTH: f64 = PICTURE_WIDTH;
/// WeChat's articles hold less than this many characters.
const MOST_CHARACTERS: usize = 20_000;

pub(super) fn publish(folder: &Path) -> Result<(), PublishError> {
    let palette = Palette::light();
    for language in Language::ALL {
        for chart in PROGRAM.charts {
            let placed = place_chart(chart, &PROGRAM, WIDTH, language);
            picture(folder, chart.id, language, &record(&placed).to_svg(&palette, chart.title.get(language)))?;
        }
        for (name, form) in [("map", MapForm::Outline), ("map-tiles", MapForm::Tiles)] {
            let placed = place_map(&PROGRAM, PROGRAM.projects, None, form, WIDTH, language);
            picture(folder, name, language, &record(&placed).to_svg(&palette, words(language).map_label))?;
        }
    }
    Ok(())
}

fn picture(folder: &Path, name: &str, language: Language, svg: &str) -> Result<(), PublishError> {
    let path = folder.join(format!("{name}.{}.svg", language.tag()));
    let count = svg.chars().count();
    // outlines of borders cannot be had for less; hosts with this limit take the tiles, which keep it
    if count >= MOST_CHARACTERS && name != "map" {
        return Err(fault(&path, format!("{count} characters, {MOST_CHARACTERS} are the limit")));
    }
    write(&path, svg)
}
