//! Running a command: the one place that says what each does.

use crate::command::{Command, Context};
use crate::model::{BuiltinView, Conversation, Mode, ThreadStatus};

use super::answer::Then;
use super::effect::{Effect, Extend};
use super::item::Delivery;
use super::overlay::{Overlay, Tone};
use super::{Pane, State};

impl State {
    /// Runs a command.
    pub fn run(&mut self, command: Command, out: &mut Vec<Effect>) {
        if command != Command::Quit {
            self.quitting = false;
        }
        match self.context() {
            Context::Prompt if self.run_in_prompt(command, out) => return,
            Context::Menu if self.run_in_menu(command, out) => return,
            Context::Pager if self.run_in_pager(command, out) => return,
            Context::Composer if self.run_in_composer(command, out) => return,
            _ => {}
        }
        match command {
            Command::MoveDown => self.step(1, out),
            Command::MoveUp => self.step(-1, out),
            Command::First => self.end(Extend::Before, out),
            Command::Last => self.end(Extend::After, out),
            Command::PageDown => self.scroll_half(true, out),
            Command::PageUp => self.scroll_half(false, out),
            Command::ScrollDown => self.scroll(1, out),
            Command::ScrollUp => self.scroll(-1, out),
            Command::NextThread => self.step_thread(1, out),
            Command::PreviousThread => self.step_thread(-1, out),
            Command::PaneLeft => self.step_pane(-1, out),
            Command::PaneRight => self.step_pane(1, out),
            Command::PaneNext => self.cycle_pane(true, out),
            Command::PanePrevious => self.cycle_pane(false, out),
            Command::FocusViews => self.focus(Pane::Places, out),
            Command::FocusThreads => self.focus(Pane::Threads, out),
            Command::FocusConversation => self.focus(Pane::Conversation, out),
            Command::FocusSidebar => {
                self.sidebar = true;
                self.focus(Pane::Sidebar, out);
            }
            Command::ViewPrevious => self.step_view(false, out),
            Command::ViewNext => self.step_view(true, out),
            Command::WaitingNext => self.go_waiting(Extend::After, out),
            Command::WaitingPrevious => self.go_waiting(Extend::Before, out),
            Command::Open => self.open(out),
            Command::Back => self.back(out),
            Command::Filter => self.ask_filter(),
            Command::Reply => self.answer(Mode::Reply, out),
            Command::Note => self.answer(Mode::Note, out),
            Command::CloseAndNext => self.change_status(ThreadStatus::Closed, true, out),
            Command::Close => self.change_status(ThreadStatus::Closed, false, out),
            Command::Archive => self.change_status(ThreadStatus::Archived, true, out),
            Command::Reopen => self.change_status(ThreadStatus::Open, false, out),
            Command::StatusMenu => self.status_menu(),
            Command::MarkUnread => self.mark_unread(out),
            Command::Copy => self.copy_menu(),
            Command::Sidebar => {
                self.sidebar = !self.sidebar;
                if self.pane == Pane::Sidebar {
                    self.pane = Pane::Conversation;
                }
                self.fit_conversation();
            }
            Command::Lifecycle => self.show_lifecycle(out),
            Command::ToggleEvents => self.toggle_events(out),
            Command::Raw => self.show_raw(out),
            Command::Parent => self.go_to_parent(out),
            Command::GoOpen => self.go_to_view(BuiltinView::Open, out),
            Command::GoClosed => self.go_to_view(BuiltinView::Closed, out),
            Command::GoArchived => self.go_to_view(BuiltinView::Archived, out),
            Command::GoDrafts => self.go_to_view(BuiltinView::Drafts, out),
            Command::GoOutbox => self.go_to_view(BuiltinView::Outbox, out),
            Command::GoFailed => self.go_to_view(BuiltinView::Failed, out),
            Command::ShowNews => self.show_list(true, out),
            Command::Promote => self.promote(),
            Command::NewThread => self.new_thread(),
            Command::ChannelMessage => self.channel_message(out),
            Command::Palette => self.ask_command(),
            Command::Help => self.show_help(self.context()),
            Command::RequestLog => self.show_requests(),
            Command::Refresh => {
                out.push(Effect::Refresh);
                self.show_list(true, out);
                self.say("Asking the server for news.");
            }
            Command::TogglePreview => {
                self.preview = !self.preview;
                self.preview_selected(out);
                self.fit_conversation();
            }
            Command::EnlargePane => self.resize_list(1),
            Command::ShrinkPane => self.resize_list(-1),
            Command::Redraw => out.push(Effect::Redraw),
            Command::Suspend => {
                self.save_draft(out);
                out.push(Effect::Suspend);
            }
            Command::Quit => self.quit(out),
            other => self.say_unavailable(other),
        }
    }

    fn say_unavailable(&mut self, command: Command) {
        let words = format!("{} does nothing here. ? shows the keys.", command.name());
        self.say(crate::text::SafeText::line(&words));
    }

    fn run_in_prompt(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else {
            return false;
        };
        match command {
            Command::Accept => self.accept_prompt(out),
            Command::Cancel => self.cancel_prompt(out),
            Command::CursorUp => {
                self.move_overlay(-1);
            }
            Command::CursorDown => {
                self.move_overlay(1);
            }
            Command::PageUp => {
                self.move_overlay(-10);
            }
            Command::PageDown => {
                self.move_overlay(10);
            }
            Command::Redraw | Command::Suspend | Command::Quit => return false,
            editing => {
                if super::typing::apply(&mut prompt.editor, editing, usize::from(u16::MAX)) {
                    self.prompt_changed(out);
                }
            }
        }
        true
    }

    fn run_in_menu(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        match command {
            Command::Accept => self.choose_selected(out),
            Command::Cancel => self.overlay = None,
            Command::MoveDown => return self.move_overlay(1),
            Command::MoveUp => return self.move_overlay(-1),
            Command::First => return self.move_overlay(isize::MIN),
            Command::Last => return self.move_overlay(isize::MAX),
            _ => return false,
        }
        true
    }

    fn run_in_pager(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        if self.overlay.is_none() {
            return false;
        }
        let page = self.pager_height() as isize;
        match command {
            Command::MoveDown | Command::ScrollDown => self.move_overlay(1),
            Command::MoveUp | Command::ScrollUp => self.move_overlay(-1),
            Command::PageDown => self.move_overlay(page / 2),
            Command::PageUp => self.move_overlay(-page / 2),
            Command::First => self.move_overlay(isize::MIN),
            Command::Last => self.move_overlay(isize::MAX),
            Command::Back | Command::Open => {
                self.close_overlay(out);
                true
            }
            Command::Copy => {
                self.copy_pager(out);
                true
            }
            // Everything else acts on what lies beneath: the pager would only be in the way.
            Command::Redraw | Command::Suspend | Command::Quit => false,
            _ => {
                self.overlay = None;
                false
            }
        }
    }

    fn run_in_composer(&mut self, command: Command, out: &mut Vec<Effect>) -> bool {
        match command {
            Command::Send => self.send(Then::Stay, out),
            Command::SendAndClose => self.send(Then::Close, out),
            Command::SendCloseNext => self.send(Then::CloseNext, out),
            Command::LeaveComposer => {
                let kept = self
                    .composer
                    .as_ref()
                    .is_some_and(|composer| !composer.editor.is_empty());
                self.leave_composer(out);
                if kept {
                    self.say("The draft is kept.");
                }
            }
            Command::DiscardDraft => self.discard_draft(out),
            Command::ChangeMode => self.change_mode(out),
            Command::ExternalEditor => {
                self.save_draft(out);
                if let Some(composer) = &self.composer {
                    out.push(Effect::Edit(composer.editor.text().to_owned()));
                }
            }
            Command::PageDown => self.scroll_half(true, out),
            Command::PageUp => self.scroll_half(false, out),
            Command::Palette
            | Command::Help
            | Command::Redraw
            | Command::Suspend
            | Command::Quit => {
                return false;
            }
            editing => self.edit(editing, out),
        }
        true
    }

    /// One row, message or place further.
    fn step(&mut self, by: isize, out: &mut Vec<Effect>) {
        match self.pane {
            Pane::Places => self.move_place(by, out),
            Pane::Threads => self.move_selection(by, out),
            Pane::Conversation => self.move_message(by > 0, out),
            Pane::Sidebar => {}
        }
    }

    fn end(&mut self, end: Extend, out: &mut Vec<Effect>) {
        match self.pane {
            Pane::Places => self.move_place(
                if end == Extend::After {
                    isize::MAX
                } else {
                    isize::MIN
                },
                out,
            ),
            Pane::Threads => self.select_end(end, out),
            Pane::Conversation => self.conversation_end(end, out),
            Pane::Sidebar => {}
        }
    }

    fn step_thread(&mut self, by: isize, out: &mut Vec<Effect>) {
        self.move_selection(by, out);
        if let Some(conversation) = self.list.selected.clone() {
            self.open_conversation(conversation, true, out);
        }
    }

    fn open(&mut self, out: &mut Vec<Effect>) {
        match self.pane {
            Pane::Places => self.focus(Pane::Threads, out),
            Pane::Threads => self.focus(Pane::Conversation, out),
            Pane::Conversation => self.open_message(),
            Pane::Sidebar => {}
        }
    }

    /// Enter on a message: what failed can be mended, an event run unfolds.
    fn open_message(&mut self) {
        let Some(item) = self.reading.as_ref().and_then(|reading| reading.message()) else {
            return;
        };
        if let Delivery::Local(id, _) = item.delivery {
            self.outgoing_menu(id);
        } else {
            self.say("r replies to this message, y copies it, gs shows it as the server sent it.");
        }
    }

    /// One step back; at the top the program is left.
    fn back(&mut self, out: &mut Vec<Effect>) {
        if self
            .notice
            .take()
            .is_some_and(|notice| notice.kind == super::notice::NoticeKind::Error)
        {
            return;
        }
        match self.pane {
            Pane::Conversation | Pane::Sidebar | Pane::Places => self.focus(Pane::Threads, out),
            Pane::Threads if self.list.filter.is_some() => {
                self.list.filter = None;
                self.show_list(false, out);
            }
            Pane::Threads => self.ask_to_leave(out),
        }
    }

    fn ask_to_leave(&mut self, out: &mut Vec<Effect>) {
        if self.queued == 0 {
            self.leave(out);
            return;
        }
        use super::menu::{Choice, Menu, MenuItem};
        let words = match self.queued {
            1 => "1 request is not sent yet. It is kept, and sent at the next start.".to_owned(),
            count => format!(
                "{count} requests are not sent yet. They are kept, and sent at the next start."
            ),
        };
        self.overlay = Some(Overlay::Menu(Menu::new(
            crate::text::SafeText::line(&words),
            vec![
                MenuItem::new('s', "Stay", Choice::Nothing),
                MenuItem::new('q', "Quit", Choice::Quit),
            ],
        )));
    }

    fn quit(&mut self, out: &mut Vec<Effect>) {
        if self.quitting {
            self.leave(out);
        } else {
            self.quitting = true;
            self.say("Ctrl-c again quits. Drafts are kept.");
        }
    }

    /// Ends the program; nothing typed is left behind.
    pub fn leave(&mut self, out: &mut Vec<Effect>) {
        self.leave_composer(out);
        out.push(Effect::Quit);
    }

    fn mark_unread(&mut self, out: &mut Vec<Effect>) {
        if let Some(conversation) = self.target() {
            if let Some(reading) = &mut self.reading {
                reading.opened = false;
                reading.read = None;
            }
            self.pane = Pane::Threads;
            out.push(Effect::MarkUnread(conversation));
            self.say("Marked unread.");
        }
    }

    fn toggle_events(&mut self, out: &mut Vec<Effect>) {
        if let Some(reading) = &mut self.reading {
            reading.events = !reading.events;
            let place = reading.place();
            self.build_document();
            self.restore_place(place);
            self.mark_seen(out);
        }
    }

    fn show_raw(&mut self, out: &mut Vec<Effect>) {
        let Some(reading) = &self.reading else {
            self.say("Open a conversation first.");
            return;
        };
        let message = (self.pane == Pane::Conversation)
            .then(|| reading.message())
            .flatten()
            .filter(|item| !matches!(item.delivery, Delivery::Local(..)))
            .map(|item| item.id.clone());
        out.push(Effect::LoadRaw(reading.conversation.clone(), message));
    }

    /// The JSON arrived: control characters and escapes are shown, the words are the server's.
    pub fn raw_arrived(&mut self, json: &str) {
        // With line breaks and in the server's order; a text that is not JSON stays as it is.
        let json = serde_json::from_str::<serde_json::Value>(json)
            .and_then(|value| serde_json::to_string_pretty(&value))
            .unwrap_or_else(|_| json.to_owned());
        let lines = json
            .lines()
            .map(|line| vec![(Tone::Plain, crate::text::SafeText::line(line))])
            .collect();
        self.open_pager(
            super::overlay::PagerKind::Raw,
            "As the server sent it",
            lines,
        );
    }

    fn copy_menu(&mut self) {
        use super::menu::{Choice, Menu, MenuItem};
        use crate::text::SafeText;
        let mut items = Vec::new();
        if let Some(item) = self.reading.as_ref().and_then(|reading| reading.message()) {
            items.push(MenuItem::new(
                't',
                "text of the message",
                Choice::Copy(item.body.clone()),
            ));
            let id = SafeText::line(item.id.as_str());
            items.push(MenuItem::new('m', "id of the message", Choice::Copy(id)));
            if let Some(attachment) = item.attachments.iter().find(|item| !item.url.is_empty()) {
                items.push(MenuItem::new(
                    'a',
                    "address of the attachment",
                    Choice::Copy(attachment.url.clone()),
                ));
            }
        }
        if let Some(Conversation::Thread { thread, .. }) = self.target() {
            let id = SafeText::line(thread.as_str());
            items.push(MenuItem::new('i', "id of the thread", Choice::Copy(id)));
        }
        if items.is_empty() {
            self.say("Nothing is selected to copy.");
        } else {
            self.overlay = Some(Overlay::Menu(Menu::new("Copy", items)));
        }
    }

    fn copy_pager(&mut self, out: &mut Vec<Effect>) {
        if let Some(Overlay::Pager(pager)) = &self.overlay {
            let text: Vec<String> = pager
                .lines
                .iter()
                .map(|line| line.iter().map(|(_, text)| text.as_str()).collect())
                .collect();
            out.push(Effect::Copy(crate::text::SafeText::block(&text.join("\n"))));
        }
    }

    fn resize_list(&mut self, by: i16) {
        self.enlarge = (self.enlarge + by).clamp(-8, 12);
        self.fit_conversation();
    }
}
