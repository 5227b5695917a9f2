//! How far along a long run is.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar on standard error, for people who wait: on a terminal, and not before a while has passed.
pub struct Progress {
    bar: ProgressBar,
    begun: Instant,
    shown: std::sync::Once,
}

impl Progress {
    const PATIENCE: Duration = Duration::from_millis(800);

    /// For so many files.
    pub fn new(files: usize) -> Self {
        let bar = ProgressBar::hidden();
        bar.set_length(files as u64);
        if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left") {
            bar.set_style(style);
        }
        Progress { bar, begun: Instant::now(), shown: std::sync::Once::new() }
    }

    /// One more is done.
    pub fn step(&self) {
        self.bar.inc(1);
        if self.begun.elapsed() > Self::PATIENCE && io::stderr().is_terminal() {
            self.shown.call_once(|| self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr()));
        }
    }

    /// Does something with the bar out of the way.
    pub fn aside<T>(&self, work: impl FnOnce() -> T) -> T {
        self.bar.suspend(work)
    }

    /// All is done.
    pub fn done(&self) {
        self.bar.finish_and_clear();
    }
}
