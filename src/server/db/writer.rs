//! The one writer: a thread that takes pieces of work and commits those that wait together.
//!
//! A commit waits for the disk; sixty clients that write at once wait for one commit, not for sixty. Each piece runs
//! in a savepoint of its own, so a refused or broken one takes nothing of its neighbours with it, and nobody is
//! answered before the commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::Db;
use crate::server::Fault;

/// So many pieces at most share a commit: the first one should not wait for ever.
const GROUP: usize = 128;

/// Whether the commit came through; else why not.
type Committed<'a> = Result<(), &'a str>;
/// Tells the one who asked.
type Tell = Box<dyn FnOnce(Committed<'_>) + Send>;
/// Does the work; says whether to keep it and how to tell.
type Job = Box<dyn FnOnce(&mut Db) -> (bool, Tell) + Send>;

enum Order {
    Do(Job),
    Stop,
}

/// Hands work to the writer.
#[derive(Clone, Debug)]
pub(in crate::server) struct Writer(mpsc::Sender<Order>);

/// Owns the writer's thread and ends it.
#[derive(Debug)]
pub(in crate::server) struct WriterThread {
    orders: mpsc::Sender<Order>,
    thread: Option<JoinHandle<()>>,
}

impl WriterThread {
    pub(in crate::server) fn start(db: Db) -> std::io::Result<(Self, Writer)> {
        let (orders, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("server-writer".into())
            .spawn(move || work(db, &inbox))?;
        let writer = Writer(orders.clone());
        let thread = Self {
            orders,
            thread: Some(thread),
        };
        Ok((thread, writer))
    }
}

impl Drop for WriterThread {
    /// What was ordered before is still done and committed.
    fn drop(&mut self) {
        if self.orders.send(Order::Stop).is_ok()
            && let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the writer ended in a panic");
        }
    }
}

impl Writer {
    /// Runs `work` in a transaction and waits until it is on the disk.
    pub(in crate::server) async fn run<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> Result<T, Fault> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        // A client that went away is not told; its work stays done.
        self.order(work, move |result| drop(tell.send(result)))?;
        told.await.unwrap_or_else(|_| Err(broken()))
    }

    /// The same, for callers outside the runtime.
    pub(in crate::server) fn run_blocking<T, F>(&self, work: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> Result<T, Fault> + Send + 'static,
    {
        let (tell, told) = mpsc::sync_channel(1);
        self.order(work, move |result| drop(tell.send(result)))?;
        told.recv().unwrap_or_else(|_| Err(broken()))
    }

    fn order<T, F, G>(&self, work: F, tell: G) -> Result<(), Fault>
    where
        T: Send + 'static,
        F: FnOnce(&mut Db) -> Result<T, Fault> + Send + 'static,
        G: FnOnce(Result<T, Fault>) + Send + 'static,
    {
        let job: Job = Box::new(move |db| {
            let result = work(db);
            let keep = result.is_ok();
            let tell: Tell = Box::new(move |committed| {
                tell(match committed {
                    Ok(()) => result,
                    Err(why) => Err(Fault::Internal(why.to_owned())),
                });
            });
            (keep, tell)
        });
        self.0
            .send(Order::Do(job))
            .map_err(|_| Fault::Internal("the writer has ended".into()))
    }
}

fn broken() -> Fault {
    Fault::Internal("the writer dropped a piece of work".into())
}

fn work(mut db: Db, inbox: &mpsc::Receiver<Order>) {
    while let Ok(Order::Do(first)) = inbox.recv() {
        let mut stop = false;
        let mut group = vec![first];
        while group.len() < GROUP && !stop {
            match inbox.try_recv() {
                Ok(Order::Do(job)) => group.push(job),
                Ok(Order::Stop) => stop = true,
                Err(_) => break,
            }
        }
        run_group(&mut db, group);
        if stop {
            break;
        }
    }
}

fn run_group(db: &mut Db, group: Vec<Job>) {
    let mut tells = Vec::with_capacity(group.len());
    let done = db
        .conn()
        .execute_batch("BEGIN IMMEDIATE")
        .and_then(|()| {
            for job in group {
                if let Some(tell) = run_one(db, job)? {
                    tells.push(tell);
                }
            }
            db.conn().execute_batch("COMMIT")
        })
        .map_err(|error| format!("the commit failed: {error}"));
    if done.is_err() && !db.conn().is_autocommit() && db.conn().execute_batch("ROLLBACK").is_err() {
        tracing::error!("a failed group of writes could not be rolled back");
    }
    for tell in tells {
        tell(done.as_ref().copied().map_err(String::as_str));
    }
}

fn run_one(db: &mut Db, job: Job) -> rusqlite::Result<Option<Tell>> {
    db.conn().execute_batch("SAVEPOINT job")?;
    // A panic in one piece of work must not end the writer for all; who ordered it gets a 500, since `tell` is dropped.
    let outcome = catch_unwind(AssertUnwindSafe(|| job(db)));
    if !matches!(outcome, Ok((true, _))) {
        db.conn().execute_batch("ROLLBACK TO job")?;
    }
    db.conn().execute_batch("RELEASE job")?;
    Ok(outcome.ok().map(|(_, tell)| tell))
}
