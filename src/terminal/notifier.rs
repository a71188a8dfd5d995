//! Telling the person outside of the screen: by the terminal's bell, its notices, or the desktop's.

use std::process::{Command, Stdio};
use std::thread;

use super::desk::Postbox;
use crate::app::msg::Msg;
use crate::app::notify::NotifyMethod;
use crate::config::Environment;
use crate::text::SafeText;

/// The program that shows a notice on the desktop.
const DESKTOP: &str = "notify-send";

/// The bytes that make the terminal tell; none where it is not the terminal that does.
///
/// The text is safe, so it holds nothing that ends a sequence; it does not begin with a number either, which some
/// terminals read as another command of OSC 9.
pub(super) fn bytes(method: NotifyMethod, text: &SafeText) -> Vec<u8> {
    match method {
        NotifyMethod::Off | NotifyMethod::Desktop => Vec::new(),
        NotifyMethod::Bell => vec![7],
        NotifyMethod::Osc9 => format!("\x1b]9;andibox: {text}\x07").into_bytes(),
        // A semicolon begins the next field.
        NotifyMethod::Osc777 => {
            let text = text.replace(';', ",");
            format!("\x1b]777;notify;andibox;{text}\x07").into_bytes()
        }
    }
}

/// A text as the body of `notify-send`, which reads marks (`<b>`, `<img src=…>`) and backslashes (`\n`, `\377`) in it:
/// a customer's words must neither fetch a picture nor make a notice that cannot be shown.
fn body(text: &SafeText) -> String {
    let mut body = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => body.push_str("&amp;"),
            '<' => body.push_str("&lt;"),
            '>' => body.push_str("&gt;"),
            '\\' => body.push_str("\\\\"),
            letter => body.push(letter),
        }
    }
    body
}

/// Shows a notice on the desktop. It is started with a list of arguments, no shell reads them.
pub(super) fn desktop(text: &SafeText, post: &Postbox) {
    let text = body(text);
    let post = post.clone();
    let tell = move || {
        let ended = Command::new(DESKTOP)
            .args(["--app-name=andibox", "--", "andibox", &text])
            .env_remove(Environment::API_KEY)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        let why = match ended {
            Ok(status) if status.success() => return,
            Ok(status) => format!("it ended with {status}"),
            Err(error) => error.to_string(),
        };
        let words = format!(
            "No notice could be shown by {DESKTOP}: {why}. notify.method in config.toml names another way."
        );
        post.send(Msg::Failed(words.into()));
    };
    // It may take its time, which is not the loop's.
    if let Err(error) = thread::Builder::new().name("notify".into()).spawn(tell) {
        tracing::warn!(%error, "a notice could not be shown");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_desktop_shows_what_was_written_and_obeys_none_of_it() {
        let hostile = SafeText::line(r#"<img src="http://x/"> & C:\new \377"#);
        assert_eq!(
            body(&hostile),
            r#"&lt;img src="http://x/"&gt; &amp; C:\\new \\377"#
        );
        assert_eq!(body(&SafeText::line("ana’s invoice")), "ana’s invoice");
    }
}
