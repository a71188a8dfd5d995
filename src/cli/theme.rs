//! Which theme the terminal gets.

use crate::config::{Config, ProfileSettings};
use crate::theme::{Color, ColorDepth, Role, Theme, ThemeName};

/// The theme of the settings, with the profile's colour, reduced to what the terminal can show.
pub fn pick(config: &Config, profile: &ProfileSettings) -> Theme {
    let lookup = |name: &str| std::env::var(name).ok();
    let depth = ColorDepth::detect(lookup);
    let name = match config.settings.ui.theme.as_str() {
        "auto" => guess(lookup("COLORFGBG").as_deref()),
        name => name.parse().unwrap_or(ThemeName::Dark),
    };
    let theme = match &config.theme {
        Some(theme) => theme.clone(),
        None => Theme::builtin(name),
    };
    let theme = match profile.color.parse::<Color>() {
        Ok(color) if config.theme.is_some() || name != ThemeName::None => {
            let mut style = theme.style(Role::Profile);
            style.fg = color;
            theme.with(Role::Profile, style)
        }
        // "none" is no colour: the theme's own stays.
        _ => theme,
    };
    theme.reduced_to(depth)
}

/// Terminals that say what their background is say it in `COLORFGBG`, as the number of a colour at its end.
fn guess(colors: Option<&str>) -> ThemeName {
    match colors.and_then(|colors| colors.rsplit(';').next()) {
        Some("7" | "15") => ThemeName::Light,
        _ => ThemeName::Dark,
    }
}
