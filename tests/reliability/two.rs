//! Two of a profile on one machine: one sender, both see what the other does, nothing is sent twice, and what two write
//! into one draft is all kept.

use std::collections::HashMap;
use std::thread;

use rusqlite::Connection;

use super::chance::Chance;
use super::crash::law::{Stock, judge, resolve};
use super::crash::life::{Life, Typist};
use super::crash::screen::composer;
use super::crash::{SIZE, quiet};
use super::pty::{NEVER, Pty};
use super::world::World;

/// Both at once, each so many points long; gives back both, alive.
fn both<'a>(
    world: &'a World,
    typists: [&'a mut Typist; 2],
    ptys: [Pty; 2],
    points: u64,
    threads: u64,
) -> [Pty; 2] {
    thread::scope(|scope| {
        let works = typists.into_iter().zip(ptys).map(|(by, pty)| {
            scope.spawn(move || {
                let mut life = Life::new(pty, world, by, points, threads);
                life.live(false);
                life.pty
            })
        });
        let works: Vec<_> = works.collect();
        let mut ptys = works.into_iter().map(|work| work.join().unwrap());
        [ptys.next().unwrap(), ptys.next().unwrap()]
    })
}

fn open(world: &World, channel: &str) -> Pty {
    let mut pty = world.inbox(SIZE);
    pty.shows("● live");
    pty.send("]]]]]");
    pty.shows("All · 8 ");
    filter(&mut pty, channel);
    pty
}

/// Shows the threads of a channel only.
fn filter(pty: &mut Pty, channel: &str) {
    pty.send(&format!("2/\x15channel:{channel}\r"));
    pty.shows(&format!("channel:{channel}"));
    pty.shows("All · 4 ");
}

/// The process that holds the sender's lock is the only one that has its file open.
fn is_sender(pty: &Pty) -> bool {
    let fds = std::fs::read_dir(format!("/proc/{}/fd", pty.id())).unwrap();
    let mut links = fds.flatten().flat_map(|fd| std::fs::read_link(fd.path()));
    links.any(|link| link.ends_with("sender.lock"))
}

fn rejected(disk: &Connection) -> i64 {
    let count = "SELECT count(*) FROM outgoing WHERE state = 'rejected'";
    disk.query_row(count, [], |row| row.get(0)).unwrap()
}

fn two(points: u64, seed: u64) {
    let world = World::start(&[]);
    world.undo_window(0);
    let mut threads = HashMap::new();
    for (channel, person) in [("Email", "Jane"), ("Chat", "Omar")] {
        let channel = world.channel(channel);
        for at in 1..=4 {
            let title = format!("{person}s thread {at}");
            let id = world.thread(&channel, &title, &format!("{person}{at}"));
            threads.insert(title, id);
        }
    }
    let mut typists = [(seed, 1), (seed + 1, 50_000)]
        .map(|(seed, next)| Typist::new(Chance::of_run("two", seed), next));

    // Each in threads of its own; the first one sends for both.
    let first = open(&world, "email");
    let second = open(&world, "chat");
    assert!(is_sender(&first) && !is_sender(&second));
    let [a, b] = &mut typists;
    let [first, mut second] = both(&world, [a, b], [first, second], points, 4);

    // The sender is killed: the other one takes over, and finds what was left under way.
    first.kill();
    second.until("the other one to send", is_sender);
    second.send("\x1b");
    second.until("the composer is left", |pty| composer(pty).is_none());
    let left = Stock::take(Some(&world.look()), &world);
    resolve(&mut typists[0].texts, &left);

    // Both in the same threads.
    for typist in &mut typists {
        typist.shared = true;
    }
    filter(&mut second, "email");
    let first = open(&world, "email");
    let [a, b] = &mut typists;
    let ptys = both(&world, [b, a], [second, first], points, 4);
    for mut pty in ptys {
        pty.send("\x1b");
        pty.signal("TERM");
        assert!(pty.ended().success());
    }
    assert_eq!(rejected(&world.look()), 0);

    let stock = quiet(&world);
    let mut wrong = Vec::new();
    let mut words = 0;
    for typist in &mut typists {
        typist.saved();
        words += typist.texts.len();
        wrong.extend(judge(&typist.texts, &stock, &threads, true).words);
    }
    println!(
        "two of a profile: words {words} · drafts {}, outbox rows {}, messages {} · wrong {}",
        stock.drafts,
        stock.outbox,
        stock.messages,
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let log = world.log();
    for never in NEVER {
        assert!(!log.contains(never), "{log}");
    }
}

#[test]
fn two_of_a_profile_lose_nothing_and_send_nothing_twice() {
    two(40, 1);
}

/// Types in the composer, until the disk has it.
fn type_and_rest(world: &World, pty: &mut Pty, words: &str) {
    pty.send(words);
    pty.shows(words.trim());
    let like = format!("%{}%", words.trim());
    let there = || -> i64 {
        let count = "SELECT count(*) FROM draft WHERE text LIKE ?1";
        world
            .look()
            .query_row(count, [&like], |row| row.get(0))
            .unwrap()
    };
    pty.until_by_looking("the disk to have it", || there() > 0);
}

#[test]
fn what_two_write_in_one_draft_is_kept_and_sent_once() {
    let world = World::start(&[]);
    world.undo_window(0);
    let channel = world.channel("Email");
    world.thread(&channel, "Of both", "Jane");
    let mut first = world.inbox(SIZE);
    first.shows("Jane");
    let mut second = world.inbox(SIZE);
    second.shows("Jane");

    first.send("r");
    type_and_rest(&world, &mut first, "apple ");
    second.send("r");
    second.shows("› apple");
    type_and_rest(&world, &mut second, "banana ");
    type_and_rest(&world, &mut first, "cherry ");
    first.shows("words of both are kept");
    let words = |pty: &Pty| composer(pty).unwrap().words;
    assert_eq!(words(&first), "apple banana\n\ncherry");

    // The second one has not seen what came behind its words: it does not send them away.
    second.send("\x13");
    second.shows("Not sent: another andibox");
    second.send("r");
    second.shows("cherry");
    assert_eq!(words(&second), "apple banana\n\ncherry");
    second.send("\x13");
    second.shows("Reply on its way");
    // The first one has it open still, and presses the key too.
    first.send("\x13");
    first.shows("Not sent: another andibox has sent or discarded this draft.");

    for pty in [&mut first, &mut second] {
        pty.signal("TERM");
        assert!(pty.ended().success());
    }
    let stock = quiet(&world);
    assert_eq!(stock.drafts, 0);
    let texts: Vec<_> = world.messages().into_iter().map(|it| it.text).collect();
    assert_eq!(texts, ["I need help, says Jane", "apple banana\n\ncherry"]);
}

#[test]
#[ignore = "large: two at work for some minutes"]
fn large_two() {
    two(1500, Chance::new_seed());
}
