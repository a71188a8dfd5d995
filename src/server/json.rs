//! Writing rows as JSON bytes, straight from SQLite's memory.

use std::io::Write;

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::Fault;
use super::time::Millis;

/// The bytes of one answer, and the object that is being written.
#[derive(Debug, Default)]
pub(super) struct JsonWriter {
    out: Vec<u8>,
}

impl JsonWriter {
    /// Room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self {
            out: Vec::with_capacity(bytes),
        }
    }

    /// How many bytes there are so far.
    pub(super) const fn len(&self) -> usize {
        self.out.len()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// Bytes that are JSON already: brackets, or a stored part.
    pub(super) fn raw(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// The comma between elements of a list, unless this is the first.
    pub(super) fn separate(&mut self) {
        if self.out.last() != Some(&b'[') {
            self.out.push(b',');
        }
    }

    /// Opens the next property; `name` needs no escaping.
    pub(super) fn name(&mut self, name: &str) {
        if self.out.last() != Some(&b'{') {
            self.out.push(b',');
        }
        self.out.push(b'"');
        self.raw(name);
        self.raw("\":");
    }

    pub(super) fn string(&mut self, name: &str, text: &str) -> Result<(), Fault> {
        self.name(name);
        serde_json::to_writer(&mut self.out, text)?;
        Ok(())
    }

    /// A text column, or null.
    pub(super) fn column(&mut self, name: &str, row: &Row<'_>, index: usize) -> Result<(), Fault> {
        match row.get_ref(index)? {
            ValueRef::Null => self.null(name),
            text => self.string(name, text.as_str().map_err(rusqlite::Error::from)?)?,
        }
        Ok(())
    }

    /// A column that holds JSON, or null.
    pub(super) fn stored(&mut self, name: &str, row: &Row<'_>, index: usize) -> Result<(), Fault> {
        match row.get_ref(index)? {
            ValueRef::Null => self.null(name),
            json => {
                self.name(name);
                self.raw(json.as_str().map_err(rusqlite::Error::from)?);
            }
        }
        Ok(())
    }

    /// A column that holds a moment, or null.
    pub(super) fn moment(&mut self, name: &str, row: &Row<'_>, index: usize) -> Result<(), Fault> {
        match row.get::<_, Option<Millis>>(index)? {
            None => self.null(name),
            Some(at) => {
                self.name(name);
                // Writing to a vector cannot fail, and a moment holds nothing that needs escaping.
                write!(self.out, "\"{at}\"")
                    .map_err(|error| Fault::Internal(format!("writing JSON: {error}")))?;
            }
        }
        Ok(())
    }

    pub(super) fn null(&mut self, name: &str) {
        self.name(name);
        self.raw("null");
    }
}
