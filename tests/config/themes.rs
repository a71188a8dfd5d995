//! The user's own theme files: what they change, what is said of their mistakes, and that a mistake costs no more.

use std::fs;

use andibox::theme::{Color, Role, Style, Theme, ThemeName};

use crate::{Desk, desk, desk_with};

/// A desk with theme files, and settings that name `mine`.
fn themed(files: &[(&str, &str)]) -> Desk {
    let desk = desk_with("[ui]\ntheme = \"mine\"\n");
    let folder = desk.paths().themes_dir();
    fs::create_dir_all(&folder).unwrap();
    for (name, text) in files {
        fs::write(folder.join(name), text).unwrap();
    }
    desk
}

fn mine(text: &str) -> (Theme, Vec<String>) {
    let desk = themed(&[("mine.toml", text)]);
    (desk.load().theme.unwrap(), desk.check())
}

#[test]
fn a_theme_file_changes_what_it_says_and_inherits_the_rest() {
    let (theme, problems) = mine(
        "inherits = \"light\"\nnote = \"#123456\"\ndim = 245\nchart = \"bright-red\"\n\
         selection = { bg = \"blue\", bold = false, underline = true }\n[error]\nfg = 1\nreverse = true\n",
    );
    assert_eq!(problems, Vec::<String>::new());
    let light = Theme::builtin(ThemeName::Light);
    assert_eq!(
        theme.style(Role::Note),
        Style::fg(Color::Rgb(0x12, 0x34, 0x56))
    );
    assert_eq!(theme.style(Role::Dim).fg, Color::Indexed(245));
    assert_eq!(theme.style(Role::Chart).fg, Color::Ansi(9));
    let selection = theme.style(Role::Selection);
    assert_eq!(selection.fg, light.style(Role::Selection).fg);
    assert_eq!(selection.bg, Color::Ansi(4));
    assert!(!selection.bold && selection.underline);
    assert_eq!(
        theme.style(Role::Error),
        Style::fg(Color::Ansi(1)).bold().reverse()
    );
    assert_eq!(theme.style(Role::Key), light.style(Role::Key));
}

#[test]
fn a_mistake_is_named_with_its_place_and_what_is_allowed_and_the_rest_holds() {
    let color = "expected a colour: \"#rrggbb\", a number from 0 to 255, \"default\", or one of \"black\", \"red\", \
                 \"green\", \"yellow\", \"blue\", \"magenta\", \"cyan\", \"white\" with \"bright-\" before it if wanted";
    for (line, said) in [
        (
            "inherits = \"drak\"",
            "2:12: inherits = \"drak\": expected the name of a built-in theme: \"dark\", \"light\", \
             \"high-contrast\", \"none\"."
                .to_owned(),
        ),
        (
            "erorr = \"red\"",
            "2:1: erorr is not a role. Did you mean error?".to_owned(),
        ),
        (
            "note = \"pink\"",
            format!(
                "2:8: note = \"pink\": {color}; or a table such as {{ fg = \"red\", bold = true }}."
            ),
        ),
        (
            "note = 256",
            format!("2:8: note = 256: {color}; or a table such as {{ fg = \"red\", bold = true }}."),
        ),
        (
            "note = { fg = true }",
            format!("2:15: note.fg = true: {color}."),
        ),
        (
            "note = { bold = \"yes\" }",
            "2:17: note.bold = \"yes\": expected true or false.".to_owned(),
        ),
        (
            "note = { colour = \"red\" }",
            "2:10: note.colour is not a part of a role. There is: fg, bg, bold, dim, italic, underline, reverse."
                .to_owned(),
        ),
    ] {
        let (theme, problems) = mine(&format!("dim = \"green\"\n{line}\nkey = \"blue\"\n"));
        assert_eq!(problems, [format!("config/themes/mine.toml:{said}")]);
        assert_eq!(theme.style(Role::Dim).fg, Color::Ansi(2), "{line}");
        assert_eq!(theme.style(Role::Key).fg, Color::Ansi(4), "{line}");
        let dark = Theme::default();
        assert_eq!(theme.style(Role::Note), dark.style(Role::Note), "{line}");
    }
}

#[test]
fn a_text_that_is_no_toml_says_where_and_keeps_the_lines_that_are() {
    let (theme, problems) = mine("dim = \"green\"\nnote = pink\nkey = \"blue\"\n");
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(
        problems[0].starts_with("config/themes/mine.toml:2:8: this is not TOML: "),
        "{problems:?}"
    );
    assert_eq!(theme.style(Role::Dim).fg, Color::Ansi(2));
    assert_eq!(theme.style(Role::Key).fg, Color::Ansi(4));
}

#[test]
fn a_theme_that_is_not_there_is_an_error_that_names_those_that_are() {
    let desk = themed(&[("solar.toml", ""), ("sea-2.toml", ""), ("read.me", "")]);
    assert_eq!(
        desk.check(),
        [
            "config/config.toml:2:9: ui.theme = \"mine\": expected one of \"auto\", \"dark\", \"light\", \
             \"high-contrast\", \"none\", or the name of one of the files in the folder themes, which are: sea-2, solar."
        ]
    );
    let config = desk.load();
    assert_eq!(config.settings.ui.theme, "auto");
    assert_eq!(config.theme, None);
}

#[test]
fn a_flag_may_name_a_theme_file_too() {
    let mut desk = desk();
    let folder = desk.paths().themes_dir();
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("solar.toml"), "key = 200").unwrap();
    desk.flags.theme = Some("solar".to_owned());
    let theme = desk.load().theme.unwrap();
    assert_eq!(theme.style(Role::Key).fg, Color::Indexed(200));
    assert!(
        desk.shown()
            .contains(&"ui.theme = \"solar\"  # flag --theme".to_owned())
    );
}

#[test]
fn no_theme_leads_out_of_its_folder() {
    for name in ["../config", "/etc/passwd", "a.b", ""] {
        let mut desk = desk();
        desk.flags.theme = Some(name.to_owned());
        let config = desk.load();
        assert_eq!(config.theme, None, "{name}");
        assert_eq!(config.problems.len(), 1, "{name}");
    }
}

#[test]
fn the_check_looks_at_every_theme_file_and_at_their_names() {
    let desk = themed(&[
        ("mine.toml", "key = 200"),
        ("dark.toml", ""),
        ("other.toml", "nose = 1"),
        ("two words.toml", ""),
    ]);
    let problems = desk.check();
    let name = "no theme can have this name: use letters, digits, '-' and '_', at most 64, and none of auto, dark, \
                light, high-contrast, none.";
    assert_eq!(problems[0], format!("config/themes/dark.toml: {name}"));
    assert_eq!(
        problems[1],
        "config/themes/other.toml:1:1: nose is not a role. Did you mean note?"
    );
    assert_eq!(problems[2], format!("config/themes/two words.toml: {name}"));
    assert_eq!(problems.len(), 3);
    // Loading, as the inbox does, speaks of the chosen theme only.
    assert_eq!(desk.load().problems.len(), 0);
}

#[test]
fn a_theme_file_that_cannot_be_read_costs_its_own_looks_only() {
    let desk = themed(&[]);
    fs::create_dir_all(desk.paths().themes_dir().join("mine.toml")).unwrap();
    let config = desk.load();
    assert_eq!(config.theme, Some(Theme::default()));
    let said = desk.short(&config.problems[0].to_string());
    assert!(
        said.starts_with("config/themes/mine.toml: this theme cannot be read ("),
        "{said}"
    );
}

#[test]
fn the_documentation_names_every_role_and_its_example_is_right() {
    let page = include_str!("../../docs/themes.md");
    for role in Role::ALL {
        let row = format!("| `{}` | {} |", role.name(), role.help());
        assert!(page.contains(&row), "docs/themes.md lacks the row {row}");
    }
    let example = page
        .split("```toml\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    let (theme, problems) = mine(example);
    assert_eq!(problems, Vec::<String>::new());
    assert_ne!(theme, Theme::default());
}
