//! `andibox profiles`, and what is said of a profile that is not there.

use super::desk::Desk;
use super::harness::{andibox, error, out, run};

#[test]
fn without_any_configuration_there_is_the_local_workspace() {
    let home = tempfile::tempdir().unwrap();
    let shown = out(&run(home.path(), &["profiles"]));
    assert_eq!(
        shown,
        "* local  the workspace inside andibox  keeps its own key\n"
    );
}

#[test]
fn the_default_is_marked_and_the_key_only_named() {
    let desk = Desk::start();
    let address = &desk.serving.address;
    let shown = desk.says(&["profiles"]);
    let expected = format!(
        "* acme   {address}  key stored\n  local  the workspace inside andibox  keeps its own key\n"
    );
    assert_eq!(shown, expected);

    let rows = desk.lines(&["profiles", "--json"]);
    assert_eq!(rows[0]["name"], "acme");
    assert_eq!(rows[0]["default"], true);
    assert_eq!(rows[0]["address"], address.as_str());
    assert_eq!(rows[0]["key"], "stored");
    assert_eq!(rows[1]["local"], true);
    assert_eq!(rows[1]["key"], "own");

    let output = andibox(desk.home.path())
        .arg("profiles")
        .env("ANDI_API_KEY", "andi_live_S3cr3tS3cr3tS3cr3tS3cr3t")
        .output()
        .unwrap();
    assert!(
        out(&output).contains("key from ANDI_API_KEY"),
        "{}",
        out(&output)
    );
    assert!(!out(&output).contains("S3cr3t"));
}

#[test]
fn a_profile_without_a_key_says_how_to_give_it_one() {
    let desk = Desk::start();
    std::fs::remove_file(desk.home.path().join(".config/andibox/credentials.toml")).unwrap();
    assert!(
        desk.says(&["profiles"])
            .contains("no key: andibox login stores one")
    );
}

#[test]
fn several_without_a_default_are_listed_and_that_is_said() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join(".config/andibox");
    std::fs::create_dir_all(&folder).unwrap();
    let two = "[profiles.acme]\naddress = \"https://a.example/api/v1\"\n\
               [profiles.zeta]\naddress = \"https://z.example/api/v1\"\nread_only = true\n";
    std::fs::write(folder.join("config.toml"), two).unwrap();
    let output = run(home.path(), &["profiles"]);
    assert!(output.status.success());
    assert!(!out(&output).contains('*'), "{}", out(&output));
    assert!(
        out(&output).contains(
            "zeta   https://z.example/api/v1  no key: andibox login stores one, read-only"
        )
    );
    assert!(
        error(&output).contains("which profile?"),
        "{}",
        error(&output)
    );
}

#[test]
fn logging_out_of_an_unknown_profile_is_not_found() {
    let desk = Desk::start();
    let said = desk.fails(5, &["logout", "acne"]);
    assert!(said.contains("there is no profile \"acne\""), "{said}");
    desk.says(&["logout", "acme"]);
    desk.fails(5, &["logout", "acme"]);
    desk.fails(5, &["sync", "--profile", "acme"]);
}
