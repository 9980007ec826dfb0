//! Label Studio's “JSON-MIN”: an object for each annotation, in which the data of the task stand beside the answers. Ids of
//! regions and relations are not in it, and answers of one word look like data where no configuration says otherwise.

use serde_json::{Map, Value, json};

use super::{config::Config, kinds::REGIONS};

/// What Label Studio adds to every object.
const ADDED: [&str; 7] = ["id", "annotation_id", "annotator", "created_at", "updated_at", "lead_time", "agreement"];

/// Whether a value is an annotation in this form.
pub(super) fn is_flat(value: &Value) -> bool {
    let has = |key: &str| value.get(key).is_some();
    has("annotation_id") && has("lead_time") && has("annotator") && !has("annotations")
}

/// The task that such an object stands for, with its one annotation.
pub(super) fn task_of(flat: &Value, config: &Config) -> Value {
    let (mut data, mut results) = (Map::new(), Vec::new());
    for (name, value) in flat.as_object().into_iter().flatten().filter(|(name, _)| !ADDED.contains(&name.as_str())) {
        match answers(name, value, config) {
            Some(answers) => results.extend(answers),
            None => {
                data.insert(name.clone(), value.clone());
            }
        }
    }
    let of = |key: &str| flat.get(key).cloned().unwrap_or_default();
    let mut annotations = Vec::new();
    if !of("annotation_id").is_null() {
        annotations.push(json!({ "completed_by": of("annotator"), "created_at": of("created_at"), "result": results }));
    }
    json!({ "id": of("id"), "data": data, "annotations": annotations })
}

/// The answers under a name; `None` where they are data.
fn answers(name: &str, value: &Value, config: &Config) -> Option<Vec<Value>> {
    let answer = |kind: &str, value: Value| json!({ "from_name": name, "type": kind, "value": value });
    if let (Some(kind), Value::String(_)) = (config.controls.get(name), value) {
        let key = if kind == "textarea" { "text" } else { kind };
        return Some(vec![answer(kind, json!({ key: [value] }))]);
    }
    let kind_of = |item: &Value| {
        let listed = REGIONS.into_iter().chain(["choices", "taxonomy"]);
        let kind = listed.into_iter().find(|kind| item.get(kind).is_some_and(Value::is_array));
        kind.or_else(|| item.get("text").filter(|text| text.is_array()).map(|_| "textarea"))
    };
    let items = value.as_array().filter(|items| !items.is_empty())?;
    items.iter().map(|item| Some(answer(kind_of(item)?, item.clone()))).collect()
}
