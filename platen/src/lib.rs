//! The commands of the platen binary.
