//! Twenty messages a second: rows stay where they are while the person moves and types, and nothing is read by itself.

use std::collections::HashSet;

use andibox::model::{Anchor, BuiltinView, Conversation, ThreadId, ThreadRow};
use andibox::query::ListSpec;
use andibox::server::ServerOptions;
use chrono::Utc;

use crate::driver::{Driver, Setup};
use crate::world::World;

/// Threads at the beginning; more than the list's pane has rows for.
const THREADS: usize = 30;
/// What comes within a second.
const BURST: usize = 20;

/// What may not change while nobody presses a key.
#[derive(PartialEq, Eq, Debug)]
struct Calm {
    /// The rows of the beginning, in their order.
    rows: Vec<Conversation>,
    /// The first of them on the screen.
    top: usize,
    selected: Option<Conversation>,
    /// The lines of the screen that show the selected row, by their numbers and names.
    shown: Vec<(usize, String)>,
    /// Who stands in which line.
    names: Vec<(usize, String)>,
}

impl Calm {
    fn of(driver: &Driver) -> Self {
        let list = &driver.program.state.list;
        let screen = driver.screen();
        let names = screen.lines().enumerate().filter_map(|(y, line)| {
            let at = line.find("Person ")?;
            Some((y, line[at..].chars().take("Person 00".len()).collect()))
        });
        let names: Vec<(usize, String)> = names.collect();
        let marked = |(y, _): &&(usize, String)| {
            let line = screen.lines().nth(*y).unwrap_or_default();
            line.contains("▌•Person") || line.contains("▌ Person")
        };
        Self {
            rows: list.rows[..THREADS]
                .iter()
                .map(|row| row.conversation.clone())
                .collect(),
            top: list.top,
            selected: list.selected.clone(),
            shown: names.iter().filter(marked).cloned().collect(),
            names,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_moves_under_the_cursor_while_twenty_messages_a_second_arrive() {
    let world = World::start(ServerOptions::default()).await;
    let channel = world.channel("WhatsApp").await;
    let mut threads = Vec::new();
    for number in 0..THREADS {
        let person = person(number);
        threads.push(world.question(&channel, &person, "Order", "Hello?").await);
    }
    let mut driver = Driver::start(Setup::new(&world.base(), &world.key));
    driver
        .until("all threads are here", |driver| {
            driver.program.idle() && driver.program.state.list.rows.len() == THREADS
        })
        .await;
    // The newest first: whoever writes again goes to the top, for who asks anew.
    driver.press(&["g", "o"]);
    driver
        .until("the open threads are shown", |driver| {
            driver.program.idle() && driver.screen().contains("┌ Open · 30")
        })
        .await;

    let mut came = 0;
    driver.press(&["j", "j", "j", "j"]);
    for round in 0..4 {
        driver
            .until("the keys are handled", |driver| {
                driver.program.idle() && driver.program.state.list.index() == Some(4 + round)
            })
            .await;
        let calm = Calm::of(&driver);
        assert_eq!(calm.shown.len(), 1, "{}", driver.screen());
        // Half of them in threads that are listed, the selected one too, half in new ones.
        for number in 0..BURST {
            if number % 2 == 0 {
                let at = (number * 7 + round) % THREADS;
                let (thread, person) = (&threads[at], person(at));
                world.say(&channel, thread, &person, "Still there?").await;
            } else {
                came += 1;
                let person = format!("Newcomer {came}");
                world.question(&channel, &person, "Anew", "Me too").await;
            }
        }
        let all = THREADS + came;
        let messages = THREADS + (round + 1) * BURST;
        driver
            .until("the burst is applied", |driver| {
                // Of every frame on the way.
                assert_eq!(Calm::of(driver), calm);
                driver.program.idle() && known(driver) == (all, messages)
            })
            .await;
        let news = format!("{came} new · gn");
        driver
            .until("the news gather in their line", |driver| {
                assert_eq!(Calm::of(driver), calm);
                driver.program.idle() && driver.screen().contains(&news)
            })
            .await;
        assert_eq!(unread(&driver), all, "something was marked read");
        driver.press(&["j"]);
    }

    // The same while an answer is written: of its thread alone the person has seen everything.
    driver.press(&["r"]);
    driver.shows("Reply to").await;
    driver.type_text("one line");
    driver
        .until("the line is typed", |driver| {
            driver.program.idle() && driver.screen().contains("› one line")
        })
        .await;
    let calm = Calm::of(&driver);
    let answered = calm.selected.clone();
    for (number, thread) in threads[..BURST].iter().enumerate() {
        if Some(thread.as_str()) == answered.as_ref().and_then(id) {
            continue;
        }
        let person = person(number);
        world.say(&channel, thread, &person, "And now?").await;
        driver.type_text("x");
    }
    let words = format!(
        "› one line{}",
        "x".repeat(typed(&threads, answered.as_ref()))
    );
    driver
        .until("all is typed, and all is here", |driver| {
            assert_eq!(Calm::of(driver), calm);
            let (_, messages) = known(driver);
            let wanted = THREADS + 4 * BURST + typed(&threads, answered.as_ref());
            driver.program.idle() && messages == wanted && driver.screen().contains(&words)
        })
        .await;
    assert!(
        unread(&driver) >= THREADS + came - 1,
        "something else was marked read"
    );

    // Asked for, the news are shown, and the selected row is the selected one.
    driver.press(&["Esc", "g", "n"]);
    driver.shows("Newcomer").await;
    assert_eq!(driver.program.state.list.selected, answered);
    driver.end().await;
}

fn person(number: usize) -> String {
    format!("Person {number:02}")
}

fn id(conversation: &Conversation) -> Option<&str> {
    conversation.thread().map(ThreadId::as_str)
}

/// How many letters are typed beside messages.
fn typed(threads: &[String], answered: Option<&Conversation>) -> usize {
    let burst: HashSet<&str> = threads[..BURST].iter().map(String::as_str).collect();
    BURST - usize::from(answered.and_then(id).is_some_and(|id| burst.contains(id)))
}

/// Threads and messages in the local copy.
fn known(driver: &Driver) -> (usize, usize) {
    let rows = rows(driver);
    let messages = rows.iter().map(|row| row.messages as usize).sum();
    (rows.len(), messages)
}

fn unread(driver: &Driver) -> usize {
    rows(driver).iter().filter(|row| row.unread).count()
}

fn rows(driver: &Driver) -> Vec<ThreadRow> {
    let all = ListSpec::of(BuiltinView::All);
    let window = driver
        .store
        .threads(&all, &Anchor::First, 1_000, Utc::now())
        .unwrap();
    window.rows
}
