//! Ignores: what each directive hides, and which hide nothing.
