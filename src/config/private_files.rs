//! Files and folders that only their user may read.

use std::io;
use std::path::{Path, PathBuf};

/// Makes a folder and those above it, readable by their user alone. One that exists is left as it is.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// Whether a file of keys or its folder is open to others; the first that is, with its permissions.
pub(super) fn loose(file: &Path) -> io::Result<Option<(PathBuf, u32)>> {
    for path in [file.parent().unwrap_or(file), file] {
        match loose_mode(path) {
            Ok(Some(mode)) => return Ok(Some((path.to_owned(), mode))),
            Ok(None) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    // The folder behind a link may be looked into, as a repository of settings may, but whoever can change it can put
    // another file there.
    Ok(behind_link(file).and_then(|folder| {
        let mode = mode(&folder)?;
        (mode & 0o022 != 0).then_some((folder, mode))
    }))
}

/// A file, or a folder that decides what stands in its place, that others can write; the first that is, with its
/// permissions. What is not there cannot be changed.
pub(super) fn changeable(file: &Path) -> Option<(PathBuf, u32)> {
    let real = std::fs::canonicalize(file).ok()?;
    let folder = file.parent().unwrap_or(file).to_owned();
    let behind = behind_link(file);
    std::iter::once(folder)
        .chain(behind)
        .chain(std::iter::once(real))
        .find_map(|path| {
            let mode = mode(&path)?;
            (mode & 0o022 != 0).then_some((path, mode))
        })
}

/// The folder of the file a link leads to, where that is another one.
fn behind_link(file: &Path) -> Option<PathBuf> {
    let folder = std::fs::canonicalize(file).ok()?.parent()?.to_owned();
    let own = std::fs::canonicalize(file.parent()?).ok()?;
    (folder != own).then_some(folder)
}

/// The permissions of a file or folder, where there are such.
#[cfg(unix)]
fn mode(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    let known = std::fs::metadata(path).ok()?;
    Some(known.permissions().mode() & 0o777)
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> Option<u32> {
    None
}

/// The permissions of a file or folder, where group or others have any.
#[cfg(unix)]
fn loose_mode(path: &Path) -> io::Result<Option<u32>> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode() & 0o777;
    Ok((mode & 0o077 != 0).then_some(mode))
}

/// Elsewhere the folder of a user is closed to the others by the system's own rules.
#[cfg(not(unix))]
fn loose_mode(path: &Path) -> io::Result<Option<u32>> {
    std::fs::metadata(path).map(|_| None)
}
