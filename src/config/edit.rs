//! Changing `config.toml` for the user: profiles come, go and become the default, views are added. Comments and order stay.

use super::document::Document;
use super::field::quoted;
use super::tables::{PROFILES, VIEWS};
use super::views::sort_word;
use super::write::EditLock;
use super::{Address, Auth, KeyStore, Paths, ProfileName, WriteError};
use crate::model::Sort;
use crate::query::SavedView;

/// What a login knows of a server.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewProfile {
    /// The server.
    pub address: Address,
    /// How the key travels.
    pub auth: Auth,
    /// Whether a key may go over plain http to another machine.
    pub allow_insecure_http: bool,
    /// Where the key is kept.
    pub key_store: KeyStore,
}

/// Writes a profile: a new one at the end of the file, an old one in its place with its other settings as they are.
/// Where no default profile is set, it becomes the default. Folder and file are made where needed.
pub fn store_profile(
    paths: &Paths,
    name: &ProfileName,
    profile: &NewProfile,
) -> Result<(), WriteError> {
    if name.is_local() {
        return Err(WriteError::Local);
    }
    change(paths, |document| {
        let table = [PROFILES, name.as_str()];
        document.set(&table, "address", &quoted(profile.address.as_str()))?;
        if profile.auth != Auth::default() || document.has(&table, "auth") {
            document.set(&table, "auth", &quoted(profile.auth.word()))?;
        }
        if profile.allow_insecure_http || document.has(&table, "allow_insecure_http") {
            let flag = profile.allow_insecure_http.to_string();
            document.set(&table, "allow_insecure_http", &flag)?;
        }
        if profile.key_store != KeyStore::default() || document.has(&table, "key_store") {
            document.set(&table, "key_store", &quoted(profile.key_store.word()))?;
        }
        let default = document.text_at(&[], "default_profile");
        if default.is_none_or(|name| name.is_empty()) {
            document.set(&[], "default_profile", &quoted(name.as_str()))?;
        }
        Ok(())
    })
}

/// Removes a profile; where it was the default, there is none afterwards. Its local copy and its key stay.
pub fn remove_profile(paths: &Paths, name: &ProfileName) -> Result<(), WriteError> {
    change(paths, |document| {
        if !document.remove_table(&[PROFILES, name.as_str()])? {
            return Err(WriteError::NoProfile(name.clone()));
        }
        if document.text_at(&[], "default_profile").as_deref() == Some(name.as_str()) {
            document.set(&[], "default_profile", "\"\"")?;
        }
        Ok(())
    })
}

/// Makes a profile, or the local workspace, the one opened when none is named.
pub fn set_default_profile(paths: &Paths, name: &ProfileName) -> Result<(), WriteError> {
    change(paths, |document| {
        if !name.is_local() && !document.has(&[PROFILES], name.as_str()) {
            return Err(WriteError::NoProfile(name.clone()));
        }
        document.set(&[], "default_profile", &quoted(name.as_str()))
    })
}

/// Adds a view at the end of the file. Its name must be free.
pub fn store_view(paths: &Paths, view: &SavedView) -> Result<(), WriteError> {
    let mut lines = vec![
        ("name", quoted(&view.name)),
        ("query", quoted(&view.query.to_string())),
    ];
    if view.sort != Sort::Newest {
        lines.push(("sort", quoted(sort_word(view.sort))));
    }
    if let Some(channel) = &view.channel {
        lines.push(("channel", quoted(channel)));
    }
    change(paths, |document| {
        let named = |name: &str| view.is_named(name);
        if document.any_in_list(VIEWS, "name", named) {
            return Err(WriteError::ViewExists(view.name.clone()));
        }
        document.append(VIEWS, &lines)
    })
}

fn change(
    paths: &Paths,
    edit: impl FnOnce(&mut Document) -> Result<(), WriteError>,
) -> Result<(), WriteError> {
    let path = paths.config_file();
    let _held = EditLock::hold(&path)?;
    let mut document = Document::read(&path)?;
    edit(&mut document)?;
    document.save()
}
