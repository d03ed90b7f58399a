//! Speaks HTTP: visitors' pages, the REST API, the staff's side, operations.
