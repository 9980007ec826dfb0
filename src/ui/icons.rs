//! The icons of the interface, as characters of the bundled icon face (Phosphor).

/// Closes something.
pub const CLOSE: &str = "\u{E4F6}";
/// Something that is on.
pub const CHECK: &str = "\u{E182}";
/// Upwards.
pub const UP: &str = "\u{E13C}";
/// Downwards.
pub const DOWN: &str = "\u{E136}";
/// Six dots: grab a row here to drag it.
pub const GRIP: &str = "\u{EAE2}";
/// Points right: something collapsed that can be expanded.
pub const RIGHT: &str = "\u{E13A}";
