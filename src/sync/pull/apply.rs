//! Taking what was fetched into the store.

use std::time::Duration;

use super::fetch::{Body, Known};
use super::target::Target;
use crate::api::Client;
use crate::model::{Broken, Listing, Message};
use crate::store::{Applied, Pull, Revision, Store};
use crate::sync::disk::{Disk, DiskError};

/// A fetched body that waits to be applied.
pub(super) struct Ready {
    pub(super) target: Target,
    pub(super) body: Body,
    pub(super) known: Option<Known>,
    pub(super) revision: Revision,
    pub(super) cost: Duration,
}

/// What became of one.
pub(super) struct Outcome {
    pub(super) target: Target,
    pub(super) known: Option<Known>,
    pub(super) cost: Duration,
    pub(super) broken: Vec<Broken>,
    pub(super) applied: Result<Applied, DiskError>,
}

/// Applies a batch: every list in a transaction, the messages of several conversations in one.
pub(super) async fn apply(disk: Disk, client: Client, batch: Vec<Ready>) -> Vec<Outcome> {
    let mut outcomes = Vec::with_capacity(batch.len());
    let mut pulls = Vec::new();
    let mut waiting = Vec::new();
    for ready in batch {
        let Ready {
            target,
            body,
            known,
            revision,
            cost,
        } = ready;
        let mut outcome = Outcome {
            target,
            known,
            cost,
            broken: Vec::new(),
            applied: Ok(Applied::default()),
        };
        match (body, &outcome.target) {
            (Body::Messages(listing), Target::Messages(conversation)) if !listing.is_read() => {
                let conversation = conversation.clone();
                outcome.applied = disk
                    .run(move |store| store.apply_messages(&conversation, &listing, revision))
                    .await;
            }
            (Body::Messages(mut listing), Target::Messages(conversation)) => {
                outcome.broken = std::mem::take(&mut listing.broken);
                let conversation = conversation.clone();
                pulls.push((
                    Pull {
                        conversation,
                        revision,
                    },
                    listing,
                ));
                waiting.push(outcome);
                continue;
            }
            (Body::Channels(listing), _) => {
                outcome.broken.clone_from(&listing.broken);
                outcome.applied = disk.run(move |store| store.apply_channels(&listing)).await;
            }
            (Body::Threads(listing), Target::Threads(channel)) => {
                outcome.broken.clone_from(&listing.broken);
                let channel = channel.clone();
                outcome.applied = disk
                    .run(move |store| store.apply_threads(&channel, &listing))
                    .await;
            }
            (Body::Thread(item), _) => {
                outcome.applied = disk.run(move |store| store.apply_thread(&item)).await;
            }
            // No target is answered with another's list.
            (Body::Threads(_) | Body::Messages(_), _) => {}
        }
        if let Ok(applied) = &mut outcome.applied {
            client.redact(&mut applied.broken);
            outcome.broken.append(&mut applied.broken);
        }
        outcome.remember(&disk).await;
        outcomes.push(outcome);
    }
    if !pulls.is_empty() {
        let results = disk
            .run(move |store| Ok(apply_messages(store, &pulls)))
            .await;
        let mut results = match results {
            Ok(results) => results.into_iter(),
            Err(error) => {
                for mut outcome in waiting {
                    outcome.applied = Err(error.clone());
                    outcomes.push(outcome);
                }
                return outcomes;
            }
        };
        for mut outcome in waiting {
            if let Some(result) = results.next() {
                outcome.applied = result;
            }
            outcome.remember(&disk).await;
            outcomes.push(outcome);
        }
    }
    outcomes
}

/// All in one transaction; if that fails, each in its own, so that one that cannot be written does not hold up the
/// others. Of a common transaction every result counts what all of them changed.
fn apply_messages(
    store: &Store,
    pulls: &[(Pull, Listing<Message>)],
) -> Vec<Result<Applied, DiskError>> {
    if pulls.len() > 1
        && let Ok(applied) = store.apply_pulls(pulls)
    {
        return pulls.iter().map(|_| Ok(applied.clone())).collect();
    }
    pulls
        .iter()
        .map(|(pull, listing)| {
            store
                .apply_messages(&pull.conversation, listing, pull.revision)
                .map_err(|error| DiskError::Store(error.into()))
        })
        .collect()
}

impl Outcome {
    /// Stores the validator for the next start. Without it the list is fetched once more than needed.
    async fn remember(&self, disk: &Disk) {
        let (Ok(_), Some(known), Some(name)) =
            (&self.applied, &self.known, self.target.remembered())
        else {
            return;
        };
        let Ok(json) = serde_json::to_string(&known.validator) else {
            return;
        };
        if let Err(error) = disk.run(move |store| store.set_meta(&name, &json)).await {
            tracing::warn!(%error, "a validator was not stored");
        }
    }
}
