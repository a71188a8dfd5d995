//! What must be true after the weather: no loss, no duplicate, no disorder, no wedge.

use std::collections::HashSet;

use andibox::model::{ClientMessageId, ThreadStatus};
use serde_json::Value;

use super::desk::{Desk, thread};
use super::world::{World, id};

/// A thread, and what was asked for in it, in this order.
#[derive(Clone, Debug)]
pub struct Lane {
    pub channel: String,
    pub thread: String,
    pub words: Vec<(ClientMessageId, String)>,
    pub changes: Vec<ThreadStatus>,
    pub status: ThreadStatus,
}

impl Lane {
    pub fn new(channel: &str, thread: &str) -> Self {
        Self {
            channel: channel.to_owned(),
            thread: thread.to_owned(),
            words: Vec::new(),
            changes: Vec::new(),
            status: ThreadStatus::Open,
        }
    }
}

/// All that was asked for.
#[derive(Clone, Default, Debug)]
pub struct Asked {
    pub ids: usize,
    /// The titles of new threads.
    pub threads: Vec<String>,
}

impl Asked {
    pub fn count(&self) -> usize {
        self.ids
    }
}

/// Looks at everything.
pub async fn hold(desk: &Desk, world: &World, channels: &[String], lanes: &[Lane], asked: &Asked) {
    let outbox = desk.store.outbox().unwrap();
    assert!(outbox.is_empty(), "still on its way: {outbox:#?}");
    for lane in lanes {
        in_a_thread(world, lane).await;
    }
    for channel in channels {
        new_threads(world, channel).await;
    }
    every_title_once(world, channels, asked).await;
    the_local_copy_is_the_servers(desk, world, channels).await;
}

fn name(message: &Value) -> Option<&str> {
    message["metadata"]["clientMessageId"].as_str()
}

/// Everything once, and in the order in which it was asked for.
async fn in_a_thread(world: &World, lane: &Lane) {
    let there = world.messages(&lane.channel, &lane.thread).await;
    let texts: Vec<&str> = there
        .iter()
        .filter_map(|it| it["text"].as_str().filter(|it| it.starts_with("marker ")))
        .collect();
    let expected: Vec<&str> = lane.words.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, expected, "thread {}: {there:#?}", lane.thread);
    names_are_unique(&there);
    let names: Vec<&str> = there
        .iter()
        .filter(|it| it["kind"] != "event")
        .filter_map(name)
        .collect();
    let expected: Vec<String> = lane.words.iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(names, expected);

    let changes: Vec<&str> = there
        .iter()
        .filter_map(|it| it["metadata"]["andibox"]["to"].as_str())
        .collect();
    let expected: Vec<&str> = lane.changes.iter().map(ThreadStatus::as_str).collect();
    assert_eq!(changes, expected, "thread {}: {there:#?}", lane.thread);
}

fn names_are_unique(list: &[Value]) {
    let names: Vec<&str> = list.iter().filter_map(name).collect();
    let unique: HashSet<&str> = names.iter().copied().collect();
    assert_eq!(names.len(), unique.len(), "twice: {list:#?}");
}

async fn new_threads(world: &World, channel: &str) {
    let threads = world.list(&format!("/channels/{channel}/threads")).await;
    names_are_unique(&threads);
    for it in threads.iter().filter(|it| title(it).starts_with("New ")) {
        let there = world.messages(channel, &id(it)).await;
        let number = title(it).trim_start_matches("New ");
        assert!(there.len() <= 1, "{}: {there:#?}", title(it));
        for message in &there {
            assert_eq!(message["text"], format!("marker {number}"));
        }
    }
}

fn title(thread: &Value) -> &str {
    thread["title"].as_str().unwrap_or_default()
}

async fn every_title_once(world: &World, channels: &[String], asked: &Asked) {
    let mut there = Vec::new();
    for channel in channels {
        let threads = world.list(&format!("/channels/{channel}/threads")).await;
        let new = threads
            .iter()
            .map(title)
            .filter(|it| it.starts_with("New "));
        there.extend(new.map(str::to_owned));
    }
    let mut expected = asked.threads.clone();
    expected.sort();
    there.sort();
    assert_eq!(there, expected);
}

/// What is here is what is there: no failed or half answer has left a trace.
async fn the_local_copy_is_the_servers(desk: &Desk, world: &World, channels: &[String]) {
    for channel in channels {
        let threads = world.list(&format!("/channels/{channel}/threads")).await;
        for it in &threads {
            let it = id(it);
            let there = world.messages(channel, &it).await;
            let ids: Vec<String> = there.iter().map(id).collect();
            desk.until("the local copy to be the server's", |desk| {
                let here = desk.store.all_messages(&thread(channel, &it)).ok()?;
                let here: Vec<String> = here.iter().map(|it| it.id.as_str().to_owned()).collect();
                (here == ids).then_some(())
            })
            .await;
        }
    }
}
