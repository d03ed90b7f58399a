//! The schema's history for Postgres and SQLite.
