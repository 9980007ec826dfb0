//! What several kinds of test share.

pub(crate) mod marked;
