//! The whole host from outside: the real binary on real databases, behind a real balancer.
#![allow(clippy::disallowed_methods, reason = "a test stands outside the host and asks the wall clock itself")]

mod access;
mod bad_exports;
mod bad_requests;
mod command_line;
mod draining;
mod fronts;
mod interrupted_imports;
mod large_imports;
mod outages;
mod reference_site;
mod runners;
mod stale_pages;
mod staleness;
mod theme_test_data;
mod transfer;
