//! Opening a link or an attachment of the selected message: only after asking, with the host told apart.

use chrono::{DateTime, Utc};

use crate::model::Untrusted;
use crate::text::rich::{host, is_web_address};
use crate::text::{SafeText, safe};

use super::State;
use super::create::LETTERS;
use super::item::MessageItem;
use super::menu::{Choice, Menu, MenuItem};
use super::overlay::{Overlay, Tone};

/// So many are offered; a message of more is a list, and each can be clicked where it stands.
const MOST: usize = 200;

/// A link or an attachment of the open conversation.
#[derive(Clone, PartialEq, Debug)]
pub struct Linked {
    /// Where it leads.
    pub address: SafeText,
    /// Of an attachment: its name and its size in words.
    pub attached: Option<(SafeText, SafeText)>,
    /// Of an attachment: the name it gets on this machine.
    pub file: SafeText,
    /// Who wrote the message it stands in.
    pub author: SafeText,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

impl State {
    /// The links and attachments of the open conversation, the newest message's first.
    pub fn linked(&self) -> Vec<Linked> {
        let messages = self.reading.iter().flat_map(|open| open.messages.iter());
        let mut found = Vec::new();
        for item in messages.rev() {
            let linked = |address: &SafeText| Linked {
                address: address.clone(),
                attached: None,
                file: SafeText::default(),
                author: item.author.clone(),
                at: item.at,
            };
            found.extend(item.body.links.iter().map(linked));
            let files = item.attachments.iter().filter(|file| !file.url.is_empty());
            found.extend(files.map(|file| Linked {
                attached: Some((file.name.clone(), file.size.clone())),
                file: file.file.clone(),
                ..linked(&file.url)
            }));
        }
        found
    }

    /// The message that a command on a message means: the selected one, if its conversation is what is acted on.
    pub(super) fn meant_message(&self) -> Option<&MessageItem> {
        let target = self.target()?;
        let reading = self.reading.as_ref()?;
        (reading.conversation == target).then(|| reading.message())?
    }

    /// Asks which link or attachment of the selected message to open.
    pub fn ask_link(&mut self) {
        let Some(item) = self.meant_message() else {
            self.say("No message is selected.");
            return;
        };
        let mut found: Vec<(SafeText, SafeText)> = Vec::new();
        let attached = item.attachments.iter();
        let attached =
            attached.map(|item| (safe!("{}: {}", item.name, item.url), item.url.clone()));
        let links = item.body.links.iter();
        for (label, address) in links
            .map(|link| (link.clone(), link.clone()))
            .chain(attached)
        {
            if !address.is_empty() && !found.iter().any(|(_, known)| *known == address) {
                found.push((label, address));
            }
        }
        match found.as_slice() {
            [] => self.say("This message has no link and no attachment with an address."),
            [(_, only)] => {
                let only = only.clone();
                self.confirm_open(&only);
            }
            _ => {
                let rows = found.into_iter().take(MOST).enumerate();
                let rows =
                    rows.map(|(place, (label, address))| row(place, &label, Choice::Link(address)));
                self.overlay = Some(Overlay::Menu(Menu::new("Open what?", rows.collect())));
            }
        }
    }

    /// Asks whether to open an address, which is shown whole.
    pub(super) fn confirm_open(&mut self, address: &SafeText) {
        let copy = MenuItem::new('c', "Copy the address", Choice::Copy(address.clone()));
        if !is_web_address(address) {
            let about = vec![(Tone::Plain, address.clone()), (Tone::Bad, ONLY_WEB.into())];
            let leave = MenuItem::new('n', "Leave it", Choice::Nothing);
            let menu = Menu::new("This address is not opened", vec![leave, copy]);
            self.overlay = Some(Overlay::Menu(menu.about(about)));
            return;
        }
        let items = vec![
            MenuItem::new('n', "No", Choice::Nothing),
            MenuItem::new(
                'y',
                "Yes, open it in the browser",
                Choice::Open(address.clone()),
            ),
            copy,
        ];
        let menu = Menu::new("Open this address?", items);
        self.overlay = Some(Overlay::Menu(menu.about(about_address(address))));
    }

    /// The address could not be opened: it can still be copied.
    pub(super) fn not_opened(&mut self, address: &SafeText, why: &Untrusted) {
        let why = SafeText::line(why.expose());
        if self.overlay.is_some() || self.composer.is_some() || self.typed.is_some() {
            // Not in the way of what is done now, nor of a line that is being typed.
            self.complain(safe!("{address} was not opened: {why}"));
            return;
        }
        let items = vec![
            MenuItem::new('c', "Copy the address", Choice::Copy(address.clone())),
            MenuItem::new('n', "Leave it", Choice::Nothing),
        ];
        let about = vec![(Tone::Plain, address.clone()), (Tone::Warn, why)];
        let menu = Menu::new("This address was not opened", items).about(about);
        self.overlay = Some(Overlay::Menu(menu));
    }
}

/// Why some addresses are only copied.
pub(super) const ONLY_WEB: &str = "Only addresses of http and https in plain letters, without hidden or foreign signs, are opened or fetched.";

/// A row of a menu of many.
pub(super) fn row(place: usize, label: &SafeText, choice: Choice) -> MenuItem {
    let letter = LETTERS.chars().nth(place).unwrap_or(' ');
    MenuItem::new(letter, label.clone(), choice)
}

/// Whom one would talk to, what might mislead about that, and then the whole address: however long that is, the host
/// stands in sight.
pub(super) fn about_address(address: &SafeText) -> Vec<(Tone, SafeText)> {
    let host = host(address).unwrap_or_default();
    let mut about = vec![(Tone::Key, safe!("Host: {host}"))];
    let authority = address.split('/').nth(2).unwrap_or_default();
    if authority.contains('@') {
        about.push((
            Tone::Warn,
            "What stands before the @ is a user name, not the host.".into(),
        ));
    }
    let foreign = |label: &str| {
        label
            .get(..4)
            .is_some_and(|start| start.eq_ignore_ascii_case("xn--"))
    };
    if host.split('.').any(foreign) {
        about.push((
            Tone::Warn,
            "The host's name has letters outside ASCII (xn--): it may look like another.".into(),
        ));
    }
    if address
        .get(..5)
        .is_some_and(|start| start.eq_ignore_ascii_case("http:"))
    {
        about.push((Tone::Warn, "Not encrypted (http).".into()));
    }
    about.push((Tone::Plain, address.clone()));
    about
}
