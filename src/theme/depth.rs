//! How many colours a terminal shows, as its environment tells.

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ColorDepth {
    /// None, or none wanted.
    None,
    /// The sixteen its user chose.
    Ansi16,
    /// 256 of a fixed palette.
    Ansi256,
    /// Any red, green and blue.
    TrueColor,
}

impl ColorDepth {
    /// The depth by `NO_COLOR` (<https://no-color.org>: set and not empty), `TERM`, `COLORTERM` and what some terminals
    /// tell of themselves. `env` looks a variable up.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        let get = |name| env(name).unwrap_or_default();
        let term = get("TERM").to_ascii_lowercase();
        if !get("NO_COLOR").is_empty() || is_monochrome(&term) {
            return Self::None;
        }
        let colorterm = get("COLORTERM").to_ascii_lowercase();
        let claims_truecolor = matches!(colorterm.as_str(), "truecolor" | "24bit")
            || is_truecolor(&term)
            // Windows Terminal sets neither TERM nor COLORTERM.
            || !get("WT_SESSION").is_empty();
        // GNU screen (it sets STY) hands COLORTERM on, yet garbles true colours before version 5.
        if claims_truecolor && get("STY").is_empty() {
            return Self::TrueColor;
        }
        if claims_truecolor || term.contains("256color") || !colorterm.is_empty() {
            return Self::Ansi256;
        }
        Self::Ansi16
    }
}

fn is_monochrome(term: &str) -> bool {
    term == "dumb" || term.ends_with("-mono") || term.ends_with("-m") || is_vt(term)
}

/// DEC's terminals, `vt100` to `vt520`, had no colours.
fn is_vt(term: &str) -> bool {
    term.strip_prefix("vt")
        .is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Terminals whose `TERM` says enough, as ssh hands `TERM` on but not `COLORTERM`.
fn is_truecolor(term: &str) -> bool {
    const KNOWN: [&str; 7] = [
        "alacritty",
        "contour",
        "foot",
        "ghostty",
        "kitty",
        "rio",
        "wezterm",
    ];
    let name = term.strip_prefix("xterm-").unwrap_or(term);
    term.ends_with("-direct")
        || KNOWN
            .iter()
            .any(|known| name.split('-').next() == Some(known))
}
