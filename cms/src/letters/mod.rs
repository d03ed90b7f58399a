//! Mail: what is written, and the outbox that it waits in.

pub mod entity;

pub use entity::Model as Letter;
