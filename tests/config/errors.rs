//! Every problem says where it stands, what stands there and what is allowed.

use std::fs;
use std::time::Duration;

use andibox::config::{ConfigError, ResolveError};

use crate::{Desk, SECRET, desk, desk_with, name};

#[test]
fn every_wrong_setting_names_its_place_what_stands_there_and_what_is_allowed() {
    for (config, sentences) in [
        (
            "[sync]\nopen_thread_s = \"3\"",
            vec![
                "config/config.toml:2:17: sync.open_thread_s = \"3\": expected a whole number of seconds from 1 to 3600.",
            ],
        ),
        (
            "# é\nsync.open_thread_s = 0",
            vec![
                "config/config.toml:2:22: sync.open_thread_s = 0: expected a whole number of seconds from 1 to 3600.",
            ],
        ),
        (
            "[sync]\nconcurrency = 17\nconnect_timeout_s = 1.5\nrequest_timeout_s = -1\nthread_list_s = 99999999999999999999",
            vec![
                "config/config.toml:2:15: sync.concurrency = 17: expected a whole number of requests from 1 to 16.",
                "config/config.toml:3:21: sync.connect_timeout_s = 1.5: expected a whole number of seconds from 1 to 120.",
                "config/config.toml:4:21: sync.request_timeout_s = -1: expected a whole number of seconds from 1 to 600.",
                "config/config.toml:5:17: sync.thread_list_s = 99999999999999999999: expected a whole number of seconds from 1 to 3600.",
            ],
        ),
        (
            "[notify]\nmethod = \"mail\"\nrules = [\"is:unread\",\n  \"waiting:>1x\"]\nshow_text = 1",
            vec![
                "config/config.toml:2:10: notify.method = \"mail\": expected one of \"off\", \"bell\", \"osc9\", \"osc777\", \"desktop\".",
                "config/config.toml:4:3: notify.rules[1] = \"waiting:>1x\": expected a query (column 9: \">1x\" is no length of time; allowed: >2h, <30m, us, first, customer, nobody).",
                "config/config.toml:5:13: notify.show_text = 1: expected true or false.",
            ],
        ),
        (
            "notify.rules = [\"\", 3]",
            vec![
                "config/config.toml:1:17: notify.rules[0] = \"\": expected a query that is not empty.",
            ],
        ),
        (
            "notify.rules = \"is:unread\"",
            vec![
                "config/config.toml:1:16: notify.rules = \"is:unread\": expected a list of queries in quotes.",
            ],
        ),
        (
            "[ui]\ntheme = \"drak\"",
            vec![
                "config/config.toml:2:9: ui.theme = \"drak\": expected one of \"auto\", \"dark\", \"light\", \"high-contrast\", \"none\", or the name of one of the files in the folder themes.",
            ],
        ),
        (
            "[identity]\nname = \"a\\nb\"\nemail = \"nobody\"",
            vec![
                "config/config.toml:2:8: identity.name = \"a\\nb\": expected a name of at most 100 characters on one line, or \"\" for your user name.",
                "config/config.toml:3:9: identity.email = \"nobody\": expected an email address, or \"\" for none.",
            ],
        ),
        (
            "[profiles.acme]\naddress = \"andibase.com\"\nread_only = \"yes\"\nauth = \"basic\"\ncolor = \"pink\"\nthread_status = \"put\"\nmax_body_mib = 0\napi_key_command = [\"pass\", \"andi\"]",
            vec![
                "config/config.toml:2:11: profiles.acme.address = \"andibase.com\": expected an address such as https://andibase.com/api/v1 (http or https, a host, no user, '?' or '#').",
                "config/config.toml:3:13: profiles.acme.read_only = \"yes\": expected true or false.",
                "config/config.toml:4:8: profiles.acme.auth = \"basic\": expected one of \"x-api-key\", \"bearer\".",
                "config/config.toml:5:9: profiles.acme.color = \"pink\": expected one of \"none\", \"red\", \"yellow\", \"green\", \"cyan\", \"blue\", \"magenta\".",
                "config/config.toml:6:17: profiles.acme.thread_status = \"put\": expected one of \"auto\", \"patch\", \"event\".",
                "config/config.toml:7:16: profiles.acme.max_body_mib = 0: expected a whole number of MiB from 1 to 1024.",
                "config/config.toml:8:19: profiles.acme.api_key_command = (not shown): expected a command line in quotes, or \"\" for none.",
            ],
        ),
        (
            "sync = 3\nprofiles = []",
            vec![
                "config/config.toml:1:1: sync = 3: expected a table, begun by the line [sync].",
                "config/config.toml:2:1: profiles = []: expected a table, begun by the line [profiles].",
            ],
        ),
        (
            "[profiles]\nacme = \"https://a.test\"\n[profiles.Zeta]\naddress = \"https://z.test\"",
            vec![
                "config/config.toml:2:1: profiles.acme = \"https://a.test\": expected a table, begun by the line [profiles.acme].",
                "config/config.toml:3:11: the profile's name in [profiles.Zeta] = Zeta: expected a name of 1 to 64 lower-case letters, digits, '-', '_' or '.', beginning with a letter or digit.",
            ],
        ),
        (
            "identity = { name = \"é\", email = \"x\" }",
            vec![
                "config/config.toml:1:34: identity.email = \"x\": expected an email address, or \"\" for none.",
            ],
        ),
        (
            "default_profile = \"Acme\"",
            vec![
                "config/config.toml:1:19: default_profile = \"Acme\": expected the name of a profile, or \"\" for none.",
            ],
        ),
    ] {
        assert_eq!(desk_with(config).check(), sentences, "{config}");
    }
}

#[test]
fn an_unknown_key_names_what_was_perhaps_meant_or_all_there_is() {
    for (config, sentence) in [
        (
            "[sync]\n\nopen_tread_s = 3",
            "config/config.toml:3:1: sync.open_tread_s is not a setting. Did you mean sync.open_thread_s?",
        ),
        (
            "open_thread_s = 3",
            "config/config.toml:1:1: open_thread_s is not a setting. Did you mean sync.open_thread_s?",
        ),
        (
            "[snyc]\nopen_thread_s = 3",
            "config/config.toml:1:2: snyc is not a setting. Did you mean sync?",
        ),
        (
            "[ui]\nwheels = true",
            "config/config.toml:2:1: ui.wheels is not a setting. There is: ui.theme, ui.hyperlinks, ui.download_folder, ui.download_limit_mib, ui.advance, ui.mouse, ui.tips.",
        ),
        (
            "[kubernetes]\n",
            "config/config.toml:1:2: kubernetes is not a setting. There is: default_profile, identity, sync, send, composer, notify, ui, views, profiles.",
        ),
        (
            "[profiles.acme]\naddress = \"https://a.test\"\ncolour = \"red\"",
            "config/config.toml:3:1: profiles.acme.colour is not a setting. Did you mean color?",
        ),
        (
            "[profiles.acme]\naddress = \"https://a.test\"\nx = 1",
            "config/config.toml:3:1: profiles.acme.x is not a setting. There is: address, auth, api_key_command, key_store, \
             allow_insecure_http, thread_status, color, read_only, max_body_mib.",
        ),
    ] {
        assert_eq!(desk_with(config).check(), [sentence], "{config}");
    }
}

#[test]
fn a_key_in_the_wrong_file_is_told_where_it_belongs_and_not_shown() {
    let config =
        format!("[profiles.acme]\naddress = \"{SECRET}\"\nkey = \"{SECRET}\"\n[{SECRET}]\n");
    let problems = desk_with(&config).check();
    assert_eq!(problems.len(), 3);
    assert!(problems[1].contains("andibox login"), "{}", problems[1]);
    for problem in problems {
        assert!(!problem.contains("Zx81"), "{problem}");
    }
}

#[test]
fn settings_that_do_not_go_together_are_named() {
    for (config, sentence) in [
        (
            "[sync]\nothers_min_s = 200",
            "config/config.toml:2:16: sync.others_min_s: sync.others_min_s = 200 is more than sync.others_max_s = 120; the defaults are used for both.",
        ),
        (
            "[sync]\nothers_max_s = 5",
            "config/config.toml:2:16: sync.others_max_s: sync.others_min_s = 30 is more than sync.others_max_s = 5; the defaults are used for both.",
        ),
        (
            "default_profile = \"acne\"\n[profiles.acme]\naddress = \"https://a.test\"",
            "config/config.toml:1:19: default_profile: there is no profile \"acne\". Did you mean acme?",
        ),
        (
            "default_profile = \"acme\"",
            "config/config.toml:1:19: default_profile: there is no profile \"acme\", nor any other.",
        ),
        (
            "\n[profiles.acme]\n",
            "config/config.toml:2:11: profiles.acme: the address is missing; add a line address = \"…\" (such as https://andibase.com/api/v1).",
        ),
        (
            "[profiles.local]\naddress = \"https://a.test\"",
            "config/config.toml:2:11: profiles.local.address: the profile \"local\" is the workspace inside andibox and has no address; give this one another name.",
        ),
    ] {
        let desk = desk_with(config);
        assert_eq!(desk.check(), [sentence], "{config}");
        let sync = desk.load().settings.sync;
        assert!(sync.others_min <= sync.others_max);
    }
}

#[test]
fn wrong_settings_are_at_their_defaults_and_the_right_ones_count() {
    let desk = desk_with(
        "[sync]\nopen_thread_s = \"3\"\nthread_list_s = 20\nspeed = 1\n[ui]\ntheme = \"dark\"",
    );
    let config = desk.load();
    assert_eq!(config.problems.len(), 2);
    assert_eq!(config.settings.sync.open_thread, Duration::from_secs(3));
    assert_eq!(config.settings.sync.thread_list, Duration::from_secs(20));
    assert_eq!(config.settings.ui.theme, "dark");
}

#[test]
fn read_only_says_why_and_an_unreadable_one_protects() {
    let why = |desk: &Desk| {
        let config = desk.load();
        let why = config.why_read_only(&config.resolve().unwrap());
        why.map(|why| desk.short(&why))
    };
    let address = "default_profile = \"acme\"\n[profiles.acme]\naddress = \"https://a.test\"\n";
    assert_eq!(why(&desk_with(address)), None);
    for (rest, sentence) in [
        (
            "read_only = true",
            "config/config.toml:4 says read_only = true.",
        ),
        (
            "read_only = \"yes\"",
            "Until the settings are mended: config/config.toml:4:13: profiles.acme.read_only = \"yes\": expected true or false.",
        ),
        (
            "read_only true",
            "Until the settings are mended: config/config.toml:4:11: this is not TOML: key with no value, expected `=`.",
        ),
        (
            "color red\nread_only = true",
            "Until the settings are mended: config/config.toml:4:7: this is not TOML: key with no value, expected `=`.",
        ),
    ] {
        let found = why(&desk_with(&format!("{address}{rest}")));
        assert_eq!(found.as_deref(), Some(sentence));
    }
    let mut desk = desk_with(address);
    desk.flags.read_only = true;
    assert_eq!(why(&desk).as_deref(), Some("--read-only was given."));
    let said_so = format!("{address}read_only = false\n[ui]\ntheme = dark\n");
    assert_eq!(why(&desk_with(&said_so)), None);
}

#[test]
fn a_file_that_is_not_toml_says_where_and_what_can_be_read_is_used() {
    let desk = desk_with(
        "[sync]\nthread_list_s = 20\nconcurrency = 12h\n[ui]\ntheme = \"dark\"\n[profiles.acme]\naddress = \"https://a.test\"\n",
    );
    let problems = desk.check();
    assert!(!problems.is_empty());
    for problem in &problems {
        assert!(problem.starts_with("config/config.toml:3:"), "{problem}");
        assert!(problem.contains("this is not TOML"), "{problem}");
    }
    let config = desk.load();
    assert_eq!(config.settings.ui.theme, "dark");
    assert_eq!(config.settings.sync.thread_list, Duration::from_secs(20));
    assert_eq!(config.origin("sync.concurrency").to_string(), "default");
    // A line may be lost, and it may be the one that forbids writing.
    assert!(config.named(&name("acme")).unwrap().read_only);
}

#[test]
fn a_broken_line_takes_nothing_half_read() {
    let desk = desk_with("[profiles.acme]\naddress = \"https://a.test\n");
    assert_eq!(desk.load().profiles[&name("acme")].address, None);
}

#[test]
fn a_broken_file_does_not_silently_open_the_local_workspace() {
    let broken = "default_profile \"acme\"\n[profiles.acme]\naddress = \"https://a.test\"\n";
    let mut desk = desk_with(broken);
    let is_broken = |desk: &Desk| match desk.resolve() {
        Err(ResolveError::Broken { problem }) => {
            problem.contains("config.toml:1:17: this is not TOML")
        }
        _ => false,
    };
    assert!(is_broken(&desk));
    desk.flags.profile = Some("acme".to_owned());
    assert!(is_broken(&desk), "a profile may be lost, not missing");
    desk.flags.profile = Some("local".to_owned());
    assert_eq!(desk.resolve().unwrap().name, "local");
}

#[test]
fn a_broken_file_that_never_spoke_of_profiles_stands_in_nobodys_way() {
    let desk = desk_with("[ui]\ntheme dark\n");
    assert_eq!(desk.check().len(), 1);
    assert_eq!(desk.resolve().unwrap().name, "local");
}

#[test]
fn a_file_that_cannot_be_read_is_one_problem() {
    let desk = desk_with("");
    fs::write(desk.paths().config_file(), b"# ok\n# \xff\n").unwrap();
    assert_eq!(
        desk.check(),
        [
            "config/config.toml: this file cannot be read (line 2 is not UTF-8); the default settings are used."
        ]
    );
    fs::write(desk.paths().config_file(), "#".repeat(2 * 1024 * 1024)).unwrap();
    assert!(desk.check()[0].contains("it is larger than 1 MiB"));
    fs::remove_file(desk.paths().config_file()).unwrap();
    fs::create_dir(desk.paths().config_file()).unwrap();
    assert!(matches!(
        desk.load().problems[..],
        [ConfigError::Unreadable { .. }]
    ));
    assert!(matches!(desk.resolve(), Err(ResolveError::Broken { .. })));
}

#[test]
fn no_file_at_all_is_no_problem() {
    assert!(desk().check().is_empty());
}
