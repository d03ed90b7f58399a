//! Starts and stops what the tests talk to.
