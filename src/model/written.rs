//! What a person wrote, taken apart: the words, and the files hung on them by their addresses.
//!
//! In a draft a file is a line of its text, `[attachment] ADDRESS NAME`. A line and not a field beside the text: so
//! whatever keeps the words (the disk, undo, `$EDITOR`, two programs in one draft, a damaged file) keeps the files too.

use super::Attachment;

/// How the line of a file begins.
pub const ATTACHMENT: &str = "[attachment] ";
/// The longest address taken, in bytes: providers and servers refuse longer ones.
const LONGEST: usize = 2048;

/// A draft's text, taken apart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Written {
    /// The words.
    pub text: String,
    /// The files, in their order.
    pub attachments: Vec<Attachment>,
}

impl Written {
    /// Takes a draft's text apart. A line that begins like one of a file and names none stays among the words; see
    /// [`unreadable_attachment`].
    pub fn read(draft: &str) -> Self {
        let mut attachments = Vec::new();
        let words: Vec<&str> = draft
            .split('\n')
            .filter(|line| match attachment_of(line) {
                Some(attachment) => {
                    attachments.push(attachment);
                    false
                }
                None => true,
            })
            .collect();
        let text = if attachments.is_empty() {
            draft.to_owned()
        } else {
            words.join("\n").trim_end().to_owned()
        };
        Self { text, attachments }
    }

    /// The draft's text that [`Written::read`] takes apart into these.
    pub fn draft(text: &str, attachments: &[Attachment]) -> String {
        let mut draft = text.to_owned();
        for attachment in attachments {
            if let Some(url) = &attachment.url {
                let name = attachment.name.as_ref().map_or("", |name| name.expose());
                draft.push('\n');
                draft.push_str(&attachment_line(url.expose(), name));
            }
        }
        draft
    }
}

/// The line of a file; the name may be empty.
pub fn attachment_line(url: &str, name: &str) -> String {
    format!("{ATTACHMENT}{url} {name}").trim_end().to_owned()
}

/// The file a line stands for, if it is the line of one.
pub fn attachment_of(line: &str) -> Option<Attachment> {
    let rest = line.strip_prefix(ATTACHMENT)?.trim();
    let (url, name) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let name = name.trim();
    address_host(url).ok()?;
    Some(Attachment {
        name: (!name.is_empty()).then(|| name.into()),
        url: Some(url.into()),
        ..Attachment::default()
    })
}

/// The first line that begins like the line of a file and names none that can be sent.
pub fn unreadable_attachment(draft: &str) -> Option<&str> {
    let is_wrong =
        |line: &&str| line.starts_with(ATTACHMENT.trim_end()) && attachment_of(line).is_none();
    draft.split('\n').find(is_wrong)
}

/// The host of an address at which a file may stand.
///
/// # Errors
/// What is wrong with it, and what is allowed.
pub fn address_host(url: &str) -> Result<&str, &'static str> {
    let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
    let rest = if lower.starts_with("https://") {
        &url[8..]
    } else if lower.starts_with("http://") {
        &url[7..]
    } else {
        return Err("The address must begin with https:// or http://.");
    };
    if url.len() > LONGEST {
        return Err("The address is longer than 2048 bytes, which servers refuse.");
    }
    let fits = |letter: char| !letter.is_whitespace() && !letter.is_control();
    if !url.chars().all(fits) {
        return Err("An address holds no blanks: write %20 for one.");
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    if host.contains('@') {
        return Err("The address names a user or a password, which the customer would see.");
    }
    let name = host.rsplit_once(':').map_or(host, |(name, port)| {
        if port.bytes().all(|digit| digit.is_ascii_digit()) {
            name
        } else {
            host
        }
    });
    if name.is_empty() || host.contains(['\\', '<', '>', '"']) {
        return Err("The address names no host, as in https://example.com/invoice.pdf.");
    }
    Ok(host)
}
