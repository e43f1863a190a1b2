//! The images that represent a page where somebody shares a link to it: text on the left, a drawing on the right.
//! Every text is as large as its room allows and never cut.

use crate::raster::family;
use crate::subject::Subject;
use shanhai::ui::prerender::Shown;
use shanhai_dataset::{Chart, Dataset, Figure, Language, Project, UnitStyle, escaped};
use shanhai_graphic::chart::{
    ColorRole, Layout, MapForm, WIDTH_CLASSES, has_joins, layout_chart, layout_connections, layout_map,
};
use shanhai_graphic::paint::{Palette, Strength, record};
use shanhai_graphic::view_state::{Alone, View};
use shanhai_graphic::wording::text_width::{text_width, wrap};
use shanhai_graphic::wording::{headline_figure, number, period, place_words, quantity, words};

/// Size of the image for shared links, px.
pub const SHARE_SIZE: (u32, u32) = (1200, 630);

/// Where the text stands: left edge and width, px.
const WORDS: (f64, f64) = (72.0, 480.0);
/// Where the drawing stands: left, top, width and height, px.
const DRAWING: (f64, f64, f64, f64) = (600.0, 60.0, 540.0, 510.0);
/// Room for the drawing on the image of the whole: width and height, px.
const WHOLE: (f64, f64) = (1056.0, 452.0);
/// Width at which the map is laid out before it is scaled.
const MAP_WIDTH: f64 = 400.0;

/// A text broken into lines, as large as its room allows.
#[derive(Debug)]
struct Fitted {
    size: f64,
    lines: Vec<String>,
}

impl Fitted {
    /// Breaks a text into at most `most` lines of `width` px, at the largest of the sizes from `largest` down to
    /// `least` at which it fits. A text that does not fit even then takes more lines: nothing is cut.
    fn new(text: &str, width: f64, most: usize, (largest, least): (f64, f64), bold: bool) -> Fitted {
        let mut size = largest;
        loop {
            let lines = wrap(text, width, size, bold);
            if size <= least || (lines.len() <= most && lines.iter().all(|line| text_width(line, size, bold) <= width))
            {
                return Fitted { size, lines };
            }
            size -= 1.0;
        }
    }
}

/// Returns the sizes at which a number and its unit fit together into a line of `width` px.
fn number_sizes(number: &str, unit: &str, width: f64, (largest, least): (f64, f64)) -> (f64, f64) {
    let unit_size = |size: f64| (size * 0.44).max(16.0);
    let mut size = largest;
    while size > least && text_width(number, size, true) + text_width(unit, unit_size(size), false) > width {
        size -= 1.0;
    }
    (size, unit_size(size))
}

/// A card in progress, written line by line from the top.
struct Card<'a> {
    svg: String,
    palette: &'a Palette,
    language: Language,
    y: f64,
    /// The factor for all text sizes.
    shrink: f64,
}

impl Card<'_> {
    fn line(&mut self, text: &str, size: f64, bold: bool, role: ColorRole) {
        self.y += size * 1.25;
        self.text_at((WORDS.0, self.y), text, size, bold, role);
    }

    /// Writes a line of text anywhere.
    fn text_at(&mut self, (x, y): (f64, f64), text: &str, size: f64, bold: bool, role: ColorRole) {
        let (weight, fill) = (if bold { 700 } else { 400 }, self.palette.hex(role, Strength::Full));
        self.svg += &format!(
            r#"<text x="{x}" y="{y:.1}" font-size="{size}" font-weight="{weight}" fill="{fill}">{}</text>"#,
            escaped(text)
        );
    }

    fn text(&mut self, text: &str, most: usize, sizes: (f64, f64), bold: bool, role: ColorRole) {
        let sizes = (sizes.0 * self.shrink, sizes.1 * self.shrink);
        let Fitted { size, lines } = Fitted::new(text, WORDS.1, most, sizes, bold);
        lines.iter().for_each(|line| self.line(line, size, bold, role));
    }

    /// Draws a layout centred in its place on the right.
    fn drawing(&mut self, layout: &Layout, title: &str) {
        let (left, top, width, height) = DRAWING;
        let scale = scale(layout, (width, height));
        let x = left + (width - layout.size.width * scale) / 2.0;
        let y = top + (height - layout.size.height * scale) / 2.0;
        self.draw(layout, (x, y), scale, title);
    }

    fn draw(&mut self, layout: &Layout, (x, y): (f64, f64), scale: f64, title: &str) {
        let drawing = record(layout).to_svg(self.palette, title, self.language);
        self.svg += &format!(r#"<g transform="translate({x:.1} {y:.1}) scale({scale:.3})">{drawing}</g>"#);
    }
}

/// The factor by which a drawing is enlarged to fill a room of this width and height.
fn scale(layout: &Layout, (width, height): (f64, f64)) -> f64 {
    (width / layout.size.width).min(height / layout.size.height)
}

/// The image of the whole: its title, and the connections between both sides. Without connections it shows the
/// headline figures.
pub(crate) fn of_whole(dataset: &'static Dataset, palette: &Palette, language: Language) -> String {
    let mut card = begin(palette, language, 1.0);
    let joined = has_joins(dataset);
    // the connections need the room that the figures would leave
    let (foot, most, sizes) = if joined { (84.0, 1, (46.0, 30.0)) } else { (132.0, 2, (52.0, 40.0)) };
    let title = Fitted::new(dataset.title.get(language), WHOLE.0, most, sizes, true);
    for (index, text) in title.lines.iter().rev().enumerate() {
        let y = foot - title.size * 1.15 * index as f64;
        card.text_at((WORDS.0, y), text, title.size, true, ColorRole::Text);
    }
    let (below, sizes) = if joined { (126.0, (24.0, 16.0)) } else { (184.0, (28.0, 18.0)) };
    let subtitle = Fitted::new(dataset.subtitle.get(language), WHOLE.0, 1, sizes, false);
    card.text_at((WORDS.0, below), &subtitle.lines.join(" "), subtitle.size, false, ColorRole::Muted);
    if joined {
        connections(&mut card, dataset, language);
    } else {
        let suited = dataset.headline.iter().filter(|figure| figure.suits_headline());
        for (index, figure) in suited.take(6).enumerate() {
            cell(&mut card, figure, (72.0 + 360.0 * (index % 3) as f64, 240.0 + 176.0 * (index / 3) as f64), language);
        }
    }
    card.svg + "</svg>"
}

/// Draws the connections of all projects, laid out at the width at which their letters come out largest.
fn connections(card: &mut Card<'_>, dataset: &'static Dataset, language: Language) {
    let all: Vec<_> = dataset.projects.iter().collect();
    // if two come out equal, the wider one, which comes first, fills the room
    let widths = [1020.0, 880.0, 760.0, 640.0];
    let layout = largest(widths, WHOLE, |width| layout_connections(dataset, &all, None, width, language));
    let scale = scale(&layout, WHOLE);
    let left = (f64::from(SHARE_SIZE.0) - layout.size.width * scale) / 2.0;
    card.draw(&layout, (left, 152.0), scale, dataset.title.get(language));
}

/// The image of a page that has an image of its own.
pub(crate) fn of(dataset: &'static Dataset, subject: Subject, palette: &Palette, language: Language) -> String {
    let whole = Fitted::new(dataset.title.get(language), WORDS.1, 2, (22.0, 18.0), false);
    let foot = f64::from(SHARE_SIZE.1) - 44.0 - whole.size * 1.25 * whole.lines.len() as f64;
    // a long text gets smaller, but stays complete
    let mut shrink = 1.0;
    let mut card = loop {
        let mut card = begin(palette, language, shrink);
        fill(&mut card, dataset, subject, language);
        if card.y <= foot || shrink < 0.6 {
            break card;
        }
        shrink -= 0.1;
    };
    card.y = foot;
    whole.lines.iter().for_each(|line| card.line(line, whole.size, false, ColorRole::Muted));
    card.svg + "</svg>"
}

/// Writes everything except the name of the whole.
fn fill(card: &mut Card<'_>, dataset: &'static Dataset, subject: Subject, language: Language) {
    match subject {
        Subject::Whole => {}
        Subject::Project(project) => of_project(card, dataset, project, language),
        Subject::Shown(shown) => of_shown(card, dataset, shown, language),
    }
}

/// Writes a view or a chart: its name, what to know about it, its drawing.
fn of_shown(card: &mut Card<'_>, dataset: &'static Dataset, shown: Shown, language: Language) {
    let title = Subject::Shown(shown).title(dataset, language);
    card.text(shown.title(language), 4, (52.0, 36.0), true, ColorRole::Text);
    card.y += 16.0;
    if let Shown::View(View::Projects) = shown {
        let count = (words(language).project_count)(dataset.projects.len());
        card.text(&count, 1, (40.0, 28.0), true, ColorRole::Accent);
        let all: Vec<_> = dataset.projects.iter().collect();
        card.drawing(&layout_map(dataset, &all, None, MapForm::Outline, MAP_WIDTH, language), &title);
        return map_rights(card, dataset, language);
    }
    if let Shown::Alone(Alone::Chart(chart)) = shown {
        card.text(chart.reading.get(language), 6, (28.0, 22.0), false, ColorRole::Muted);
    }
    if let Some(chart) = chart_of(dataset, shown) {
        let room = (DRAWING.2, DRAWING.3);
        let layout = largest(WIDTH_CLASSES, room, |width| layout_chart(chart, dataset, width, language));
        card.drawing(&layout, &title);
    }
}

fn begin(palette: &Palette, language: Language, shrink: f64) -> Card<'_> {
    let ((width, height), half, family) = (SHARE_SIZE, SHARE_SIZE.0 / 2, family(language));
    let svg = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{family}"><rect width="{half}" height="14" fill="{}"/><rect x="{half}" width="{half}" height="14" fill="{}"/>"#,
        palette.hex(ColorRole::SideB, Strength::Full),
        palette.hex(ColorRole::SideA, Strength::Full)
    );
    Card { svg, palette, language, y: 56.0, shrink }
}

/// Writes a project: its name, its number, its place.
fn of_project(card: &mut Card<'_>, dataset: &'static Dataset, project: &'static Project, language: Language) {
    card.text(project.theme.name.get(language), 1, (22.0, 16.0), false, ColorRole::Muted);
    card.text(project.name.get(language), 3, (50.0, 34.0), true, ColorRole::Text);
    card.y += 8.0;
    card.text(&place_words(project, language), 2, (26.0, 20.0), false, ColorRole::Muted);
    card.y += 20.0;
    match headline_figure(project) {
        Some(figure) => headline(card, figure, language),
        None => card.text(project.what.get(language), 5, (26.0, 20.0), false, ColorRole::Text),
    }
    let layout = layout_map(dataset, &[project], Some(project), MapForm::Outline, MAP_WIDTH, language);
    card.drawing(&layout, project.name.get(language));
    map_rights(card, dataset, language);
}

/// Writes the number that represents a project, with what it counts and when.
fn headline(card: &mut Card<'_>, figure: &'static Figure, language: Language) {
    card.text(&quantity(figure, language), 2, (60.0, 32.0), true, ColorRole::Accent);
    let when = period(figure.latest(), language);
    card.y += 8.0;
    let label = format!("{}{}{when}", figure.label.get(language), words(language).comma);
    card.text(&label, 3, (24.0, 18.0), false, ColorRole::Text);
}

/// Writes the rights of the map, which accompany each published map.
fn map_rights(card: &mut Card<'_>, dataset: &Dataset, language: Language) {
    let text = dataset.map.rights(language).collect::<Vec<_>>().join(" · ");
    let (left, _, width, _) = DRAWING;
    let Fitted { size, lines } = Fitted::new(&text, width, 1, (13.0, 11.0), false);
    for (index, line) in lines.iter().enumerate() {
        let y = f64::from(SHARE_SIZE.1) - 32.0 + size * 1.25 * index as f64;
        card.text_at((left, y), line, size, false, ColorRole::Muted);
    }
}

/// The chart that represents a view or a chart.
fn chart_of(dataset: &'static Dataset, shown: Shown) -> Option<&'static Chart> {
    match shown {
        Shown::Alone(Alone::Chart(chart)) => Some(chart),
        Shown::View(View::Timeline) => dataset.charts.iter().find(|chart| chart.has_timeline()),
        Shown::View(View::Charts) => dataset.charts.first(),
        Shown::View(_) | Shown::Alone(Alone::Connections) => None,
    }
}

/// Lays out a drawing at the one of several widths at which its text comes out largest in a room; the first of equal
/// ones.
fn largest<const N: usize>(widths: [f64; N], room: (f64, f64), place: impl Fn(f64) -> Layout) -> Layout {
    let mut best = place(widths[0]);
    for width in &widths[1..] {
        let other = place(*width);
        if scale(&other, room) > scale(&best, room) {
            best = other;
        }
    }
    best
}

/// Writes a headline figure into a cell of the image of the whole: the number with its unit, what it counts, and
/// when.
fn cell(card: &mut Card<'_>, figure: &Figure, (x, y): (f64, f64), language: Language) {
    const WIDTH: f64 = 316.0;
    let number = number(figure, language);
    let unit = if figure.unit.style == UnitStyle::Plain { figure.unit.text.get(language) } else { "" };
    // a space at the beginning of a `tspan` is not drawn
    let gap = if language == Language::ZhHans { 2.0 } else { 8.0 };
    let (size, unit_size) = number_sizes(&number, unit, WIDTH - gap, (50.0, 24.0));
    card.svg += &format!(
        r#"<rect x="{x}" y="{y}" width="{WIDTH}" height="1.5" fill="{}"/>"#,
        card.palette.hex(ColorRole::Rule, Strength::Full)
    );
    card.svg += &format!(
        r#"<text x="{x}" y="{}" font-size="{size}" font-weight="700" fill="{}">{}<tspan dx="{gap}" font-size="{unit_size}" font-weight="400">{}</tspan></text>"#,
        y + 64.0,
        card.palette.hex(ColorRole::Text, Strength::Full),
        escaped(&number),
        escaped(unit)
    );
    let mut below = |at: f64, text: &str, sizes: (f64, f64), role: ColorRole| {
        let Fitted { size, lines } = Fitted::new(text, WIDTH, 1, sizes, false);
        for (index, line) in lines.iter().enumerate() {
            card.text_at((x, y + at + size * 1.2 * index as f64), line, size, false, role);
        }
    };
    below(100.0, figure.short.get(language), (20.0, 14.0), ColorRole::Text);
    below(130.0, period(figure.latest(), language), (17.0, 13.0), ColorRole::Muted);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    /// The texts of an image, with their position, size and weight.
    fn texts(svg: &str) -> Vec<(f64, f64, f64, bool, String)> {
        // the drawing has its own tests
        let own = svg.split_once("<g transform=").map_or(svg.to_owned(), |(before, rest)| {
            before.to_owned() + rest.rsplit_once("</g>").map_or("", |(_, behind)| behind)
        });
        let number = |tag: &str, name: &str| -> f64 {
            let (_, rest) = tag.split_once(&format!(" {name}=\"")).unwrap_or_else(|| panic!("{tag} has no {name}"));
            rest.split_once('"').unwrap().0.parse().unwrap()
        };
        own.split("<text")
            .skip(1)
            .map(|rest| {
                let (tag, text) = rest.split_once('>').unwrap();
                let text = text.split("</text>").next().unwrap().to_owned();
                (number(tag, "x"), number(tag, "y"), number(tag, "font-size"), tag.contains("\"700\""), text)
            })
            .collect()
    }

    #[test]
    fn no_text_is_cut_or_runs_into_the_drawing() {
        for language in Language::ALL {
            let mut count = 0;
            for subject in Subject::all(dataset()).filter(|subject| subject.has_own_image()) {
                let svg = of(dataset(), subject, &Palette::light(), language);
                count += 1;
                for (x, y, size, bold, text) in texts(&svg) {
                    let text = text.replace("&amp;", "&").replace("&lt;", "<");
                    let edge = if x < DRAWING.0 { DRAWING.0 - 20.0 } else { f64::from(SHARE_SIZE.0) };
                    assert!(
                        x + text_width(&text, size, bold) <= edge,
                        "{subject:?} {language:?}: {text} leaves its room"
                    );
                    assert!(
                        y < f64::from(SHARE_SIZE.1) - 10.0 && size >= 11.0,
                        "{subject:?} {language:?}: {text} at {y}"
                    );
                }
                let words: Vec<f64> = texts(&svg).iter().filter(|one| one.0 < DRAWING.0).map(|one| one.1).collect();
                assert!(words.windows(2).all(|pair| pair[0] + 14.0 < pair[1]), "{subject:?} {language:?}: {words:?}");
            }
            assert!(count > dataset().projects.len() + dataset().charts.len());
        }
    }

    #[test]
    fn a_number_stays_in_its_cell() {
        for figure in dataset().headline.iter() {
            for language in Language::ALL {
                let (number, unit) = (number(figure, language), format!(" {}", figure.unit.text.get(language)));
                let (size, unit_size) = number_sizes(&number, &unit, 316.0, (50.0, 24.0));
                let width = text_width(&number, size, true) + text_width(&unit, unit_size, false);
                assert!(width <= 316.0, "{}: {width}", figure.id);
            }
        }
    }

    #[test]
    fn a_long_title_takes_two_lines_before_it_is_small() {
        let title = "Sea and Mountain: the Shanghai–Yunnan cooperation";
        let Fitted { size, lines } = Fitted::new(title, 1056.0, 2, (52.0, 40.0), true);
        assert!(lines.len() == 2 && size >= 44.0, "{lines:?} at {size}");
        assert_eq!(lines.join(" "), title);
    }

    #[test]
    fn a_projects_image_has_its_name_and_its_number() {
        let project = dataset().projects.iter().find(|project| project.id == "maojiawan").unwrap();
        let svg = of(dataset(), Subject::Project(project), &Palette::light(), Language::ZhHans);
        let said: String = texts(&svg).into_iter().map(|one| one.4).collect();
        let number = quantity(headline_figure(project).unwrap(), Language::ZhHans);
        assert!(said.contains("卯家湾易地搬迁安置区") && said.contains(&number), "{said}");
    }
}
