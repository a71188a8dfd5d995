//! The state of the whole program: everything that decides what is on the screen.

use std::collections::VecDeque;

use chrono::{DateTime, FixedOffset, Utc};

use crate::command::{Command, Key, Keymap};
use crate::model::{
    Author, AuthorRole, BuiltinView, ChannelId, ClientMessageIds, Counts, Draft, Lifecycle, Link,
    Progress, RequestRecord, Snippet, StatusStrategy,
};
use crate::text::SafeText;

use super::composer::Composer;
use super::drafts::Keeping;
use super::item::ChannelItem;
use super::json::Json;
use super::limit::Limits;
use super::list::passing::Passing;
use super::list::{Filling, List};
use super::marks::Marks;
use super::notice::Notice;
use super::notify::Notify;
use super::overlay::Overlay;
use super::reading::Reading;
use super::reading::near::Near;
use super::remind::Reminders;
use super::saving::Saving;
use super::settings::Advance;
use super::undo::{Undo, Windows};
use super::views::{Counting, View};

/// The pane that has the keyboard, when nothing is open above it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pane {
    /// Views and channels.
    Places,
    /// The list of threads.
    Threads,
    /// The conversation.
    Conversation,
    /// The sidebar.
    Sidebar,
}

/// What the program was started with, unchanging.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// The profile's name.
    pub profile: SafeText,
    /// The server's address, without anything secret.
    pub address: SafeText,
    /// Whether the server is the local workspace inside this process.
    pub local: bool,
    /// Who writes.
    pub me: Author,
    /// Whether this program may write.
    pub read_only: bool,
    /// Where attachments are saved, or why there is no such place.
    pub downloads: SafeText,
    /// The folder of the snippets.
    pub snippets: SafeText,
}

impl Default for Facts {
    fn default() -> Self {
        Self {
            profile: "local".into(),
            address: SafeText::default(),
            local: true,
            me: Author::of(AuthorRole::Agent),
            read_only: false,
            downloads: "~/Downloads".into(),
            snippets: "~/.config/andibox/snippets".into(),
        }
    }
}

/// Which threads the list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
    /// The view; all, where a saved one is listed.
    pub view: BuiltinView,
    /// The saved view that is listed, by its place among them.
    pub saved: Option<usize>,
    /// Only this channel.
    pub channel: Option<ChannelId>,
}

/// A question that is under way, and whether it must be asked again when its answer is here.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// Under way.
    pub busy: bool,
    /// The store changed meanwhile.
    pub again: bool,
}

impl Asked {
    /// Whether to ask now; if a question is under way, it is noted that it has to be asked again.
    pub fn ask(&mut self) -> bool {
        let now = !self.busy;
        self.again = self.busy;
        self.busy = true;
        now
    }

    /// The answer is here: whether to ask again.
    pub fn answered(&mut self) -> bool {
        self.busy = false;
        std::mem::take(&mut self.again)
    }
}

/// The state.
#[derive(Clone, Debug)]
pub struct State {
    /// What the program was started with.
    pub facts: Facts,
    /// The time of this batch of messages.
    pub now: DateTime<Utc>,
    /// The person's time zone.
    pub tz: FixedOffset,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The bindings in force.
    pub keymap: Keymap,
    /// Where commands are typed instead of called by keys: the word of each. None on the screen.
    pub typed: Option<fn(Command) -> &'static str>,
    /// Keys of a sequence pressed so far.
    pub pressed: Vec<Key>,
    /// Numbers the sequences, so that a late which-key timer is recognised.
    pub press: u32,
    /// Whether the list of what can follow is shown.
    pub which_key: bool,

    /// The focused pane.
    pub pane: Pane,
    /// Whether the selected thread is shown beside the list.
    pub preview: bool,
    /// Whether the sidebar is shown.
    pub sidebar: bool,
    /// The tour, while it runs.
    pub tour: Option<super::tour::Tour>,
    /// The mouse.
    pub mouse: super::mouse::Mousing,
    /// By how many steps the list is wider (or narrower) than usual.
    pub enlarge: i16,

    /// Which threads are listed.
    pub scope: Scope,
    /// The channels.
    pub channels: Vec<ChannelItem>,
    /// The row of the places pane that the cursor is on.
    pub place: usize,
    /// The user's own views. They are only ever added to.
    pub views: Vec<View>,
    /// How far they are counted.
    pub counting: Counting,
    /// How many threads each view has.
    pub counts: Counts,
    /// The list.
    pub list: List,
    /// What is marked.
    pub marks: Marks,
    /// Where one goes when a thread is done.
    pub advance: Advance,
    /// How the keys run down the list.
    pub passing: Passing,
    /// The open conversation.
    pub reading: Option<Reading>,
    /// What may be open next.
    pub near: Near,
    /// The composer.
    pub composer: Option<Composer>,
    /// Drafts the disk did not take, kept here until it does.
    pub unsaved: Vec<Draft>,
    /// What is under way between the composer and the disk.
    pub keeping: Box<Keeping>,
    /// How long what is sent is held.
    pub windows: Windows,
    /// How long texts may be.
    pub limits: Limits,
    /// What is written again and again, by name.
    pub snippets: Vec<Snippet>,
    /// Names for what is asked for. Whoever starts the program gives the supply its chance.
    pub ids: ClientMessageIds,
    /// What can be undone.
    pub undo: Box<Undo>,
    /// What lies above the panes.
    pub overlay: Option<Overlay>,
    /// The commands called from the palette lately, the last one first.
    pub recent: Vec<Command>,

    /// The link.
    pub link: Link,
    /// How far the synchronisation is.
    pub progress: Progress,
    /// How far the first synchronisation is.
    pub filling: Filling,
    /// Not sent yet.
    pub queued: u32,
    /// Rejected or unknown.
    pub failed: u32,
    /// How statuses are changed here, once known.
    pub strategy: Option<StatusStrategy>,
    /// The last requests, oldest first.
    pub requests: VecDeque<RequestRecord>,
    /// The JSON that is open.
    pub raw: Option<Box<Json>>,
    /// The life of a thread that was read last.
    pub life: Option<Box<Lifecycle>>,
    /// Attachments on their way to the disk.
    pub saving: Vec<Saving>,
    /// What is known of reminders.
    pub reminders: Reminders,
    /// What is told outside of the screen.
    pub notify: Notify,
    /// The terminal said that it is out of sight.
    pub unfocused: bool,
    /// The line of news for the person.
    pub notice: Option<Notice>,
    /// Ctrl-c was pressed once.
    pub quitting: bool,
    /// The program ends as soon as everything is sent, or stays when a key is pressed.
    pub ending: bool,
    /// The key press at which a thread was asked for, to see whether the person went on to something else.
    pub made_at: Option<u32>,

    /// Questions under way.
    pub asked: AskedAll,
    /// The number of the last question.
    pub generation: u64,
}

/// Questions that are asked again and again, each at most once at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct AskedAll {
    /// The channels.
    pub channels: Asked,
    /// The counts.
    pub counts: Asked,
    /// The rows of the list.
    pub list: Asked,
    /// The open conversation.
    pub conversation: Asked,
    /// The outbox.
    pub outbox: Asked,
    /// The reminders.
    pub reminders: Asked,
}

impl AskedAll {
    /// A question may have gone without an answer: all may be asked again. None is asked at once, so that a store
    /// that cannot be read is not asked without end.
    pub fn unanswered(&mut self) {
        *self = Self::default();
    }
}

impl State {
    /// The state before anything is known.
    pub fn new(facts: Facts, keymap: Keymap, now: DateTime<Utc>, tz: FixedOffset) -> Self {
        let scope = Scope {
            view: BuiltinView::NeedsReply,
            saved: None,
            channel: None,
        };
        Self {
            facts,
            now,
            tz,
            size: (80, 24),
            keymap,
            typed: None,
            pressed: Vec::new(),
            press: 0,
            which_key: false,
            pane: Pane::Threads,
            preview: true,
            sidebar: false,
            tour: None,
            mouse: super::mouse::Mousing::default(),
            enlarge: 0,
            scope,
            channels: Vec::new(),
            place: 0,
            views: Vec::new(),
            counting: Counting::default(),
            counts: Counts::default(),
            list: List::default(),
            marks: Marks::default(),
            advance: Advance::default(),
            passing: Passing::default(),
            reading: None,
            near: Near::default(),
            composer: None,
            unsaved: Vec::new(),
            keeping: Box::default(),
            windows: Windows::default(),
            limits: Limits::default(),
            snippets: Vec::new(),
            ids: ClientMessageIds::default(),
            undo: Box::default(),
            overlay: None,
            recent: Vec::new(),
            link: Link::default(),
            progress: Progress::default(),
            filling: Filling::default(),
            queued: 0,
            failed: 0,
            strategy: None,
            requests: VecDeque::new(),
            raw: None,
            life: None,
            saving: Vec::new(),
            reminders: Reminders::default(),
            notify: Notify::default(),
            unfocused: false,
            notice: None,
            quitting: false,
            ending: false,
            made_at: None,
            asked: AskedAll::default(),
            generation: 0,
        }
    }

    /// The number of a new question.
    pub fn next_generation(&mut self) -> u64 {
        self.generation += 1;
        self.generation
    }

    /// A channel's item.
    pub fn channel(&self, id: &ChannelId) -> Option<&ChannelItem> {
        self.channels.iter().find(|channel| channel.id == *id)
    }

    /// A channel's label; its id where it is not known.
    pub fn channel_label(&self, id: &ChannelId) -> SafeText {
        self.channel(id).map_or_else(
            || SafeText::line(id.as_str()),
            |channel| channel.label.clone(),
        )
    }
}
