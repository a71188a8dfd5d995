//! A request of the log as a command to try by hand.

use std::fmt::Write;

use super::RequestRecord;

/// The curl command of a request to an origin (`https://host:port`), for a POSIX shell. The key is not in it: it comes from `ANDI_API_KEY` of the shell it
/// is run in. Bodies are not recorded, so a request that had one reads it from `body.json`.
///
/// Plain ASCII and one line, whatever stands in the path.
pub fn curl(record: &RequestRecord, origin: &str) -> String {
    let url = ascii(&format!("{origin}{}", record.path.expose()));
    let mut command = String::from("curl -sSg");
    if record.method != "GET" {
        let _ = write!(command, " -X {}", record.method);
    }
    command.push_str(" -H \"x-api-key: $ANDI_API_KEY\" -H 'accept: application/json'");
    if matches!(record.method, "POST" | "PATCH" | "PUT") {
        command.push_str(" -H 'content-type: application/json' --data-binary @body.json");
    }
    let _ = write!(command, " -- {}", quoted(&url));
    command
}

/// What the client put on the wire is ASCII already; a record may come from elsewhere. Percent-encoding what is not
/// printable keeps escape sequences out of terminals and clipboards. (`-g` turns off curl's own wildcards.)
fn ascii(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// In single quotes nothing has a meaning but the single quote.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
