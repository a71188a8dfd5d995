//! `[[views]]`: read with its problems, and added to without losing anything.

use andibox::config::{WriteError, store_view};
use andibox::model::Sort;
use andibox::query::{Query, SavedView};

use crate::{desk, desk_with};

fn view(name: &str, query: &str) -> SavedView {
    SavedView {
        name: name.to_owned(),
        query: Query::parse(query).unwrap(),
        sort: Sort::Newest,
        channel: None,
    }
}

#[test]
fn views_are_read_in_the_order_of_the_file() {
    let desk = desk_with(
        "[[views]]\nname = \"VIP waiting\"\nquery = \"meta.plan:vip status:open\"\nsort = \"waiting\"\nchannel = \"WhatsApp\"\n\n[[views]]\nname = \"All\"\nquery = \"\"\n",
    );
    let config = desk.load();
    assert!(config.problems.is_empty(), "{:?}", config.problems);
    let vip = SavedView {
        sort: Sort::WaitingLongest,
        channel: Some("WhatsApp".to_owned()),
        ..view("VIP waiting", "meta.plan:vip status:open")
    };
    assert_eq!(config.settings.views, [vip, view("All", "")]);
    let shown: Vec<String> = config.show().iter().map(ToString::to_string).collect();
    let line = shown
        .iter()
        .find(|line| line.starts_with("views.VIP waiting = "));
    assert!(
        line.is_some_and(|line| line.contains("config.toml:1")),
        "{line:?}"
    );
}

#[test]
fn a_wrong_view_is_left_out_and_says_where_and_why() {
    for (config, sentences) in [
        (
            "[[views]]\nname = \"a\"\nquery = \"status:opne\"",
            vec!["config/config.toml:3:9: views.query: the query cannot be read: column 8"],
        ),
        (
            "[[views]]\nquery = \"x\"",
            vec!["config/config.toml:1:1: views: the name is missing; add a line name = \"…\"."],
        ),
        (
            "[[views]]\nname = \"a\"",
            vec!["config/config.toml:1:1: views: the query is missing; add a line query = \"…\"."],
        ),
        (
            "[[views]]\nname = \"\"\nquery = 3\nsort = \"up\"\nchannel = \"\"",
            vec![
                "config/config.toml:2:8: views.name = \"\": expected a name of 1 to 40 characters on one line.",
                "config/config.toml:3:9: views.query = 3: expected a query in quotes, or \"\" for all threads.",
                "config/config.toml:4:8: views.sort = \"up\": expected one of \"newest\", \"waiting\".",
                "config/config.toml:5:11: views.channel = \"\": expected a channel's id, handle or name.",
            ],
        ),
        (
            "[[views]]\nname = \"a\"\nqeury = \"x\"\nquery = \"x\"",
            vec!["config/config.toml:3:1: views.qeury is not a setting. Did you mean query?"],
        ),
        (
            "views = 3",
            vec![
                "config/config.toml:1:9: views = 3: expected views, each begun by a line [[views]].",
            ],
        ),
    ] {
        let desk = desk_with(config);
        let problems = desk.check();
        assert_eq!(problems.len(), sentences.len(), "{config}: {problems:?}");
        for (problem, sentence) in problems.iter().zip(sentences) {
            assert!(problem.starts_with(sentence), "{problem}\n{sentence}");
        }
        assert!(desk.load().settings.views.is_empty(), "{config}");
    }
}

#[test]
fn of_two_views_of_one_name_the_first_counts() {
    let desk = desk_with(
        "[[views]]\nname = \"VIP\"\nquery = \"a\"\n[[views]]\nname = \"vip\"\nquery = \"b\"\n",
    );
    assert_eq!(desk.load().settings.views, [view("VIP", "a")]);
    assert_eq!(
        desk.check(),
        [
            "config/config.toml:5:8: views.name: there is a view \"vip\" already; give this one another name."
        ]
    );
}

#[test]
fn a_view_is_added_at_the_end_and_the_rest_stays() {
    let text =
        "# mine\n[ui]\ntheme = \"dark\" # at night\n\n[[views]]\nname = \"One\"\nquery = \"a\"\n";
    let desk = desk_with(text);
    let papers = SavedView {
        sort: Sort::WaitingLongest,
        channel: Some("ch \"1\"".to_owned()),
        ..view("Papers", "has:attachment \"exact words\" -is:unread")
    };
    store_view(&desk.paths(), &papers).unwrap();
    let added = desk.config_text();
    assert!(added.starts_with(text), "{added}");
    assert!(desk.check().is_empty(), "{:?}", desk.check());
    assert_eq!(desk.load().settings.views, [view("One", "a"), papers]);
}

#[test]
fn the_first_view_makes_the_file_and_a_profile_can_follow_it() {
    let desk = desk();
    store_view(&desk.paths(), &view("One", "")).unwrap();
    assert_eq!(
        desk.config_text(),
        "[[views]]\nname = \"One\"\nquery = \"\"\n"
    );
    andibox::config::store_profile(
        &desk.paths(),
        &crate::name("acme"),
        &crate::new_profile("https://a.test"),
    )
    .unwrap();
    store_view(&desk.paths(), &view("Two", "b")).unwrap();
    let config = desk.load();
    assert!(config.problems.is_empty(), "{:?}", config.problems);
    assert_eq!(config.settings.views.len(), 2);
    assert_eq!(config.profiles.len(), 1);
}

#[test]
fn a_view_that_cannot_be_added_leaves_the_file_as_it_was() {
    for (text, is_it) in [
        (
            "[[views]]\nname = \"one\"\nquery = \"a\"\n",
            (|error| matches!(error, WriteError::ViewExists(_))) as fn(&WriteError) -> bool,
        ),
        ("[[views]\n", |error| {
            matches!(error, WriteError::NotToml { .. })
        }),
        ("views = [{ name = \"b\", query = \"\" }]\n", |error| {
            matches!(error, WriteError::Form { .. })
        }),
    ] {
        let desk = desk_with(text);
        let error = store_view(&desk.paths(), &view("One", "x")).unwrap_err();
        assert!(is_it(&error), "{error}");
        assert_eq!(desk.config_text(), text);
    }
}
