//! Opening an address in the person's browser: by an argument list, never through a shell.
//!
//! The programs are named here and not read from messages or settings. They get one argument, an address of printable
//! ASCII that begins with `http`, so it can be taken neither for an option nor for a command; they have no part in the
//! terminal: their input and output are closed.

use std::process::{Command, Stdio};
use std::thread;

use super::desk::Postbox;
use crate::app::msg::Msg;
use crate::config::Environment;
use crate::text::SafeText;
use crate::text::rich::is_web_address;

/// Opens an address, and says why not where it cannot. Returns at once.
pub(super) fn open(address: SafeText, post: &Postbox) {
    let post = post.clone();
    let fail = {
        let (post, address) = (post.clone(), address.clone());
        move |why: String| post.send(Msg::NotOpened(address, why.into()))
    };
    if !is_web_address(&address) {
        return fail("Only addresses of http and https are opened.".to_owned());
    }
    let opener = match opener(std::env::consts::OS, |name| std::env::var(name).ok()) {
        Ok(opener) => opener,
        Err(why) => return fail(why.to_owned()),
    };
    let reporter = post.clone();
    // Some openers end only with the browser: a thread waits for them, and they are no zombies.
    let started = thread::Builder::new().name("open".into()).spawn(move || {
        if let Err(why) = run(opener, &address) {
            reporter.send(Msg::NotOpened(address, why.into()));
        }
    });
    if let Err(error) = started {
        fail(format!("This machine starts nothing more: {error}"));
    }
}

/// A program and what stands before the address.
pub(super) type Opener = (&'static str, &'static [&'static str]);

/// The program that opens addresses on this system, or why there is none.
pub(super) fn opener(
    system: &str,
    var: impl Fn(&str) -> Option<String>,
) -> Result<Opener, &'static str> {
    let set = |name| var(name).is_some_and(|value| !value.is_empty());
    match system {
        "macos" => Ok(("open", &[])),
        // Not `cmd /c start`, which is a shell.
        "windows" => Ok(("rundll32", &["url.dll,FileProtocolHandler"])),
        _ if set("DISPLAY") || set("WAYLAND_DISPLAY") => Ok(("xdg-open", &[])),
        _ if set("WSL_DISTRO_NAME") => Ok(("wslview", &[])),
        _ if set("SSH_CONNECTION") || set("SSH_TTY") => Err(
            "This andibox runs over ssh without a display: a browser would open on the other machine.",
        ),
        _ => Err(
            "There is no display here to open a browser on (DISPLAY and WAYLAND_DISPLAY are not set).",
        ),
    }
}

fn run((program, before): Opener, address: &SafeText) -> Result<(), String> {
    let status = Command::new(program)
        .args(before)
        .arg(address.as_str())
        // A browser, and all that it starts, has no business with the key.
        .env_remove(Environment::API_KEY)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .map_err(|error| format!("{program} cannot be started: {error}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{program} could not open it ({status})."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_display_it_is_said_and_nothing_is_started() {
        let with = |set: &'static str| move |name: &str| (name == set).then(|| "1".to_owned());
        assert_eq!(opener("linux", with("DISPLAY")).unwrap().0, "xdg-open");
        assert_eq!(
            opener("linux", with("WAYLAND_DISPLAY")).unwrap().0,
            "xdg-open"
        );
        assert_eq!(
            opener("linux", with("WSL_DISTRO_NAME")).unwrap().0,
            "wslview"
        );
        let ssh = opener("linux", with("SSH_CONNECTION")).unwrap_err();
        assert!(ssh.contains("ssh"), "{ssh}");
        assert!(
            opener("linux", with("NOTHING"))
                .unwrap_err()
                .contains("no display")
        );
        assert_eq!(opener("macos", with("NOTHING")).unwrap().0, "open");
    }

    #[test]
    fn no_opener_is_a_shell() {
        for system in ["linux", "macos", "windows", "freebsd"] {
            let (program, _) = opener(system, |_| Some("1".to_owned())).unwrap();
            assert!(!["sh", "bash", "cmd", "powershell", "start"].contains(&program));
        }
    }
}
