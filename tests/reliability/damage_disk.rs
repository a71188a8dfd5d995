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
    pty.shows("its words are saved as a draft now");
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

#[test]
fn damage_met_while_it_is_in_use_is_told_and_mended_at_the_next_start() {
    let world = world();
    let data = tempfile::tempdir().unwrap();
    let mut pty = inbox(&world, data.path());
    reply(&mut pty);
    pty.send("typed before it broke");
    pty.until("the draft is on the disk", |_| {
        drafts(data.path()) == ["typed before it broke"]
    });
    let file = database(data.path());
    for end in ["", "-wal"] {
        let path = file.with_file_name(format!("inbox.db{end}"));
        // In its place, as a failing disk does it: those who have it open see it.
        let length = fs::metadata(&path).map_or(0, |it| it.len());
        let mut broken = fs::File::options().write(true).open(&path).unwrap();
        broken
            .write_all(&vec![0xEE; usize::try_from(length).unwrap()])
            .unwrap();
    }
    pty.send(", and after");
    pty.shows("is damaged: start andibox again");
    pty.shows("typed before it broke, and after");
    pty.signal("TERM");
    let ended = pty.ended();
    let screen = pty.screen().replace('\n', "");
    assert!(!ended.success(), "{screen}");
    assert!(
        screen.contains("typed before it broke, and after"),
        "{screen}"
    );

    let mut pty = inbox(&world, data.path());
    pty.shows("The local copy was damaged");
    pty.shows("Jane01");
    let kept = fs::read_dir(file.parent().unwrap()).unwrap();
    let names = kept.map(|it| it.unwrap().file_name().to_string_lossy().into_owned());
    assert!(names.into_iter().any(|it| it.contains(".damaged-")));
}

fn database(data: &Path) -> PathBuf {
    let servers = data.join("servers");
    let folder = fs::read_dir(servers).unwrap().next().unwrap().unwrap();
    folder.path().join("inbox.db")
}

/// Runs to its end, and gives what it says.
fn said(mut pty: Pty) -> String {
    assert!(!pty.ended().success());
    assert!(!pty.terminal().alternate_screen());
    pty.screen().replace('\n', "")
}

#[test]
fn a_data_folder_that_may_not_be_written_is_told_in_a_sentence() {
    let Some(disk) = SmallDisk::mount(4) else {
        return;
    };
    let world = world();
    // Without a local copy, and with one.
    for round in 0..2 {
        disk.remount("ro");
        let screen = said(inbox(&world, disk.path()));
        let told = ["may not be written", "cannot be made"];
        assert!(
            told.iter().any(|it| screen.contains(it)) && screen.contains("servers"),
            "{round}: {screen}"
        );
        disk.remount("rw");
        let mut pty = inbox(&world, disk.path());
        pty.shows("Jane01");
        pty.send("q");
        pty.ended();
    }
}

#[test]
fn a_file_in_place_of_the_data_folder_is_told_in_a_sentence() {
    let world = world();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    fs::write(&data, "a file").unwrap();
    let screen = said(inbox(&world, &data));
    assert!(screen.contains("cannot be made"), "{screen}");
    assert!(screen.contains(data.to_str().unwrap()), "{screen}");
    assert_eq!(fs::read_to_string(&data).unwrap(), "a file");
}

#[test]
fn a_missing_data_folder_is_made() {
    let world = world();
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("not/there/yet");
    let mut pty = inbox(&world, &data);
    pty.shows("Jane01");
    assert!(database(&data).exists());
}

#[test]
fn a_folder_in_place_of_the_local_copy_is_told_in_a_sentence() {
    let world = world();
    let data = tempfile::tempdir().unwrap();
    let mut pty = inbox(&world, data.path());
    pty.shows("Jane01");
    pty.send("q");
    pty.ended();
    let file = database(data.path());
    for end in ["", "-wal", "-shm"] {
        drop(fs::remove_file(
            file.with_file_name(format!("inbox.db{end}")),
        ));
    }
    fs::create_dir(&file).unwrap();
    let screen = said(inbox(&world, data.path()));
    assert!(screen.contains("it is a folder"), "{screen}");
}

#[test]
fn a_config_folder_that_may_not_be_written_refuses_a_login_and_changes_nothing() {
    let Some(disk) = SmallDisk::mount(1) else {
        return;
    };
    let world = world();
    let login = |name: &str| {
        let config = disk.path().join("config");
        let mut child = Command::new(ANDIBOX)
            .args(["--config-dir", config.to_str().unwrap()])
            .args(["login", &world.base, "--name", name, "--with-key", "-"])
            .env("HOME", world.home())
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(world.key.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    };
    assert!(login("first").status.success());
    let files = ["config.toml", "credentials.toml"].map(|it| disk.path().join("config").join(it));
    let before = files.clone().map(|it| fs::read(it).unwrap());
    // Read-only, then full.
    for round in 0..2 {
        if round == 0 {
            disk.remount("ro");
        } else {
            disk.remount("rw");
            disk.fill();
        }
        let output = login("second");
        let words = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{words}");
        assert!(words.contains("cannot be written"), "{words}");
        assert!(words.contains("config"), "{words}");
        assert!(!words.contains(&world.key), "{words}");
        let after = files.clone().map(|it| fs::read(it).unwrap());
        assert_eq!(after, before);
    }
}
