//! The core blocks that are rendered by code, a file a block.

mod archives;
mod avatar_image;
mod block;
mod button;
mod calendar;
mod categories;
mod cover;
mod dispatch;
mod file;
mod gallery;
mod heading;
mod image;
mod latest_comments;
mod latest_posts;
mod media_text;
mod pattern;
mod rss;
mod search;
mod shortcode;
mod shown_post;
mod tag_cloud;
mod video;

pub use dispatch::{Call, after, render};
