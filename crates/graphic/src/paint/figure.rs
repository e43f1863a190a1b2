//! Draws a layout with elements of plotters.

use super::palette::Strength;
use super::record::{Record, Recorder, UNITS, color_of};
use crate::chart::{ColorRole, Fill, Item, Label, Layout, Point, Rect, Size};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, DashedPathElement, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{Pos, VPos};
use plotters::style::{FontFamily, FontStyle, ShapeStyle, TextStyle};
use std::convert::Infallible;

type Area<'a> = DrawingArea<Recorder<'a>, Shift>;
type Drawn = Result<(), plotters::drawing::DrawingAreaErrorKind<Infallible>>;

/// Records the drawing of a layout. The record holds roles and eighths of a css px, but no colours and no fonts.
pub fn record(layout: &Layout) -> Record {
    record_items(layout.size, &layout.items)
}

/// Records the static layer of a layout and everything on top of it, as two drawings of the same size to be laid one
/// over the other.
pub fn record_layers(layout: &Layout) -> [Record; 2] {
    let (static_layer, above) = layout.items.split_at(layout.static_layer.items.min(layout.items.len()));
    [static_layer, above].map(|items| record_items(layout.size, items))
}

fn record_items(size: Size, items: &[Item]) -> Record {
    let mut record = Record { size, ops: Vec::with_capacity(items.len()) };
    {
        let area = Recorder { record: &mut record }.into_drawing_area();
        for item in items {
            // recording cannot fail: the error type of the backend has no value
            let _ = draw(&area, item);
        }
    }
    record
}

/// Css px to units.
fn units(value: f64) -> i32 {
    (value * f64::from(UNITS)).round() as i32
}

fn at(point: Point) -> (i32, i32) {
    (units(point.x), units(point.y))
}

fn style(role: ColorRole, strength: Strength, filled: bool, width: f64) -> ShapeStyle {
    ShapeStyle { color: color_of(role, strength), filled, stroke_width: units(width) as u32 }
}

/// How much of its colour a fill has.
fn strength_of(fill: Fill) -> Strength {
    match fill {
        Fill::Tint => Strength::Tenth,
        Fill::Third => Strength::Third,
        Fill::Half => Strength::Half,
        Fill::Solid | Fill::Hatched | Fill::Dashed | Fill::Outline => Strength::Full,
    }
}

fn draw(area: &Area, item: &Item) -> Drawn {
    match item {
        Item::Label(label) => draw_label(area, label),
        Item::Bar { rect, role, fill } => draw_bar(area, *rect, *role, *fill),
        Item::Rule { from, to, role, width, dashed: false } => {
            area.draw(&PathElement::new(vec![at(*from), at(*to)], style(*role, Strength::Full, false, *width)))
        }
        Item::Rule { from, to, role, width, dashed: true } => dashes(area, &[*from, *to], *role, *width),
        Item::Disc { center, radius, role, fill } => match fill {
            Fill::Dashed => {
                // 24 corners, each the previous one rotated by 15°: trigonometry would add 8 kB in the browser
                const COSINE: f64 = 0.965_925_826_289_068_3;
                const SINE: f64 = 0.258_819_045_102_520_76;
                let (mut x, mut y) = (*radius, 0.0);
                let mut ring = Vec::with_capacity(25);
                for _ in 0..=24 {
                    ring.push(Point { x: center.x + x, y: center.y + y });
                    (x, y) = (x * COSINE - y * SINE, x * SINE + y * COSINE);
                }
                dashes(area, &ring, *role, 1.75)
            }
            _ => area.draw(&Circle::new(
                at(*center),
                units(*radius),
                style(*role, Strength::Full, *fill != Fill::Outline, 2.0),
            )),
        },
        Item::Area { points, role, fill } => {
            let corners: Vec<(i32, i32)> = points.iter().map(|point| at(*point)).collect();
            match fill {
                Fill::Outline | Fill::Dashed => {
                    let closed: Vec<(i32, i32)> = corners.iter().chain(corners.first()).copied().collect();
                    area.draw(&PathElement::new(closed, style(*role, Strength::Full, false, 1.5)))
                }
                _ => area.draw(&Polygon::new(corners, style(*role, strength_of(*fill), true, 0.0))),
            }
        }
        Item::Line { points, role, width } => {
            let points: Vec<(i32, i32)> = points.iter().map(|point| at(*point)).collect();
            area.draw(&PathElement::new(points, style(*role, Strength::Full, false, *width)))
        }
    }
}

fn draw_bar(area: &Area, rect: Rect, role: ColorRole, fill: Fill) -> Drawn {
    let corner = |dx: f64, dy: f64| Point { x: rect.x + dx, y: rect.y + dy };
    let (from, to) = (corner(0.0, 0.0), corner(rect.width, rect.height));
    let filled = |strength| Rectangle::new([at(from), at(to)], style(role, strength, true, 0.0));
    match fill {
        Fill::Solid | Fill::Tint | Fill::Third | Fill::Half => area.draw(&filled(strength_of(fill))),
        Fill::Outline => area.draw(&Rectangle::new([at(from), at(to)], style(role, Strength::Full, false, 1.5))),
        Fill::Dashed => {
            area.draw(&filled(Strength::Tenth))?;
            let (w, h) = (rect.width, rect.height);
            // inset by half the stroke width, so that the outline stays within the length of the bar
            let ring = [
                corner(0.75, 0.75),
                corner(w - 0.75, 0.75),
                corner(w - 0.75, h - 0.75),
                corner(0.75, h - 0.75),
                corner(0.75, 0.75),
            ];
            dashes(area, &ring, role, 1.5)
        }
        Fill::Hatched => {
            area.draw(&filled(Strength::Full))?;
            hatch(area, rect)
        }
    }
}

/// Draws diagonal lines in the background colour over a full bar, clipped to it.
fn hatch(area: &Area, rect: Rect) -> Drawn {
    const STEP: f64 = 7.0;
    let mut start = -rect.height + STEP / 2.0;
    while start < rect.width {
        let from_x = start.max(0.0);
        let to_x = (start + rect.height).min(rect.width);
        let from = Point { x: rect.x + from_x, y: rect.y + rect.height - (from_x - start) };
        let to = Point { x: rect.x + to_x, y: rect.y + rect.height - (to_x - start) };
        area.draw(&PathElement::new(
            vec![at(from), at(to)],
            style(ColorRole::Background, Strength::Full, false, 1.25),
        ))?;
        start += STEP;
    }
    Ok(())
}

fn dashes(area: &Area, points: &[Point], role: ColorRole, width: f64) -> Drawn {
    let points: Vec<(i32, i32)> = points.iter().map(|point| at(*point)).collect();
    area.draw(&DashedPathElement::new(points, units(4.0), units(3.0), style(role, Strength::Full, false, width)))
}

fn draw_label(area: &Area, label: &Label) -> Drawn {
    let font_style = if label.bold { FontStyle::Bold } else { FontStyle::Normal };
    let font = plotters::style::FontDesc::new(FontFamily::SansSerif, label.size * f64::from(UNITS), font_style);
    let color = color_of(label.role, Strength::Full);
    let style = TextStyle::from(font).color(&color).pos(Pos::new(label.align.into(), VPos::Bottom));
    area.draw(&Text::new(label.text.as_str(), at(label.at), style))
}
