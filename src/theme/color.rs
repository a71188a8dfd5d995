//! Colours: how they are written, what they look like, how far apart they are.

use std::fmt;
use std::str::FromStr;

/// A colour of text or background.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Color {
    /// What is below, and at the bottom the terminal's own colour.
    #[default]
    Default,
    /// One of the terminal's sixteen, 0 to 15, which its user chose.
    Ansi(u8),
    /// One of the terminal's 256.
    Indexed(u8),
    /// Red, green and blue.
    Rgb(u8, u8, u8),
}

/// A text that names no colour.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no colour: use #rrggbb, a number from 0 to 255, default, or one of black, red, green, yellow, blue, \
     magenta, cyan, white with bright- before it if wanted"
)]
pub struct ColorError(String);

const NAMES: [&str; 8] = [
    "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
];

impl Color {
    /// This colour, unless it is [`Color::Default`]: then the other.
    pub const fn or(self, other: Self) -> Self {
        match self {
            Self::Default => other,
            own => own,
        }
    }

    /// Red, green and blue, where the sixteen colours are taken to be xterm's. `None` for the default.
    pub const fn rgb(self) -> Option<(u8, u8, u8)> {
        match self {
            Self::Default => None,
            Self::Rgb(r, g, b) => Some((r, g, b)),
            Self::Ansi(index) | Self::Indexed(index) => Some(xterm(index)),
        }
    }

    /// Relative luminance from 0 to 1, as WCAG 2 defines it. `None` for the default.
    pub fn luminance(self) -> Option<f64> {
        let (r, g, b) = self.rgb()?;
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.04045 {
                c / 12.92
            } else {
                ((c + 0.055) / 1.055).powf(2.4)
            }
        };
        Some(0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b))
    }

    /// Contrast ratio from 1 to 21, as WCAG 2 defines it; 4.5 is what text needs. `None` if either is the default.
    pub fn contrast(self, other: Self) -> Option<f64> {
        let (a, b) = (self.luminance()?, other.luminance()?);
        Some((a.max(b) + 0.05) / (a.min(b) + 0.05))
    }
}

/// Red, green and blue of xterm's 256 colours: sixteen, a cube of 6×6×6, a ramp of 24 greys.
const fn xterm(index: u8) -> (u8, u8, u8) {
    const SIXTEEN: [(u8, u8, u8); 16] = [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ];
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    match index {
        0..16 => SIXTEEN[index as usize],
        16..232 => {
            let cube = index as usize - 16;
            (STEPS[cube / 36], STEPS[cube / 6 % 6], STEPS[cube % 6])
        }
        232.. => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    }
}

impl FromStr for Color {
    type Err = ColorError;

    fn from_str(text: &str) -> Result<Self, ColorError> {
        let name = text.trim().to_ascii_lowercase();
        parse(&name).ok_or_else(|| ColorError(text.to_owned()))
    }
}

fn parse(name: &str) -> Option<Color> {
    if name == "default" {
        return Some(Color::Default);
    }
    if let Some(hex) = name.strip_prefix('#') {
        // The length is checked on digits only, so that a sign or a wide character is no digit.
        if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let [_, r, g, b] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
        return Some(Color::Rgb(r, g, b));
    }
    if name.bytes().all(|b| b.is_ascii_digit()) {
        return name.parse().ok().map(|index| {
            if index < 16 {
                Color::Ansi(index)
            } else {
                Color::Indexed(index)
            }
        });
    }
    let (plain, bright) = name
        .strip_prefix("bright-")
        .map_or((name, 0), |plain| (plain, 8));
    let index = NAMES.iter().position(|known| *known == plain)?;
    u8::try_from(index)
        .ok()
        .map(|index| Color::Ansi(index + bright))
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::Rgb(r, g, b) => write!(f, "#{r:02x}{g:02x}{b:02x}"),
            Self::Ansi(index) | Self::Indexed(index) => match NAMES.get(usize::from(*index % 8)) {
                Some(name) if *index < 8 => f.write_str(name),
                Some(name) if *index < 16 => write!(f, "bright-{name}"),
                _ => write!(f, "{index}"),
            },
        }
    }
}
