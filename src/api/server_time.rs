//! What time the server has.

use chrono::{DateTime, Utc};
use reqwest::Method;

use super::client::call;
use super::path::Segment::Word;
use super::{Client, Error};

impl Client {
    /// The `Date` of an answer to `GET /channels`, to the second; none where the server sends none that can be read.
    pub async fn server_time(&self) -> Result<Option<DateTime<Utc>>, Error> {
        let call = call(Method::GET, &[Word("channels")])?;
        let date = self.inner.run(call, async |reply| Ok(reply.date)).await?;
        let date = date.and_then(|date| DateTime::parse_from_rfc2822(date.trim()).ok());
        Ok(date.map(|date| date.with_timezone(&Utc)))
    }
}
