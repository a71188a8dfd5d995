//! Where keys come from: the terminal, or a script.

use std::future::{Future, pending, poll_fn};
use std::pin::pin;
use std::task::Poll;

use crossterm::event::{Event, EventStream};
use futures_util::StreamExt;
use tokio::sync::mpsc;

/// A source of terminal events.
#[derive(Debug)]
pub enum Source {
    /// The terminal. Only one reader may exist, so it is let go while `$EDITOR` has the terminal.
    Terminal(Option<EventStream>),
    /// A script of a test.
    Script(mpsc::UnboundedReceiver<Event>),
}

/// What came.
#[derive(Debug)]
pub enum Came {
    /// An event.
    Event(Event),
    /// The terminal is gone.
    Closed,
}

impl Source {
    /// The terminal's events.
    pub fn terminal() -> Self {
        Self::Terminal(Some(EventStream::new()))
    }

    /// The next event.
    pub async fn next(&mut self) -> Came {
        match self {
            Self::Terminal(Some(stream)) => match stream.next().await {
                Some(Ok(event)) => Came::Event(event),
                Some(Err(error)) => {
                    tracing::error!(%error, "the terminal cannot be read");
                    Came::Closed
                }
                None => Came::Closed,
            },
            Self::Terminal(None) => pending().await,
            Self::Script(events) => match events.recv().await {
                Some(event) => Came::Event(event),
                // The script is over, the program is not.
                None => pending().await,
            },
        }
    }

    /// The next event if it is there already.
    ///
    /// Polled with the waker of the loop itself: `EventStream` remembers the first waker it meets until the next
    /// event, so a poll with a waker that does nothing would make the loop sleep through the next key.
    pub async fn ready(&mut self) -> Option<Came> {
        let mut next = pin!(self.next());
        poll_fn(|cx| match next.as_mut().poll(cx) {
            Poll::Ready(came) => Poll::Ready(Some(came)),
            Poll::Pending => Poll::Ready(None),
        })
        .await
    }

    /// Lets go of the terminal.
    pub fn pause(&mut self) {
        if let Self::Terminal(stream) = self {
            *stream = None;
        }
    }

    /// Takes the terminal again.
    pub fn resume(&mut self) {
        if let Self::Terminal(stream) = self {
            *stream = Some(EventStream::new());
        }
    }
}
