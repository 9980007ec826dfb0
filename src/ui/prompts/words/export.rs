//! What the prompt for exports says.

use crate::text::grouped;

pub(in crate::ui::prompts) const EXPORT: &str = "Export";
pub(in crate::ui::prompts) const EXPORT_EXPLAINED: &str = "Choose a format. What it can't store is listed beside it.";
pub(in crate::ui::prompts) const FILTER_FORMATS: &str = "Filter formats";
pub(in crate::ui::prompts) const KEEPS_ALL: &str = "Keeps everything";

/// What a format cannot store, with how much of it there is.
pub(in crate::ui::prompts) fn not_supported(parts: &[(&str, usize)]) -> String {
    let parts: Vec<String> = parts.iter().map(|(part, count)| format!("{part} ({})", grouped(*count))).collect();
    format!("Not supported: {}", parts.join(", "))
}

pub(in crate::ui::prompts) fn purpose_and_endings(purpose: &str, endings: &[&str]) -> String {
    let endings: Vec<String> = endings.iter().map(|ending| format!(".{ending}")).collect();
    format!("{purpose} ({})", endings.join(", "))
}

/// A format, for screen readers.
pub(in crate::ui::prompts) fn export_as(format: &str, purpose: &str) -> String {
    format!("Export as {format}: {purpose}")
}
