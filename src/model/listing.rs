//! Reading lists tolerantly: a bare array or a wrapped one, and one broken element never hides the others.

use std::fmt;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::Untrusted;
use super::later::Later;

/// One element as it was understood, with the JSON it came as (for the raw view and for unknown fields).
#[derive(Clone, Debug)]
pub struct Item<T> {
    /// The element.
    pub value: T,
    /// Its JSON, as the server sent it.
    pub json: Box<RawValue>,
}

/// An element that could not be understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Broken {
    /// Where it stands in the body, such as `$[3].author.role`.
    pub path: Untrusted,
    /// What is wrong with it.
    pub reason: Untrusted,
}

/// A list as it was understood.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    /// The elements that could be read, in the server's order.
    pub items: Vec<Item<T>>,
    /// The ones that could not.
    pub broken: Vec<Broken>,
    /// Those of a large list, where they are left to be read later: [`Listing::elements`].
    pub(super) later: Option<Later>,
}

impl<T> Listing<T> {
    /// A list whose elements are read.
    pub const fn of(items: Vec<Item<T>>, broken: Vec<Broken>) -> Self {
        Self {
            items,
            broken,
            later: None,
        }
    }

    /// How many elements it has that are not known to be broken.
    pub fn len(&self) -> usize {
        self.items.len() + self.later.as_ref().map_or(0, Later::len)
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether all its elements are read.
    pub const fn is_read(&self) -> bool {
        self.later.is_none()
    }
}

/// The body is no list, or no such object, at all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unreadable {
    /// What stands there instead.
    pub reason: Untrusted,
    /// Whether it is at least JSON: if not, this is probably not the API.
    pub is_json: bool,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.reason)
    }
}

/// Reads a list: a bare array, `{"items": […]}` or `{"data": […]}`.
///
/// # Errors
/// [`Unreadable`] when the body holds no such list.
pub fn read_listing<T: DeserializeOwned>(body: &[u8]) -> Result<Listing<T>, Unreadable> {
    let (root, elements) = split(body)?;
    let mut listing = Listing::of(Vec::with_capacity(elements.len()), Vec::new());
    for (index, json) in elements.into_iter().enumerate() {
        match serde_json::from_str(json.get()) {
            Ok(value) => listing.items.push(Item {
                value,
                json: json.to_owned(),
            }),
            Err(_) => listing
                .broken
                .push(broken::<T>(format!("{root}[{index}]"), json.get())),
        }
    }
    Ok(listing)
}

/// Reads one element of a list, which stands at `root[index]`.
pub(super) fn read_element<T: DeserializeOwned>(
    root: &str,
    index: usize,
    json: &str,
) -> Result<Item<T>, Broken> {
    let read = || -> serde_json::Result<Item<T>> {
        Ok(Item {
            value: serde_json::from_str(json)?,
            json: RawValue::from_string(json.to_owned())?,
        })
    };
    read().map_err(|_| broken::<T>(format!("{root}[{index}]"), json))
}

/// Finds the elements of a list, and how the way to them is written.
pub(super) fn split(body: &[u8]) -> Result<(&'static str, Vec<&RawValue>), Unreadable> {
    #[derive(Deserialize)]
    struct Wrapped<'a> {
        #[serde(borrow, default)]
        items: Option<Vec<&'a RawValue>>,
        #[serde(borrow, default)]
        data: Option<Vec<&'a RawValue>>,
    }

    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    if first != Some(&b'{') {
        return Ok(("$", parse(body)?));
    }
    let wrapped: Wrapped<'_> = parse(body)?;
    match (wrapped.items, wrapped.data) {
        (Some(items), _) => Ok(("$.items", items)),
        (None, Some(data)) => Ok(("$.data", data)),
        (None, None) => Err(Unreadable {
            reason: "an object without a list in \"items\" or \"data\"".into(),
            is_json: true,
        }),
    }
}

/// Reads one object, such as the answer to a create operation.
///
/// # Errors
/// [`Unreadable`] when the body is not such an object.
pub fn read_item<T: DeserializeOwned>(body: &[u8]) -> Result<Item<T>, Unreadable> {
    let json: &RawValue = parse(body)?;
    if let Ok(value) = serde_json::from_str(json.get()) {
        let json = json.to_owned();
        return Ok(Item { value, json });
    }
    let Broken { path, reason } = broken::<T>("$".to_owned(), json.get());
    Err(Unreadable {
        reason: format!("{}: {}", path.expose(), reason.expose()).into(),
        is_json: true,
    })
}

fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Unreadable> {
    serde_json::from_slice(body).map_err(|error| Unreadable {
        is_json: error.classify() == serde_json::error::Category::Data,
        reason: error.to_string().into(),
    })
}

fn broken<T: DeserializeOwned>(root: String, json: &str) -> Broken {
    let (path, reason) = locate::<T>(json);
    let path = if path == "." {
        root
    } else {
        format!("{root}.{path}")
    };
    Broken {
        path: path.into(),
        reason: reason.into(),
    }
}

/// Reads again, slowly, to learn where it fails.
fn locate<T: DeserializeOwned>(json: &str) -> (String, String) {
    let mut reader = serde_json::Deserializer::from_str(json);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => (".".into(), "not readable".into()),
        Err(error) => (error.path().to_string(), error.inner().to_string()),
    }
}
