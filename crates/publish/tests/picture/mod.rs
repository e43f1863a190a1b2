//! A picture of pixels: drawn, kept as PNG, and compared with the accepted one.

use resvg::tiny_skia::Pixmap;
use shanhai_graphic::chart::ColorRole;
use shanhai_graphic::paint::{Palette, Strength};
use shanhai_publish::Rasterizer;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Levels of a channel, of 255, by which a pixel may differ from an accepted one in a full colour. Another processor may
/// round the cover of an edge by a level or two.
const FLAT_TOLERANCE: u8 = 3;
/// The same for a blend of two colours, at an edge. Accepted pictures keep every 51st level of those (with every 17th they
/// take 3 MB instead of 2.5), so they are off by 26. What a person could see is further off: a bar moved by half a px
/// differs by more than 80.
pub const EDGE_TOLERANCE: u8 = 36;
const STEP: u8 = 51;

/// Red, green and blue of each pixel, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Picture {
    pub width: usize,
    pub pixels: Vec<[u8; 3]>,
}

/// The pixels in which two pictures differ by more than the tolerance.
#[derive(Debug, PartialEq)]
pub struct Difference {
    pub count: usize,
    /// The box around them: left, top, right, bottom.
    pub around: [usize; 4],
    pub greatest: u8,
}

impl Picture {
    pub fn drawn(rasterizer: &Rasterizer, svg: &str, scale: f32, palette: &Palette) -> Picture {
        let pixmap = rasterizer
            .pixels(svg, scale, palette.color(ColorRole::Background, Strength::Full))
            .expect("every SVG of ours is drawn");
        Picture::of(&pixmap)
    }

    pub fn of(pixmap: &Pixmap) -> Picture {
        // all of it is opaque, so that no colour is multiplied by its cover
        let pixels = pixmap.pixels().iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect();
        Picture { width: pixmap.width() as usize, pixels }
    }

    pub fn height(&self) -> usize {
        self.pixels.len() / self.width
    }

    /// As it is kept: full colours as they are, blends with fewer levels, and so of few bytes.
    pub fn coarse(&self, flat_colors: &FlatColors) -> Picture {
        let coarse = |pixel: &[u8; 3]| {
            if flat_colors.contains(pixel) {
                return *pixel;
            }
            let mut blend = pixel.map(|level| (level / STEP + u8::from(level % STEP > STEP / 2)) * STEP);
            while flat_colors.contains(&blend) {
                // it is not to be taken for a full colour
                blend[2] = blend[2].checked_add(1).unwrap_or(u8::MAX - 1);
            }
            blend
        };
        Picture { width: self.width, pixels: self.pixels.iter().map(coarse).collect() }
    }

    pub fn read(path: &Path) -> Option<Picture> {
        fs::read(path).ok().map(|png| Picture::of(&Pixmap::decode_png(&png).expect("an accepted picture is a PNG")))
    }

    /// As PNG: by a palette where 256 colours are enough.
    pub fn png(&self) -> Vec<u8> {
        let colors: Vec<[u8; 3]> = self.pixels.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let mut bytes = Vec::new();
        let (width, height) = (self.width as u32, self.height() as u32);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        let data: Vec<u8> = if colors.len() <= 256 {
            encoder.set_color(png::ColorType::Indexed);
            encoder.set_palette(colors.concat());
            encoder.set_filter(png::Filter::NoFilter);
            let index = |pixel: &[u8; 3]| colors.binary_search(pixel).expect("it is a colour of the picture") as u8;
            self.pixels.iter().map(index).collect()
        } else {
            encoder.set_color(png::ColorType::Rgb);
            self.pixels.concat()
        };
        encoder.write_header().and_then(|mut writer| writer.write_image_data(&data)).expect("memory can be written");
        bytes
    }

    /// What is different from `self`, the accepted picture, in `drawn`, which is of the same size.
    pub fn difference(&self, drawn: &Picture, flat_colors: &FlatColors) -> Option<Difference> {
        let mut found: Option<Difference> = None;
        for (at, (accepted, drawn)) in self.pixels.iter().zip(&drawn.pixels).enumerate() {
            let distance = distance(accepted, drawn);
            if distance > tolerance(accepted, flat_colors) {
                let (x, y) = (at % self.width, at / self.width);
                let found = found.get_or_insert(Difference { count: 0, around: [x, y, x, y], greatest: 0 });
                let [left, top, right, bottom] = found.around;
                found.around = [left.min(x), top.min(y), right.max(x), bottom.max(y)];
                found.count += 1;
                found.greatest = found.greatest.max(distance);
            }
        }
        found
    }

    /// Why it is not the accepted one; none if it is.
    pub fn fault(&self, accepted: Option<&Picture>, flat_colors: &FlatColors) -> Option<String> {
        let Some(accepted) = accepted else { return Some("has no accepted picture".to_owned()) };
        let (old, new) = ((accepted.width, accepted.height()), (self.width, self.height()));
        if old != new {
            return Some(format!("is {} × {} px, accepted are {} × {}", new.0, new.1, old.0, old.1));
        }
        accepted.difference(self, flat_colors).map(
            |Difference { count, around: [left, top, right, bottom], greatest }| {
                format!(
                    "differs in {count} px from ({left}, {top}) to ({right}, {bottom}), by {greatest} levels at most"
                )
            },
        )
    }

    /// The accepted picture, this one, and where they differ.
    pub fn beside(&self, accepted: &Picture, flat_colors: &FlatColors) -> Picture {
        let (width, height) = (self.width.max(accepted.width), self.height().max(accepted.height()));
        let at = |picture: &Picture, x: usize, y: usize| {
            (x < picture.width).then(|| picture.pixels.get(y * picture.width + x).copied()).flatten()
        };
        let mut pixels = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let (old, new) = (|x| at(accepted, x, y), |x| at(self, x, y));
            pixels.extend((0..width).map(|x| old(x).unwrap_or([128; 3])));
            pixels.extend((0..width).map(|x| new(x).unwrap_or([128; 3])));
            pixels.extend((0..width).map(|x| match (old(x), new(x)) {
                (Some(old), Some(new)) if distance(&old, &new) <= tolerance(&old, flat_colors) => {
                    new.map(|level| 191 + level / 4)
                }
                (None, None) => [128; 3],
                _ => [255, 0, 0],
            }));
        }
        Picture { width: width * 3, pixels }
    }
}

/// The colours that are no blends.
pub type FlatColors = BTreeSet<[u8; 3]>;

pub fn flat_colors(palette: &Palette) -> FlatColors {
    let all = ColorRole::ALL.into_iter().flat_map(|role| Strength::ALL.map(|strength| palette.color(role, strength)));
    all.map(|(red, green, blue)| [red, green, blue]).collect()
}

/// The greatest difference of a channel.
pub fn distance(one: &[u8; 3], other: &[u8; 3]) -> u8 {
    one.iter().zip(other).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
}

pub fn tolerance(accepted: &[u8; 3], flat_colors: &FlatColors) -> u8 {
    if flat_colors.contains(accepted) { FLAT_TOLERANCE } else { EDGE_TOLERANCE }
}
