//! From an operation to the function that does it.

use rusqlite::Connection;

use super::auth::Caller;
use super::db::Db;
use super::decode::{
    ChannelInput, ChannelPatch, ExchangeInput, LoginInput, MessageInput, ThreadInput, ThreadPatch,
};
use super::etag::Precondition;
use super::extent::Extent;
use super::reply::Reply;
use super::router::Operation;
use super::time::Millis;
use super::{Fault, channels, decode, login, messages, patch, threads};

/// What is to be done with the writer's database.
pub(super) type Work = Box<dyn FnOnce(&mut Db) -> Result<Reply, Fault> + Send>;

/// Answers an operation that only reads; not so, with `Extent::Short`, a list that turns out to be long.
pub(super) fn read(
    conn: &Connection,
    operation: &Operation,
    known: &Precondition,
    now: Millis,
    extent: Extent,
) -> Result<Option<Reply>, Fault> {
    match operation {
        Operation::ListChannels => channels::list(conn, known).map(Some),
        Operation::GetChannel(id) => channels::get(conn, id).map(Some),
        Operation::ListThreads(channel) => threads::list(conn, channel, known, extent),
        Operation::GetThread(channel, thread) => threads::get(conn, channel, thread).map(Some),
        Operation::ListMessages(place) => messages::list(conn, place, known, extent),
        Operation::GetLogin(code) => login::get(conn, code, now).map(Some),
        _ => Err(Fault::Internal(format!("{operation:?} does not only read"))),
    }
}

/// Reads the body of an operation that writes and gives the work it asks for. `base` is the address of the API as
/// the client knows it.
pub(super) fn write(
    operation: Operation,
    caller: Option<Caller>,
    body: &[u8],
    base: String,
) -> Result<Work, Fault> {
    Ok(match operation {
        Operation::CreateChannel => {
            let input = ChannelInput::read(body)?;
            Box::new(move |db| channels::create(db, &input))
        }
        Operation::UpdateChannel(id) => {
            let input = ChannelPatch::read(body)?;
            Box::new(move |db| channels::update(db, &id, &input))
        }
        Operation::DeleteChannel(id) => Box::new(move |db| channels::delete(db, &id)),
        Operation::CreateThread(id) => {
            let input = ThreadInput::read(body)?;
            Box::new(move |db| threads::create(db, &id, &input))
        }
        Operation::UpdateThread(channel, thread) => {
            let input = ThreadPatch::read(body)?;
            let caller = caller.ok_or(Fault::Unauthenticated)?;
            Box::new(move |db| patch::update(db, &caller, &channel, &thread, &input))
        }
        Operation::CreateMessage(place) => {
            let input = MessageInput::read(body)?;
            Box::new(move |db| messages::create(db, &place, &input))
        }
        Operation::StartLogin => {
            let input = LoginInput::read(body)?;
            Box::new(move |db| login::start(db, &input, &base))
        }
        Operation::ApproveLogin(code) => {
            decode::nothing(body)?;
            Box::new(move |db| login::decide(db, &code, true))
        }
        Operation::DenyLogin(code) => {
            decode::nothing(body)?;
            Box::new(move |db| login::decide(db, &code, false))
        }
        Operation::ExchangeLogin => {
            let input = ExchangeInput::read(body)?;
            Box::new(move |db| login::exchange(db, &input, &base))
        }
        _ => return Err(Fault::Internal(format!("{operation:?} does not write"))),
    })
}
