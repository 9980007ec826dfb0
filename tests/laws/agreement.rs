//! Measures of agreement give the values that other programs and publications give: every vector of
//! `tests/data/agreement/vectors.json`.

use std::collections::{BTreeMap, BTreeSet};

use sayso::analysis::agreement::{
    Chance, Costs, Credit, Pieces, Ratings, Sampler, Score, Undefined, Unit, alpha_unitizing, best_alignment,
    boundary_similarity, cohen_kappa, cu_alpha, exact, fleiss_kappa, gamma, gwet_ac1, in_all, krippendorff_alpha, muc,
    overlapping, scott_pi, shared_length, text_alpha, text_table, u_alpha, u_alpha_binary,
};
use serde_json::Value;

/// Gamma of a few vectors, as their notes give it: its sampler, its value and how far ours may be from it.
const GAMMAS: &[(&str, Sampler, f64, f64)] = &[
    ("G01", Sampler::Shuffle, 0.4492, 0.03),
    ("G03", Sampler::Statistical, 0.6007, 0.03),
    ("G05", Sampler::Statistical, 0.8836, 0.05),
    ("G07", Sampler::Statistical, 0.6588, 0.05),
];

/// A vector of the file.
struct Vector<'v>(&'v Value);

impl Vector<'_> {
    fn param(&self, name: &str) -> &Value {
        &self.0["params"][name]
    }

    /// The units of each coder, shifted so that the text begins at 0.
    fn coders(&self) -> BTreeMap<String, Vec<Unit<String>>> {
        let begin = self.param("continuum_begin").as_u64().unwrap_or(0);
        let offset = |value: &Value| u32::try_from(value.as_u64().unwrap() - begin).unwrap();
        let unit =
            |value: &Value| Unit::new(offset(&value[0]), offset(&value[1]), value[2].as_str().unwrap().to_owned());
        let coders = self.0["annotators"].as_object().unwrap().iter();
        coders.map(|(name, units)| (name.clone(), units.as_array().unwrap().iter().map(unit).collect())).collect()
    }

    fn length(&self) -> u32 {
        let length = [self.param("continuum_length"), self.param("text_length")].into_iter().find_map(Value::as_u64);
        u32::try_from(length.unwrap()).unwrap()
    }

    fn ratings(&self) -> Ratings<String> {
        let coders = self.coders();
        let items: BTreeSet<u32> = coders.values().flatten().map(|unit| unit.start).collect();
        let value = |units: &Vec<Unit<String>>, item: &u32| {
            units.iter().find(|unit| unit.start == *item).map(|unit| unit.label.clone())
        };
        let item = |item: &u32| coders.values().map(|units| value(units, item)).collect();
        Ratings { items: items.iter().map(item).collect() }
    }

    fn costs(&self) -> Costs {
        let number = |name| self.param(name).as_f64().unwrap_or(1.0);
        Costs { position: number("alpha"), label: number("beta"), unmatched: number("delta_empty") }
    }

    /// What our measure gives, in the shape of what is expected.
    fn found(&self) -> Value {
        let coders = self.coders();
        let slices: Vec<&[Unit<String>]> = coders.values().map(Vec::as_slice).collect();
        match self.0["measure"].as_str().unwrap() {
            "cohen_kappa_items" => cohen_kappa(&self.ratings()).unwrap().into(),
            "scott_pi_items" => scott_pi(&self.ratings()).unwrap().into(),
            "fleiss_kappa_items" => fleiss_kappa(&self.ratings()).unwrap().into(),
            "krippendorff_alpha_nominal_items" => krippendorff_alpha(&self.ratings()).unwrap().into(),
            "gwet_ac1_items" => gwet_ac1(&self.ratings()).unwrap().into(),
            "char_alpha_nominal_with_O" => text_alpha(&[text_table(&slices, self.length()).unwrap()]).unwrap().into(),
            "edge_no_annotation_at_all" => nothing(&slices, self.length()),
            "alpha_U_1995_2004" => unitizing(&slices, self.length()),
            "u_alpha_nominal" => u_alpha(&slices, self.length()).unwrap().into(),
            "u_alpha_binary" => u_alpha_binary(&slices, self.length()).unwrap().into(),
            "span_f1_muc_semeval2013" => {
                let credits = ["strict", "partial", "ent_type", "exact"];
                let by = [Credit::Strict, Credit::Partial, Credit::Label, Credit::Exact];
                let (gold, found) = (self.side(&coders, "gold"), self.side(&coders, "pred"));
                let scores = credits.iter().zip(by).map(|(name, credit)| (*name, muc(gold, found, credit).unwrap()));
                scores.map(|(name, found)| (name.to_owned(), score(found))).collect::<serde_json::Map<_, _>>().into()
            }
            "span_f1_pairwise" => pairwise(&slices),
            "semeval2020_partial_f1" => {
                let merge = self.param("merge_overlapping").as_bool().unwrap();
                score(shared_length(self.side(&coders, "gold"), self.side(&coders, "pred"), merge).unwrap())
            }
            "gamma_best_alignment_disorder" => {
                let best = best_alignment(&slices, &self.costs()).unwrap();
                serde_json::json!({ "disorder": best.disorder, "unitary_alignments": best.groups.len() })
            }
            "boundary_similarity" => {
                let lengths = |units: &&[Unit<String>]| units.iter().map(|unit| unit.end - unit.start).collect();
                let segments: Vec<Vec<u32>> = slices.iter().map(lengths).collect();
                boundary_similarity(&segments[0], &segments[1]).unwrap().into()
            }
            other => panic!("unknown measure {other}"),
        }
    }

    fn side<'c>(&self, coders: &'c BTreeMap<String, Vec<Unit<String>>>, role: &str) -> &'c [Unit<String>] {
        &coders[self.param(role).as_str().unwrap()]
    }
}

fn score(Score { precision, recall, f1 }: Score) -> Value {
    serde_json::json!({ "precision": precision, "recall": recall, "f1": f1 })
}

/// Without a mark by anybody no measure has a value.
fn nothing(coders: &[&[Unit<String>]], length: u32) -> Value {
    let nothing = Undefined::NothingMarked;
    assert_eq!(alpha_unitizing(coders, length), Err(nothing));
    assert_eq!([u_alpha, u_alpha_binary, cu_alpha].map(|measure| measure(coders, length)), [Err(nothing); 3]);
    assert_eq!(text_alpha(&[text_table(coders, length).unwrap()]), Err(nothing));
    assert_eq!(best_alignment(coders, &Costs::default()), Err(nothing));
    Value::Null
}

fn pairwise(coders: &[&[Unit<String>]]) -> Value {
    let marks: Vec<Vec<_>> = coders.iter().map(|units| units.iter().cloned().map(Pieces::from).collect()).collect();
    let counts = [exact(&marks[0], &marks[1]), overlapping(&marks[0], &marks[1])];
    let [exact, overlap] = counts.map(|counts| in_all(&counts).f1().unwrap());
    serde_json::json!({ "exact_f1": exact, "overlap_f1": overlap })
}

fn unitizing(coders: &[&[Unit<String>]], length: u32) -> Value {
    let found = alpha_unitizing(coders, length).unwrap();
    let labels = found.labels.into_iter().map(|(label, about)| {
        let alpha = about.alpha().unwrap();
        (label, serde_json::json!({ "D_o": about.observed, "D_e": about.expected, "alpha": alpha }))
    });
    let labels: serde_json::Map<_, _> = labels.collect();
    serde_json::json!({ "overall": found.overall.unwrap(), "per_label": labels })
}

/// What differs from what is expected; values that are not mentioned may be anything.
fn differences(expected: &Value, found: &Value, tolerance: f64) -> Vec<String> {
    match (expected, found) {
        (Value::Null, Value::Null) => Vec::new(),
        (Value::Object(expected), Value::Object(found)) => {
            let inside = expected.iter().flat_map(|(name, expected)| {
                let below = differences(expected, found.get(name).unwrap_or(&Value::Null), tolerance);
                below.into_iter().map(move |difference| format!("{name}: {difference}"))
            });
            inside.collect()
        }
        _ => match (expected.as_f64(), found.as_f64()) {
            (Some(one), Some(other)) if (one - other).abs() <= tolerance => Vec::new(),
            _ => vec![format!("{found} is not {expected}")],
        },
    }
}

fn file() -> Value {
    serde_json::from_str(include_str!("../data/agreement/vectors.json")).unwrap()
}

#[test]
fn every_vector_holds() {
    let file = file();
    let vectors = file["vectors"].as_array().unwrap();
    let mut wrong = Vec::new();
    for vector in vectors {
        let (id, tolerance) = (&vector["id"], vector["tolerance"].as_f64().unwrap());
        if vector["measure"] == "gamma_positional_dissimilarity" {
            for pair in vector["pairs"].as_array().unwrap() {
                let at = |side: usize| (pair[side][0].as_f64().unwrap(), pair[side][1].as_f64().unwrap());
                let found = Vector(vector).costs().positional(at(0), at(1));
                wrong
                    .extend(differences(&pair[2], &found.into(), tolerance).iter().map(|told| format!("{id}: {told}")));
            }
            continue;
        }
        let found = Vector(vector).found();
        wrong.extend(differences(&vector["expected"], &found, tolerance).iter().map(|told| format!("{id}: {told}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(vectors.len(), 26);
}

#[test]
fn gamma_is_near_its_reference() {
    let file = file();
    for (id, sampler, expected, tolerance) in GAMMAS {
        let vector = Vector(file["vectors"].as_array().unwrap().iter().find(|vector| vector["id"] == *id).unwrap());
        let coders = vector.coders();
        let slices: Vec<&[Unit<String>]> = coders.values().map(Vec::as_slice).collect();
        let chance = Chance { sampler: *sampler, samples: 300, seed: 4 };
        let found = gamma(&slices, &vector.costs(), chance).unwrap().gamma;
        assert!((found - expected).abs() <= *tolerance, "{id}: {found} is not {expected}");
    }
}

/// No number means anything without the name of its measure: these are all about the same two coders.
#[test]
fn measures_of_one_thing_differ() {
    let file = file();
    let vector = Vector(file["vectors"].as_array().unwrap().iter().find(|vector| vector["id"] == "C03").unwrap());
    let coders = vector.coders();
    let slices: Vec<&[Unit<String>]> = coders.values().map(Vec::as_slice).collect();
    let found = [u_alpha, u_alpha_binary, cu_alpha].map(|measure| measure(&slices, 90).unwrap());
    for (found, expected) in found.into_iter().zip([0.663, 0.699, 0.729]) {
        assert!((found - expected).abs() < 0.001, "{found} is not {expected}");
    }
    let chance = Chance { sampler: Sampler::Statistical, samples: 300, seed: 1 };
    let by_position = Costs { position: 3.0, ..Costs::default() };
    assert!((gamma(&slices, &by_position, chance).unwrap().gamma - 0.675).abs() < 0.03);
}

#[test]
fn a_value_off_by_more_than_its_tolerance_is_found() {
    let [one, other] = [0.5, 0.51].map(|value| serde_json::json!({ "overall": value }));
    assert_eq!(differences(&one, &other, 0.001).len(), 1);
    assert!(differences(&one, &other, 0.1).is_empty());
    assert_eq!(differences(&one, &Value::Null, 0.1).len(), 1);
    assert_eq!(differences(&Value::Null, &one["overall"], 0.1).len(), 1);
}
