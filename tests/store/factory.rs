//! One small factory: a store in a folder of its own, and the server's JSON.

use std::sync::{Arc, Mutex};

use andibox::model::Action;
use andibox::model::Anchor;
use andibox::model::{
    Author, AuthorRole, BuiltinView, Channel, ChannelId, ClientMessageId, Conversation, Draft,
    DraftKey, Item, Listing, Message, Mode, Outgoing, OutgoingState, Thread, ThreadId, ThreadRow,
    ThreadStatus, read_item, read_listing,
};
use andibox::query::{ListSpec, Query};
use andibox::store::{OpenOptions, Revision, Store, StoreEvent};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tempfile::TempDir;

/// A store and what it told its listener.
pub struct Desk {
    pub store: Store,
    pub dir: TempDir,
    events: Arc<Mutex<Vec<StoreEvent>>>,
}

impl Desk {
    /// An empty store.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let events = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&events);
        let options = OpenOptions {
            listener: Arc::new(move |event| heard.lock().unwrap().push(event)),
            now: minute(0),
            deriving: || {},
        };
        let opened = Store::open(&dir.path().join("copy.db"), options).unwrap();
        assert_eq!(opened.notice, None);
        Self {
            store: opened.store,
            dir,
            events,
        }
    }

    /// A store with channel `c` and these open threads, none of them pulled.
    pub fn with_threads(ids: &[&str]) -> Self {
        let desk = Self::new();
        desk.channels(&["c"]);
        let threads = ids.iter().map(|id| thread(id, 0)).collect();
        desk.threads(threads);
        desk
    }

    pub fn channels(&self, ids: &[&str]) {
        let list = ids
            .iter()
            .map(|id| json!({"id": id, "name": format!("Channel {id}")}));
        self.store
            .apply_channels(&channels(list.collect()))
            .unwrap();
    }

    pub fn threads(&self, list: Vec<Value>) {
        self.store
            .apply_threads(&"c".into(), &threads(list))
            .unwrap();
    }

    /// Pulls the messages of a thread of `c`.
    pub fn messages(&self, id: &str, list: Vec<Value>) -> andibox::store::Applied {
        let asked = self.store.revision(&talk(id)).unwrap();
        self.store
            .apply_messages(&talk(id), &messages(list), asked)
            .unwrap()
    }

    /// When a thread was first asked and answered, and when it was settled, as the file has it.
    pub fn response(&self, id: &str) -> (Option<(i64, i64)>, Option<i64>) {
        let file = rusqlite::Connection::open(self.dir.path().join("copy.db")).unwrap();
        file.query_row(
            "SELECT asked_at, answered_at, settled_at FROM thread WHERE id = ?1",
            [id],
            |row| {
                let (asked, answered): (Option<i64>, Option<i64>) = (row.get(0)?, row.get(1)?);
                Ok((asked.zip(answered), row.get(2)?))
            },
        )
        .unwrap()
    }

    pub fn row(&self, id: &str) -> ThreadRow {
        self.store.thread_row(&id.into()).unwrap().unwrap()
    }

    /// The ids of a whole view.
    pub fn view(&self, view: BuiltinView) -> Vec<String> {
        self.list(&ListSpec::of(view))
    }

    pub fn list(&self, spec: &ListSpec) -> Vec<String> {
        let window = self
            .store
            .threads(spec, &Anchor::First, 1000, minute(10_000))
            .unwrap();
        ids(&window.rows)
    }

    /// The ids that pass a query, of all threads.
    pub fn find(&self, query: &str) -> Vec<String> {
        let filter = Some(Query::parse(query).unwrap());
        self.list(&ListSpec {
            filter,
            ..ListSpec::of(BuiltinView::All)
        })
    }

    /// What the listener heard since the last call.
    pub fn heard(&self) -> Vec<StoreEvent> {
        std::mem::take(&mut *self.events.lock().unwrap())
    }
}

pub fn ids(rows: &[ThreadRow]) -> Vec<String> {
    rows.iter().map(|row| row.id.as_str().to_owned()).collect()
}

/// A minute of the day everything happens on.
pub fn minute(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_750_000_000, 0).unwrap() + TimeDelta::minutes(minute)
}

pub fn stamp(at: i64) -> String {
    minute(at).to_rfc3339()
}

pub fn talk(id: &str) -> Conversation {
    Conversation::Thread {
        channel: "c".into(),
        thread: id.into(),
    }
}

pub fn feed() -> Conversation {
    Conversation::Feed {
        channel: ChannelId::from("c"),
    }
}

/// An open thread whose last message came at a minute.
pub fn thread(id: &str, last: i64) -> Value {
    json!({
        "id": id, "channelId": "c", "title": format!("About {id}"), "status": "open",
        "lastMessageAt": stamp(last), "closedAt": null, "createdAt": stamp(0), "updatedAt": stamp(last),
    })
}

/// The same thread with some fields changed.
#[expect(
    clippy::needless_pass_by_value,
    reason = "json!(…) is written at the call"
)]
pub fn with(mut value: Value, fields: Value) -> Value {
    for (name, field) in fields.as_object().unwrap() {
        value[name] = field.clone();
    }
    value
}

/// A text message written at a minute.
pub fn message(id: &str, direction: &str, at: i64) -> Value {
    let role = if direction == "inbound" {
        "user"
    } else {
        "agent"
    };
    json!({
        "id": id, "channelId": "c", "threadId": null, "direction": direction, "status": "received", "kind": "text",
        "text": format!("words of {id}"), "author": {"role": role, "name": format!("{role} of {id}")},
        "createdAt": stamp(at), "updatedAt": stamp(at),
    })
}

/// A recorded status change.
pub fn status_event(id: &str, from: &str, to: &str, base: &str, at: i64) -> Value {
    let event = json!({"event": "thread.status", "from": from, "to": to, "base": base});
    with(
        message(id, "system", at),
        json!({"kind": "event", "metadata": {"andibox": event}}),
    )
}

pub fn channels(list: Vec<Value>) -> Listing<Channel> {
    read_listing(Value::from(list).to_string().as_bytes()).unwrap()
}

pub fn threads(list: Vec<Value>) -> Listing<Thread> {
    read_listing(Value::from(list).to_string().as_bytes()).unwrap()
}

pub fn messages(list: Vec<Value>) -> Listing<Message> {
    read_listing(Value::from(list).to_string().as_bytes()).unwrap()
}

pub fn thread_item(value: &Value) -> Item<Thread> {
    read_item(value.to_string().as_bytes()).unwrap()
}

pub fn message_item(value: &Value) -> Item<Message> {
    read_item(value.to_string().as_bytes()).unwrap()
}

pub fn client_id(number: u128) -> ClientMessageId {
    ClientMessageId::new(uuid::Uuid::from_u128(number))
}

/// A queued request.
pub fn outgoing(number: u128, action: Action) -> Outgoing {
    Outgoing {
        id: client_id(number),
        action,
        state: OutgoingState::Queued { after: None },
        created_at: minute(100),
        attempts: 0,
        last_problem: None,
    }
}

/// A queued reply in a thread of `c`.
pub fn reply(number: u128, thread: &str) -> Outgoing {
    let action = Action::Message {
        conversation: talk(thread),
        mode: Mode::Reply,
        text: format!("reply {number}"),
        parent: None,
        author: Author::of(AuthorRole::Agent),
        attachments: Vec::new(),
    };
    outgoing(number, action)
}

/// A queued status change of a thread of `c`.
pub fn status_change(number: u128, thread: &str, to: ThreadStatus) -> Outgoing {
    let action = Action::Status {
        channel: "c".into(),
        thread: ThreadId::from(thread),
        from: ThreadStatus::Open,
        to,
        author: Author::of(AuthorRole::Agent),
    };
    outgoing(number, action)
}

/// The server's message for a reply.
pub fn answered(number: u128, id: &str, at: i64) -> Value {
    with(
        message(id, "outbound", at),
        json!({"metadata": {"clientMessageId": client_id(number).to_string()}}),
    )
}

pub fn draft(thread: &str, text: &str) -> Draft {
    Draft {
        key: DraftKey {
            conversation: talk(thread),
            mode: Mode::Reply,
        },
        text: text.into(),
        parent: None,
        updated_at: minute(50),
    }
}

/// Asked when nothing was known of the thread.
pub fn never() -> Revision {
    Revision::default()
}
