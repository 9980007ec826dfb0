//! The kinds of results that an annotation may have.

/// The kinds of results that are regions of a text; their labels stand under the same name.
pub(super) const REGIONS: [&str; 3] = ["labels", "hypertextlabels", "paragraphlabels"];

/// The kinds of results that are answers, about a region or the whole.
pub(super) const ANSWERS: [&str; 6] = ["choices", "taxonomy", "textarea", "number", "rating", "datetime"];
