//! Names of files, as strangers give them.

use crate::text::{file_name, split_ending};

fn name(given: &str) -> String {
    file_name(given).map_or_else(|| "none".to_owned(), |name| name.to_string())
}

#[test]
fn an_ordinary_name_stays_as_it_is() {
    for given in [
        "invoice.pdf",
        "Rechnung März (2).pdf",
        "写真.jpg",
        "a.tar.gz",
        "x",
    ] {
        assert_eq!(name(given), given);
    }
}

#[test]
fn no_name_leads_out_of_the_folder() {
    for (given, expected) in [
        ("../../etc/passwd", "passwd"),
        ("/etc/cron.d/evil", "evil"),
        ("C:\\Windows\\system32\\evil.dll", "evil.dll"),
        ("..\\..\\x.txt", "x.txt"),
        ("folder/", "folder"),
        ("..", "none"),
        (".", "none"),
        ("/", "none"),
        ("", "none"),
        ("   ", "none"),
    ] {
        assert_eq!(name(given), expected, "{given:?}");
    }
}

#[test]
fn no_name_hides_or_is_taken_for_an_option_or_a_device() {
    for (given, expected) in [
        (".bashrc", "bashrc"),
        ("...hidden", "hidden"),
        ("-rf", "_-rf"),
        ("NUL", "_NUL"),
        ("con.txt", "_con.txt"),
        ("Com7.log", "_Com7.log"),
        ("lpt1", "_lpt1"),
        ("common.txt", "common.txt"),
        ("name. . .", "name"),
    ] {
        assert_eq!(name(given), expected, "{given:?}");
    }
}

#[test]
fn no_name_lies_about_its_ending_or_carries_what_nobody_sees() {
    assert_eq!(name("photo\u{202e}gpj.exe"), "photogpj.exe");
    assert_eq!(name("a\u{200b}b\u{feff}c\u{2066}.txt"), "abc.txt");
    assert_eq!(name("a\u{e0041}\u{e0042}b.txt"), "ab.txt");
    assert_eq!(name("a\u{0}b\u{7}c\n\td.txt"), "abc d.txt");
    assert!(!name("a\u{1b}]8;;http://x\u{7}b").contains('\u{1b}'));
    assert_eq!(name("$(rm -rf ~)`x`;.sh"), "_(rm -rf ~)_x__.sh");
    assert_eq!(name("what?*|<>:.txt"), "what______.txt");
}

#[test]
fn a_long_name_is_cut_before_its_ending() {
    let long = name(&format!("{}.pdf", "ä".repeat(500)));
    assert!(long.len() <= 160, "{}", long.len());
    assert!(long.ends_with("ä.pdf"), "{long}");
    let dots = name(&".x".repeat(400));
    assert!(dots.len() <= 160 && !dots.is_empty());
}

#[test]
fn an_ending_is_what_stands_behind_the_last_dot() {
    assert_eq!(split_ending("a.b.pdf"), ("a.b", ".pdf"));
    assert_eq!(split_ending("name"), ("name", ""));
    assert_eq!(
        split_ending("a.no ending is as long as this"),
        ("a.no ending is as long as this", "")
    );
}
