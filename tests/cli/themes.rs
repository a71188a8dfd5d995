//! Theme files and the program itself: `config check` finds their mistakes, a wrong name says which there are.

use std::fs;

use super::harness::{error, out, run};

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
