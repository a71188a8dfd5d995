//! What hangs on a message.

use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::Untrusted;

/// Attachment metadata (schema `MessageAttachment`): every field may be missing.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The file's name, as the customer's program gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Untrusted>,
    /// The media type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_type: Option<Untrusted>,
    /// Where it can be fetched.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Untrusted>,
    /// The size in bytes. The schema says `number`, so a fraction may come.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        serialize_with = "whole_where_whole"
    )]
    pub size_bytes: Option<f64>,
    /// Whatever else the provider says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}

/// Writes `102400` and not `102400.0`, as it came: a reader with an integer field refuses the latter.
#[expect(clippy::ref_option, reason = "serde hands over the field as it stands")]
fn whole_where_whole<S: Serializer>(size: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    /// Below it every whole number is an `f64` of its own (2^53).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match *size {
        Some(size) if size.fract() == 0.0 && size.abs() < EXACT => to.serialize_i64(size as i64),
        size => size.serialize(to),
    }
}
