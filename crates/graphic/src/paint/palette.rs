//! The colours of the roles, light and dark.

use crate::chart::ColorRole;

/// Red, green, blue.
pub type Rgb = (u8, u8, u8);

/// How much of its colour a filled shape has; the rest is background.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Strength {
    /// All.
    Full,
    /// A tenth.
    Tenth,
    /// About a third.
    Third,
    /// About half.
    Half,
}

impl Strength {
    /// All strengths, in the order of their numbers.
    pub const ALL: [Strength; 4] = [Strength::Full, Strength::Tenth, Strength::Third, Strength::Half];

    /// Share of the colour, in per cent.
    pub const fn percent(self) -> u16 {
        match self {
            Strength::Full => 100,
            Strength::Tenth => 10,
            Strength::Third => 31,
            Strength::Half => 52,
        }
    }
}

/// Hashes the number, which is the same on every machine. A derived hash is as wide as a pointer without `repr(u8)`.
impl std::hash::Hash for Strength {
    fn hash<H: std::hash::Hasher>(&self, hasher: &mut H) {
        hasher.write_u8(*self as u8);
    }
}

/// A colour for each role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Palette {
    colors: [Rgb; ColorRole::ALL.len()],
}

const fn rgb(hex: u32) -> Rgb {
    ((hex >> 16) as u8, (hex >> 8) as u8, hex as u8)
}

impl Palette {
    /// The dark palette or the light one.
    pub fn of(is_dark: bool) -> Palette {
        if is_dark { Palette::dark() } else { Palette::light() }
    }

    /// On white. The four theme colours are those of Okabe and Ito's palette for colour-blind readers, darkened to
    /// 4.5:1.
    pub fn light() -> Palette {
        Palette {
            colors: [
                rgb(0x1A2024), // text
                rgb(0x566067), // muted
                rgb(0xCBD2D6), // rule
                rgb(0xFFFFFF), // paper
                rgb(0x0F5FA6), // hu
                rgb(0xB4472B), // dian
                rgb(0x0B6E5B), // accent
                rgb(0xEEF1EE), // land
                rgb(0xD3E6DE), // land, selected
                rgb(0xB4BDB8), // border
                rgb(0x1B6B93), // theme: prevention
                rgb(0x9A5B00), // theme: industry
                rgb(0x8A3B7F), // theme: society
                rgb(0x3B6E22), // theme: talent
            ],
        }
    }

    /// On near-black.
    pub fn dark() -> Palette {
        Palette {
            colors: [
                rgb(0xE8ECEE),
                rgb(0xA3AEB5),
                rgb(0x414A50),
                rgb(0x14181B),
                rgb(0x6DB3F2),
                rgb(0xF0906F),
                rgb(0x4FC3A8),
                rgb(0x252C30),
                rgb(0x24463D),
                rgb(0x59656C),
                rgb(0x63B5DC),
                rgb(0xE3A54A),
                rgb(0xD58ACB),
                rgb(0x8CC56C),
            ],
        }
    }

    /// The roles that a page may set, by name.
    pub const ROLES: [&str; 5] = ["ink", "paper", "accent", "hu", "dian"];

    /// Overrides the colour of a role: `ink`, `paper`, `accent`, `hu`, `dian`. Other names change nothing.
    pub fn set(&mut self, role: &str, color: Rgb) {
        let role = match role {
            "ink" => ColorRole::Text,
            "paper" => ColorRole::Background,
            "accent" => ColorRole::Accent,
            "hu" => ColorRole::SideA,
            "dian" => ColorRole::SideB,
            _ => return,
        };
        self.colors[role as usize] = color;
    }

    /// The colour of a role at a strength, mixed with the background.
    pub fn color(&self, role: ColorRole, strength: Strength) -> Rgb {
        let (color, paper) = (self.colors[role as usize], self.colors[ColorRole::Background as usize]);
        let share = strength.percent();
        let mix = |a: u8, b: u8| ((u16::from(a) * share + u16::from(b) * (100 - share)) / 100) as u8;
        (mix(color.0, paper.0), mix(color.1, paper.1), mix(color.2, paper.2))
    }

    /// The same as markup: `#1a2024`.
    pub fn hex(&self, role: ColorRole, strength: Strength) -> String {
        let (red, green, blue) = self.color(role, strength);
        format!("#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contrast ratio by WCAG 2.2.
    fn contrast(a: Rgb, b: Rgb) -> f64 {
        let channel = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        let luminance = |color: Rgb| 0.2126 * channel(color.0) + 0.7152 * channel(color.1) + 0.0722 * channel(color.2);
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn text_and_marks_stand_out_in_both_themes() {
        for palette in [Palette::light(), Palette::dark()] {
            let on =
                |role, ground| contrast(palette.color(role, Strength::Full), palette.color(ground, Strength::Full));
            for role in [
                ColorRole::Text,
                ColorRole::Muted,
                ColorRole::SideA,
                ColorRole::SideB,
                ColorRole::Accent,
                ColorRole::Theme0,
                ColorRole::Theme1,
                ColorRole::Theme2,
                ColorRole::Theme3,
            ] {
                // each of them is used for text somewhere
                assert!(on(role, ColorRole::Background) >= 4.5, "{role:?} {}", on(role, ColorRole::Background));
                assert!(on(role, ColorRole::Land) >= 3.0, "{role:?} on land {}", on(role, ColorRole::Land));
            }
            assert!(
                on(ColorRole::Muted, ColorRole::Land) >= 4.5 && on(ColorRole::Muted, ColorRole::LandSelected) >= 4.5
            );
            assert!(
                contrast(
                    palette.color(ColorRole::Text, Strength::Full),
                    palette.color(ColorRole::SideA, Strength::Tenth)
                ) >= 4.5
            );
        }
    }

    /// Shades of regions: each stands out from the next, and text on them is readable.
    #[test]
    fn text_can_be_read_on_every_shade() {
        for palette in [Palette::light(), Palette::dark()] {
            let text = palette.color(ColorRole::Text, Strength::Full);
            for role in [
                ColorRole::Accent,
                ColorRole::SideA,
                ColorRole::SideB,
                ColorRole::Theme0,
                ColorRole::Theme1,
                ColorRole::Theme2,
                ColorRole::Theme3,
            ] {
                let shade = |strength| palette.color(role, strength);
                for strength in [Strength::Tenth, Strength::Third, Strength::Half] {
                    let on = contrast(text, shade(strength));
                    assert!(on >= 4.5, "{role:?} {strength:?}: {on}");
                }
                for (one, next) in [
                    (Strength::Tenth, Strength::Third),
                    (Strength::Third, Strength::Half),
                    (Strength::Half, Strength::Full),
                ] {
                    assert!(contrast(shade(one), shade(next)) >= 1.2, "{role:?} {one:?} and {next:?}");
                }
            }
        }
    }

    #[test]
    fn the_style_sheet_has_the_same_colours() {
        let sheet = include_str!("../../../../www/styles/tokens.css");
        let dark_at = sheet.find(".root.dark,").unwrap();
        for (palette, rules) in [(Palette::light(), &sheet[..dark_at]), (Palette::dark(), &sheet[dark_at..])] {
            for role in ColorRole::ALL {
                let name = role.name();
                let color = palette.hex(role, Strength::Full);
                let plain = format!("--{name}: {color};");
                let replaceable = format!("--{name}: var(--shanhai-{name}, {color});");
                assert!(rules.contains(&plain) || rules.contains(&replaceable), "{plain}");
            }
        }
    }

    #[test]
    fn a_host_may_replace_the_named_roles_only() {
        let mut palette = Palette::light();
        palette.set("hu", (1, 2, 3));
        palette.set("nonsense", (9, 9, 9));
        assert_eq!(palette.color(ColorRole::SideA, Strength::Full), (1, 2, 3));
        assert_eq!(
            palette.color(ColorRole::SideB, Strength::Full),
            Palette::light().color(ColorRole::SideB, Strength::Full)
        );
    }
}
