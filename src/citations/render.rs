//! A library entry as a reference a reader can read.
