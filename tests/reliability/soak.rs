//! Hours with simulated customers: memory stays flat, descriptors stay the same.

use std::time::{Duration, Instant};

use super::chance::Chance;
use super::crash::screen::composer;
use super::process::{Usage, usage};
use super::pty::Pty;
use super::world::World;

/// Connections at once, a server being asked four things, and what the runtime itself needs.
const SOCKETS: usize = 12;
/// What a person at rest does now and then.
const MOVES: [&str; 12] = ["j", "k", "j", "k", "J", "K", "3", "2", "w", "]", "[", "go"];
/// What is looked at, and by what it is known.
const PAGES: [(&str, &str); 4] = [
    ("?", "Keys here"),
    ("L", "Life of the thread"),
    ("gs", "As the server sent it"),
    ("@", "Requests, newest"),
];
/// What does not come by then is not there to be looked at: nothing is selected.
const SOON: Duration = Duration::from_secs(1);

struct Soak {
    samples: Vec<(Duration, Usage)>,
    cpu: Duration,
    written: usize,
}

/// Runs so long; samples are kept from the warm-up on.
fn soak(time: Duration, warm_up: Duration, every: Duration) -> Option<Soak> {
    let world = World::start(&["--demo"]);
    let mut chance = Chance::of_run("soak", 1);
    let mut pty = world.inbox((140, 44));
    pty.shows("● live");
    pty.until("threads are listed", |pty| pty.screen().contains("waiting"));
    let start = Instant::now();
    let mut samples = Vec::new();
    let mut first = None;
    while start.elapsed() < time {
        press(&mut pty, &mut chance);
        pty.listen(every);
        let now = usage(pty.id());
        assert!(!pty.has_ended(), "it ended; the screen:\n{}", pty.screen());
        let now = now?;
        if start.elapsed() >= warm_up {
            first.get_or_insert(now);
            samples.push((start.elapsed(), now));
        }
    }
    let last = samples.last()?.1;
    let soak = Soak {
        cpu: last.cpu.saturating_sub(first?.cpu),
        samples,
        written: pty.written,
    };
    pty.send("\x03\x03");
    assert!(pty.ended().success());
    Some(soak)
}

fn press(pty: &mut Pty, chance: &mut Chance) {
    match chance.below(10) {
        0 => {
            pty.send("2i");
            let opened = |pty: &Pty| composer(pty).is_some();
            if pty.within(SOON, opened) {
                pty.send("all is well\x18d");
                pty.until("it is discarded", |pty| !opened(pty));
            }
        }
        1..3 => {
            let (keys, words) = PAGES[chance.below(PAGES.len() as u64) as usize];
            pty.send(keys);
            if pty.within(SOON, |pty| pty.screen().contains(words)) {
                pty.send("q");
                pty.until("it is left", |pty| !pty.screen().contains(words));
            }
        }
        _ => pty.send(MOVES[chance.below(MOVES.len() as u64) as usize]),
    }
}

impl Soak {
    /// The memory at the start and at the end, each the middle of a sixth of the samples, in KiB.
    fn memory(&self) -> (u64, u64) {
        let part = (self.samples.len() / 6).max(1);
        let middle = |samples: &[(Duration, Usage)]| {
            let mut all: Vec<u64> = samples.iter().map(|(_, usage)| usage.memory).collect();
            all.sort_unstable();
            all[all.len() / 2]
        };
        let last = self.samples.len() - part;
        (middle(&self.samples[..part]), middle(&self.samples[last..]))
    }

    /// The least and the most files that were open.
    fn files(&self) -> (usize, usize) {
        let files = self.samples.iter().map(|(_, usage)| usage.files);
        (files.clone().min().unwrap(), files.max().unwrap())
    }

    fn sockets(&self) -> usize {
        let sockets = self.samples.iter().map(|(_, usage)| usage.sockets);
        sockets.max().unwrap()
    }

    fn report(&self) {
        let (from, to) = self.memory();
        println!(
            "soak: {} samples from {:?} to {:?} · memory {from} KiB to {to} KiB ({:+.1} %) · files {:?} · sockets at \
             most {} · CPU {:?} · {} bytes to the terminal",
            self.samples.len(),
            self.samples[0].0,
            self.samples[self.samples.len() - 1].0,
            (to as f64 / from as f64 - 1.0) * 100.0,
            self.files(),
            self.sockets(),
            self.cpu,
            self.written
        );
    }

    fn assert_no_descriptor_leaks(&self) {
        let (least, most) = self.files();
        // A reader of the local copy that opens late has three files: database, log and index.
        assert!(most - least <= 3, "files open: {:?}", self.samples);
        assert!(self.sockets() <= SOCKETS, "{:?}", self.samples);
    }
}

#[test]
fn a_short_soak_leaks_no_descriptor() {
    let (time, warm_up) = (Duration::from_secs(6), Duration::from_secs(3));
    let Some(soak) = soak(time, warm_up, Duration::from_millis(100)) else {
        return;
    };
    soak.report();
    soak.assert_no_descriptor_leaks();
}

#[test]
#[ignore = "large: 30 minutes with simulated customers, or ANDIBOX_SOAK_MINUTES"]
fn large_soak() {
    let minutes = std::env::var("ANDIBOX_SOAK_MINUTES").ok();
    let minutes: u64 = minutes.map_or(30, |minutes| minutes.parse().unwrap());
    let time = Duration::from_secs(minutes * 60);
    let soak = soak(time, time / 6, Duration::from_millis(700)).unwrap();
    soak.report();
    soak.assert_no_descriptor_leaks();
    let (from, to) = soak.memory();
    assert!(to * 10 <= from * 11, "memory grew from {from} to {to} KiB");
}
