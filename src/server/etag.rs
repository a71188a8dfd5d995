//! Conditional requests: a list's version is its strong `ETag`, so that "nothing new" costs one number.

use axum::http::header::{CONTENT_ENCODING, ETAG, HeaderMap, HeaderValue, IF_NONE_MATCH};
use axum::response::Response;

/// What stands at the end of a tag whose bytes are compressed: a strong tag names bytes, not contents.
const COMPRESSED: &str = "-gzip";

/// What the client has already.
#[derive(Clone, Debug, Default)]
pub(super) struct Precondition(Vec<String>);

impl Precondition {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let tags = headers
            .get_all(IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .map(|tag| tag.trim().trim_start_matches("W/").to_owned())
            .collect();
        Self(tags)
    }

    /// The tag the client holds, if it is of this version (`If-None-Match` compares weakly).
    pub(super) fn holds(&self, etag: &str) -> Option<String> {
        let name = etag.trim_matches('"');
        self.0.iter().find_map(|held| match held.trim_matches('"') {
            "*" => Some(etag.to_owned()),
            held_name if held_name == name => Some(held.clone()),
            held_name if held_name.strip_suffix(COMPRESSED) == Some(name) => Some(held.clone()),
            _ => None,
        })
    }
}

/// The tag of a version. The database's own name is in it: another database behind the same address has other bytes.
pub(super) fn tag(database: &str, version: i64) -> String {
    format!("\"{database}-{version}\"")
}

/// Renames the tag of a response that was compressed. Runs outside the compression, which alone knows.
pub(super) async fn name_compressed(mut response: Response) -> Response {
    if response.headers().get(CONTENT_ENCODING) == Some(&HeaderValue::from_static("gzip")) {
        let named = response
            .headers()
            .get(ETAG)
            .and_then(|tag| tag.to_str().ok())
            .and_then(|tag| tag.strip_suffix('"'))
            .and_then(|tag| HeaderValue::try_from(format!("{tag}{COMPRESSED}\"")).ok());
        if let Some(tag) = named {
            response.headers_mut().insert(ETAG, tag);
        }
    }
    response
}
