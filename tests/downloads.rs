//! Saving what a stranger's address leads to, against a server on loopback that does whatever a test tells it.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test ends where something is not as it should be"
)]

#[path = "api/wire.rs"]
#[expect(dead_code, reason = "other tests use the rest of it")]
mod wire;

use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::time::Duration;

use andibox::api::{Download, DownloadError, download};
use andibox::app::effect::SaveOrder;
use andibox::app::msg::SaveEnd;
use andibox::cli::downloads::{SaveOptions, save};
use andibox::text::{SafeText, file_name};
use wire::{Act, Wire, http};

const LIMIT: u64 = 4 * 1024 * 1024;

fn url(wire: &Wire, path: &str) -> String {
    let base = wire.address.to_string();
    format!("{}{path}", base.trim_end_matches("/api/v1"))
}

fn wanted(address: &str) -> Download {
    Download {
        address: address.to_owned(),
        limit: LIMIT,
        connect_timeout: Duration::from_secs(20),
        silence: Duration::from_mins(1),
    }
}

async fn fetch(wire: &Wire) -> Result<Vec<u8>, DownloadError> {
    let mut sink = Vec::new();
    download(&wanted(&url(wire, "/file")), &mut sink, |_, _| {}).await?;
    Ok(sink)
}

fn to(location: &str) -> Act {
    http("302 Found", &format!("location: {location}\r\n"), "")
}

fn options(folder: &Path) -> SaveOptions {
    SaveOptions {
        folder: Ok(folder.to_owned()),
        limit: LIMIT,
        connect_timeout: Duration::from_secs(20),
        silence: Duration::from_mins(1),
    }
}

async fn saved(wire: &Wire, folder: &Path, name: &str) -> SaveEnd {
    let order = SaveOrder {
        number: 1,
        address: SafeText::line(&url(wire, "/file")),
        name: file_name(name).unwrap(),
    };
    save(&options(folder), &order, |_, _| {}).await
}

fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn why(end: SaveEnd) -> String {
    match end {
        SaveEnd::Failed(why) => why.expose().to_owned(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_file_is_fetched_without_any_credential() {
    let wire = Wire::start([http("200 OK", "set-cookie: a=b\r\n", "hello")]).await;
    assert_eq!(fetch(&wire).await.unwrap(), b"hello");
    let request = wire.requests().concat().to_lowercase();
    for header in ["x-api-key", "authorization", "cookie", "referer"] {
        assert!(!request.contains(header), "{request}");
    }
}

#[tokio::test]
async fn a_redirect_on_the_same_host_is_followed() {
    let wire = Wire::start([to("/other?x=1#part"), http("200 OK", "", "there")]).await;
    assert_eq!(fetch(&wire).await.unwrap(), b"there");
    assert!(wire.requests()[1].starts_with("GET /other?x=1 HTTP"));
}

#[tokio::test]
async fn a_redirect_to_another_host_is_given_back_and_not_followed() {
    let other = Wire::start([http("200 OK", "", "evil")]).await;
    for location in [
        url(&other, "/x"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
        "//other.example/x".to_owned(),
    ] {
        let wire = Wire::start([to(&location)]).await;
        let Err(DownloadError::Leads(address)) = fetch(&wire).await else {
            panic!("{location} was followed");
        };
        assert!(
            address.ends_with(location.trim_start_matches("//")),
            "{address}"
        );
        assert_eq!(wire.requests().len(), 1);
    }
    assert_eq!(other.connections(), 0);
}

#[tokio::test]
async fn a_redirect_to_nowhere_to_a_file_or_without_end_is_none() {
    for location in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http://",
        "/again",
    ] {
        let wire = Wire::start([to(location)]).await;
        let outcome = fetch(&wire).await;
        assert!(
            matches!(outcome, Err(DownloadError::Astray)),
            "{location}: {outcome:?}"
        );
    }
}

#[tokio::test]
async fn only_http_and_https_are_fetched() {
    for address in [
        "file:///etc/passwd",
        "ftp://x/y",
        "data:text/plain,x",
        "/etc/passwd",
        "http:",
        "",
    ] {
        let outcome = download(&wanted(address), &mut Vec::new(), |_, _| {}).await;
        assert!(matches!(outcome, Err(DownloadError::Address)), "{address}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_says_so() {
    let wire = Wire::start([http("404 Not Found", "", "no such file")]).await;
    let error = fetch(&wire).await.unwrap_err();
    assert!(matches!(error, DownloadError::Status(404)));
    assert!(error.to_string().contains("404"));
}

#[tokio::test]
async fn a_file_over_the_limit_is_refused_by_its_promise_and_by_its_bytes() {
    let promise = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", LIMIT + 1);
    let wire = Wire::start([Act::AnswerAndHold(promise.into_bytes())]).await;
    assert!(matches!(
        fetch(&wire).await,
        Err(DownloadError::TooLarge(LIMIT))
    ));

    // No length is said, and the connection stays open: only the count ends it.
    let mut endless = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n".to_vec();
    endless.resize(endless.len() + LIMIT as usize + 70_000, b'x');
    let wire = Wire::start([Act::AnswerAndHold(endless)]).await;
    assert!(matches!(
        fetch(&wire).await,
        Err(DownloadError::TooLarge(LIMIT))
    ));
}

#[tokio::test]
async fn a_part_of_a_file_is_no_file() {
    let part = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf".to_vec();
    let wire = Wire::start([Act::Answer(part.clone())]).await;
    assert!(matches!(fetch(&wire).await, Err(DownloadError::Broken(_))));

    let wire = Wire::start([Act::AnswerAndHold(part)]).await;
    let mut silent = wanted(&url(&wire, "/file"));
    silent.silence = Duration::from_millis(100);
    let outcome = download(&silent, &mut Vec::new(), |_, _| {}).await;
    assert!(
        matches!(outcome, Err(DownloadError::Broken(_))),
        "{outcome:?}"
    );
}

/// A disk with room for so many bytes.
struct SmallDisk(usize);

impl Write for SmallDisk {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0 == 0 {
            return Err(ErrorKind::StorageFull.into());
        }
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn a_full_disk_ends_it_and_is_told() {
    let wire = Wire::start([http("200 OK", "", "more than fits")]).await;
    let order = wanted(&url(&wire, "/file"));
    let error = download(&order, &mut SmallDisk(5), |_, _| {})
        .await
        .unwrap_err();
    assert!(matches!(error, DownloadError::Sink(ref why) if why.kind() == ErrorKind::StorageFull));
}

#[tokio::test]
async fn what_is_saved_stands_in_the_folder_with_its_hash() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("not/there/yet");
    let wire = Wire::start([http("200 OK", "", "hello\n")]).await;
    let SaveEnd::Saved {
        path,
        bytes,
        sha256,
    } = saved(&wire, &folder, "../../a b.txt").await
    else {
        panic!("it was not saved");
    };
    assert_eq!(
        (path, bytes),
        (folder.join("a b.txt").display().to_string(), 6)
    );
    // sha256sum of the same six bytes.
    assert_eq!(
        sha256,
        "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"
    );
    assert_eq!(std::fs::read(folder.join("a b.txt")).unwrap(), b"hello\n");
    assert_eq!(files(&folder), ["a b.txt"]);
}

#[tokio::test]
async fn nothing_that_is_there_is_ever_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let secret = folder.path().join("secret");
    std::fs::write(&secret, "mine").unwrap();
    std::fs::write(folder.path().join("a.txt"), "mine").unwrap();
    // A link that leads to a file of the person's, and one that leads to nothing.
    std::os::unix::fs::symlink(&secret, folder.path().join("a (2).txt")).unwrap();
    std::os::unix::fs::symlink("nothing", folder.path().join("a (3).txt")).unwrap();
    let wire = Wire::start([http("200 OK", "", "theirs")]).await;
    let SaveEnd::Saved { path, .. } = saved(&wire, folder.path(), "a.txt").await else {
        panic!("it was not saved");
    };
    assert!(path.ends_with("a (4).txt"), "{path}");
    assert_eq!(std::fs::read(&secret).unwrap(), b"mine");
    assert_eq!(std::fs::read(folder.path().join("a.txt")).unwrap(), b"mine");
    assert!(!folder.path().join("nothing").exists());
}

#[tokio::test]
async fn what_fails_leaves_nothing_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf".to_vec();
    for act in [
        http("404 Not Found", "", "x"),
        Act::Answer(half),
        to("http://other.example/"),
    ] {
        let wire = Wire::start([act]).await;
        let end = saved(&wire, folder.path(), "a.txt").await;
        assert!(!matches!(end, SaveEnd::Saved { .. }), "{end:?}");
        assert_eq!(files(folder.path()), [""; 0]);
    }
}

#[tokio::test]
async fn giving_up_leaves_nothing_in_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let half = b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf".to_vec();
    let wire = Wire::start([Act::AnswerAndHold(half)]).await;
    let order = SaveOrder {
        number: 1,
        address: SafeText::line(&url(&wire, "/file")),
        name: "a.txt".into(),
    };
    let (here, came) = tokio::sync::oneshot::channel();
    let mut here = Some(here);
    let options = options(folder.path());
    let saving = save(&options, &order, |bytes, of| {
        assert_eq!((bytes, of), (4, Some(10)));
        here.take().unwrap().send(()).unwrap();
    });
    tokio::select! {
        end = saving => panic!("{end:?}"),
        came = came => came.unwrap(),
    }
    assert_eq!(files(folder.path()), [""; 0]);
}

#[tokio::test]
async fn a_folder_that_is_none_is_named() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("file");
    std::fs::write(&file, "").unwrap();
    let wire = Wire::start([http("200 OK", "", "x")]).await;
    let words = why(saved(&wire, &file, "a.txt").await);
    assert!(words.contains(&file.display().to_string()), "{words}");
    assert_eq!(wire.connections(), 0, "it is fetched for nothing");
}
