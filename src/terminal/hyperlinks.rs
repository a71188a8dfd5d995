//! Links that the terminal itself opens (OSC 8): which cells belong to which, and which terminals are told.
//!
//! A cell carries the number of its link as its underline colour, which nothing else of andibox sets: so a cell that
//! leads elsewhere differs from what is shown, and is written anew like any other. The addresses are kept here; only
//! those of printable ASCII that begin with http or https ever are, so none can end the sequence it stands in.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::Color;

use super::pen::print;
use crate::app::geometry::Area;
use crate::text::SafeText;
use crate::text::rich::is_web_address;

/// Addresses kept at the most; then the numbers begin anew, and with them the screen.
const KEPT: usize = 4096;

/// The addresses told to the terminal so far. A link keeps its number while it is on the screen.
#[derive(Default)]
pub(super) struct Hyperlinks {
    addresses: Vec<SafeText>,
}

impl Hyperlinks {
    /// Marks the cells of the links. False where the numbers on the screen mean nothing any more.
    pub fn stamp(&mut self, buffer: &mut Buffer, links: &[(Area, SafeText)]) -> bool {
        let valid = self.addresses.len() < KEPT;
        if !valid {
            self.addresses.clear();
        }
        for (area, address) in links {
            if !is_web_address(address) {
                continue;
            }
            let known = self.addresses.iter().rposition(|known| known == address);
            let place = known.unwrap_or_else(|| {
                self.addresses.push(address.clone());
                self.addresses.len() - 1
            });
            let [_, high, middle, low] = (place as u32 + 1).to_be_bytes();
            for x in area.x..area.x.saturating_add(area.w) {
                if let Some(cell) = buffer.cell_mut((x, area.y)) {
                    cell.underline_color = Color::Rgb(high, middle, low);
                }
            }
        }
        valid
    }

    /// Tells the terminal that what is written from now on belongs to this link; 0: to none. Parts with one `id` are
    /// one link, however its address is broken into rows.
    pub fn begin(&self, number: u32, out: &mut Vec<u8>) {
        let place = (number as usize).checked_sub(1);
        match place.and_then(|place| self.addresses.get(place)) {
            Some(address) => print(out, format_args!("\x1b]8;id={number};{address}\x1b\\")),
            None => out.extend_from_slice(b"\x1b]8;;\x1b\\"),
        }
    }
}

/// The number of a cell's link, 0 for none.
pub(super) fn number(cell: &Cell) -> u32 {
    match cell.underline_color {
        Color::Rgb(high, middle, low) => u32::from_be_bytes([0, high, middle, low]),
        _ => 0,
    }
}

/// Whether links are told to the terminal: the word of the setting `ui.hyperlinks`, and what the environment says.
///
/// "auto" tells those that are known to take them. An old tmux would drop them and an old screen print them: tmux takes
/// them from 3.4 on, screen is never told.
pub fn takes_hyperlinks(setting: &str, var: impl Fn(&str) -> Option<String>) -> bool {
    match setting {
        "on" => return true,
        "off" => return false,
        _ => {}
    }
    let var = |name| var(name).unwrap_or_default();
    let (term, program) = (var("TERM"), var("TERM_PROGRAM"));
    if program == "tmux" || !var("TMUX").is_empty() {
        return program == "tmux" && at_least(&var("TERM_PROGRAM_VERSION"), (3, 4));
    }
    if term.starts_with("screen") || term.starts_with("tmux") || !var("STY").is_empty() {
        return false;
    }
    const TERMS: [&str; 6] = [
        "kitty",
        "ghostty",
        "foot",
        "alacritty",
        "wezterm",
        "contour",
    ];
    const PROGRAMS: [&str; 6] = ["ghostty", "WezTerm", "iTerm.app", "vscode", "rio", "Hyper"];
    TERMS.iter().any(|known| term.contains(known))
        || PROGRAMS.contains(&program.as_str())
        // GNOME Terminal and its kin (0.50), Konsole (20.12), Windows Terminal.
        || var("VTE_VERSION").parse::<u32>().is_ok_and(|version| version >= 5000)
        || var("KONSOLE_VERSION").parse::<u32>().is_ok_and(|version| version >= 201_200)
        || !var("WT_SESSION").is_empty()
}

/// Whether a version such as `3.4a` or `next-3.5` is this or a later one.
fn at_least(version: &str, least: (u32, u32)) -> bool {
    let digits = version.trim_start_matches(|c: char| !c.is_ascii_digit());
    let mut parts = digits.split('.').map(|part| {
        let end = part
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(part.len());
        part[..end].parse::<u32>().unwrap_or(0)
    });
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0)) >= least
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(set: &[(&str, &str)]) -> bool {
        takes_hyperlinks("auto", |name| {
            let found = set.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn only_terminals_known_to_take_links_are_told() {
        assert!(auto(&[("TERM", "xterm-kitty")]));
        assert!(auto(&[("TERM", "xterm-256color"), ("VTE_VERSION", "7200")]));
        assert!(auto(&[("TERM_PROGRAM", "iTerm.app")]));
        assert!(!auto(&[("TERM", "xterm-256color")]));
        assert!(!auto(&[("VTE_VERSION", "4600")]));
        assert!(!auto(&[("TERM", "linux")]));
        assert!(!auto(&[]));
    }

    #[test]
    fn tmux_is_told_from_3_4_on_and_screen_never() {
        let tmux = |version| {
            auto(&[
                ("TERM", "tmux-256color"),
                ("TERM_PROGRAM", "tmux"),
                ("TERM_PROGRAM_VERSION", version),
            ])
        };
        assert!(tmux("3.4") && tmux("3.5a") && tmux("next-3.6") && tmux("4.0"));
        assert!(!tmux("3.3a") && !tmux("2.9") && !tmux(""));
        // The terminal around it is another matter.
        assert!(!auto(&[
            ("TERM", "screen-256color"),
            ("VTE_VERSION", "7200")
        ]));
        assert!(!auto(&[
            ("TERM", "xterm-kitty"),
            ("TMUX", "/tmp/tmux-0/default,1,0")
        ]));
        assert!(!auto(&[("TERM", "xterm-kitty"), ("STY", "1.pts-0")]));
    }

    #[test]
    fn the_setting_decides_where_it_says_so() {
        assert!(takes_hyperlinks("on", |_| None));
        assert!(!takes_hyperlinks("off", |_| Some("xterm-kitty".to_owned())));
    }
}
