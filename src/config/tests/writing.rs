//! A file is replaced whole or not at all.

use std::io::{Error, Write};
use std::path::Path;

use crate::config::WriteError;
use crate::config::write::{EditLock, replace, replace_text};

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_write_that_fails_half_way_leaves_the_old_file_whole_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::write(&path, "old\n").unwrap();
    let outcome = replace(&path, |file| {
        file.write_all(b"half of the n")?;
        Err(Error::other("the disk is full"))
    });
    let error = outcome.unwrap_err().to_string();
    assert!(
        error.contains("config.toml cannot be written: the disk is full"),
        "{error}"
    );
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old\n");
    assert_eq!(names(folder.path()), ["config.toml"]);
}

#[test]
fn a_file_that_cannot_be_replaced_is_an_error_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    std::fs::create_dir(&path).unwrap();
    assert!(matches!(
        replace_text(&path, "new"),
        Err(WriteError::Io { .. })
    ));
    assert_eq!(names(folder.path()), ["config.toml"]);
    let nowhere = folder.path().join("nowhere").join("config.toml");
    assert!(replace_text(&nowhere, "new").is_err());
}

#[cfg(unix)]
#[test]
fn a_new_file_is_private_and_an_old_one_keeps_its_permissions_and_its_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let path = folder.path().join("config.toml");
    replace_text(&path, "one").unwrap();
    assert_eq!(mode(&path), 0o600);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let link = folder.path().join("link.toml");
    symlink(&path, &link).unwrap();
    replace_text(&link, "two").unwrap();
    assert!(link.is_symlink());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "two");
    assert_eq!(mode(&path), 0o644);
}

#[test]
fn only_one_change_at_a_time_holds_the_folder() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new").join("config.toml");
    let held = EditLock::hold(&path).unwrap();
    let other = std::fs::File::open(path.with_file_name(".lock")).unwrap();
    assert!(other.try_lock().is_err());
    drop(held);
    assert!(other.try_lock().is_ok());
}
