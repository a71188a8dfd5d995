//! Each rule on a small text that breaks it, beside one that does not: a rule that finds nothing proves nothing.

use crate::rule::{self, Violation};
use crate::source::{File, files};
use crate::token::{Kind, tokenize};

fn sources(texts: &[(&str, &str)]) -> Vec<File> {
    files(
        texts
            .iter()
            .map(|(path, text)| ((*path).to_owned(), (*text).to_owned())),
    )
}

/// The lines at which a rule finds something in one file.
fn lines(rule: fn(&[File]) -> Vec<Violation>, path: &str, text: &str) -> Vec<usize> {
    rule(&sources(&[(path, text)]))
        .iter()
        .map(|found| found.line)
        .collect()
}

#[test]
fn a_violation_says_file_line_and_rule() {
    let found = rule::rooms_import_what_their_row_allows(&sources(&[(
        "src/app/update.rs",
        "//! x\nuse crate::store::Store;",
    )]));
    assert_eq!(
        found[0].to_string(),
        "src/app/update.rs:2: app imports store, but may import only: model, text, command, query"
    );
}

#[test]
fn a_forbidden_import_is_found_however_it_is_written() {
    let check = |text: &str| {
        lines(
            rule::rooms_import_what_their_row_allows,
            "src/view/list.rs",
            text,
        )
    };
    for text in [
        "use crate::api::Client;",
        "use crate::api;",
        "use crate::api as words;",
        "use crate::{app::State, api::{self, Client}};",
        "use crate::{app::{State, Msg}, text, api};",
        "use super::super::api::Client;",
        "use super::super::{app, api::Client};",
        "pub use crate::api::*;",
        "pub(crate) use crate::api::Client;",
        "fn f(client: &crate::api::Client) {}",
        "fn f() { super::super::api::ask(); }",
        "fn f() { x.map(crate::api::ask); }",
        "fn f() { for i in 0..crate::api::MAX {} }",
        "impl<T: crate::api::Ask> X for T {}",
        "type X = <crate::api::Client as Trait>::Out;",
        "mod inner { use super::super::super::api::Client; }",
        "macro_rules! m { () => { $crate::api::ask() } }",
        "#[derive(Clone)] struct A(r#crate::api::Client);",
    ] {
        assert_eq!(check(text), [1], "{text}");
    }
}

#[test]
fn an_allowed_import_is_left_alone() {
    let check =
        |path: &str, text: &str| lines(rule::rooms_import_what_their_row_allows, path, text);
    for text in [
        "use crate::app::State;",
        "use crate::{app::State, text::{SafeText, width}, model};",
        "use super::paint;",
        "use super::*;",
        "use self::row::Row;",
        "use std::collections::BTreeMap;",
        "// use crate::api::Client;",
        "/* use crate::api; /* nested */ use crate::store; */",
        "//! [`crate::api`] draws nothing.",
        "const A: &str = \"use crate::api::Client;\";",
        "const A: &str = r#\"use crate::api::Client; \"quoted\" \"#;",
        "const A: (char, char) = ('\"', '\\''); // crate::api::X",
        "fn f<'a>(x: &'a str) -> impl Iterator<Item = &'a str> + use<'a> { x.lines() }",
        "mod inner { use super::super::Frame; }",
        "pub(in crate::view) fn f() {}",
        "fn f(api: Api) { api.ask(); self.api.ask() }",
    ] {
        assert_eq!(check("src/view/list.rs", text), [0; 0], "{text}");
    }
    assert_eq!(check("src/main.rs", "use andibox::cli::run;"), [0; 0]);
    assert_eq!(
        check("src/main.rs", "fn main() { andibox::store::open() }"),
        [1]
    );
    assert_eq!(check("src/lib.rs", "pub mod api;"), [0; 0]);
    assert_eq!(check("src/lib.rs", "pub use crate::api::Client;"), [1]);
}

#[test]
fn an_import_from_the_root_must_name_its_room() {
    let check = |text: &str| {
        lines(
            rule::rooms_import_what_their_row_allows,
            "src/app/mod.rs",
            text,
        )
    };
    for text in [
        "use crate::*;",
        "use super::*;",
        "use crate::{self as root};",
        "use crate::Error;",
    ] {
        assert_eq!(check(text), [1], "{text}");
    }
}

#[test]
fn the_tests_of_a_room_keep_to_its_row() {
    let text = "//! x\n#[cfg(test)]\nmod tests {\n    use crate::server::Server;\n}";
    assert_eq!(
        lines(
            rule::rooms_import_what_their_row_allows,
            "src/sync/pull.rs",
            text
        ),
        [4]
    );
}

#[test]
fn a_table_that_is_no_stack_is_found() {
    let found =
        rule::the_table_is_a_stack(&[("low", &["high"]), ("high", &["low"]), ("top", &["top"])]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("low import high"), "{found:?}");
    assert!(found[1].contains("top import top"), "{found:?}");
}

#[test]
fn a_room_outside_the_table_is_found() {
    assert_eq!(
        lines(rule::every_room_is_in_the_table, "src/gadget/mod.rs", ""),
        [1]
    );
    assert_eq!(
        lines(rule::every_room_is_in_the_table, "src/gadget.rs", ""),
        [1]
    );
    assert_eq!(
        lines(rule::every_room_is_in_the_table, "src/app/gadget.rs", ""),
        [0; 0]
    );
}

#[test]
fn a_ring_of_rooms_is_found_at_each_of_its_imports() {
    let ring = rule::no_cycle_between_rooms(&sources(&[
        ("src/model/a.rs", "use crate::text::SafeText;"),
        ("src/text/mod.rs", "\nuse crate::theme::Role;"),
        ("src/theme/mod.rs", "use crate::model::Thread;"),
        ("src/app/mod.rs", "use crate::model::Thread;"),
    ]));
    let found: Vec<String> = ring.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "src/model/a.rs:1: this import closes a ring of rooms: model → text → theme → model",
            "src/text/mod.rs:2: this import closes a ring of rooms: text → theme → model → text",
            "src/theme/mod.rs:1: this import closes a ring of rooms: theme → model → text → theme",
        ]
    );
}

#[test]
fn io_in_app_or_view_is_found() {
    for text in [
        "use crate::store::Store;",
        "use crate::config::Settings;",
        "use tokio::sync::mpsc;",
        "fn f() { std::fs::read(\"x\"); }",
        "use std::{fmt, thread};",
        "fn f() { let t = Utc::now(); }",
        "fn f() { let t = std::time::Instant::now(); }",
    ] {
        assert_eq!(
            lines(rule::app_and_view_are_pure, "src/app/update.rs", text),
            [1],
            "{text}"
        );
        assert_eq!(
            lines(rule::app_and_view_are_pure, "src/view/frame.rs", text),
            [1],
            "{text}"
        );
        assert_eq!(
            lines(rule::app_and_view_are_pure, "src/terminal/run.rs", text),
            [0; 0],
            "{text}"
        );
    }
    assert_eq!(
        lines(
            rule::app_and_view_are_pure,
            "src/app/a.rs",
            "use std::time::Duration;"
        ),
        [0; 0]
    );
}

#[test]
fn a_crate_outside_its_rooms_is_found() {
    let check =
        |path: &str, text: &str| lines(rule::crates_are_named_where_the_table_says, path, text);
    assert_eq!(check("src/store/a.rs", "use reqwest::Client;"), [1]);
    assert_eq!(
        check("src/store/a.rs", "use {std::fmt, reqwest::{Client, Url}};"),
        [1]
    );
    assert_eq!(check("src/store/a.rs", "fn f(c: reqwest::Client) {}"), [1]);
    assert_eq!(
        check("src/store/a.rs", "fn f(c: ::reqwest::Client) {}"),
        [1]
    );
    assert_eq!(
        check("src/store/a.rs", "#[derive(clap::Parser)] struct A;"),
        [1]
    );
    assert_eq!(check("src/store/a.rs", "extern crate reqwest;"), [1]);
    assert_eq!(
        check("src/view/a.rs", "use ratatui::crossterm::event::Event;"),
        [1]
    );
    assert_eq!(check("src/lib.rs", "use clap::Parser;"), [1]);
    assert_eq!(check("src/api/a.rs", "use reqwest::Client;"), [0; 0]);
    assert_eq!(check("src/main.rs", "use clap::Parser;"), [0; 0]);
    assert_eq!(check("src/app/a.rs", "use serde::Serialize;"), [0; 0]);
    assert_eq!(check("src/config/mod.rs", "use toml::de::DeValue;"), [0; 0]);
    assert_eq!(
        check(
            "src/store/a.rs",
            "#[cfg(test)]\nmod tests {\n    use tempfile::tempdir;\n}"
        ),
        [0; 0]
    );
    assert_eq!(
        check("src/store/tests.rs", "use tempfile::tempdir;"),
        [0; 0]
    );
}

#[test]
fn a_dependency_without_a_row_is_found() {
    let names = ["tower-http", "serde", "left-pad"].map(ToOwned::to_owned);
    let found = rule::every_dependency_has_a_row(&names);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("left_pad"), "{found:?}");
}

#[test]
fn a_long_file_is_found() {
    let long = "//! x\n".repeat(501);
    assert_eq!(lines(rule::files_are_short, "src/app/a.rs", &long), [501]);
    assert_eq!(
        lines(
            rule::files_are_short,
            "src/app/a.rs",
            &"//! x\n".repeat(500)
        ),
        [0; 0]
    );
    assert_eq!(
        lines(rule::files_are_short, "src/app/tests.rs", &long),
        [0; 0]
    );
    assert_eq!(
        lines(rule::files_are_short, "src/app/tests/list.rs", &long),
        [0; 0]
    );
}

#[test]
fn a_file_without_a_header_is_found() {
    for text in [
        "",
        "use std::fmt;",
        "// x",
        "/// x",
        "\n//! x",
        "//!",
        "//!  ",
    ] {
        assert_eq!(
            lines(rule::files_begin_with_a_header, "src/app/a.rs", text),
            [1],
            "{text:?}"
        );
    }
    assert_eq!(
        lines(
            rule::files_begin_with_a_header,
            "src/app/a.rs",
            "//! Owns a."
        ),
        [0; 0]
    );
}

#[test]
fn an_unwrap_is_found_outside_tests_only() {
    let check = |path: &str, text: &str| lines(rule::nothing_is_unwrapped, path, text);
    assert_eq!(check("src/app/a.rs", "fn f() {\n    x.unwrap();\n}"), [2]);
    assert_eq!(
        check("src/app/a.rs", "fn f() { x\n    .expect(\"y\") }"),
        [2]
    );
    assert_eq!(
        check("src/app/a.rs", "fn f() { x.map(Option::unwrap) }"),
        [1]
    );
    assert_eq!(
        check(
            "src/app/a.rs",
            "fn f() { x.unwrap_or_default() } // .unwrap()"
        ),
        [0; 0]
    );
    assert_eq!(
        check(
            "src/app/a.rs",
            "#[expect(clippy::x, reason = \"y\")] fn f() {}"
        ),
        [0; 0]
    );
    assert_eq!(check("src/app/a.rs", "fn f() { \".unwrap()\" }"), [0; 0]);
    assert_eq!(check("src/app/tests.rs", "fn f() { x.unwrap(); }"), [0; 0]);
}

#[test]
fn what_stands_under_cfg_test_is_no_product_code() {
    let check = |text: &str| lines(rule::nothing_is_unwrapped, "src/app/a.rs", text);
    for inside in [
        "#[cfg(test)]\nmod tests { fn f() { x.unwrap() } }",
        "#[cfg(all(test, unix))]\nmod tests { fn f() { x.unwrap() } }",
        "#[cfg(test)]\nimpl A<B, C> { fn f() { x.unwrap() } }",
        "#[cfg(test)]\n#[rustfmt::skip]\nfn f<A, B>(a: A) -> B { x.unwrap() }",
    ] {
        assert_eq!(check(inside), [0; 0], "{inside}");
        assert_eq!(
            check(&format!("{inside}\nfn g() {{ y.unwrap() }}")).len(),
            1,
            "{inside}"
        );
    }
    for outside in [
        "#[cfg(not(test))]\nmod a { fn f() { x.unwrap() } }",
        "#[cfg(unix)]\nmod a { fn f() { x.unwrap() } }",
        "#[cfg(test)]\nuse a::{b, c};\nfn f() { x.unwrap() }",
        "#[cfg(test)]\nmod tests;\nfn f() { x.unwrap() }",
        "struct A {\n    #[cfg(test)]\n    field: B,\n}\nfn f() { x.unwrap() }",
    ] {
        assert_eq!(check(outside).len(), 1, "{outside}");
    }
}

#[test]
fn a_file_declared_for_tests_is_no_product_code() {
    let found = rule::nothing_is_unwrapped(&sources(&[
        ("src/app/mod.rs", "#[cfg(test)]\nmod factory;\nmod list;"),
        ("src/app/factory.rs", "fn f() { x.unwrap() }"),
        ("src/app/factory/more.rs", "fn f() { x.unwrap() }"),
        ("src/app/list.rs", "fn f() { x.unwrap() }"),
    ]));
    let found: Vec<&str> = found.iter().map(|found| found.path.as_str()).collect();
    assert_eq!(found, ["src/app/list.rs"]);
}

#[test]
fn global_state_is_found() {
    for text in [
        "static mut A: u8 = 0;",
        "static A: Mutex<u8> = Mutex::new(0);",
        "pub static A: std::sync::OnceLock<u8> = OnceLock::new();",
        "fn f() { static A: AtomicUsize = AtomicUsize::new(0); }",
        "static A: LazyLock<Mutex<u8>> = LazyLock::new(f);",
        "lazy_static! { }",
        "thread_local! { }",
    ] {
        assert_eq!(
            lines(rule::nothing_global_changes, "src/app/a.rs", text),
            [1],
            "{text}"
        );
    }
    for text in [
        "static A: &str = \"Mutex\";",
        "static A: &[u8] = include_bytes!(\"x\");",
        "struct A(Mutex<u8>, &'static Cell<u8>);",
        "fn f(a: &'static mut u8) {}",
        "#[cfg(test)] static A: Mutex<u8> = Mutex::new(0);",
    ] {
        assert_eq!(
            lines(rule::nothing_global_changes, "src/app/a.rs", text),
            [0; 0],
            "{text}"
        );
    }
}

#[test]
fn an_empty_name_is_found() {
    for path in [
        "src/app/utils.rs",
        "src/helpers/mod.rs",
        "src/app/data/list.rs",
        "tests/common/mod.rs",
    ] {
        assert_eq!(lines(rule::names_say_something, path, ""), [1], "{path}");
    }
    assert_eq!(
        lines(
            rule::names_say_something,
            "src/app/mod.rs",
            "\nmod manager;"
        ),
        [2]
    );
    assert_eq!(
        lines(
            rule::names_say_something,
            "src/app/database.rs",
            "mod helped;"
        ),
        [0; 0]
    );
}

#[test]
fn a_raw_string_outside_its_rooms_is_found() {
    for path in [
        "src/view/list.rs",
        "src/terminal/clipboard.rs",
        "src/text/safe.rs",
        "src/main.rs",
    ] {
        assert_eq!(
            lines(
                rule::raw_strings_stay_where_they_belong,
                path,
                "fn f() {\n    title.expose();\n}"
            ),
            [2],
            "{path}"
        );
        assert_eq!(
            lines(
                rule::raw_strings_stay_where_they_belong,
                path,
                "fn f() { x.map(Untrusted::expose) }"
            ),
            [1],
            "{path}"
        );
    }
    for path in ["src/api/send.rs", "src/view/tests.rs"] {
        assert_eq!(
            lines(
                rule::raw_strings_stay_where_they_belong,
                path,
                "fn f() { title.expose(); }"
            ),
            [0; 0],
            "{path}"
        );
    }
}

#[test]
fn words_that_reach_cells_elsewhere_are_found() {
    let rule = rule::words_reach_cells_in_one_file;
    for text in [
        "fn f() { Span::raw(title) }",
        "fn f() { Span::styled(title, style) }",
        "fn f() { text::Line::raw(title) }",
        "fn f() { Line::from(title) }",
        "fn f() { titles.map(Line::from) }",
        "fn f() { Paragraph::new(title) }",
        "fn f() { buffer.set_string(0, 0, title, style) }",
        "fn f() { buffer.set_stringn(0, 0, title, 3, style) }",
        "fn f() { cell.set_symbol(title) }",
        "fn f() { block.title_top(title) }",
    ] {
        assert_eq!(lines(rule, "src/view/list.rs", text), [1], "{text}");
        assert_eq!(lines(rule, "src/terminal/draw.rs", text), [1], "{text}");
        assert_eq!(lines(rule, "src/view/paint.rs", text), [0; 0], "{text}");
        assert_eq!(lines(rule, "src/view/tests.rs", text), [0; 0], "{text}");
    }
    for text in [
        "fn f() { cell.set_style(style) }",
        "fn f() { paint.line(title, role) }",
        "use ratatui::text::Line;",
    ] {
        assert_eq!(lines(rule, "src/view/list.rs", text), [0; 0], "{text}");
    }
}

#[test]
fn the_tokenizer_knows_code_from_words() {
    let words = |text: &str| -> Vec<String> {
        tokenize(text)
            .iter()
            .filter_map(|token| token.word().map(ToOwned::to_owned))
            .collect()
    };
    assert_eq!(words("a /* b /* c */ d */ e // f\n g"), ["a", "e", "g"]);
    assert_eq!(
        words(r#"a("b \" c", 'd', b'e', b"f", 'g: loop {})"#),
        ["a", "loop"]
    );
    assert_eq!(words("a r##\"b \"# c\"## d"), ["a", "d"]);
    assert_eq!(
        words("r#type 1_000u64 0xff 1.5e3 2.max(3)"),
        ["type", "max"]
    );
    assert_eq!(words(r"'\'' a '\u{1F600}' b '\\' c"), ["a", "b", "c"]);
}

#[test]
fn the_tokenizer_counts_lines_through_strings_and_comments() {
    let tokens = tokenize("\"a\nb\" /* c\n*/ d\n::e");
    let places: Vec<(Kind, usize)> = tokens
        .into_iter()
        .map(|token| (token.kind, token.line))
        .collect();
    assert_eq!(
        places,
        [
            (Kind::Literal, 1),
            (Kind::Word("d".into()), 3),
            (Kind::PathSep, 4),
            (Kind::Word("e".into()), 4)
        ]
    );
}
