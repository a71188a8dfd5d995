//! What roles, themes and their reductions promise.

use super::*;
use std::collections::{HashMap, HashSet};

const BLACK: Color = Color::Rgb(0, 0, 0);
const WHITE: Color = Color::Rgb(255, 255, 255);

/// Black and the dark greys that terminals come with.
const DARK_GROUNDS: [Color; 4] = [
    BLACK,
    Color::Rgb(0x1e, 0x1e, 0x1e),
    Color::Rgb(0x28, 0x2c, 0x34),
    Color::Rgb(0x2e, 0x34, 0x40),
];
/// White, paper and light grey.
const LIGHT_GROUNDS: [Color; 3] = [
    WHITE,
    Color::Rgb(0xfd, 0xf6, 0xe3),
    Color::Rgb(0xee, 0xee, 0xee),
];

fn builtin(name: &str) -> Theme {
    Theme::builtin(name.parse().unwrap())
}

/// Lines, not text: they may be fainter.
fn is_line(role: Role) -> bool {
    matches!(role, Role::Frame | Role::Scrollbar)
}

/// The lowest contrast of the role's text on any ground it may stand on: the terminal's, or the selected row's.
fn lowest_contrast(theme: &Theme, role: Role, terminal: &[Color]) -> f64 {
    let style = theme.style(role);
    let row = |role| theme.style(role).bg;
    let grounds = match style.bg {
        Color::Default => [
            terminal,
            &[row(Role::Selection), row(Role::SelectionUnfocused)],
        ]
        .concat(),
        own => vec![own],
    };
    let on = |ground: Color| style.fg.contrast(ground);
    // The terminal's own text on its own ground is as its user wants it.
    grounds.into_iter().filter_map(on).fold(21.0, f64::min)
}

#[test]
fn text_stands_out_from_every_likely_ground() {
    for (name, grounds) in [("dark", &DARK_GROUNDS[..]), ("light", &LIGHT_GROUNDS[..])] {
        for role in Role::ALL {
            let contrast = lowest_contrast(&builtin(name), *role, grounds);
            let needed = if is_line(*role) { 2.0 } else { 4.5 };
            assert!(
                contrast >= needed,
                "{name}: {} has {contrast:.2}",
                role.name()
            );
        }
    }
}

#[test]
fn text_stays_legible_in_256_colours() {
    for (name, grounds) in [("dark", &DARK_GROUNDS[..]), ("light", &LIGHT_GROUNDS[..])] {
        let theme = builtin(name).reduced_to(ColorDepth::Ansi256);
        for role in Role::ALL.iter().filter(|role| !is_line(**role)) {
            let contrast = lowest_contrast(&theme, *role, grounds);
            // On the selected row; on the terminal's own ground as much as in full colour.
            assert!(contrast >= 4.0, "{name}: {} has {contrast:.2}", role.name());
            let style = theme.style(*role);
            let bare = grounds
                .iter()
                .filter_map(|ground| style.fg.contrast(style.bg.or(*ground)))
                .fold(21.0, f64::min);
            assert!(bare >= 4.5, "{name}: {} has {bare:.2}", role.name());
        }
    }
}

#[test]
fn the_high_contrast_theme_is_that_and_owes_nothing_to_the_terminal() {
    let theme = builtin("high-contrast");
    for role in Role::ALL {
        let style = theme.style(*role);
        let contrast = style
            .fg
            .contrast(style.bg)
            .expect("both colours are its own");
        assert!(contrast >= 7.0, "{} has {contrast:.2}", role.name());
        assert!(!style.dim && !style.italic, "{}", role.name());
    }
}

#[test]
fn a_painted_ground_always_comes_with_its_text_colour() {
    for name in ThemeName::ALL {
        for depth in [
            ColorDepth::None,
            ColorDepth::Ansi16,
            ColorDepth::Ansi256,
            ColorDepth::TrueColor,
        ] {
            let theme = Theme::builtin(name).reduced_to(depth);
            for role in Role::ALL {
                let style = theme.style(*role);
                assert!(
                    style.bg == Color::Default || style.fg != Color::Default,
                    "{name} {}",
                    role.name()
                );
            }
        }
    }
}

#[test]
fn no_depth_shows_more_than_it_can() {
    let allowed = |depth, color| match color {
        Color::Default => true,
        Color::Ansi(index) => depth >= ColorDepth::Ansi16 && index < 16,
        Color::Indexed(_) => depth >= ColorDepth::Ansi256,
        Color::Rgb(..) => depth >= ColorDepth::TrueColor,
    };
    for name in ThemeName::ALL {
        for depth in [
            ColorDepth::None,
            ColorDepth::Ansi16,
            ColorDepth::Ansi256,
            ColorDepth::TrueColor,
        ] {
            let theme = Theme::builtin(name).reduced_to(depth);
            for role in Role::ALL {
                let style = theme.style(*role);
                assert!(
                    allowed(depth, style.fg) && allowed(depth, style.bg),
                    "{name} {depth:?} {}",
                    role.name()
                );
            }
        }
    }
}

#[test]
fn the_selection_can_be_told_in_every_theme_and_depth() {
    for name in ThemeName::ALL {
        for depth in [
            ColorDepth::None,
            ColorDepth::Ansi16,
            ColorDepth::Ansi256,
            ColorDepth::TrueColor,
        ] {
            let theme = Theme::builtin(name).reduced_to(depth);
            let looks = [Role::Text, Role::Selection, Role::SelectionUnfocused]
                .map(|role| theme.style(role));
            assert_eq!(
                looks.iter().collect::<HashSet<_>>().len(),
                3,
                "{name} {depth:?}"
            );
        }
    }
}

#[test]
fn what_must_not_be_confused_looks_different_in_the_coloured_themes() {
    for name in ["dark", "light", "high-contrast"] {
        for depth in [
            ColorDepth::Ansi16,
            ColorDepth::Ansi256,
            ColorDepth::TrueColor,
        ] {
            let theme = builtin(name).reduced_to(depth);
            for (a, b) in [
                (Role::NoteFrame, Role::ComposerFrame),
                (Role::Note, Role::Text),
                (Role::LinkLive, Role::LinkOffline),
                (Role::Failed, Role::Sent),
                (Role::WaitingLong, Role::WaitingReply),
                (Role::WaitingReply, Role::WaitingCustomer),
                (Role::Frame, Role::FrameFocused),
                (Role::InboundAuthor, Role::AgentAuthor),
                (Role::Match, Role::Text),
            ] {
                assert_ne!(
                    theme.style(a),
                    theme.style(b),
                    "{name} {depth:?}: {} {}",
                    a.name(),
                    b.name()
                );
            }
        }
    }
}

#[test]
fn sixteen_colours_keep_the_hue() {
    let fg = |name, role| builtin(name).reduced_to(ColorDepth::Ansi16).style(role).fg;
    for (role, dark, light) in [
        (Role::Error, 9, 1),
        (Role::FrameFocused, 12, 4),
        (Role::Note, 13, 5),
        (Role::Dim, 7, 8),
    ] {
        assert_eq!(fg("dark", role), Color::Ansi(dark), "{}", role.name());
        assert_eq!(fg("light", role), Color::Ansi(light), "{}", role.name());
    }
    for (role, dark) in [(Role::Success, 10), (Role::Warning, 11)] {
        assert_eq!(fg("dark", role), Color::Ansi(dark), "{}", role.name());
        // Green and yellow are not legible on white.
        assert_eq!(fg("light", role), Color::Default, "{}", role.name());
    }
}

#[test]
fn text_stays_legible_in_sixteen_colours_as_a_terminal_comes_with_them() {
    for (name, ground) in [("dark", BLACK), ("light", WHITE), ("high-contrast", BLACK)] {
        let theme = builtin(name).reduced_to(ColorDepth::Ansi16);
        for role in Role::ALL {
            let style = theme.style(*role);
            let contrast = style.fg.contrast(style.bg.or(ground)).unwrap_or(21.0);
            let needed = if is_line(*role) { 2.0 } else { 4.0 };
            assert!(
                contrast >= needed,
                "{name}: {} has {contrast:.2}",
                role.name()
            );
        }
    }
}

#[test]
fn sixteen_colours_paint_no_ground_that_could_hide_its_text() {
    for name in ThemeName::ALL {
        let theme = Theme::builtin(name).reduced_to(ColorDepth::Ansi16);
        for role in Role::ALL {
            let bg = theme.style(*role).bg;
            let safe = [Color::Default, Color::Ansi(0), Color::Ansi(15)];
            assert!(safe.contains(&bg), "{name} {}: {bg}", role.name());
        }
    }
    let selection = builtin("dark")
        .reduced_to(ColorDepth::Ansi16)
        .style(Role::Selection);
    assert_eq!(selection, Style::PLAIN.reverse());
}

#[test]
fn reducing_takes_the_nearest_of_256_and_leaves_the_users_sixteen_alone() {
    let reduced = |color| {
        let theme = builtin("dark").with(Role::Text, Style::fg(color));
        theme.reduced_to(ColorDepth::Ansi256).style(Role::Text).fg
    };
    assert_eq!(reduced(Color::Rgb(0xff, 0, 0)), Color::Indexed(196));
    assert_eq!(reduced(Color::Rgb(0x80, 0x81, 0x80)), Color::Indexed(244));
    assert_eq!(reduced(BLACK), Color::Indexed(16));
    assert_eq!(reduced(Color::Ansi(3)), Color::Ansi(3));
    assert_eq!(reduced(Color::Default), Color::Default);
}

#[test]
fn without_colours_every_theme_is_the_plain_one() {
    for name in ThemeName::ALL {
        assert_eq!(
            Theme::builtin(name).reduced_to(ColorDepth::None),
            builtin("none")
        );
    }
}

#[test]
fn a_theme_may_be_changed_role_by_role() {
    let own = Style::fg(Color::Ansi(5)).italic();
    let theme = Theme::default().with(Role::Key, own);
    assert_eq!(theme.style(Role::Key), own);
    assert_eq!(theme.style(Role::Text), Theme::default().style(Role::Text));
    assert_eq!(
        theme.with(Role::Key, Theme::default().style(Role::Key)),
        Theme::default()
    );
}

#[test]
fn a_style_laid_over_another_adds_to_it() {
    let row = Style::fg(WHITE).on(BLACK).bold();
    let over = Style::fg(Color::Ansi(1)).underline().over(row);
    assert_eq!(over, Style::fg(Color::Ansi(1)).on(BLACK).bold().underline());
    assert_eq!(Style::PLAIN.over(row), row);
}

#[test]
fn roles_and_themes_are_named() {
    for (index, role) in Role::ALL.iter().enumerate() {
        assert_eq!(*role as usize, index);
        assert_eq!(Role::from_name(role.name()), Some(*role));
        assert_eq!(
            format!("{role:?}").to_lowercase(),
            role.name().replace('-', "")
        );
    }
    assert_eq!(Role::from_name("beauty"), None);
    for name in ThemeName::ALL {
        assert_eq!(name.name().parse(), Ok(name));
    }
    let error = "solarized".parse::<ThemeName>().unwrap_err().to_string();
    for name in ThemeName::ALL {
        assert!(error.contains(name.name()), "{error}");
    }
}

#[test]
fn colours_are_read_as_they_are_printed() {
    for text in [
        "default",
        "red",
        "bright-blue",
        "white",
        "16",
        "255",
        "#8cb8f9",
        "#000000",
    ] {
        assert_eq!(text.parse::<Color>().unwrap().to_string(), text);
    }
    assert_eq!("#FFaa00".parse(), Ok(Color::Rgb(0xff, 0xaa, 0)));
    assert_eq!("9".parse(), Ok(Color::Ansi(9)));
    assert_eq!("bright-black".parse(), Ok(Color::Ansi(8)));
    for text in [
        "", "256", "-1", "#fff", "#+12345", "#12345é", "bright-", "pink", "bright-9",
    ] {
        let error = text.parse::<Color>().unwrap_err();
        assert!(error.to_string().contains("#rrggbb"), "{text}");
    }
}

#[test]
fn contrast_is_what_wcag_says() {
    assert!((BLACK.contrast(WHITE).unwrap() - 21.0).abs() < 0.01);
    assert!((Color::Rgb(0x77, 0x77, 0x77).contrast(WHITE).unwrap() - 4.48).abs() < 0.01);
    assert_eq!(Color::Default.contrast(WHITE), None);
}

#[test]
fn the_depth_is_read_from_the_environment() {
    use ColorDepth::{Ansi16, Ansi256, None, TrueColor};
    let cases: &[(&[(&str, &str)], ColorDepth)] = &[
        (&[], Ansi16),
        (&[("TERM", "xterm")], Ansi16),
        (&[("TERM", "linux")], Ansi16),
        (&[("TERM", "xterm-256color")], Ansi256),
        (
            &[("TERM", "tmux-256color"), ("COLORTERM", "truecolor")],
            TrueColor,
        ),
        (
            &[("TERM", "xterm-256color"), ("COLORTERM", "24bit")],
            TrueColor,
        ),
        (&[("TERM", "xterm"), ("COLORTERM", "yes")], Ansi256),
        (&[("TERM", "xterm-kitty")], TrueColor),
        (&[("TERM", "xterm-ghostty")], TrueColor),
        (&[("TERM", "foot-extra")], TrueColor),
        (&[("TERM", "xterm-direct")], TrueColor),
        (&[("WT_SESSION", "1b2c")], TrueColor),
        (
            &[
                ("TERM", "screen-256color"),
                ("COLORTERM", "truecolor"),
                ("STY", "1.tty"),
            ],
            Ansi256,
        ),
        (&[("TERM", "dumb"), ("COLORTERM", "truecolor")], None),
        (&[("TERM", "vt220")], None),
        (&[("TERM", "xterm-mono")], None),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "1")], None),
        (&[("TERM", "xterm-256color"), ("NO_COLOR", "")], Ansi256),
    ];
    for (variables, depth) in cases {
        let variables: HashMap<_, _> = variables.iter().copied().collect();
        let found = ColorDepth::detect(|name| variables.get(name).map(ToString::to_string));
        assert_eq!(found, *depth, "{variables:?}");
    }
}
