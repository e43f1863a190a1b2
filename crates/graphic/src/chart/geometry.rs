//! Points, sizes and boxes. Units: css px from the top left corner, y grows downward.

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// Length of the way from a corner of a box of these sides to the corner across. Not `hypot`, whose care for very large
/// numbers is half a kilobyte of program and no use among css px.
pub(super) fn length(width: f64, height: f64) -> f64 {
    (width * width + height * height).sqrt()
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
    /// The box from the origin.
    pub(super) fn as_rect(self) -> Rect {
        Rect { x: 0.0, y: 0.0, width: self.width, height: self.height }
    }
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left end.
    pub x: f64,
    /// Top end.
    pub y: f64,
    /// Css px.
    pub width: f64,
    /// Css px.
    pub height: f64,
}

impl Rect {
    /// The middle.
    pub fn center(&self) -> Point {
        Point { x: self.x + self.width / 2.0, y: self.y + self.height / 2.0 }
    }

    /// Distance of a point from the box; 0 inside.
    pub fn distance(&self, point: Point) -> f64 {
        let beyond = |value: f64, start: f64, length: f64| (start - value).max(value - start - length).max(0.0);
        length(beyond(point.x, self.x, self.width), beyond(point.y, self.y, self.height))
    }

    /// Whether two boxes share more than a border.
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
