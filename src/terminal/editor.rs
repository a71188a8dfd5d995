//! `$EDITOR`: the draft in a private file, the terminal handed over, the text read back.

use std::io::{self, Read, Write};
use std::process::Command;

use crate::config::Environment;

/// Lets the person edit a text in `$VISUAL`, `$EDITOR` or `vi`. The terminal must have been left before.
///
/// # Errors
/// A sentence for the person; their text is untouched then.
pub fn edit(text: &str) -> Result<String, String> {
    let command = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| {
            std::env::var(name)
                .ok()
                .filter(|value| !value.trim().is_empty())
        })
        .unwrap_or_else(|| "vi".to_owned());
    run(&command, text).map_err(|error| {
        format!("The editor ({command}) could not be used: {error}. The draft is as it was.")
    })
}

fn run(command: &str, text: &str) -> io::Result<String> {
    // The file is created 0600: a draft is nobody else's business.
    let mut file = tempfile::Builder::new()
        .prefix("andibox-draft-")
        .suffix(".md")
        .tempfile()?;
    file.write_all(text.as_bytes())?;
    file.flush()?;
    // The setting is a command line of the person's own and may hold arguments; the path is passed beside it, unparsed.
    let status = Command::new("sh")
        .env_remove(Environment::API_KEY)
        .arg("-c")
        .arg(format!("{command} \"$1\""))
        .arg("andibox-editor")
        .arg(file.path())
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!("it ended with {status}")));
    }
    let mut edited = Vec::new();
    // Opened by its name: most editors write a new file and rename it over the old one.
    std::fs::File::open(file.path())?.read_to_end(&mut edited)?;
    String::from_utf8(edited).map_err(|_| io::Error::other("what it wrote is not UTF-8"))
}
