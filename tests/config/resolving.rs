//! Which profile is opened, and with what.

use andibox::config::{Address, Auth, KeyCommand, KeyError, KeySource, ProfileKind, ResolveError};
use andibox::model::StatusStrategy;

use crate::{Desk, SECRET, desk, desk_with};

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
