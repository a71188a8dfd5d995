//! Themes on terminals that show fewer colours.

use super::builtin::without_color;
use super::{Color, ColorDepth, Role, Style, Theme};

impl Theme {
    /// The theme as that depth can show it.
    ///
    /// - 256 colours: the nearest of the fixed palette; the first sixteen are left out, for users change them.
    /// - 16 colours: the same hue, bright where it was light; a deep green or yellow has no such hue that is legible
    ///   on white, and takes the look the role has without colour. What the sixteen look like is the user's choice, so a painted
    ///   ground that is neither black nor white could hide its text: such a role takes the look it has without colour.
    /// - None: the theme `none`, since roles told apart by colour alone need other attributes.
    pub fn reduced_to(&self, depth: ColorDepth) -> Self {
        match depth {
            ColorDepth::TrueColor => self.clone(),
            ColorDepth::Ansi256 => Self::from_fn(|role| map(self.style(role), to_256)),
            ColorDepth::Ansi16 => Self::from_fn(|role| style_of_16(role, self.style(role))),
            ColorDepth::None => Self::from_fn(without_color),
        }
    }
}

fn map(style: Style, color: impl Fn(Color) -> Color) -> Style {
    Style {
        fg: color(style.fg),
        bg: color(style.bg),
        ..style
    }
}

fn style_of_16(role: Role, style: Style) -> Style {
    match style.bg {
        _ if is_lost_on_light(style) => without_color(role),
        Color::Default | Color::Ansi(_) | Color::Rgb(0, 0, 0) | Color::Rgb(255, 255, 255) => {
            map(style, to_16)
        }
        _ => without_color(role),
    }
}

/// Whether a deep colour, made for a light ground, would become the green, yellow or cyan of the sixteen: as nearly every
/// terminal has them, those can hardly be read on white. The user's own choice of one of the sixteen stands.
fn is_lost_on_light(style: Style) -> bool {
    let of_a_wide_choice = matches!(style.fg, Color::Rgb(..) | Color::Indexed(16..));
    of_a_wide_choice
        && style.bg == Color::Default
        && matches!(to_16(style.fg), Color::Ansi(2 | 3 | 6))
}

fn to_256(color: Color) -> Color {
    let Color::Rgb(r, g, b) = color else {
        return color;
    };
    let nearest = (16..=255).min_by_key(|index| match Color::Indexed(*index).rgb() {
        Some(candidate) => distance((r, g, b), candidate),
        None => u32::MAX,
    });
    nearest.map_or(color, Color::Indexed)
}

/// How different two colours look, by the "redmean" weights: the eye tells greens apart best, and reds the better the
/// redder the colours are.
fn distance(a: (u8, u8, u8), b: (u8, u8, u8)) -> u32 {
    let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    let red_mean = u32::midpoint(u32::from(a.0), u32::from(b.0));
    (512 + red_mean) * square(a.0, b.0)
        + 1024 * square(a.1, b.1)
        + (767 - red_mean) * square(a.2, b.2)
}

fn to_16(color: Color) -> Color {
    if let Color::Ansi(index) | Color::Indexed(index @ 0..16) = color {
        return Color::Ansi(index);
    }
    let (Some((r, g, b)), Some(luminance)) = (color.rgb(), color.luminance()) else {
        return color;
    };
    let (high, low) = (r.max(g).max(b), r.min(g).min(b));
    // Under a fifth of saturation no hue is seen.
    if u16::from(high - low) * 5 <= u16::from(high) {
        return Color::Ansi(grey(luminance));
    }
    // A channel is on if it is nearer to the highest than to the lowest: that leaves one of six hues.
    let middle = u16::midpoint(u16::from(high), u16::from(low));
    let on = |channel: u8, bit: u8| if u16::from(channel) > middle { bit } else { 0 };
    let hue = on(r, 1) | on(g, 2) | on(b, 4);
    Color::Ansi(if luminance >= 0.25 { hue + 8 } else { hue })
}

/// The grey of the sixteen; never one that a dark or a light ground is likely to swallow.
fn grey(luminance: f64) -> u8 {
    match luminance {
        l if l < 0.03 => 0,
        l if l < 0.25 => 8,
        l if l < 0.75 => 7,
        _ => 15,
    }
}
