//! A person at a desk: keys go in, the world answers what `update` asks, the screen comes out.

use andibox::app::effect::Effect;
use andibox::app::msg::{ConversationAnswer, Msg};
use andibox::app::{Facts, State, update};
use andibox::command::{Key, KeyCode, KeySeq, Keymap};
use andibox::model::*;
use andibox::model::{MessageWindow, StoredMessage, ThreadWindow};
use andibox::theme::Theme;
use chrono::FixedOffset;

use crate::buffers;
use crate::world::{World, author, now, thread};

/// The four sizes every screen is looked at.
pub const SIZES: [(u16, u16); 4] = [(40, 12), (80, 24), (120, 40), (200, 60)];

/// The state with the world that answers it.
pub struct Desk {
    pub state: State,
    pub world: World,
}

impl Desk {
    /// A started program that is linked to a hosted workspace.
    pub fn new(world: World, size: (u16, u16)) -> Self {
        let facts = Facts {
            profile: "acme-support".into(),
            address: "https://andibase.com/api/v1".into(),
            local: false,
            me: author(AuthorRole::Agent, "Ana Support"),
            read_only: false,
            ..Facts::default()
        };
        Self::with(facts, world, size)
    }

    /// The same of the local workspace.
    pub fn local(world: World, size: (u16, u16)) -> Self {
        Self::with(Facts::default(), world, size)
    }

    pub fn with(facts: Facts, world: World, size: (u16, u16)) -> Self {
        let tz = FixedOffset::east_opt(0).unwrap();
        let state = State::new(facts, Keymap::default(), now(), tz);
        let mut desk = Self { state, world };
        desk.send(Msg::Resize(size.0, size.1));
        desk.send(Msg::Start);
        desk.send(Msg::Link(Link::Live { at: now() }));
        desk
    }

    /// A message, and the answers to all that is asked because of it.
    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let mut queue = update(&mut self.state, msg);
        while !queue.is_empty() {
            let answers: Vec<Msg> = queue
                .drain(..)
                .filter_map(|effect| self.answer(effect))
                .collect();
            for answer in answers {
                queue.extend(update(&mut self.state, answer));
            }
        }
        self
    }

    /// Keys by their names, such as `Enter Ctrl-x s`.
    pub fn keys(&mut self, names: &str) -> &mut Self {
        for name in names.split_whitespace() {
            let keys: KeySeq = name.parse().unwrap();
            for key in keys.keys() {
                self.send(Msg::Key(*key));
            }
        }
        // The keys come at one moment here: what they ran past follows.
        self.send(Msg::CatchUp);
        self
    }

    /// Characters and line ends, as typed.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.send(Msg::Key(match letter {
                '\n' => Key::plain(KeyCode::Enter),
                letter => Key::char(letter),
            }));
        }
        self
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        let (buffer, drawn) = buffers::drawn(&self.state, &Theme::default());
        let mut text = buffers::text(&buffer);
        if let Some((x, y)) = drawn.cursor {
            text.extend(["cursor ", &x.to_string(), ",", &y.to_string(), "\n"]);
        }
        text
    }

    fn answer(&self, effect: Effect) -> Option<Msg> {
        let world = &self.world;
        Some(match effect {
            Effect::LoadChannels => Msg::Channels(world.channels.clone()),
            Effect::LoadCounts(channel) => Msg::Counts(channel, counts(world)),
            Effect::LoadOutboxCounts => Msg::OutboxCounts {
                queued: world.queued,
                failed: world.failed,
            },
            Effect::LoadList {
                generation,
                purpose,
                ..
            } => Msg::List {
                generation,
                purpose,
                window: ThreadWindow {
                    offset: None,
                    rows: world.rows.clone(),
                    before: false,
                    after: false,
                    total: world.rows.len() as u32,
                },
            },
            Effect::LoadConversation {
                generation,
                conversation,
                ..
            } => Msg::Conversation {
                generation,
                answer: Box::new(self.conversation(&conversation)),
            },
            Effect::FindPlaces { generation, .. } => Msg::Places {
                generation,
                rows: world.rows.clone(),
            },
            Effect::FindMessages {
                generation, words, ..
            } => Msg::MessagesFound {
                generation,
                hits: world.holding(&words),
            },
            Effect::LoadDraft(key) => {
                let draft = world.drafts.iter().find(|(of, _)| *of == key);
                let draft = draft.map(|(_, text)| Draft {
                    key: key.clone(),
                    text: text.clone(),
                    parent: None,
                    updated_at: now(),
                });
                Msg::Draft(key, draft)
            }
            _ => return None,
        })
    }

    fn conversation(&self, conversation: &Conversation) -> ConversationAnswer {
        let world = &self.world;
        let row = world
            .rows
            .iter()
            .find(|row| Some(&row.id) == conversation.thread());
        let messages = world.messages.iter().enumerate();
        ConversationAnswer {
            thread: row.map(|row| {
                let mut thread = thread();
                thread.title.clone_from(&row.title);
                (row.clone(), thread)
            }),
            window: MessageWindow {
                messages: messages
                    .map(|(index, message)| StoredMessage {
                        message: message.clone(),
                        new: index >= world.new_from,
                    })
                    .collect(),
                before: world.earlier,
                after: 0,
            },
            outgoing: world.outgoing.clone(),
            drafts: world.drafts.iter().map(|(key, _)| key.clone()).collect(),
        }
    }
}

fn counts(world: &World) -> Counts {
    let mut counts = Counts::default();
    for (view, count) in BuiltinView::ALL
        .into_iter()
        .zip([12, 31, 4, 208, 17, 260, 1, 2, 1])
    {
        let count = if world.rows.is_empty() { 0 } else { count };
        counts.set(view, count);
    }
    counts
}
