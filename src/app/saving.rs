//! Saving attachments: asked for, under way, and what became of it.

use crate::command::Command;
use crate::model::Untrusted;
use crate::text::rich::{host, is_web_address};
use crate::text::{SafeText, safe};

use super::State;
use super::effect::{Effect, SaveOrder};
use super::item::bytes_words;
use super::links::{ONLY_WEB, about_address, row};
use super::menu::{Choice, Menu, MenuItem};
use super::msg::SaveEnd;
use super::overlay::{Overlay, Tone};

/// An attachment on its way to the disk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saving {
    /// Its number.
    pub number: u64,
    /// Where it comes from.
    pub address: SafeText,
    /// Its name.
    pub name: SafeText,
    /// Bytes that are here.
    pub bytes: u64,
    /// Bytes there will be, where the server says.
    pub of: Option<u64>,
    /// It is not under way: its server leads on to this address, of whose host nobody was asked yet.
    pub leads: Option<SafeText>,
}

impl Saving {
    /// How far it is.
    pub fn words(&self) -> SafeText {
        let here = size(self.bytes);
        match self.of {
            Some(of) => safe!("{here} of {}", size(of)),
            None => here,
        }
    }
}

impl State {
    /// Asks which attachment of the selected message to save; offers to give up what is under way.
    pub fn ask_save(&mut self) {
        let mut items: Vec<MenuItem> = self
            .saving
            .iter()
            .map(|saving| match &saving.leads {
                None => {
                    let words = safe!("Give up saving {} ({})", saving.name, saving.words());
                    MenuItem::new('x', words, Choice::CancelSave(saving.number))
                }
                Some(to) => {
                    let words = safe!("Fetch {} from {}", saving.name, host(to).unwrap_or(to));
                    MenuItem::new('f', words, Choice::Follow(saving.number))
                }
            })
            .collect();
        let files: Vec<(SafeText, SafeText, SafeText)> = self
            .meant_message()
            .map(|item| {
                let files = item.attachments.iter().filter(|item| !item.url.is_empty());
                let files = files.map(|item| {
                    let facts = [&item.name, &item.kind, &item.size];
                    let facts = facts.into_iter().filter(|words| !words.is_empty());
                    let facts: Vec<&str> = facts.map(SafeText::as_str).collect();
                    (
                        safe!("{}", facts.join("  ")),
                        item.url.clone(),
                        item.file.clone(),
                    )
                });
                files.collect()
            })
            .unwrap_or_default();
        match (items.is_empty(), files.as_slice()) {
            (true, []) => self.say("The selected message has no attachment with an address."),
            (true, [(_, address, name)]) => {
                let (address, name) = (address.clone(), name.clone());
                self.confirm_save(&address, &name, None);
            }
            _ => {
                let files = files.into_iter().enumerate();
                items.extend(files.map(|(place, (label, address, name))| {
                    row(place, &label, Choice::Attachment(address, name))
                }));
                self.overlay = Some(Overlay::Menu(Menu::new("Save what?", items)));
            }
        }
    }

    /// Asks whether to fetch and save what is at an address. `from`: the host that leads there.
    pub(super) fn confirm_save(&mut self, address: &SafeText, name: &SafeText, from: Option<&str>) {
        let copy = MenuItem::new('c', "Copy the address", Choice::Copy(address.clone()));
        let no = MenuItem::new('n', "No", Choice::Nothing);
        if !is_web_address(address) {
            let about = vec![(Tone::Plain, address.clone()), (Tone::Bad, ONLY_WEB.into())];
            let menu = Menu::new("This address is not fetched", vec![no, copy]).about(about);
            self.overlay = Some(Overlay::Menu(menu));
            return;
        }
        let title: SafeText = match from {
            Some(from) => safe!("{from} leads on to another host. Fetch it from there?"),
            None => "Fetch and save this?".into(),
        };
        let mut about = about_address(address);
        let place = safe!("As {name} in {}", self.facts.downloads);
        about.insert(1, (Tone::Dim, place));
        let save = Choice::Save(address.clone(), name.clone());
        let yes = MenuItem::new('y', "Yes, save it", save);
        let menu = Menu::new(title, vec![no, yes, copy]).about(about);
        self.overlay = Some(Overlay::Menu(menu));
    }

    /// Has it fetched.
    pub(super) fn save_attachment(
        &mut self,
        address: SafeText,
        name: SafeText,
        out: &mut Vec<Effect>,
    ) {
        let number = self.next_generation();
        self.saving.push(Saving {
            number,
            address: address.clone(),
            name: name.clone(),
            bytes: 0,
            of: None,
            leads: None,
        });
        self.say(safe!(
            "Saving {name}. {} offers to give it up.",
            self.key_named(Command::SaveAttachment)
        ));
        out.push(Effect::Save(SaveOrder {
            number,
            address,
            name,
        }));
    }

    /// More of it is here.
    pub(super) fn saving_goes_on(&mut self, number: u64, bytes: u64, of: Option<u64>) {
        if let Some(saving) = self
            .saving
            .iter_mut()
            .find(|saving| saving.number == number)
        {
            saving.bytes = bytes;
            saving.of = of;
        }
    }

    /// It came to an end.
    pub(super) fn save_ended(&mut self, number: u64, end: SaveEnd) {
        let Some(place) = self
            .saving
            .iter()
            .position(|saving| saving.number == number)
        else {
            return;
        };
        let saving = self.saving.remove(place);
        match end {
            SaveEnd::Saved {
                path,
                bytes,
                sha256,
            } => {
                let path = SafeText::line(&path);
                self.say(safe!("Saved {path} ({}), sha-256 {sha256}", size(bytes)));
            }
            SaveEnd::Cancelled => self.say(safe!("{} was not saved: given up.", saving.name)),
            SaveEnd::Leads(to) => self.save_leads(saving, &to),
            SaveEnd::Failed(why) => {
                let why = SafeText::line(why.expose());
                self.complain(safe!("{} was not saved: {why}.", saving.name));
            }
        }
    }

    /// Another host than the one the person was asked about. They are asked again when they say so: a question that
    /// comes by itself would take a key meant for something else.
    fn save_leads(&mut self, saving: Saving, to: &Untrusted) {
        let to = SafeText::line(to.expose());
        let words = safe!(
            "{} was not saved: its server leads on to {}. {} asks about that.",
            saving.name,
            host(&to).unwrap_or(&to),
            self.key_named(Command::SaveAttachment)
        );
        self.saving.retain(|saving| saving.leads.is_none());
        self.saving.push(Saving {
            leads: Some(to),
            ..saving
        });
        self.complain(words);
    }

    /// Asks about the host that a download leads to.
    pub(super) fn follow_saving(&mut self, number: u64) {
        let Some(place) = self
            .saving
            .iter()
            .position(|saving| saving.number == number)
        else {
            return;
        };
        let saving = self.saving.remove(place);
        if let Some(to) = saving.leads {
            let from = host(&saving.address).unwrap_or("The server").to_owned();
            self.confirm_save(&to, &saving.name, Some(&from));
        }
    }
}

fn size(bytes: u64) -> SafeText {
    bytes_words(bytes as f64)
}
