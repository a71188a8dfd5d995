//! `admin.key`: the one key the server writes down, so that the first start needs nobody's hands.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::db::Db;
use super::keys::{self, Origin};
use super::{Fault, Role, ServerError, auth};
use crate::model::ApiKey;

/// Where the file of a server folder is.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join("admin.key")
}

/// Reads the key from the file.
pub(super) fn read(dir: &Path) -> Result<ApiKey, ServerError> {
    let path = path(dir);
    fs::read_to_string(&path)
        .and_then(|text| ApiKey::new(&text).map_err(io::Error::other))
        .map_err(|source| ServerError::File {
            path,
            what: "the key cannot be read",
            source,
        })
}

/// Makes sure that the file holds an admin key of this database. Deleting the file is how the key is changed: the
/// old one is revoked then, since nobody can know where it is.
pub(super) fn ensure(dir: &Path, db: &mut Db) -> Result<(), ServerError> {
    let refused = |fault: Fault| ServerError::Refused(format!("{fault:?}"));
    if let Ok(key) = read(dir) {
        match auth::caller(db.conn(), key.expose()) {
            Ok(caller) if caller.role == Role::Admin => return Ok(()),
            Err(Fault::Internal(why)) => return Err(ServerError::Refused(why)),
            _ => {}
        }
    }
    keys::revoke_all(db, Origin::AdminFile).map_err(refused)?;
    let key = keys::create(db, "Local admin", Role::Admin, Origin::AdminFile).map_err(refused)?;
    let path = path(dir);
    write(&path, key.secret.expose()).map_err(|source| ServerError::File {
        path,
        what: "the key cannot be written",
        source,
    })
}

/// Makes the folder with everything above it; what did not exist is its owner's alone.
pub(super) fn create_dir(dir: &Path) -> Result<(), ServerError> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|source| ServerError::File {
        path: dir.to_path_buf(),
        what: "the folder cannot be made",
        source,
    })
}

/// A temporary file renamed: nobody reads half a key, and its mode is right from the first byte on.
fn write(path: &Path, secret: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    // Temporary files are made 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    writeln!(file, "{secret}")?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}
