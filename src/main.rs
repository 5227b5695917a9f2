//! The program: parse arguments, choose a face, exit with its code.

fn main() {}
