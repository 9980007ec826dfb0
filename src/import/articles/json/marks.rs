//! Whether JSON holds marks: words of a text by their positions, with labels. Then it is of annotations, though none of
//! their formats knows it, or it is damaged.

use super::walk::JsonEvent;

/// What was heard of a file so far.
#[derive(Default)]
pub(super) struct Marks {
    /// Whether there are any.
    pub(super) are_there: bool,
    /// What is open: lists, and objects with what they name.
    open: Vec<Open>,
    /// Numbers one after the other that a list holds.
    numbers: usize,
    key: Option<MarkName>,
}

enum Open {
    List,
    Map(Named),
}

/// What an object names.
#[derive(Default)]
struct Named {
    start: bool,
    end: bool,
    label: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkName {
    Start,
    End,
    Label,
}

impl Marks {
    /// Another value of the file begins.
    pub(super) fn begin(&mut self) {
        self.open.clear();
    }

    /// Looks for `[0, 4, "PER"]`, and for objects in a list with a start, an end and a label.
    pub(super) fn hear(&mut self, event: JsonEvent<'_>) {
        let numbers = std::mem::take(&mut self.numbers);
        match event {
            JsonEvent::List => self.open.push(Open::List),
            JsonEvent::Map => self.open.push(Open::Map(Named::default())),
            JsonEvent::Key(key) => {
                self.key = match key {
                    "start" | "begin" | "start_offset" | "startOffset" => Some(MarkName::Start),
                    "end" | "end_offset" | "endOffset" => Some(MarkName::End),
                    "label" | "labels" | "tag" => Some(MarkName::Label),
                    _ => None,
                };
            }
            JsonEvent::Text(_) => match self.open.last_mut() {
                Some(Open::List) => self.are_there |= numbers == 2,
                Some(Open::Map(named)) => named.label |= self.key == Some(MarkName::Label),
                None => {}
            },
            JsonEvent::Value(value) => {
                let is_number = value.parse::<u32>().is_ok();
                match self.open.last_mut() {
                    Some(Open::List) if is_number => self.numbers = numbers + 1,
                    Some(Open::Map(named)) => {
                        named.start |= is_number && self.key == Some(MarkName::Start);
                        named.end |= is_number && self.key == Some(MarkName::End);
                    }
                    Some(Open::List) | None => {}
                }
            }
            JsonEvent::EndMap | JsonEvent::EndList => {
                let closed = self.open.pop();
                let is_mark = matches!(closed, Some(Open::Map(Named { start: true, end: true, label: true })));
                self.are_there |= is_mark && matches!(self.open.last(), Some(Open::List));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::walk::walk, *};

    #[test]
    fn positions_with_labels_are_marks_and_other_numbers_are_none() {
        let are = |json: &str| {
            let mut marks = Marks::default();
            marks.begin();
            walk(json, &mut |event| {
                marks.hear(event);
                true
            })
            .unwrap();
            marks.are_there
        };
        for json in [
            r#"{"x":[[0,4,"PER"]]}"#,
            r#"[{"label":"PER","start":0,"x":[{"end":3}],"end":4}]"#,
            r#"{"ner":[{"start_offset":0,"end_offset":4,"tag":"PER"}]}"#,
        ] {
            assert!(are(json), "{json}");
        }
        for json in [
            r#"{"start":0,"end":4,"label":"PER"}"#,
            r#"[{"start":0,"end":4,"type":"video"}]"#,
            r#"[{"start":"9:00","end":"10:00","label":"news"}]"#,
            r#"{"sizes":[1,2,3,"px"],"a":1,"b":2,"c":["d"]}"#,
            r#"[1,2,["x"]]"#,
        ] {
            assert!(!are(json), "{json}");
        }
    }
}
