//! Which theme the terminal gets.

use crate::config::Config;
use crate::theme::{ColorDepth, Theme, ThemeName};

/// The theme of the settings, reduced to what the terminal can show.
pub fn pick(config: &Config) -> Theme {
    let lookup = |name: &str| std::env::var(name).ok();
    let depth = ColorDepth::detect(lookup);
    let name = match config.settings.ui.theme {
        "auto" => guess(lookup("COLORFGBG").as_deref()),
        name => name.parse().unwrap_or(ThemeName::Dark),
    };
    Theme::builtin(name).reduced_to(depth)
}

/// Terminals that say what their background is say it in `COLORFGBG`, as the number of a colour at its end.
fn guess(colors: Option<&str>) -> ThemeName {
    match colors.and_then(|colors| colors.rsplit(';').next()) {
        Some("7" | "15") => ThemeName::Light,
        _ => ThemeName::Dark,
    }
}
