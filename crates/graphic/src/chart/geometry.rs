//! Points, sizes and boxes, in css px from the top left corner; y grows downward.

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Distance from the left edge.
    pub x: f64,
    /// Distance from the top edge.
    pub y: f64,
}

/// Length of the diagonal of a box with these sides. Not `hypot`: its care for very large numbers costs half a
/// kilobyte of program and is no use for css px.
pub(super) fn length(width: f64, height: f64) -> f64 {
    (width * width + height * height).sqrt()
}

/// Simplifies a line (Douglas–Peucker): drops the points that lie within `tolerance` css px of what is left. Keeps
/// both ends.
pub(super) fn simplified(points: &[Point], tolerance: f64) -> Vec<Point> {
    let [first, .., last] = points else { return points.to_vec() };
    let (width, height) = (last.x - first.x, last.y - first.y);
    let chord = length(width, height);
    let off = |point: &Point| {
        let (x, y) = (point.x - first.x, point.y - first.y);
        if chord < 0.01 { length(x, y) } else { (x * height - y * width).abs() / chord }
    };
    let inner = points[1..points.len() - 1].iter().map(off).enumerate();
    let farthest = inner.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, off)| *off > tolerance);
    let Some((index, _)) = farthest else { return vec![*first, *last] };
    let mut kept = simplified(&points[..index + 2], tolerance);
    kept.pop();
    kept.extend(simplified(&points[index + 1..], tolerance));
    kept
}

/// A size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Css px.
    pub width: f64,
    /// Css px.
    pub height: f64,
}

impl Size {
    /// The box of this size at the origin.
    pub(super) fn as_rect(self) -> Rect {
        Rect { x: 0.0, y: 0.0, width: self.width, height: self.height }
    }
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Css px.
    pub width: f64,
    /// Css px.
    pub height: f64,
}

impl Rect {
    /// The centre.
    pub fn center(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Distance from a point to the box; 0 inside.
    pub fn distance(&self, point: Point) -> f64 {
        let beyond = |value: f64, start: f64, length: f64| (start - value).max(value - start - length).max(0.0);
        length(beyond(point.x, self.x, self.width), beyond(point.y, self.y, self.height))
    }

    /// Whether two boxes share more than an edge.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x + self.width > other.x
            && other.x + other.width > self.x
            && self.y + self.height > other.y
            && other.y + other.height > self.y
    }

    /// The smallest box around both.
    pub fn around(&self, other: &Rect) -> Rect {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        let right = (self.x + self.width).max(other.x + other.width);
        let bottom = (self.y + self.height).max(other.y + other.height);
        Rect { x, y, width: right - x, height: bottom - y }
    }

    /// The box grown by `margin` on each side.
    pub fn grown(&self, margin: f64) -> Rect {
        Rect {
            x: self.x - margin,
            y: self.y - margin,
            width: self.width + 2.0 * margin,
            height: self.height + 2.0 * margin,
        }
    }
}

/// The tops of boxes in a column, each given by its wanted top and its height, in order: as near to the wanted tops as
/// a `gap` between the boxes allows, from `start` on and, if they fit, up to `end`.
pub(super) fn tops_apart(boxes: &[(f64, f64)], start: f64, end: f64, gap: f64) -> Vec<f64> {
    let mut free = start;
    let down = boxes.iter().map(|(wanted, height)| {
        let top = wanted.max(free);
        free = top + height + gap;
        top
    });
    let mut tops: Vec<f64> = down.collect();
    let mut limit = end;
    for (top, (_, height)) in tops.iter_mut().zip(boxes).rev() {
        *top = top.min(limit - height);
        limit = *top - gap;
    }
    tops
}

/// Diagonal lines inside rings (even-odd rule), `step` css px apart along the upper edge.
pub(super) fn hatching(rings: &[Vec<Point>], step: f64) -> Vec<[Point; 2]> {
    // x + y is constant along a diagonal line
    let across = |point: &Point| point.x + point.y;
    let ends = || rings.iter().flatten().map(across);
    let (least, most) = (ends().fold(f64::MAX, f64::min), ends().fold(f64::MIN, f64::max));
    let mut lines = Vec::new();
    let mut at = (least / step).ceil() * step + 0.01;
    while at < most {
        let mut crossings: Vec<Point> = Vec::new();
        for ring in rings {
            for (a, b) in ring.iter().zip(ring.iter().cycle().skip(1)) {
                let (before, behind) = (across(a) - at, across(b) - at);
                if (before > 0.0) != (behind > 0.0) {
                    let share = before / (before - behind);
                    crossings.push(Point { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) });
                }
            }
        }
        crossings.sort_by(|a, b| a.x.total_cmp(&b.x));
        lines.extend(crossings.chunks_exact(2).map(|pair| [pair[0], pair[1]]));
        at += step;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_keeps_what_the_eye_sees() {
        let line = |points: &[(f64, f64)]| -> Vec<Point> { points.iter().map(|&(x, y)| Point { x, y }).collect() };
        let corner = line(&[(0.0, 0.0), (5.0, 0.3), (10.0, 0.0), (10.2, 5.0), (10.0, 10.0)]);
        assert_eq!(simplified(&corner, 0.5), line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]));
        assert_eq!(simplified(&corner, 0.1), corner);
        // a ring ends where it begins
        let ring = line(&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0)]);
        assert_eq!(simplified(&ring, 0.5), ring);
        for few in [line(&[]), line(&[(1.0, 1.0)]), line(&[(1.0, 1.0), (1.1, 1.0)])] {
            assert_eq!(simplified(&few, 0.5), few);
        }
    }

    #[test]
    fn boxes_of_a_column_keep_apart_and_near_their_places() {
        let apart = |boxes: &[(f64, f64)]| tops_apart(boxes, 0.0, 100.0, 5.0);
        assert_eq!(apart(&[(10.0, 10.0), (50.0, 10.0)]), [10.0, 50.0], "there is room");
        assert_eq!(apart(&[(10.0, 10.0), (12.0, 10.0)]), [10.0, 25.0], "the second one moves down");
        assert_eq!(apart(&[(85.0, 10.0), (95.0, 10.0)]), [75.0, 90.0], "the end moves both up");
        assert_eq!(apart(&[(-20.0, 10.0)]), [0.0]);
    }

    #[test]
    fn hatching_keeps_inside_and_spares_holes() {
        let square = |from: f64, to: f64| {
            vec![Point { x: from, y: from }, Point { x: to, y: from }, Point { x: to, y: to }, Point { x: from, y: to }]
        };
        let lines = hatching(&[square(0.0, 30.0), square(10.0, 20.0)], 5.0);
        assert!(lines.len() > 8, "{}", lines.len());
        for [from, to] in lines {
            let middle = Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 };
            assert!((0.0..=30.0).contains(&middle.x) && (0.0..=30.0).contains(&middle.y));
            assert!((from.x + from.y - to.x - to.y).abs() < 1e-9, "slanted");
            let in_hole = |value: f64| value > 10.0 && value < 20.0;
            assert!(!(in_hole(middle.x) && in_hole(middle.y)), "{middle:?}");
        }
    }
}
