//! The crash driver: a person types, answers, closes, discards and switches, the program is killed at any moment and
//! started again, and every typed word exists exactly once.

pub mod law;
pub mod life;
mod marker;
pub mod screen;

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::time::{Duration, Instant};

use law::{Fate, Stock, Texts, Verdict, judge, resolve};
use life::{Life, Typist};

use super::chance::Chance;
use super::world::World;

/// All the words of a composer fit on it, and a composer is told from a list.
pub const SIZE: (u16, u16) = (140, 44);
/// What is in the outbox at the end has to be gone by then: two looks at a slow server, and more.
const QUIET: Duration = Duration::from_mins(3);

/// How a run is made.
struct Plan {
    kills: usize,
    threads: u64,
    seed: u64,
    /// The server hangs now and then.
    freezing: bool,
    /// The 300 ms are taken at their word.
    strict: bool,
    server: &'static [&'static str],
    /// Seconds.
    undo_window: u32,
}

/// How a life ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum End {
    Kill,
    Term,
    Hup,
    Quit,
}

#[derive(Default)]
struct Report {
    ends: BTreeMap<End, usize>,
    words: usize,
    owed: usize,
    discarded: usize,
    /// Discarded, killed before the disk had that, and there again as drafts.
    back: usize,
    /// Killed within their 300 ms.
    taken: usize,
    /// Requests that were under way, or of unknown outcome, when a kill came.
    under_way: usize,
    drafts: usize,
    outbox: usize,
    messages: usize,
    verdict: Verdict,
    unsound: Vec<String>,
    slowest: Duration,
    waits: usize,
    took: Duration,
}

fn run(plan: &Plan) -> Report {
    let start = Instant::now();
    let world = World::start(plan.server);
    world.undo_window(plan.undo_window);
    let channel = world.channel("Email");
    let threads: HashMap<String, String> = (1..=plan.threads)
        .map(|at| {
            let title = format!("Thread {at:02}");
            let id = world.thread(&channel, &title, &format!("Jane{at:02}"));
            (title, id)
        })
        .collect();
    let mut by = Typist::new(Chance::of_run("crash driver", plan.seed), 1);
    by.strict = plan.strict;
    let mut report = Report::default();
    first_life(&world, plan.threads);
    for kill in 0..plan.kills {
        // What is under way when the last ones come has to be looked for twice, ten seconds apart.
        let freezing = plan.freezing && kill + 3 < plan.kills;
        let end = live(&world, &mut by, plan.threads, freezing);
        *report.ends.entry(end).or_default() += 1;
        let sound = world.quick_check();
        if sound != "ok" {
            report.unsound.push(sound);
        }
        let stock = Stock::take(world.aside().as_ref().map(|it| &it.0), &world);
        report.hold(
            &by.texts,
            &stock,
            &threads,
            &format!("after end {} ({end:?})", kill + 1),
        );
        let (taken, back) = resolve(&mut by.texts, &stock);
        report.under_way += stock.under_way;
        report.taken += taken;
        report.back += back;
    }
    let stock = quiet(&world);
    report.hold(&by.texts, &stock, &threads, "at the end");
    report.words = by.texts.len();
    report.owed = by.texts.values().filter(|text| text.owed).count();
    let discarded = |text: &&law::Text| text.fate == Fate::Discarded;
    report.discarded = by.texts.values().filter(discarded).count();
    report.drafts = stock.drafts;
    report.outbox = stock.outbox;
    report.messages = stock.messages;
    report.slowest = by.slowest;
    report.waits = by.waits;
    report.took = start.elapsed();
    report
}

/// Everything is here before the first kill.
fn first_life(world: &World, threads: u64) {
    let mut pty = world.inbox(SIZE);
    pty.send("]]]]]");
    pty.shows(&format!("All · {threads} "));
    pty.kill();
}

/// One life and its end.
fn live(world: &World, by: &mut Typist, threads: u64, freezing: bool) -> End {
    let ends = [
        (76, End::Kill),
        (10, End::Term),
        (10, End::Hup),
        (4, End::Quit),
    ];
    let end = by.chance.pick(&ends);
    // Now and then it is killed while it starts.
    let fuse = by.chance.pick(&[(1, 3), (4, 20), (4, 45)]);
    let fuse = by.chance.below(fuse);
    let wait = by.chance.pick(&[(5, 1), (4, 30), (1, 400)]);
    let wait = Duration::from_millis(by.chance.below(wait));
    let mut life = Life::new(world.inbox(SIZE), world, by, fuse, threads);
    if life.begin().is_ok() {
        life.live(freezing);
    }
    life.pty.listen(wait);
    let mut pty = life.pty;
    match end {
        End::Kill => pty.kill(),
        End::Term | End::Hup | End::Quit => {
            match end {
                End::Term => pty.signal("TERM"),
                End::Hup => pty.signal("HUP"),
                _ => pty.send("\x03\x03"),
            }
            pty.ended();
            by.saved();
        }
    }
    world.thaw();
    end
}

/// Runs until nothing waits any more, and takes stock.
pub fn quiet(world: &World) -> Stock {
    let mut pty = world.inbox(SIZE);
    // Ctrl-c is a key, not a signal, once the program has the terminal.
    pty.shows("Needs reply");
    let start = Instant::now();
    let waiting = || -> i64 {
        let count = "SELECT count(*) FROM outgoing WHERE state <> 'rejected'";
        world.look().query_row(count, [], |row| row.get(0)).unwrap()
    };
    while waiting() > 0 && start.elapsed() < QUIET {
        pty.listen(Duration::from_millis(50));
    }
    let left = waiting();
    assert_eq!(left, 0, "the outbox is not empty:\n{}", pty.screen());
    pty.send("\x03\x03");
    assert!(pty.ended().success());
    Stock::take(Some(&world.look()), world)
}

impl Report {
    fn hold(
        &mut self,
        texts: &Texts,
        stock: &Stock,
        threads: &HashMap<String, String>,
        when: &str,
    ) {
        let verdict = judge(texts, stock, threads, false);
        self.verdict.lost += verdict.lost;
        self.verdict.doubled += verdict.doubled;
        self.verdict.other += verdict.other;
        let words = verdict.words.iter().map(|words| format!("{when}: {words}"));
        self.verdict.words.extend(words);
    }

    fn assert_lawful(&self) {
        println!("{self}");
        assert!(self.unsound.is_empty(), "{:?}", self.unsound);
        assert!(
            self.verdict.words.is_empty(),
            "{}",
            self.verdict.words.join("\n")
        );
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Verdict {
            lost,
            doubled,
            other,
            ..
        } = self.verdict;
        write!(
            f,
            "ends {:?} · words {} ({} had to be there, {} killed within their 300 ms, {} discarded, {} of a discard \
             killed half way) · requests under way at a kill {} · at the end: drafts {}, outbox rows {}, messages {} · lost {lost}, doubled {doubled}, \
             otherwise wrong {other}, unsound copies {} · a draft was on the disk after {:?} at worst of {} · {:?}",
            self.ends,
            self.words,
            self.owed,
            self.taken,
            self.discarded,
            self.back,
            self.under_way,
            self.drafts,
            self.outbox,
            self.messages,
            self.unsound.len(),
            self.slowest,
            self.waits,
            self.took
        )
    }
}

#[test]
fn a_killed_program_loses_nothing_typed_and_sends_nothing_twice() {
    run(&Plan {
        kills: 9,
        threads: 6,
        seed: 1,
        freezing: true,
        strict: false,
        server: &[],
        undo_window: 0,
    })
    .assert_lawful();
}

#[test]
#[ignore = "large: 300 kills"]
fn large_crash() {
    let kills = std::env::var("ANDIBOX_KILLS").ok();
    let kills = kills.map_or(300, |kills| kills.parse().unwrap());
    for (server, undo_window) in [(&[][..], 0), (&["--no-patch"][..], 2)] {
        run(&Plan {
            kills: kills / 2,
            threads: 12,
            seed: Chance::new_seed(),
            freezing: true,
            strict: true,
            server,
            undo_window,
        })
        .assert_lawful();
    }
}
