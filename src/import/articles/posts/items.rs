//! Lists in JSON, item by item: no more than one of them is in memory at once.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde_json::{Number, Value};

/// What is found in JSON.
pub(super) enum Seen<'n> {
    /// A text or number that stands under a name outside the lists.
    Named(&'n str, Value),
    /// An item of a list.
    Item(Value),
    /// An object outside the lists ends.
    End,
}

/// Shows what JSON holds, in its order. Items are those of a list that is all of it, and what stands under one of these
/// `names`: the items of a list, or one object.
///
/// # Errors
/// Where it is no JSON; what stands before was shown.
pub(super) fn items(json: &str, names: &[&str], mut see: impl FnMut(Seen<'_>)) -> Result<(), serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(json.trim_start_matches('\u{FEFF}'));
    Walk { names, name: "", holds: Holds::ItemsIfList, see: &mut see }.deserialize(&mut reader)?;
    reader.end()
}

/// What a value holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Items, if it is a list.
    ItemsIfList,
    /// Items, or it is one.
    Items,
    /// What may hold lists.
    Others,
}

/// Goes through a value.
struct Walk<'w> {
    names: &'w [&'w str],
    name: &'w str,
    holds: Holds,
    see: &'w mut dyn FnMut(Seen<'_>),
}

impl Walk<'_> {
    fn named<E: Error>(self, value: Value) -> Result<(), E> {
        (self.see)(Seen::Named(self.name, value));
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.named(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.named(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.named(Value::Number(value.into()))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.named(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.named(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.named(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if self.holds == Holds::Others {
            let Self { names, see, .. } = self;
            while items.next_element_seed(Walk { names, name: "", holds: Holds::Others, see: &mut *see })?.is_some() {}
            return Ok(());
        }
        while let Some(item) = items.next_element()? {
            (self.see)(Seen::Item(item));
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        if self.holds == Holds::Items {
            let item = serde::Deserialize::deserialize(MapAccessDeserializer::new(entries))?;
            (self.see)(Seen::Item(item));
            return Ok(());
        }
        while let Some(name) = entries.next_key::<String>()? {
            let holds = if self.names.contains(&name.as_str()) { Holds::Items } else { Holds::Others };
            entries.next_value_seed(Walk { names: self.names, name: &name, holds, see: &mut *self.see })?;
        }
        (self.see)(Seen::End);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(json: &str) -> (Vec<String>, bool) {
        let mut seen = Vec::new();
        let outcome = items(json, &["posts"], |event| {
            seen.push(match event {
                Seen::Named(name, value) => format!("{name}={value}"),
                Seen::Item(value) => format!("item {value}"),
                Seen::End => "end".to_owned(),
            });
        });
        (seen, outcome.is_ok())
    }

    #[test]
    fn items_are_shown_one_by_one_with_what_stands_around_them() {
        let json = r#"{"name":"A","in":[{"posts":[{"a":[1]},2],"n":1.5}],"posts":{"b":null},"c":true}"#;
        let expected =
            ["name=\"A\"", r#"item {"a":[1]}"#, "item 2", "n=1.5", "end", r#"item {"b":null}"#, "c=true", "end"];
        assert_eq!(seen(json), (expected.map(str::to_owned).to_vec(), true));
        assert_eq!(seen("\u{FEFF}[1,[2]]"), (vec!["item 1".to_owned(), "item [2]".to_owned()], true));
        assert_eq!(seen("[1,2"), (vec!["item 1".to_owned(), "item 2".to_owned()], false));
        assert!(!seen("[1] 2").1 && !seen("").1 && !seen(&"[".repeat(100_000)).1);
    }
}
