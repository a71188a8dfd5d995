//! The walk that every program does: start, move, page, open, type, hold a key, rest.

use std::time::Duration;

use anyhow::Result;

use super::figures::{Column, Row, millis};
use super::process;
use super::terminal::{Answer, SIZE, Terminal};
use super::workspace::{Workspace, quit};

const STARTS: usize = 20;
const KEYS: usize = 300;
const ALONE: usize = 60;
/// Between presses that stand alone: longer than those of a person who holds a key or hurries.
const PAUSE: Duration = Duration::from_millis(200);
const PAGES: usize = 60;
const OPENINGS: usize = 40;
const LETTERS: usize = 200;
const REST: Duration = Duration::from_secs(5);

const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";
const PAGE_DOWN: &str = "\x1b[6~";
const PAGE_UP: &str = "\x1b[5~";

/// Nothing but the pseudo-terminal.
pub fn echo(command: &[&str]) -> Result<Column> {
    let mut column = Column::new("pty echo");
    let home = tempfile::tempdir()?;
    starts(&mut column, "ready", || {
        Terminal::start(command, home.path(), &[])
    })?;
    let mut terminal = Terminal::start(command, home.path(), &[])?;
    terminal.started("ready")?;
    keys(&mut column, &mut terminal)?;
    memory(&mut column, &terminal);
    Ok(column)
}

/// The ratatui floor.
pub fn floor(command: &[&str]) -> Result<Column> {
    let mut column = Column::new("ratatui floor");
    let home = tempfile::tempdir()?;
    let start = || Terminal::start(command, home.path(), &[]);
    starts(&mut column, "row 00047", start)?;
    let mut terminal = start()?;
    terminal.started("row 00047")?;
    keys(&mut column, &mut terminal)?;
    held(&mut column, &mut terminal)?;
    pages(&mut column, &mut terminal, PAGES)?;
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        terminal.press("j")?;
        times.push(terminal.press_until(ENTER, |screen| screen.contains("message 47 of row"))?);
        terminal.press_until(ESCAPE, |screen| !screen.contains("message 47 of row"))?;
    }
    column.put_part(Row::Open, &times, 500);
    column.put_part(Row::OpenP99, &times, 990);
    terminal.press("r")?;
    letters(&mut column, &mut terminal)?;
    terminal.press(ESCAPE)?;
    resize(&mut column, &mut terminal)?;
    memory(&mut column, &terminal);
    rest(&mut column, &mut terminal, Row::IdleWakeUps)?;
    Ok(column)
}

/// andibox on a workspace whose local copy is complete.
pub fn andibox(workspace: &mut Workspace, column: &mut Column) -> Result<()> {
    starts(column, OPENED, || workspace.start())?;
    let mut terminal = workspace.start()?;
    terminal.started(OPENED)?;
    settle(&mut terminal)?;
    memory(column, &terminal);
    rest(column, &mut terminal, Row::IdleWakeUps)?;

    // The view with every thread: the others may end before the walk does.
    for _ in 0..5 {
        terminal.press("]")?;
    }
    settle(&mut terminal)?;
    keys(column, &mut terminal)?;
    held(column, &mut terminal)?;
    openings(column, &mut terminal)?;
    composer(column, &mut terminal, (Row::Typing, Some(Row::TypingP99)))?;
    resize(column, &mut terminal)?;

    longest(workspace, column, &mut terminal)?;

    workspace.stop();
    // Until the looks for it have become rare.
    terminal.listen(REST * 2)?;
    rest(column, &mut terminal, Row::OfflineWakeUps)
}

/// A conversation's head says when it began: the list and the conversation of its first row are there.
const OPENED: &str = "· opened ";

/// Waits until the first synchronisation after a start is over.
fn settle(terminal: &mut Terminal) -> Result<()> {
    terminal.listen(Duration::from_secs(2)).map(drop)
}

fn starts(column: &mut Column, words: &str, start: impl Fn() -> Result<Terminal>) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        let mut terminal = start()?;
        times.push(terminal.started(words)?);
        terminal.drain(Duration::from_millis(50))?;
        quit(&mut terminal)?;
    }
    column.put_part(Row::Start, &times, 500);
    column.put_part(Row::StartP90, &times, 900);
    Ok(())
}

fn keys(column: &mut Column, terminal: &mut Terminal) -> Result<()> {
    let answers = presses(terminal, "j", KEYS)?;
    put(column, &answers, (Row::Key, Some(Row::KeyP99)));
    let whole: Vec<_> = answers.iter().map(|answer| answer.last).collect();
    column.put_part(Row::KeyWhole, &whole, 500);
    column.put(Row::BytesAKey, bytes(&answers));
    let mut alone = Vec::new();
    for _ in 0..ALONE {
        terminal.listen(PAUSE)?;
        alone.push(terminal.press("j")?);
    }
    put(column, &alone, (Row::KeyAlone, Some(Row::KeyAloneP99)));
    let whole: Vec<_> = alone.iter().map(|answer| answer.last).collect();
    column.put_part(Row::KeyAloneWhole, &whole, 500);
    column.put(Row::BytesAKeyAlone, bytes(&alone));
    Ok(())
}

fn held(column: &mut Column, terminal: &mut Terminal) -> Result<()> {
    let (list, whole) = terminal.hold("j", 60, Duration::from_millis(33))?;
    column.put(Row::Held, millis(list));
    column.put(Row::HeldWhole, millis(whole));
    Ok(())
}

fn pages(column: &mut Column, terminal: &mut Terminal, count: usize) -> Result<()> {
    let answers = presses(terminal, PAGE_DOWN, count)?;
    put(column, &answers, (Row::Page, Some(Row::PageP99)));
    column.put(Row::BytesAPage, bytes(&answers));
    Ok(())
}

/// Without the preview, so that `Enter` has to bring the conversation.
fn openings(column: &mut Column, terminal: &mut Terminal) -> Result<()> {
    terminal.press("p")?;
    let mut times = Vec::new();
    for _ in 0..OPENINGS {
        terminal.press("k")?;
        times.push(terminal.press_until(ENTER, |screen| screen.contains(OPENED))?);
        terminal.press_until(ESCAPE, |screen| !screen.contains(OPENED))?;
    }
    terminal.press("p")?;
    column.put_part(Row::Open, &times, 500);
    column.put_part(Row::OpenP99, &times, 990);
    Ok(())
}

fn composer(column: &mut Column, terminal: &mut Terminal, rows: (Row, Option<Row>)) -> Result<()> {
    terminal.press_until("r", |screen| screen.contains("Reply to"))?;
    settle(terminal)?;
    if rows.0 == Row::Typing {
        letters(column, terminal)?;
    } else {
        let answers = presses(terminal, "n", LETTERS)?;
        put(column, &answers, rows);
    }
    terminal.press_until("\x18d", |screen| !screen.contains("Reply to"))?;
    Ok(())
}

fn letters(column: &mut Column, terminal: &mut Terminal) -> Result<()> {
    let answers = presses(terminal, "n", LETTERS)?;
    put(column, &answers, (Row::Typing, Some(Row::TypingP99)));
    column.put(Row::BytesALetter, bytes(&answers));
    Ok(())
}

/// The longest thread, found by its title: opened again and again, then read page by page, then answered.
fn longest(workspace: &Workspace, column: &mut Column, terminal: &mut Terminal) -> Result<()> {
    let title = workspace.longest_thread()?;
    // From the conversation, where the composer left the keyboard, back to the list.
    terminal.press("2")?;
    terminal.press("/")?;
    terminal.press_until(&format!("\"{title}\""), |screen| {
        screen.contains("All · 1 ")
    })?;
    terminal.press(ENTER)?;
    settle(terminal)?;
    terminal.press("p")?;
    let mut times = Vec::new();
    for _ in 0..OPENINGS / 2 {
        times.push(terminal.press_until(ENTER, |screen| screen.contains(OPENED))?);
        terminal.press_until(ESCAPE, |screen| !screen.contains(OPENED))?;
    }
    column.put_part(Row::OpenLongest, &times, 500);
    terminal.press_until(ENTER, |screen| screen.contains(OPENED))?;
    // Up from the end, and down again.
    let half = PAGES / 2;
    presses(terminal, PAGE_UP, half)?;
    settle(terminal)?;
    pages(column, terminal, half - 5)?;
    composer(column, terminal, (Row::TypingLongest, None))
}

fn resize(column: &mut Column, terminal: &mut Terminal) -> Result<()> {
    let mut times = Vec::new();
    for _ in 0..10 {
        times.push(terminal.resize((180, 45))?.first);
        times.push(terminal.resize(SIZE)?.first);
    }
    column.put_part(Row::Resize, &times, 500);
    Ok(())
}

fn memory(column: &mut Column, terminal: &Terminal) {
    if let Some((all, anonymous)) = process::memory(terminal.id()) {
        column.put(Row::Memory, all);
        column.put(Row::MemoryAnonymous, anonymous);
    }
}

fn rest(column: &mut Column, terminal: &mut Terminal, row: Row) -> Result<()> {
    let before = process::wake_ups(terminal.id());
    let (_, bytes) = terminal.listen(REST)?;
    if row == Row::IdleWakeUps {
        column.put(Row::IdleBytes, bytes as f64);
    }
    if let (Some(before), Some(after)) = (before, process::wake_ups(terminal.id())) {
        let woken = process::woken(&before, &after);
        column.put(row, woken as f64 / REST.as_secs_f64());
    }
    Ok(())
}

fn presses(terminal: &mut Terminal, key: &str, count: usize) -> Result<Vec<Answer>> {
    (0..count).map(|_| terminal.press(key)).collect()
}

fn put(column: &mut Column, answers: &[Answer], (middle, worst): (Row, Option<Row>)) {
    let times: Vec<_> = answers.iter().map(|answer| answer.first).collect();
    column.put_part(middle, &times, 500);
    if let Some(worst) = worst {
        column.put_part(worst, &times, 990);
    }
}

fn bytes(answers: &[Answer]) -> f64 {
    answers.iter().map(|answer| answer.bytes).sum::<usize>() as f64 / answers.len() as f64
}
