//! A key with its modifiers, as people write it: `Ctrl+Shift+P`.

use std::{fmt, str::FromStr};

/// A key with its modifiers. Keys have the names that egui gives them (`S`, `F3`, `Delete`, `Plus`); on a Mac, Ctrl
/// stands for Command.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shortcut {
    /// Ctrl, or Command on a Mac.
    pub ctrl: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// Shift.
    pub shift: bool,
    /// The key's name.
    pub key: String,
}

/// A string that is not a shortcut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a key: one like Ctrl+Shift+P is expected")]
pub struct InvalidShortcut(pub String);

impl Shortcut {
    /// How many modifiers it has: of two shortcuts with the same key, the one with more is meant.
    pub fn modifier_count(&self) -> u32 {
        u32::from(self.ctrl) + u32::from(self.alt) + u32::from(self.shift)
    }

    /// Whether it is what somebody types into a text field: a bare character, perhaps with Shift.
    pub fn is_typing(&self) -> bool {
        !self.ctrl && !self.alt && !self.is_function_key()
    }

    /// Whether it types a character on some keyboards, as Alt with a letter does on a Mac.
    pub fn types_somewhere(&self) -> bool {
        self.is_typing() || !self.ctrl && self.key.chars().count() == 1
    }

    /// Whether a key of this name only modifies others.
    pub fn is_modifier(key: &str) -> bool {
        let sides = key.strip_suffix("Left").or_else(|| key.strip_suffix("Right"));
        sides.is_some_and(|key| matches!(key, "Control" | "Shift" | "Alt" | "Super"))
    }

    fn is_function_key(&self) -> bool {
        self.key.len() > 1 && self.key.strip_prefix('F').is_some_and(|rest| rest.parse::<u8>().is_ok())
    }
}

impl FromStr for Shortcut {
    type Err = InvalidShortcut;

    fn from_str(text: &str) -> Result<Self, InvalidShortcut> {
        let invalid = || InvalidShortcut(text.to_owned());
        let mut parts: Vec<&str> = text.split('+').map(str::trim).collect();
        let key = parts.pop().filter(|key| !key.is_empty() && !Self::is_modifier(key)).ok_or_else(invalid)?;
        let mut shortcut = Self { ctrl: false, alt: false, shift: false, key: key.to_owned() };
        for part in parts {
            match part {
                "Ctrl" | "Cmd" => shortcut.ctrl = true,
                "Alt" => shortcut.alt = true,
                "Shift" => shortcut.shift = true,
                _ => return Err(invalid()),
            }
        }
        Ok(shortcut)
    }
}

impl fmt::Display for Shortcut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, name) in [(self.ctrl, "Ctrl+"), (self.alt, "Alt+"), (self.shift, "Shift+")] {
            if on {
                f.write_str(name)?;
            }
        }
        f.write_str(match self.key.as_str() {
            "ArrowLeft" => "Left",
            "ArrowRight" => "Right",
            "ArrowUp" => "Up",
            "ArrowDown" => "Down",
            "Questionmark" => "?",
            "Plus" => "Plus",
            key => key,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let shortcut: Shortcut = "Ctrl+Shift+P".parse().unwrap();
        assert_eq!(shortcut.to_string(), "Ctrl+Shift+P");
        assert_eq!(shortcut.modifier_count(), 2);
        assert!("F3".parse::<Shortcut>().is_ok_and(|f3| !f3.is_typing()));
        assert!("S".parse::<Shortcut>().is_ok_and(|s| s.is_typing()));
        assert!("Hyper+S".parse::<Shortcut>().is_err());
        assert!("".parse::<Shortcut>().is_err());
        assert!("Alt+H".parse::<Shortcut>().is_ok_and(|h| !h.is_typing() && h.types_somewhere()));
    }

    #[test]
    fn a_key_that_only_modifies_others_is_no_shortcut() {
        for key in ["ControlLeft", "Ctrl+ControlRight", "Shift+ShiftLeft", "AltRight", "SuperLeft"] {
            assert!(key.parse::<Shortcut>().is_err(), "{key}");
        }
        assert!("ArrowLeft".parse::<Shortcut>().is_ok());
    }
}
