//! A record as SVG. A file from `to_svg` has presentation attributes only, and no ids, classes, styles or references,
//! so that it survives every sanitiser.

use super::palette::{Palette, Strength};
use super::record::{DrawOp, Record, TextAlign, UNITS};
use crate::chart::ColorRole;
use crate::wording::text_width::wrap;
use shanhai_dataset::{Language, escaped};
use std::fmt::Write;

/// Font families of the SVG, starting with the fonts of the reader's system. Chinese fonts draw English quotation
/// marks and apostrophes as wide as a Chinese character, so English names none of them.
fn fonts(language: Language) -> &'static str {
    match language {
        Language::ZhHans => {
            "PingFang SC,Hiragino Sans GB,Noto Sans CJK SC,Noto Sans SC,Microsoft YaHei,system-ui,sans-serif"
        }
        Language::En => "system-ui,-apple-system,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif",
    }
}

/// Where the colours of an SVG come from.
enum Colors<'a> {
    /// Written into the SVG.
    Fixed(&'a Palette),
    /// Defined by the style sheet of the widget around it.
    OfSheet,
}

impl Colors<'_> {
    fn of(&self, role: ColorRole, strength: Strength) -> String {
        match self {
            Colors::Fixed(palette) => palette.hex(role, strength),
            Colors::OfSheet if strength == Strength::Full => format!("var(--{})", role.name()),
            Colors::OfSheet => {
                format!("color-mix(in srgb,var(--{}) {}%,var(--paper))", role.name(), strength.percent())
            }
        }
    }
}

impl DrawOp {
    /// Colour and stroke width, if it is a line.
    fn line(&self) -> Option<(ColorRole, u32)> {
        match self {
            DrawOp::Path { role, stroke, .. } => Some((*role, *stroke)),
            _ => None,
        }
    }
}

impl Record {
    /// The drawing as an SVG file, with its title for readers who cannot see it.
    pub fn to_svg(&self, palette: &Palette, title: &str, language: Language) -> String {
        let (mut svg, fonts) = (String::new(), fonts(language));
        let (width, height) = (px_f(self.size.width), px_f(self.size.height));
        // writing to a string cannot fail
        let _ = write!(
            svg,
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" font-family="{fonts}"><title>{}</title>"#,
            escaped(title)
        );
        self.write_ops(&mut svg, &Colors::Fixed(palette));
        svg
    }

    /// The drawing as a standalone SVG picture: on a background of its own, with its title above and `foot` below. In
    /// a page it is no wider than its column.
    pub fn to_framed_svg(&self, palette: &Palette, title: &str, foot: &[String], language: Language) -> String {
        const MARGIN: f64 = 16.0;
        const TITLE: (f64, f64) = (18.0, 26.0);
        const FOOT: (f64, f64) = (12.0, 17.0);
        let head = wrap(title, self.size.width, TITLE.0, true);
        let foot: Vec<String> = foot.iter().flat_map(|line| wrap(line, self.size.width, FOOT.0, false)).collect();
        let above = MARGIN + TITLE.1 * head.len() as f64 + 10.0;
        let below = above + self.size.height + 14.0;
        let width = px_f(self.size.width + 2.0 * MARGIN);
        let height = px_f(below + FOOT.1 * foot.len() as f64 + MARGIN / 2.0);
        let fonts = fonts(language);
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" style="max-width:100%;height:auto" role="img" direction="ltr" text-anchor="start" letter-spacing="0" font-family="{fonts}"><title>{}</title><rect width="{width}" height="{height}" fill="{}"/>"#,
            escaped(title),
            palette.hex(ColorRole::Background, Strength::Full)
        );
        let mut lines = |lines: &[String], from: f64, (size, step): (f64, f64), role: ColorRole, weight: &str| {
            for (index, line) in lines.iter().enumerate() {
                let y = px_f(from + step * index as f64 + size);
                // writing to a string cannot fail
                let _ = write!(
                    svg,
                    r#"<text x="{MARGIN}" y="{y}" font-size="{size}"{weight} fill="{}">{}</text>"#,
                    palette.hex(role, Strength::Full),
                    escaped(line)
                );
            }
        };
        lines(&head, MARGIN, TITLE, ColorRole::Text, r#" font-weight="700""#);
        lines(&foot, below, FOOT, ColorRole::Muted, "");
        // writing to a string cannot fail
        let _ = write!(svg, r#"<g transform="translate({MARGIN} {})">"#, px_f(above));
        self.write_ops(&mut svg, &Colors::Fixed(palette));
        svg.insert_str(svg.len() - "</svg>".len(), "</g>");
        svg
    }

    /// The drawing as an SVG element for a page with the widget's style sheet, which provides colours and font. It
    /// stands in the upper left of its box, at its own size as long as the box is large enough. If it `waits`, only
    /// that style sheet shows it.
    pub fn to_svg_element(&self, class: &str, waits: bool) -> String {
        let mut svg = String::new();
        let (width, height) = (px_f(self.size.width), px_f(self.size.height));
        let display = if waits { r#" display="none""# } else { "" };
        // writing to a string cannot fail
        let _ = write!(
            svg,
            r#"<svg class="{class}"{display} viewBox="0 0 {width} {height}" height="{height}" preserveAspectRatio="xMinYMin">"#
        );
        self.write_ops(&mut svg, &Colors::OfSheet);
        svg
    }

    fn write_ops(&self, svg: &mut String, colors: &Colors) {
        // consecutive lines of one kind, such as borders, become one element: a map is a tenth shorter
        for ops in self.ops.chunk_by(|one, next| one.line().is_some() && one.line() == next.line()) {
            // writing to a string cannot fail
            let _ = match ops {
                [DrawOp::Path { role, stroke, .. }, ..] => {
                    write_lines(svg, ops, colors.of(*role, Strength::Full), *stroke)
                }
                _ => ops.iter().try_for_each(|op| write_op(svg, op, colors)),
            };
        }
        svg.push_str("</svg>");
    }
}

fn write_op(svg: &mut String, op: &DrawOp, colors: &Colors) -> std::fmt::Result {
    match op {
        DrawOp::Rect { from, to, role, strength, stroke } => {
            let (x, y) = (from.0.min(to.0), from.1.min(to.1));
            let (width, height) = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
            write!(svg, r#"<rect x="{}" y="{}" width="{}" height="{}" "#, px(x), px(y), px(width), px(height))?;
            paint(svg, colors.of(*role, *strength), *stroke)
        }
        DrawOp::Path { role, stroke, .. } => {
            write_lines(svg, std::slice::from_ref(op), colors.of(*role, Strength::Full), *stroke)
        }
        DrawOp::Polygon { points, role, strength } => {
            svg.push_str("<path d=\"");
            steps(svg, points)?;
            svg.push_str("z\" ");
            paint(svg, colors.of(*role, *strength), None)
        }
        DrawOp::Circle { center, radius, role, stroke } => {
            write!(svg, r#"<circle cx="{}" cy="{}" r="{}" "#, px(center.0), px(center.1), px(*radius as i32))?;
            paint(svg, colors.of(*role, Strength::Full), *stroke)
        }
        DrawOp::Text { at, text, size, bold, align, role } => {
            let anchor = match align {
                TextAlign::Start => "",
                TextAlign::Middle => r#" text-anchor="middle""#,
                TextAlign::End => r#" text-anchor="end""#,
            };
            let weight = if *bold { r#" font-weight="700""# } else { "" };
            let (x, y, size) = (px(at.0), px(at.1), px(*size as i32));
            let color = colors.of(*role, Strength::Full);
            write!(
                svg,
                r#"<text x="{x}" y="{y}" font-size="{size}"{weight}{anchor} fill="{color}">{}</text>"#,
                escaped(text)
            )
        }
    }
}

/// Writes the lines among these operations as one element.
fn write_lines(svg: &mut String, ops: &[DrawOp], color: String, stroke: u32) -> std::fmt::Result {
    svg.push_str("<path d=\"");
    for op in ops {
        if let DrawOp::Path { points, .. } = op {
            steps(svg, points)?;
        }
    }
    svg.push_str("\" ");
    paint(svg, color, Some(stroke))
}

/// Writes the closing attributes of a shape: filled, or stroked with a width in units.
fn paint(svg: &mut String, color: String, stroke: Option<u32>) -> std::fmt::Result {
    match stroke {
        None => write!(svg, r#"fill="{color}"/>"#),
        Some(width) => write!(svg, r#"fill="none" stroke="{color}" stroke-width="{}"/>"#, px(width as i32)),
    }
}

/// Writes a move to the first point, then relative lines, without optional characters: half as long as absolute
/// lines.
fn steps(svg: &mut String, points: &[(i32, i32)]) -> std::fmt::Result {
    let mut previous: Option<(i32, i32)> = None;
    let mut sign = "l";
    for point in points {
        match previous {
            None => write!(svg, "M{} {}", px(point.0), px(point.1))?,
            Some(before) if before == *point => {}
            Some(before) => {
                for step in [point.0 - before.0, point.1 - before.1] {
                    // a minus sign separates numbers, too
                    let parted = if sign.is_empty() && step >= 0 { " " } else { sign };
                    // “.5” is half a px, too: most steps of a border are that short
                    write!(svg, "{parted}{}", px(step).replacen("0.", ".", usize::from(step.abs() < UNITS)))?;
                    sign = "";
                }
            }
        }
        previous = Some(*point);
    }
    Ok(())
}

/// Units as css px, without trailing zeros: eighths need at most three places.
fn px(units: i32) -> String {
    let (whole, rest) = (units / UNITS, (units % UNITS).abs());
    let sign = if units < 0 && whole == 0 { "-" } else { "" };
    match rest * 1000 / UNITS {
        0 => whole.to_string(),
        thousandths => format!("{sign}{whole}.{}", format!("{thousandths:03}").trim_end_matches('0')),
    }
}

fn px_f(value: f64) -> String {
    px((value * f64::from(UNITS)).round() as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_short_and_exact() {
        for (units, text) in [(0, "0"), (8, "1"), (4, "0.5"), (-4, "-0.5"), (-9, "-1.125"), (801, "100.125")] {
            assert_eq!(px(units), text);
        }
    }

    #[test]
    fn lines_are_written_without_what_can_be_left_out() {
        let mut svg = String::new();
        steps(&mut svg, &[(8, 8), (16, 4), (16, 4), (8, 20), (24, 20)]).unwrap();
        assert_eq!(svg, "M1 1l1-.5-1 2 2 0");
    }

    #[test]
    fn lines_of_one_kind_that_follow_each_other_are_one_element() {
        let line = |at: i32, role, stroke| DrawOp::Path { points: vec![(at, 0), (at, 8)], role, stroke };
        let ops = vec![
            line(0, ColorRole::Border, 8),
            line(8, ColorRole::Border, 8),
            line(16, ColorRole::SideA, 8),
            line(24, ColorRole::SideA, 16),
            DrawOp::Circle { center: (0, 0), radius: 8, role: ColorRole::SideA, stroke: None },
            line(32, ColorRole::SideA, 16),
        ];
        let mut svg = String::new();
        Record { size: crate::chart::Size { width: 9.0, height: 9.0 }, ops }.write_ops(&mut svg, &Colors::OfSheet);
        let lines: Vec<&str> = svg.split("<path d=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(lines, ["M0 0l0 1M1 0l0 1", "M2 0l0 1", "M3 0l0 1", "M4 0l0 1"]);
    }

    #[test]
    fn an_element_takes_its_colours_from_the_sheet() {
        let colors = Colors::OfSheet;
        assert_eq!(colors.of(ColorRole::Theme2, Strength::Full), "var(--theme-2)");
        assert_eq!(colors.of(ColorRole::SideA, Strength::Tenth), "color-mix(in srgb,var(--hu) 10%,var(--paper))");
    }
}
