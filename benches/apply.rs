//! Taking in a list of 60,000 threads in which 50 changed, against merely reading it: `cargo bench --bench apply`.
//! Prints and judges nothing.

#![expect(clippy::print_stdout, reason = "a measurement is there to be printed")]
#![allow(missing_docs, reason = "a program")]

use std::hash::{DefaultHasher, Hasher};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use andibox::model::{
    Channel, ChannelId, Conversation, Draft, DraftKey, Mode, Thread, read_listing,
    read_listing_later,
};
use andibox::store::{OpenOptions, Store};
use anyhow::{Result, anyhow, bail};
use chrono::Utc;
use serde_json::{Value, json};

const THREADS: usize = 60_000;
const CHANGED: usize = 50;
const ROUNDS: usize = 15;

fn main() -> Result<()> {
    let dir = tempfile::tempdir()?;
    let store = Store::open(&dir.path().join("inbox.db"), OpenOptions::quiet(Utc::now()))?.store;
    let channels = serde_json::to_vec(&json!([{
        "id": "email", "name": "Email", "handle": "email", "description": null, "metadata": null,
        "createdAt": stamp(0), "updatedAt": stamp(0)
    }]))?;
    let channels = read_listing::<Channel>(&channels).map_err(|why| anyhow!("{why}"))?;
    store.apply_channels(&channels)?;
    println!("first: {:?}", apply(&store, body(0)?)?.0);

    let (mut value, mut typed, mut ours, mut waits) = (vec![], vec![], vec![], vec![]);
    for round in 1..=ROUNDS {
        let bytes = body(round)?;
        value.push(time(|| {
            let list: Value = serde_json::from_slice(&bytes.clone())?;
            Ok(list.as_array().map_or(0, Vec::len))
        })?);
        typed.push(time(|| {
            Ok(serde_json::from_slice::<Vec<Thread>>(&bytes.clone())?.len())
        })?);
        let done = AtomicBool::new(false);
        let (elapsed, longest) = std::thread::scope(|scope| {
            let writer = scope.spawn(|| drafts(&store, &done));
            let applied = apply(&store, bytes.clone());
            done.store(true, Ordering::SeqCst);
            let longest = writer
                .join()
                .map_err(|_| anyhow!("the writer of drafts broke"))??;
            applied.map(|(elapsed, written)| (elapsed, written, longest))
        })
        .and_then(|(elapsed, written, longest)| match written {
            CHANGED => Ok((elapsed, longest)),
            other => bail!("{other} threads were written"),
        })?;
        ours.push(elapsed);
        waits.push(longest);
        if round == ROUNDS {
            println!(
                "{THREADS} threads, {:.1} MB, {CHANGED} changed, median of {ROUNDS}:",
                bytes.len() as f64 / 1e6
            );
        }
    }
    let (value, typed, ours, wait) = (median(value), median(typed), median(ours), median(waits));
    let ratio = |floor: Duration| ours.as_secs_f64() / floor.as_secs_f64();
    println!("read and parse as serde_json::Value  {value:?}");
    println!("read and parse as Vec<Thread>        {typed:?}");
    println!(
        "take into the store                  {ours:?}, {:.2}x and {:.2}x of these",
        ratio(value),
        ratio(typed)
    );
    println!("a draft written meanwhile, longest   {wait:?}");
    Ok(())
}

/// What pulling does with a body: hash, find the elements, compare, write what changed.
fn apply(store: &Store, body: Vec<u8>) -> Result<(Duration, usize)> {
    let start = Instant::now();
    let mut hasher = DefaultHasher::new();
    hasher.write(&body);
    std::hint::black_box(hasher.finish());
    let listing = read_listing_later(body).map_err(|(why, _)| anyhow!("{why}"))?;
    let applied = store.apply_threads(&ChannelId::from("email"), &listing)?;
    drop(listing);
    Ok((start.elapsed(), applied.written as usize))
}

/// Writes drafts until it is done; says how long the longest took.
fn drafts(store: &Store, done: &AtomicBool) -> Result<Duration> {
    let key = DraftKey {
        conversation: Conversation::Feed {
            channel: "email".into(),
        },
        mode: Mode::Note,
    };
    let mut longest = Duration::ZERO;
    for n in 0.. {
        let draft = Draft {
            key: key.clone(),
            text: format!("{n}"),
            parent: None,
            updated_at: Utc::now(),
        };
        let start = Instant::now();
        store.save_draft(&draft)?;
        longest = longest.max(start.elapsed());
        if done.load(Ordering::SeqCst) {
            break;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Ok(longest)
}

fn time(work: impl FnOnce() -> Result<usize>) -> Result<Duration> {
    let start = Instant::now();
    let count = work()?;
    let elapsed = start.elapsed();
    if count != THREADS {
        bail!("{count} threads were read");
    }
    Ok(elapsed)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// The list as it is after so many rounds of changes.
fn body(round: usize) -> Result<Vec<u8>> {
    let step = THREADS / CHANGED;
    let threads: Vec<Value> = (0..THREADS)
        .map(|n| {
            // Every step-th thread has news each round.
            let news = if n % step == 0 { round } else { 0 };
            json!({
                "id": format!("01a17426-b729-7000-9944-{n:012x}"),
                "channelId": "email",
                "title": format!("A question about order {n}"),
                "status": if n % 3 == 0 { "open" } else { "closed" },
                "externalId": null,
                "metadata": null,
                "lastMessageAt": stamp(n + news * 1000),
                "closedAt": if n % 3 == 0 { Value::Null } else { stamp(n).into() },
                "createdAt": stamp(n),
                "updatedAt": stamp(n + news * 1000),
            })
        })
        .collect();
    Ok(serde_json::to_vec(&threads)?)
}

fn stamp(seconds: usize) -> String {
    let at =
        chrono::DateTime::from_timestamp(1_771_000_000 + seconds as i64, 0).unwrap_or_default();
    at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true)
}
