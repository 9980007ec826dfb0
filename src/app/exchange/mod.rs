//! Articles and annotations in and out: reading, preview, import plans, fetching.

pub(in crate::app) mod add;
pub(in crate::app) mod fetch;
pub(in crate::app) mod import_plan;
pub(in crate::app) mod preview;
pub(in crate::app) mod read;
