//! Theme files and the program itself: `config check` finds their mistakes, a wrong name says which there are.

use std::fs;

use super::harness::{ANDIBOX, error, out, run};
use super::pty::Pty;

#[test]
fn config_check_finds_the_mistakes_of_theme_files() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox/themes");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("sea.toml"), "note = \"#12345\"\n").unwrap();
    let output = run(home.path(), &["config", "check"]);
    assert_eq!(output.status.code(), Some(1));
    let said = error(&output);
    assert!(said.contains("sea.toml:1:8: note = \"#12345\""), "{said}");

    fs::write(folder.join("sea.toml"), "note = \"#123456\"\n").unwrap();
    let checked = run(home.path(), &["config", "check"]);
    assert!(out(&checked).contains("in order"), "{}", error(&checked));
    let shown = out(&run(home.path(), &["--theme", "sea", "config", "show"]));
    assert!(
        shown.contains("ui.theme = \"sea\"  # flag --theme"),
        "{shown}"
    );
    let wrong = error(&run(home.path(), &["--theme", "see", "config", "check"]));
    assert!(
        wrong.contains("--theme = \"see\"") && wrong.contains("which are: sea"),
        "{wrong}"
    );
}

#[test]
fn a_theme_with_a_mistake_opens_the_inbox_says_so_and_colours_the_rest() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox/themes");
    fs::create_dir_all(&folder).unwrap();
    fs::write(
        folder.join("sea.toml"),
        "note = \"pink\"\nkey = \"#aa00aa\"\n",
    )
    .unwrap();
    let command = [ANDIBOX, "--theme", "sea"];
    let env = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
    let mut pty = Pty::start(&command, home.path(), (120, 36), &env);
    pty.shows("sea.toml:1:8: note = \"pink\"");
    pty.send("\u{1b}");
    pty.shows("? help");
    pty.until("a key in the theme's colour", |pty| {
        let screen = pty.terminal();
        (0..36).any(|row| {
            (0..120).any(|column| {
                screen.cell(row, column).is_some_and(|cell| {
                    cell.contents() == "?" && cell.fgcolor() == vt100::Color::Rgb(0xaa, 0, 0xaa)
                })
            })
        })
    });
    // `gS` counts the demo workspace of the program itself.
    pty.send("gS");
    pty.shows("Waiting for a reply: ");
    pty.shows("Messages a day");
}
