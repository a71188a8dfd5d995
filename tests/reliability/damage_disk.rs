//! A full disk, a limit on the size of files, folders that may not be written or are none: the real binary in a
//! pseudo-terminal. The screen lives on, says what could not be saved, and nobody's words are lost.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::pty::Pty;
use super::world::{ANDIBOX, World};

/// A small file system in memory, where this machine lets us make one.
struct SmallDisk {
    dir: TempDir,
}

impl SmallDisk {
    fn mount(megabytes: u32) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let size = format!("size={megabytes}m");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "andibox-test"])
            .arg(dir.path())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self { dir }),
            _ => {
                println!("no small disk can be mounted here: this proof needs one");
                None
            }
        }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Leaves no room.
    fn fill(&self) {
        let mut file = fs::File::create(self.filler()).unwrap();
        for size in [65536, 4096, 1] {
            let block = vec![0; size];
            while file.write_all(&block).is_ok() {}
        }
    }

    fn make_room(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }

    fn remount(&self, how: &str) {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,{how}")])
            .arg(self.path())
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(self.path()).status());
    }
}

/// A server with a question on it.
fn world() -> World {
    let world = World::start(&[]);
    let channel = world.channel("Email");
    world.thread(&channel, "Thread 1", "Jane01");
    world
}

/// The inbox with its local copy in another folder.
fn inbox(world: &World, data: &Path) -> Pty {
    start(world, &[ANDIBOX, "--data-dir", data.to_str().unwrap()])
}

fn start(world: &World, command: &[&str]) -> Pty {
    let mut command = command.to_vec();
    command.extend(["--server", &world.base]);
    let env = [("ANDI_API_KEY", world.key.as_str())];
    Pty::start(&command, &world.home(), (120, 40), &env)
}

/// Opens the reply to the only question.
fn reply(pty: &mut Pty) {
    pty.shows("Jane01");
    pty.send("r");
    pty.shows("Reply to");
}

/// Types until the screen says that the disk does not take it. What was typed.
fn type_until_full(pty: &mut Pty, words: &str) -> String {
    let mut typed = String::new();
    for round in 0..200 {
        let more = format!("{words}{round} ");
        pty.send(&more);
        typed += &more;
        pty.shows(&more.trim_end()[more.len().saturating_sub(12)..]);
        if pty.within(std::time::Duration::from_millis(700), |pty| {
            pty.screen().contains("could not be saved")
        }) {
            return typed;
        }
    }
    panic!("the disk took it all:\n{}", pty.screen());
}

fn drafts(data: &Path) -> Vec<String> {
    let servers = data.join("servers");
    let folder = fs::read_dir(servers).unwrap().next().unwrap().unwrap();
    let path = folder.path().join("inbox.db");
    let conn = rusqlite::Connection::open(path).unwrap();
    let mut all = conn.prepare("SELECT text FROM draft").unwrap();
    let rows = all.query_map([], |row| row.get(0)).unwrap();
    rows.map(Result::unwrap).collect()
}

#[test]
fn on_a_full_disk_the_words_stay_and_are_saved_when_there_is_room() {
    let Some(disk) = SmallDisk::mount(4) else {
        return;
    };
    let world = world();
    let mut pty = inbox(&world, disk.path());
    reply(&mut pty);
    pty.send("before");
    pty.shows("before");
    disk.fill();
    let typed = type_until_full(&mut pty, " full");
    pty.shows("the disk is full");
    // The screen lives on.
    pty.send("alive");
    pty.shows("alive");
    assert!(!pty.screen().contains("tracing"), "{}", pty.screen());
    // It cannot be sent, and nothing of it goes.
    pty.send("\x13");
    pty.shows("Not sent, its words are kept as a draft");
    pty.shows("alive");
    disk.make_room();
    pty.shows("The draft is saved now");
    let whole = format!("before{typed}alive");
    let kept = drafts(disk.path());
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].replace('\n', ""), whole);
    // And now it goes.
    pty.send("\x13");
    pty.until("it is delivered", |_| {
        let there = world.messages();
        there.iter().any(|it| it.text == whole)
    });
}

#[test]
fn at_the_end_words_the_disk_did_not_take_are_given_back_on_the_terminal() {
    let Some(disk) = SmallDisk::mount(4) else {
        return;
    };
    let world = world();
    let mut pty = inbox(&world, disk.path());
    reply(&mut pty);
    disk.fill();
    let typed = type_until_full(&mut pty, "word");
    pty.signal("TERM");
    assert!(!pty.ended().success());
    let screen = pty.screen();
    assert!(!pty.terminal().alternate_screen());
    assert!(screen.contains("this could not be saved"), "{screen}");
    assert!(
        screen.replace('\n', "").contains(typed.trim_end()),
        "{typed:?} in\n{screen}"
    );
}

#[test]
fn a_limit_on_the_size_of_files_is_outlived_like_a_full_disk() {
    let world = world();
    // In blocks of 512 or 1024 bytes, as the shell has it: the local copy fits, its log soon does not.
    let data = tempfile::tempdir().unwrap();
    let shell = format!(
        "ulimit -f 1000; exec {ANDIBOX} --data-dir {} \"$@\"",
        data.path().display()
    );
    let mut pty = start(&world, &["sh", "-c", &shell, "sh"]);
    reply(&mut pty);
    let long = "x".repeat(60);
    type_until_full(&mut pty, &long);
    pty.send("alive");
    pty.shows("alive");
    pty.signal("TERM");
    pty.ended();
    assert!(
        pty.screen().contains("could not be saved"),
        "{}",
        pty.screen()
    );
}
