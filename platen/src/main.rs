//! The platen binary.
fn main() {}
