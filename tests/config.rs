//! The `config` room from outside: layers, errors with their places, profiles, keys, permissions.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops there")]

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use andibox::config::{
    Address, Auth, Config, ConfigError, Credentials, CredentialsError, Environment, Flags,
    KeyCommand, KeyError, KeySource, NewProfile, PathOverrides, Paths, ProfileKind, ProfileName,
    ProfileSettings, ResolveError, WriteError, remove_profile, set_default_profile, store_profile,
};
use andibox::model::{ApiKey, StatusStrategy};

const SECRET: &str = "andi_live_Zx81QwErTy0123456789AbCdEfGh";

/// A user's folders, environment and flags, all empty until a test says otherwise.
struct Desk {
    folder: tempfile::TempDir,
    environment: Environment,
    flags: Flags,
}

fn desk() -> Desk {
    Desk {
        folder: tempfile::tempdir().unwrap(),
        environment: Environment::default(),
        flags: Flags::default(),
    }
}

/// A desk whose `config.toml` says this.
fn desk_with(config: &str) -> Desk {
    let desk = desk();
    let paths = desk.paths();
    Paths::make_folder_of(&paths.config_file()).unwrap();
    fs::write(paths.config_file(), config).unwrap();
    desk
}

impl Desk {
    fn paths(&self) -> Paths {
        Paths::of(
            &self.folder.path().join("config"),
            &self.folder.path().join("data"),
        )
    }

    fn load(&self) -> Config {
        Config::load(&self.paths(), &self.environment, &self.flags)
    }

    fn check(&self) -> Vec<String> {
        Config::check(&self.paths(), &self.environment, &self.flags)
            .iter()
            .map(|problem| self.short(&problem.to_string()))
            .collect()
    }

    /// A sentence without the folder of this test.
    fn short(&self, sentence: &str) -> String {
        sentence.replace(&format!("{}/", self.folder.path().display()), "")
    }

    fn resolve(&self) -> Result<ProfileSettings, ResolveError> {
        self.load().resolve()
    }

    fn config_text(&self) -> String {
        fs::read_to_string(self.paths().config_file()).unwrap()
    }

    fn shown(&self) -> Vec<String> {
        let lines = self.load().show();
        lines
            .iter()
            .map(|line| self.short(&line.to_string()))
            .collect()
    }
}

fn name(name: &str) -> ProfileName {
    ProfileName::new(name).unwrap()
}

fn key(secret: &str) -> ApiKey {
    ApiKey::new(secret).unwrap()
}

fn new_profile(address: &str) -> NewProfile {
    NewProfile {
        address: Address::new(address).unwrap(),
        auth: Auth::XApiKey,
        allow_insecure_http: false,
    }
}

// --- errors and their places

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
            "[ui]\ntheme = \"drak\"\ntime = true",
            vec![
                "config/config.toml:2:9: ui.theme = \"drak\": expected one of \"auto\", \"dark\", \"light\", \"high-contrast\", \"none\".",
                "config/config.toml:3:8: ui.time = true: expected one of \"24h\", \"12h\".",
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
            "[ui]\nmouse = true",
            "config/config.toml:2:1: ui.mouse is not a setting. There is: ui.theme, ui.time.",
        ),
        (
            "[kubernetes]\n",
            "config/config.toml:1:2: kubernetes is not a setting. There is: default_profile, identity, sync, ui, profiles.",
        ),
        (
            "[profiles.acme]\naddress = \"https://a.test\"\ncolour = \"red\"",
            "config/config.toml:3:1: profiles.acme.colour is not a setting. Did you mean color?",
        ),
        (
            "[profiles.acme]\naddress = \"https://a.test\"\nx = 1",
            "config/config.toml:3:1: profiles.acme.x is not a setting. There is: address, auth, api_key_command, \
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
        "[ui]\ntheme = \"dark\"\ntime = 12h\n[sync]\nthread_list_s = 20\n[profiles.acme]\naddress = \"https://a.test\"\n",
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
    assert_eq!(config.origin("ui.time").to_string(), "default");
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

// --- layers and origins

#[test]
fn each_layer_stands_above_the_one_before() {
    let mut desk = desk();
    let theme = |desk: &Desk| {
        let config = desk.load();
        (
            config.settings.ui.theme,
            desk.short(&config.origin("ui.theme").to_string()),
        )
    };
    assert_eq!(theme(&desk), ("auto", "default".to_owned()));
    desk = desk_with("\n[ui]\ntheme = \"dark\"\n");
    assert_eq!(theme(&desk), ("dark", "config/config.toml:3".to_owned()));
    desk.environment.theme = Some("light".to_owned());
    assert_eq!(
        theme(&desk),
        ("light", "environment ANDIBOX_THEME".to_owned())
    );
    desk.flags.theme = Some("none".to_owned());
    assert_eq!(theme(&desk), ("none", "flag --theme".to_owned()));
    desk.flags.theme = Some("drak".to_owned());
    assert_eq!(
        theme(&desk),
        ("light", "environment ANDIBOX_THEME".to_owned())
    );
    assert_eq!(
        desk.check(),
        [
            "the command line: --theme = \"drak\": expected one of \"auto\", \"dark\", \"light\", \"high-contrast\", \"none\"."
        ]
    );
}

#[test]
fn the_author_is_the_systems_user_where_no_name_is_set() {
    let mut desk = desk();
    assert_eq!(desk.load().settings.identity.name, "Support");
    desk.environment.user = Some(("USER", "ana".to_owned()));
    assert_eq!(desk.load().settings.identity.name, "ana");
    assert!(
        desk.shown()
            .contains(&"identity.name = \"ana\"  # environment USER".to_owned())
    );
    let mut desk = desk_with("[identity]\nname = \" Ana Haddad \"\nemail = \"ana@acme.test\"");
    desk.environment.user = Some(("USER", "ana".to_owned()));
    let identity = desk.load().settings.identity;
    assert_eq!(identity.name, "Ana Haddad");
    assert_eq!(identity.email.as_deref(), Some("ana@acme.test"));
}

#[test]
fn show_gives_every_setting_with_its_origin_and_no_key() {
    let mut desk = desk_with(&format!(
        "[sync]\nopen_thread_s = 5\n[profiles.acme]\naddress = \"https://a.test\"\napi_key_command = \"echo {SECRET}\"\n"
    ));
    Credentials::at(&desk.paths())
        .store_key(&name("acme"), &key(SECRET))
        .unwrap();
    desk.environment.api_key = Some(SECRET.to_owned());
    desk.flags.api_key_command = KeyCommand::new(&format!("echo {SECRET}"));
    desk.flags.read_only = true;
    let shown = desk.shown();
    for line in [
        "default_profile = \"\"  # default",
        "sync.open_thread_s = 5  # config/config.toml:2",
        "sync.thread_list_s = 10  # default",
        "ui.theme = \"auto\"  # default",
        "profiles.acme.address = \"https://a.test\"  # config/config.toml:4",
        "profiles.acme.api_key_command = \"echo …\"  # config/config.toml:5",
        "profiles.acme.read_only = true  # flag --read-only",
        "profiles.acme.key = andi_live_…  # config/credentials.toml",
        "api_key_command = \"echo …\"  # flag --api-key-command",
        "api_key = andi_live_…  # environment ANDI_API_KEY",
    ] {
        assert!(
            shown.contains(&line.to_owned()),
            "{line} is not in {shown:#?}"
        );
    }
    let everything = format!("{shown:?} {:?} {:?}", desk.load(), desk.resolve());
    assert!(!everything.contains("Zx81"), "{everything}");
}

// --- which profile

const TWO: &str = "[profiles.acme]\naddress = \"https://a.test/api/v1\"\n[profiles.zeta]\naddress = \"https://z.test\"\n";

#[test]
fn without_any_settings_the_local_workspace_is_opened() {
    let desk = desk();
    let profile = desk.resolve().unwrap();
    assert_eq!(profile.name, "local");
    let folder = desk.folder.path().join("data").join("local");
    assert_eq!(profile.kind, ProfileKind::Local { folder });
    assert!(profile.database.ends_with("data/profiles/local/inbox.db"));
    assert!(matches!(
        desk.load().key_for(&profile),
        Err(KeyError::Local)
    ));
}

#[test]
fn the_profile_is_chosen_by_flag_then_environment_then_settings_then_as_the_only_one() {
    let mut desk = desk_with(&TWO[..TWO.find("[profiles.zeta]").unwrap()]);
    assert_eq!(desk.resolve().unwrap().name, "acme");
    desk = desk_with(TWO);
    assert_eq!(
        desk.resolve(),
        Err(ResolveError::Which {
            names: "acme, zeta".to_owned()
        })
    );
    desk = desk_with(&format!("default_profile = \"zeta\"\n{TWO}"));
    assert_eq!(desk.resolve().unwrap().name, "zeta");
    desk.environment.profile = Some("acme".to_owned());
    assert_eq!(desk.resolve().unwrap().name, "acme");
    desk.flags.profile = Some("local".to_owned());
    assert_eq!(desk.resolve().unwrap().name, "local");
}

#[test]
fn a_profile_that_is_not_there_is_an_error_that_says_who_asked_and_what_there_is() {
    let mut desk = desk_with(TWO);
    let sentence = |desk: &Desk| desk.short(&desk.resolve().unwrap_err().to_string());
    desk.flags.profile = Some("amce".to_owned());
    assert_eq!(
        sentence(&desk),
        "there is no profile \"amce\" (flag --profile). Did you mean acme?"
    );
    desk.flags.profile = Some("../x".to_owned());
    assert_eq!(
        sentence(&desk),
        "there is no profile \"../x\" (flag --profile). There is: acme, zeta."
    );
    desk.flags.profile = None;
    desk.environment.profile = Some("other".to_owned());
    assert_eq!(
        sentence(&desk),
        "there is no profile \"other\" (environment ANDIBOX_PROFILE). There is: acme, zeta."
    );
    let mut desk = desk_with("");
    desk.flags.profile = Some("acme".to_owned());
    assert_eq!(
        sentence(&desk),
        "there is no profile \"acme\" (flag --profile). There is none yet: `andibox login` makes one."
    );
}

#[test]
fn a_profile_carries_its_own_settings() {
    let desk = desk_with(
        "[profiles.acme]\naddress = \"http://10.0.0.1/api/v1/\"\nauth = \"bearer\"\nallow_insecure_http = true\n\
         thread_status = \"event\"\ncolor = \"red\"\nread_only = true\nmax_body_mib = 2\napi_key_command = \"pass x\"\n",
    );
    let profile = desk.resolve().unwrap();
    let address = Address::new("http://10.0.0.1/api/v1").unwrap();
    let kind = ProfileKind::Remote {
        address,
        auth: Auth::Bearer,
        allow_insecure_http: true,
    };
    assert_eq!(profile.kind, kind);
    assert_eq!(profile.thread_status, Some(StatusStrategy::Event));
    assert_eq!(profile.color, "red");
    assert!(profile.read_only);
    assert_eq!(profile.max_body_bytes, 2 * 1024 * 1024);
    assert_eq!(profile.api_key_command, KeyCommand::new("pass x"));
    assert!(profile.database.ends_with("data/profiles/acme/inbox.db"));
}

#[test]
fn a_server_on_the_command_line_needs_no_settings_and_has_a_copy_of_its_own() {
    let mut desk = desk();
    desk.flags.server = Some("http://127.0.0.1:4010/api/v1".to_owned());
    desk.environment.api_key = Some(SECRET.to_owned());
    let profile = desk.resolve().unwrap();
    assert_eq!(profile.name, "127.0.0.1-4010");
    assert_eq!(profile.stored_as, None);
    assert!(
        profile
            .database
            .parent()
            .unwrap()
            .starts_with(desk.folder.path().join("data/servers"))
    );
    assert_eq!(
        desk.load().key_for(&profile).unwrap().source,
        KeySource::Environment
    );
    desk.flags.server = Some("http://127.0.0.1:4011/api/v1".to_owned());
    assert_ne!(desk.resolve().unwrap().database, profile.database);
    desk.environment.api_key = None;
    assert!(matches!(
        desk.load().key_for(&profile),
        Err(KeyError::None { .. })
    ));
}

#[test]
fn a_server_that_would_hear_the_key_in_the_clear_is_refused() {
    let mut desk = desk();
    desk.flags.server = Some("http://a.test".to_owned());
    let sentence = desk.resolve().unwrap_err().to_string();
    assert!(
        sentence.starts_with("http://a.test is plain http"),
        "{sentence}"
    );
    let desk = desk_with("[profiles.acme]\naddress = \"http://a.test\"");
    let sentence = desk.resolve().unwrap_err().to_string();
    assert!(
        sentence.ends_with("or set allow_insecure_http = true in [profiles.acme]"),
        "{sentence}"
    );
}

#[test]
fn a_wrong_server_or_one_beside_a_profile_is_refused() {
    let mut desk = desk_with(TWO);
    desk.flags.server = Some("https://u:andi_live_Zx81@a.test".to_owned());
    let sentence = desk.resolve().unwrap_err().to_string();
    assert!(
        sentence.starts_with("--server = \"https://u:andi_live_…@a.test\": expected an address"),
        "{sentence}"
    );
    desk.flags.profile = Some("acme".to_owned());
    assert_eq!(desk.resolve(), Err(ResolveError::ServerAndProfile));
}

// --- writing profiles

#[test]
fn a_profile_is_stored_used_and_removed() {
    let desk = desk();
    let paths = desk.paths();
    store_profile(&paths, &name("acme"), &new_profile("https://a.test/api/v1")).unwrap();
    store_profile(&paths, &name("a.b"), &new_profile("https://b.test")).unwrap();
    assert!(desk.check().is_empty(), "{:?}", desk.check());
    assert_eq!(desk.resolve().unwrap().name, "acme");
    set_default_profile(&paths, &name("a.b")).unwrap();
    assert_eq!(desk.resolve().unwrap().name, "a.b");
    remove_profile(&paths, &name("a.b")).unwrap();
    assert_eq!(desk.resolve().unwrap().name, "acme");
    remove_profile(&paths, &name("acme")).unwrap();
    assert_eq!(desk.resolve().unwrap().name, "local");
    let gone = remove_profile(&paths, &name("acme"));
    assert!(matches!(gone, Err(WriteError::NoProfile(_))));
    let gone = set_default_profile(&paths, &name("acme"));
    assert!(matches!(gone, Err(WriteError::NoProfile(_))));
    let local = store_profile(
        &paths,
        &ProfileName::local(),
        &new_profile("https://a.test"),
    );
    assert!(matches!(local, Err(WriteError::Local)));
}

#[test]
fn storing_keeps_comments_order_and_the_other_settings() {
    let desk = desk_with(
        "# my settings\n[ui] # looks\ntheme = \"dark\"\n\n# the real one\n[profiles.acme]\ncolor = \"red\" # careful\naddress = \"https://old.test\"\nauth = \"bearer\"\n\n# the end\n",
    );
    store_profile(
        &desk.paths(),
        &name("acme"),
        &new_profile("https://new.test"),
    )
    .unwrap();
    assert_eq!(
        desk.config_text(),
        "default_profile = \"acme\"\n# my settings\n[ui] # looks\ntheme = \"dark\"\n\n# the real one\n[profiles.acme]\ncolor = \"red\" # careful\naddress = \"https://new.test\"\nauth = \"x-api-key\"\n\n# the end\n"
    );
}

#[test]
fn a_file_that_is_not_toml_is_never_written_to() {
    let text = "[ui\ntheme = \"dark\"\n";
    let desk = desk_with(text);
    let outcome = store_profile(&desk.paths(), &name("acme"), &new_profile("https://a.test"));
    assert!(matches!(outcome, Err(WriteError::NotToml { .. })));
    assert_eq!(desk.config_text(), text);
}

#[test]
fn two_writers_at_once_lose_nothing() {
    let desk = desk();
    let paths = desk.paths();
    std::thread::scope(|scope| {
        for number in 0..8 {
            let paths = &paths;
            scope.spawn(move || {
                let name = name(&format!("p{number}"));
                store_profile(paths, &name, &new_profile("https://a.test")).unwrap();
                Credentials::at(paths)
                    .store_key(&name, &key(SECRET))
                    .unwrap();
            });
        }
    });
    assert_eq!(desk.load().profiles.len(), 8);
    for number in 0..8 {
        let kept = Credentials::at(&paths)
            .load_key(&name(&format!("p{number}")))
            .unwrap();
        assert_eq!(kept, Some(key(SECRET)));
    }
}

// --- keys

#[test]
fn a_key_is_kept_replaced_and_forgotten() {
    let desk = desk();
    let credentials = Credentials::at(&desk.paths());
    assert_eq!(credentials.load_key(&name("acme")).unwrap(), None);
    assert!(!credentials.remove_key(&name("acme")).unwrap());
    credentials
        .store_key(&name("acme"), &key("andi_live_one"))
        .unwrap();
    credentials
        .store_key(&name("a.b"), &key("quote\"and\\slash"))
        .unwrap();
    credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
    assert_eq!(
        credentials.load_key(&name("acme")).unwrap(),
        Some(key(SECRET))
    );
    assert!(credentials.remove_key(&name("acme")).unwrap());
    assert_eq!(credentials.load_key(&name("acme")).unwrap(), None);
    assert_eq!(
        credentials.load_key(&name("a.b")).unwrap(),
        Some(key("quote\"and\\slash"))
    );
    let text = fs::read_to_string(desk.paths().credentials_file()).unwrap();
    assert!(!text.contains("Zx81"), "{text}");
}

#[test]
fn the_environment_stands_above_the_command_and_the_command_above_the_file() {
    let mut desk = desk_with("[profiles.acme]\naddress = \"https://a.test\"\n");
    let found = |desk: &Desk| {
        let config = desk.load();
        let found = config.key_for(&config.resolve().unwrap()).unwrap();
        (found.key.expose().to_owned(), found.source)
    };
    let nothing = desk.load();
    let sentence = nothing
        .key_for(&nothing.resolve().unwrap())
        .unwrap_err()
        .to_string();
    assert_eq!(
        sentence,
        "there is no key for acme: log in with `andibox login`, or set ANDI_API_KEY"
    );
    Credentials::at(&desk.paths())
        .store_key(&name("acme"), &key("of_the_file"))
        .unwrap();
    assert_eq!(
        found(&desk),
        ("of_the_file".to_owned(), KeySource::Credentials)
    );
    fs::write(
        desk.paths().config_file(),
        "[profiles.acme]\naddress = \"https://a.test\"\napi_key_command = \"printf 'of_the_profile\\\\nmore\\\\n'\"\n",
    )
    .unwrap();
    assert_eq!(
        found(&desk),
        ("of_the_profile".to_owned(), KeySource::Command)
    );
    desk.flags.api_key_command = KeyCommand::new("echo of_the_flag");
    assert_eq!(found(&desk), ("of_the_flag".to_owned(), KeySource::Command));
    desk.environment.api_key = Some("of_the_environment\n".to_owned());
    assert_eq!(
        found(&desk),
        ("of_the_environment".to_owned(), KeySource::Environment)
    );
}

#[test]
fn a_key_command_that_fails_says_how_and_never_the_key() {
    let mut desk = desk();
    desk.flags.server = Some("https://a.test".to_owned());
    for (line, sentence) in [
        (
            format!("echo {SECRET}; exit 3"),
            "the key command `echo …` failed with exit status: 3",
        ),
        (
            format!("echo 'two {SECRET}'"),
            "the key command `echo …` gave no key in its first line: the key holds a character that no key has",
        ),
        (
            "true".to_owned(),
            "the key command `true` gave no key in its first line: the key is empty",
        ),
        (
            "kill -9 $$".to_owned(),
            "the key command `kill …` failed with signal: 9",
        ),
    ] {
        desk.flags.api_key_command = KeyCommand::new(&line);
        let config = desk.load();
        let error = config.key_for(&config.resolve().unwrap()).unwrap_err();
        let sentence_found = error.to_string();
        assert!(sentence_found.starts_with(sentence), "{sentence_found}");
        assert!(!format!("{error:?} {sentence_found}").contains("Zx81"));
    }
    desk.environment.api_key = Some("two words".to_owned());
    let config = desk.load();
    let sentence = config
        .key_for(&config.resolve().unwrap())
        .unwrap_err()
        .to_string();
    assert!(
        sentence.starts_with("the environment: ANDI_API_KEY: the key holds"),
        "{sentence}"
    );
}

#[test]
fn a_wrong_credentials_file_says_where_and_nothing_of_what_stands_there() {
    for (text, sentence) in [
        (
            format!("[profiles.acme]\nkey = \"{SECRET}\n"),
            "config/credentials.toml:2:",
        ),
        (
            format!("\nkey = \"{SECRET}\"\n"),
            "config/credentials.toml:2:1: only tables such as [profiles.acme] belong here",
        ),
        (
            format!("[profiles.acme]\nkee = \"{SECRET}\"\n"),
            "config/credentials.toml:1:11: this profile needs one line key = \"…\"",
        ),
        (
            format!("[profiles.acme]\nkey = \"{SECRET} x\"\n"),
            "config/credentials.toml:1:11: the key holds a character",
        ),
        (
            format!("[profiles]\nacme = \"{SECRET}\"\n"),
            "config/credentials.toml:2:1: this profile needs one line key",
        ),
    ] {
        let desk = desk();
        let file = desk.paths().credentials_file();
        Credentials::at(&desk.paths())
            .store_key(&name("zeta"), &key("z"))
            .unwrap();
        fs::write(&file, &text).unwrap();
        let problems = desk.check();
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with(sentence), "{}", problems[0]);
        let error = Credentials::at(&desk.paths())
            .load_key(&name("acme"))
            .unwrap_err();
        assert!(!format!("{error:?} {error}").contains("Zx81"), "{error:?}");
    }
}

#[cfg(unix)]
mod permissions {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    fn mode(path: &PathBuf) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &PathBuf, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn keys_are_made_private_in_a_private_folder() {
        let desk = desk();
        Credentials::at(&desk.paths())
            .store_key(&name("acme"), &key(SECRET))
            .unwrap();
        assert_eq!(mode(&desk.paths().credentials_file()), 0o600);
        assert_eq!(mode(&desk.paths().config_dir().to_owned()), 0o700);
        let database = desk.resolve().unwrap().database;
        Paths::make_folder_of(&database).unwrap();
        assert_eq!(mode(&database.parent().unwrap().to_owned()), 0o700);
    }

    #[test]
    fn looser_permissions_are_refused_with_the_command_that_mends_them() {
        let desk = desk();
        let credentials = Credentials::at(&desk.paths());
        credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
        let file = desk.paths().credentials_file();
        let folder = desk.paths().config_dir().to_owned();
        for (path, loose, tight) in [
            (&file, 0o640, 0o600),
            (&file, 0o604, 0o600),
            (&folder, 0o755, 0o700),
            (&folder, 0o720, 0o700),
        ] {
            set_mode(path, loose);
            let error = credentials.load_key(&name("acme")).unwrap_err();
            let CredentialsError::Loose {
                mend, mode: found, ..
            } = &error
            else {
                panic!("{error:?}");
            };
            assert_eq!(*found, loose);
            assert_eq!(*mend, format!("chmod {tight:o} {}", path.display()));
            assert!(error.to_string().ends_with(mend.as_str()));
            assert!(credentials.store_key(&name("b"), &key("b")).is_err());
            assert!(credentials.remove_key(&name("acme")).is_err());
            assert_eq!(desk.check().len(), 1);
            set_mode(path, tight);
            assert_eq!(
                credentials.load_key(&name("acme")).unwrap(),
                Some(key(SECRET))
            );
        }
    }

    #[test]
    fn the_mending_command_can_be_copied_even_with_a_space_in_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let paths = Paths::of(&folder.path().join("my 'own' box"), folder.path());
        let credentials = Credentials::at(&paths);
        credentials.store_key(&name("acme"), &key(SECRET)).unwrap();
        set_mode(&paths.credentials_file(), 0o644);
        let Err(CredentialsError::Loose { mend, .. }) = credentials.load_key(&name("acme")) else {
            panic!("it was read");
        };
        let mended = std::process::Command::new("sh")
            .arg("-c")
            .arg(&mend)
            .status()
            .unwrap();
        assert!(mended.success(), "{mend}");
        assert!(credentials.load_key(&name("acme")).is_ok());
    }
}

// --- paths

#[test]
fn given_folders_stand_in_place_of_the_usual_ones() {
    let folder = tempfile::tempdir().unwrap();
    let overrides = PathOverrides {
        config_dir: Some(folder.path().join("c")),
        data_dir: Some(PathBuf::from("relative")),
    };
    let paths = Paths::find(&overrides).unwrap();
    assert_eq!(paths.config_file(), folder.path().join("c/config.toml"));
    assert_eq!(
        paths.credentials_file(),
        folder.path().join("c/credentials.toml")
    );
    assert!(paths.data_dir().is_absolute() && paths.data_dir().ends_with("relative"));
    assert!(paths.log_file().starts_with(paths.data_dir()));
    let only_data = PathOverrides {
        data_dir: Some(folder.path().join("d")),
        ..PathOverrides::default()
    };
    let paths = Paths::find(&only_data).unwrap();
    assert_eq!(paths.local_dir(), folder.path().join("d/local"));
    assert_eq!(paths.log_file(), folder.path().join("d/state/andibox.log"));
}
