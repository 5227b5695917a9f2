//! Workers: a few threads that take jobs in order. A panic costs one job.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::thread;

type Job = Box<dyn FnOnce() + Send>;

/// Threads that work off what they are given.
pub(super) struct Pool {
    jobs: mpsc::Sender<Job>,
}

impl Pool {
    /// At least two workers, so that one long job leaves the others moving; at most four.
    pub fn new() -> Self {
        let (jobs, queue) = mpsc::channel::<Job>();
        let queue = Arc::new(Mutex::new(queue));
        let count = thread::available_parallelism().map_or(2, usize::from).clamp(2, 4);
        for index in 0..count {
            let queue = queue.clone();
            let worker = move || {
                loop {
                    let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                    let Ok(job) = job else { return };
                    // The hook has logged it; what the job held is dropped, and with it any reply.
                    let _ = panic::catch_unwind(AssertUnwindSafe(job));
                }
            };
            // Deeply nested documents recurse in the parsers below: give them room.
            let spawned =
                thread::Builder::new().name(format!("worker-{index}")).stack_size(16 << 20).spawn(worker);
            if let Err(error) = spawned {
                tracing::error!(%error, "a worker does not start");
            }
        }
        Pool { jobs }
    }

    /// Gives the next free worker this to do.
    pub fn run(&self, job: impl FnOnce() + Send + 'static) {
        // The workers live as long as the sender.
        let _ = self.jobs.send(Box::new(job));
    }
}
