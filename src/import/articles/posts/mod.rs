//! Posts of social networks, as their archives and exports hold them: one article a post or a thread.
//!
//! A file is read post by post, so that memory holds each only as the article that it becomes.

mod bluesky;
mod items;
mod markup;
mod mastodon;
mod post;
mod reading;
mod rich;
mod telegram;
pub(super) mod words;
mod x;

pub(super) use self::{
    bluesky::{BLUESKY, is_bluesky},
    mastodon::{MASTODON, is_mastodon},
    telegram::{TELEGRAM, is_telegram},
    x::{X, is_x},
};
