//! Writes a record as RON on one line. Only what our records need; ron reads it back equal.
//!
//! ron's own writer escapes combining marks, which makes Arabic, Hebrew and Hindi unreadable and doubles their size.
//! Here only what cannot be seen, or would end the string or the line, is escaped.

use std::fmt::{self, Write as _};

use serde::{Serialize, ser};

/// A record that cannot be written: a defect, for our records all can.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Unwritable(String);

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

/// Appends `record` to `line`.
///
/// # Errors
/// When the record holds something that this writer does not support.
pub(super) fn write(line: &mut String, record: &impl Serialize) -> Result<(), Unwritable> {
    record.serialize(&mut Writer { out: line })
}

/// Appends `text` as a RON string.
pub(super) fn write_str(line: &mut String, text: &str) {
    line.push('"');
    write_escaped(line, text);
    line.push('"');
}

/// Appends `text` as it stands between the quotes of a RON string.
fn write_escaped(line: &mut String, text: &str) {
    let (mut copied, mut from) = (0, 0);
    while let Some(at) = doubtful(text.as_bytes(), from) {
        let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
        from = at + character.len_utf8();
        let escape = match character {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\t' => "\\t",
            '\r' => "\\r",
            c if c.is_control() || is_hidden(c) => "",
            _ => continue,
        };
        // What lies between is copied in one stretch.
        line.push_str(text.get(copied..at).unwrap_or_default());
        line.push_str(escape);
        if escape.is_empty() {
            // Writing to a string cannot fail.
            let _infallible = write!(line, "\\u{{{:x}}}", u32::from(character));
        }
        copied = from;
    }
    line.push_str(text.get(copied..).unwrap_or_default());
}

/// How many bytes are looked at together.
const STRETCH: usize = 8;

/// The place of the first byte from a place on that a character may begin with which has to be escaped.
fn doubtful(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some((stretch, _)) = bytes.get(at..)?.split_first_chunk::<STRETCH>() {
        if may_need_escapes(u64::from_ne_bytes(*stretch))
            && let Some(place) = stretch.iter().position(|byte| may_begin_escaped(*byte))
        {
            return Some(at + place);
        }
        at += STRETCH;
    }
    bytes.get(at..)?.iter().position(|byte| may_begin_escaped(*byte)).map(|place| at + place)
}

/// Whether one of eight bytes is a quotation mark, a backslash, a control character or not of ASCII: the highest bit of
/// a byte tells, calculated for all of them at once (Warren, *Hacker's Delight*, 6–1: finding a zero byte).
fn may_need_escapes(bytes: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = 0x80 * ONES;
    let below = |bytes: u64, limit: u64| bytes.wrapping_sub(limit * ONES) & !bytes;
    let is = |byte: u64| below(bytes ^ (byte * ONES), 1);
    (bytes | below(bytes, 0x20) | is(b'"'.into()) | is(b'\\'.into()) | is(0x7F)) & HIGHEST != 0
}

/// Whether a character that is escaped may begin with this byte; most bytes can be passed over by it.
fn may_begin_escaped(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\' | 0x00..=0x1F | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF)
}

/// Characters that end a line for some programs, or turn the direction of what follows.
fn is_hidden(c: char) -> bool {
    matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{200E}' | '\u{200F}' | '\u{061C}'
        | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

struct Writer<'l> {
    out: &'l mut String,
}

/// The members of something in brackets, and what closes it.
struct Members<'w, 'l> {
    writer: &'w mut Writer<'l>,
    is_first: bool,
    close: &'static str,
}

impl Members<'_, '_> {
    fn comma(&mut self) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.writer.out.push_str(", ");
        }
    }

    fn finish(self) {
        self.writer.out.push_str(self.close);
    }
}

impl<'l> Writer<'l> {
    fn members<'w>(&'w mut self, open: &str, close: &'static str) -> Members<'w, 'l> {
        self.out.push_str(open);
        Members { writer: self, is_first: true, close }
    }

    fn display(&mut self, value: impl fmt::Display) -> Result<(), Unwritable> {
        write!(self.out, "{value}").map_err(|error| Unwritable(error.to_string()))
    }
}

macro_rules! displayed {
    ($($name:ident: $kind:ty),*) => {$(
        fn $name(self, value: $kind) -> Result<(), Unwritable> {
            self.display(value)
        }
    )*};
}

impl<'w, 'l> ser::Serializer for &'w mut Writer<'l> {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Members<'w, 'l>;
    type SerializeTuple = Members<'w, 'l>;
    type SerializeTupleStruct = Members<'w, 'l>;
    type SerializeTupleVariant = Members<'w, 'l>;
    type SerializeMap = Members<'w, 'l>;
    type SerializeStruct = Members<'w, 'l>;
    type SerializeStructVariant = Members<'w, 'l>;

    displayed!(serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64);

    fn serialize_f32(self, value: f32) -> Result<(), Unwritable> {
        self.serialize_f64(f64::from(value))
    }

    fn serialize_f64(self, value: f64) -> Result<(), Unwritable> {
        match value {
            v if v.is_nan() => self.display("NaN"),
            f64::INFINITY => self.display("inf"),
            f64::NEG_INFINITY => self.display("-inf"),
            v => self.display(format_args!("{v:?}")),
        }
    }

    fn serialize_char(self, value: char) -> Result<(), Unwritable> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Unwritable> {
        write_str(self.out, value);
        Ok(())
    }

    fn collect_str<T: ?Sized + fmt::Display>(self, value: &T) -> Result<(), Unwritable> {
        self.out.push('"');
        let start = self.out.len();
        self.display(value)?;
        // Ids and times seldom hold anything to escape.
        if doubtful(self.out.as_bytes(), start).is_some() {
            let text = self.out.split_off(start);
            write_escaped(self.out, &text);
        }
        self.out.push('"');
        Ok(())
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<(), Unwritable> {
        Err(Unwritable("bytes have no form in project files".to_owned()))
    }

    fn serialize_none(self) -> Result<(), Unwritable> {
        self.display("None")
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Unwritable> {
        self.out.push_str("Some(");
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_unit(self) -> Result<(), Unwritable> {
        self.display("()")
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<(), Unwritable> {
        self.display("()")
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<(), Unwritable> {
        self.display(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _name: &'static str, value: &T) -> Result<(), Unwritable> {
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Unwritable> {
        self.out.push_str(variant);
        self.out.push('(');
        value.serialize(&mut *self)?;
        self.out.push(')');
        Ok(())
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Members<'w, 'l>, Unwritable> {
        Ok(self.members("[", "]"))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Members<'w, 'l>, Unwritable> {
        Ok(self.members("(", ")"))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Members<'w, 'l>, Unwritable> {
        Ok(self.members("(", ")"))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Members<'w, 'l>, Unwritable> {
        self.out.push_str(variant);
        Ok(self.members("(", ")"))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Members<'w, 'l>, Unwritable> {
        Ok(self.members("{", "}"))
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Members<'w, 'l>, Unwritable> {
        Ok(self.members("(", ")"))
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Members<'w, 'l>, Unwritable> {
        self.out.push_str(variant);
        Ok(self.members("(", ")"))
    }
}

macro_rules! listed {
    ($($kind:ident $method:ident)*) => {$(
        impl ser::$kind for Members<'_, '_> {
            type Ok = ();
            type Error = Unwritable;

            fn $method<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.comma();
                value.serialize(&mut *self.writer)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

listed! {
    SerializeSeq serialize_element
    SerializeTuple serialize_element
    SerializeTupleStruct serialize_field
    SerializeTupleVariant serialize_field
}

macro_rules! named {
    ($($kind:ident)*) => {$(
        impl ser::$kind for Members<'_, '_> {
            type Ok = ();
            type Error = Unwritable;

            fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Result<(), Unwritable> {
                self.comma();
                self.writer.out.push_str(key);
                self.writer.out.push_str(": ");
                value.serialize(&mut *self.writer)
            }

            fn end(self) -> Result<(), Unwritable> {
                self.finish();
                Ok(())
            }
        }
    )*};
}

named!(SerializeStruct SerializeStructVariant);

impl ser::SerializeMap for Members<'_, '_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Unwritable> {
        self.comma();
        key.serialize(&mut *self.writer)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.writer.out.push_str(": ");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unwritable> {
        self.finish();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(text: &str) -> String {
        let mut line = String::new();
        write_str(&mut line, text);
        line
    }

    #[test]
    fn marks_of_arabic_stay_readable_and_hidden_characters_show() {
        assert_eq!(written("مُحَمَّد हिन्दी"), "\"مُحَمَّد हिन्दी\"");
        assert_eq!(written("a\u{202E}b\u{2028}\u{0}"), "\"a\\u{202e}b\\u{2028}\\u{0}\"");
    }

    #[test]
    fn no_character_to_escape_is_passed_over() {
        for character in '\0'..=char::MAX {
            let plain = written(&character.to_string()) == format!("\"{character}\"");
            let is_escaped = matches!(character, '"' | '\\') || character.is_control() || is_hidden(character);
            assert_eq!(plain, !is_escaped, "{character:?}");
        }
    }

    #[test]
    fn a_character_is_escaped_wherever_it_stands_among_others() {
        for character in '\0'..='\u{3000}' {
            let alone = written(&character.to_string());
            for before in 0..8 {
                let (before, after) = ("a".repeat(before), "~z".repeat(5));
                let inside = alone.trim_start_matches('"').strip_suffix('"').unwrap_or_default();
                let inside = if character == '"' { "\\\"" } else { inside };
                assert_eq!(written(&format!("{before}{character}{after}")), format!("\"{before}{inside}{after}\""));
            }
        }
    }

    #[test]
    fn what_shows_itself_as_text_is_escaped_as_text_is() {
        let id = crate::model::TagId::new("a \"b\"\u{202E}\\ é");
        let mut line = String::new();
        write(&mut line, &id).unwrap();
        assert_eq!(line, written(id.as_str()));
        assert_eq!(ron::from_str::<crate::model::TagId>(&line).unwrap(), id);
    }

    proptest! {
        #[test]
        fn ron_reads_every_string_back(text in any::<String>()) {
            let line = written(&text);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(ron::from_str::<String>(&line).unwrap(), text);
        }

        #[test]
        fn ron_reads_every_number_back(number in any::<f64>()) {
            let mut line = String::new();
            write(&mut line, &number).unwrap();
            let back = ron::from_str::<f64>(&line).unwrap();
            prop_assert!(back == number || back.is_nan() && number.is_nan());
        }
    }
}
