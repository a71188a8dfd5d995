//! How a thread's status is changed on this server (contract.md, "The hard part").

use std::sync::{Arc, Mutex, PoisonError};

use crate::model::StatusStrategy;
use crate::sync::SyncEvent;
use crate::sync::options::StrategyChoice;
use crate::sync::session::Session;

/// Where it is remembered.
const REMEMBERED: &str = "thread_status_strategy";

/// What is known of it.
pub(super) struct Strategy {
    choice: StrategyChoice,
    learned: Mutex<Option<StatusStrategy>>,
}

impl Strategy {
    /// What was chosen, or learned in an earlier run; tells it if it is known.
    pub(super) async fn load(session: &Session) -> Arc<Self> {
        let learned = match session.choice {
            StrategyChoice::Patch => Some(StatusStrategy::Patch),
            StrategyChoice::Event => Some(StatusStrategy::Event),
            StrategyChoice::Auto => match session.disk.run(|store| store.meta(REMEMBERED)).await {
                Ok(word) => word.as_deref().and_then(read),
                // It is learned anew.
                Err(error) => {
                    session.tell_disk(&error);
                    None
                }
            },
        };
        if let Some(strategy) = learned {
            session.tell(SyncEvent::Strategy(strategy));
        }
        Arc::new(Self {
            choice: session.choice,
            learned: Mutex::new(learned),
        })
    }

    /// The way to go; `PATCH` as long as nothing else is known.
    pub(super) fn current(&self) -> StatusStrategy {
        self.learned().unwrap_or(StatusStrategy::Patch)
    }

    /// Whether an event may stand in for a `PATCH` that the server does not have.
    pub(super) fn may_learn(&self) -> bool {
        self.choice == StrategyChoice::Auto
    }

    /// The server has shown which way goes. Remembered before it is acted on, so that whoever has to look for the
    /// outcome later looks for the right thing.
    pub(super) async fn learn(&self, session: &Session, strategy: StatusStrategy) {
        if !self.may_learn() || self.learned() == Some(strategy) {
            return;
        }
        *self.learned.lock().unwrap_or_else(PoisonError::into_inner) = Some(strategy);
        let remembered = session
            .disk
            .run(move |store| store.set_meta(REMEMBERED, word(strategy)))
            .await;
        if let Err(error) = remembered {
            session.tell_disk(&error);
        }
        session.tell(SyncEvent::Strategy(strategy));
    }

    fn learned(&self) -> Option<StatusStrategy> {
        *self.learned.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const fn word(strategy: StatusStrategy) -> &'static str {
    match strategy {
        StatusStrategy::Patch => "patch",
        StatusStrategy::Event => "event",
    }
}

fn read(word: &str) -> Option<StatusStrategy> {
    [StatusStrategy::Patch, StatusStrategy::Event]
        .into_iter()
        .find(|strategy| self::word(*strategy) == word)
}
