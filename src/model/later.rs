//! The elements of a large list, kept as the server sent them and read one by one when they are needed: read at once,
//! a conversation of 50,000 messages takes a hundred megabytes, and most of a list of 60,000 threads is known already.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::listing::{read_element, split};
use super::{Broken, Item, Listing, Unreadable};

/// A list's body, and where its elements stand in it.
#[derive(Clone)]
pub(super) struct Later {
    body: String,
    root: &'static str,
    places: Vec<Range<usize>>,
}

impl Later {
    pub(super) const fn len(&self) -> usize {
        self.places.len()
    }
}

/// One element of a list, read or not.
#[derive(Debug)]
pub struct Element<'a, T> {
    json: &'a str,
    item: Option<&'a Item<T>>,
    root: &'static str,
    index: usize,
}

impl<'a, T: DeserializeOwned + Clone> Element<'a, T> {
    /// Its JSON, as the server sent it.
    pub const fn json(&self) -> &'a str {
        self.json
    }

    /// The element, if it was read already.
    pub const fn item(&self) -> Option<&'a Item<T>> {
        self.item
    }

    /// Reads it, if that was not done already.
    ///
    /// # Errors
    /// [`Broken`] when it cannot be understood.
    pub fn read(&self) -> Result<Cow<'a, Item<T>>, Broken> {
        match self.item {
            Some(item) => Ok(Cow::Borrowed(item)),
            None => read_element(self.root, self.index, self.json).map(Cow::Owned),
        }
    }
}

impl<T> Listing<T> {
    /// All its elements, those among them that are not read yet. The ones that were read and are broken are not.
    pub fn elements(&self) -> impl Iterator<Item = Element<'_, T>> {
        let read = self.items.iter().map(|item| Element {
            json: item.json.get(),
            item: Some(item),
            root: "$",
            index: 0,
        });
        let unread = self.later.iter().flat_map(|later| {
            let places = later.places.iter().enumerate();
            places.map(|(index, place)| Element {
                json: later.body.get(place.clone()).unwrap_or_default(),
                item: None,
                root: later.root,
                index,
            })
        });
        read.chain(unread)
    }
}

/// Finds the elements of a list, as [`super::read_listing`] does, and leaves reading them for later.
///
/// # Errors
/// [`Unreadable`] when the body holds no such list; the body comes with it.
pub fn read_listing_later<T>(body: Vec<u8>) -> Result<Listing<T>, (Unreadable, Vec<u8>)> {
    let (root, places) = match split(&body) {
        Ok((root, elements)) => {
            let start = body.as_ptr() as usize;
            let place = |json: &str| {
                let from = json.as_ptr() as usize - start;
                from..from + json.len()
            };
            let places = elements.iter().map(|json| place(json.get())).collect();
            (root, places)
        }
        Err(cause) => return Err((cause, body)),
    };
    match String::from_utf8(body) {
        Ok(body) => Ok(Listing {
            items: Vec::new(),
            broken: Vec::new(),
            later: Some(Later { body, root, places }),
        }),
        Err(error) => {
            let cause = Unreadable {
                reason: "not UTF-8".into(),
                is_json: false,
            };
            Err((cause, error.into_bytes()))
        }
    }
}

impl fmt::Debug for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} elements", self.places.len())
    }
}
