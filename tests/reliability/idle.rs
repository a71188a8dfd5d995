//! Nothing happens, and nothing is done: no frame, hardly any time on a processor.

use std::time::{Duration, Instant};

use super::process::usage;
use super::world::World;

/// The promise over a minute.
const CPU: Duration = Duration::from_millis(200);

/// What was seen while nothing happened.
struct Idle {
    cpu: Option<Duration>,
    /// Bytes to the terminal.
    written: usize,
    /// Those by which only relative times changed.
    aged: usize,
}

fn idle(time: Duration) -> Idle {
    let world = World::start(&[]);
    let channel = world.channel("Email");
    for at in 1..=20 {
        world.thread(
            &channel,
            &format!("Thread {at:02}"),
            &format!("Jane{at:02}"),
        );
    }
    let mut pty = world.inbox((140, 44));
    pty.shows("Needs reply · 20 ");
    pty.shows("● live");
    pty.send("\r");
    // It goes on deriving and reading for a moment.
    let calm = Instant::now();
    while pty.listen(Duration::from_secs(2)) > 0 {
        assert!(calm.elapsed() < Duration::from_mins(1), "it never rests");
    }
    let before = usage(pty.id());
    let end = Instant::now() + time;
    let (mut written, mut aged) = (0, 0);
    while Instant::now() < end {
        let left = end.saturating_duration_since(Instant::now());
        let shown = pty.screen();
        let bytes = pty.listen(left.min(Duration::from_millis(250)));
        let now = pty.screen();
        if bytes > 0 && ageless(&now) == ageless(&shown) {
            aged += bytes;
        } else {
            written += bytes;
        }
    }
    let after = usage(pty.id());
    let idle = Idle {
        cpu: before
            .zip(after)
            .map(|(before, after)| after.cpu.saturating_sub(before.cpu)),
        written,
        aged,
    };
    println!(
        "idle for {time:?}: {:?} of CPU time, {} bytes to the terminal, {} of them since times aged",
        idle.cpu,
        idle.written + idle.aged,
        idle.aged
    );
    idle
}

/// A screen without its relative times, which age by the minute.
fn ageless(screen: &str) -> Vec<&str> {
    let is_age = |word: &str| {
        let number = word.trim_start_matches('<').trim_end_matches('m');
        word == "now" || word.ends_with('m') && number.parse::<u32>().is_ok()
    };
    let words = screen.split([' ', '\n']).filter(|word| !word.is_empty());
    words.filter(|word| !is_age(word)).collect()
}

#[test]
fn an_idle_inbox_draws_nothing() {
    assert_eq!(idle(Duration::from_secs(4)).written, 0);
}

#[test]
#[ignore = "large: a minute of nothing"]
fn large_idle() {
    let idle = idle(Duration::from_mins(1));
    assert_eq!(idle.written, 0);
    if let Some(cpu) = idle.cpu {
        assert!(cpu < CPU, "{cpu:?}");
    }
}
