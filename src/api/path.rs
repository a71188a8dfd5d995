//! Paths of operations, made from ids that may be any string.

use std::fmt::Write;

use super::Error;

/// One segment of a path.
#[derive(Clone, Copy)]
pub(super) enum Segment<'a> {
    /// A word of the API.
    Word(&'static str),
    /// An id as the server gave it.
    Id(&'a str),
}

/// The percent-encoded path, with a leading slash.
///
/// # Errors
/// An id no path can carry: an empty one, and `.` and `..`, which every HTTP program folds away (even percent-encoded,
/// by the URL standard) so that the request would reach another operation.
pub(super) fn path(segments: &[Segment<'_>]) -> Result<String, Error> {
    let mut path = String::with_capacity(128);
    for segment in segments {
        path.push('/');
        match *segment {
            Segment::Word(word) => path.push_str(word),
            Segment::Id("") => return Err(Error::local("the id is empty")),
            Segment::Id("." | "..") => {
                return Err(Error::local(
                    "the id is '.' or '..', which no address can hold",
                ));
            }
            Segment::Id(id) => encode(id, &mut path),
        }
    }
    Ok(path)
}

/// Everything but RFC 3986's unreserved characters. Not the URL crate's own encoding: it drops tabs and line ends,
/// which would make the id another one.
pub(super) fn encode(id: &str, path: &mut String) {
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            path.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(path, "%{byte:02X}");
        }
    }
}
