//! JSON as events, one after the other: nothing of it is kept.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// What comes next in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonEvent<'e> {
    /// An object begins.
    Map,
    /// The name of what comes next in the object.
    Key(&'e str),
    /// The object ends.
    EndMap,
    /// A list begins.
    List,
    /// The list ends.
    EndList,
    /// A text.
    Text(&'e str),
    /// A number, a truth value, or nothing (`null`), which is empty.
    Value(&'e str),
}

/// Who hears of events, and says whether to go on.
type Hear<'h> = dyn FnMut(JsonEvent<'_>) -> bool + 'h;

/// Goes through one value with nothing but blanks around it.
pub(super) fn walk(text: &str, hear: &mut Hear<'_>) -> Result<(), serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Walk(hear).deserialize(&mut deserializer)?;
    deserializer.end()
}

/// A value that can be gone through to its end.
pub(super) struct Sound;

impl<'de> Deserialize<'de> for Sound {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Walk(&mut |_| true).deserialize(deserializer)?;
        Ok(Self)
    }
}

struct Walk<'w, 'h>(&'w mut Hear<'h>);

impl Walk<'_, '_> {
    fn say<E: Error>(&mut self, event: JsonEvent<'_>) -> Result<(), E> {
        if (self.0)(event) { Ok(()) } else { Err(E::custom("stopped")) }
    }

    fn value<E: Error>(mut self, value: &str) -> Result<(), E> {
        self.say(JsonEvent::Value(value))
    }
}

impl<'de> DeserializeSeed<'de> for Walk<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Walk<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.value(&value.to_string())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.value(&value.to_string())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.value(&value.to_string())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.value(&value.to_string())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.value("")
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<(), E> {
        self.say(JsonEvent::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.say(JsonEvent::List)?;
        while items.next_element_seed(Walk(self.0))?.is_some() {}
        self.say(JsonEvent::EndList)
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<(), A::Error> {
        self.say(JsonEvent::Map)?;
        while entries.next_key_seed(Key(self.0))?.is_some() {
            entries.next_value_seed(Walk(self.0))?;
        }
        self.say(JsonEvent::EndMap)
    }
}

/// The name of an entry.
struct Key<'w, 'h>(&'w mut Hear<'h>);

impl<'de> DeserializeSeed<'de> for Key<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        if (self.0)(JsonEvent::Key(key)) { Ok(()) } else { Err(E::custom("stopped")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_in_the_order_of_the_file() {
        let mut heard = Vec::new();
        walk(r#" {"a":[1,null,{"b\n":"x"}],"c":1.50} "#, &mut |event| {
            heard.push(format!("{event:?}"));
            true
        })
        .unwrap();
        let expected = r#"Map Key("a") List Value("1") Value("") Map Key("b\n") Text("x") EndMap EndList Key("c") Value("1.5") EndMap"#;
        assert_eq!(heard.join(" "), expected);
        assert!(walk("[1] 2", &mut |_| true).is_err() && walk(&"[".repeat(500), &mut |_| true).is_err());
        let mut count = 0;
        let stopped = walk("[1,2,3]", &mut |_| {
            count += 1;
            count < 2
        });
        assert!(stopped.is_err() && count == 2);
    }
}
