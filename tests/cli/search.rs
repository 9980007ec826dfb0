//! `sayso search`: matches in context, for people and for programs.

use super::sayso;

#[test]
fn search_shows_places_in_context_and_says_what_it_does_not_understand() {
    let project = "projects/kremlin-call.sayso";
    let (code, out, err) = sayso(&["search", project, "erdoğan"]);
    assert_eq!((code, out.lines().count()), (0, 2), "{out}");
    assert!(out.contains("Recep Tayyip [Erdogan], in which he assured"), "{out}");
    assert!(err.contains("2 matches"), "{err}");
    let (code, out, _) = sayso(&["search", project, "--json", "speaker:Putin", "tag:claim", "stance:against"]);
    assert_eq!((code, out.lines().count()), (0, 3), "{out}");
    let first: serde_json::Value = serde_json::from_str(out.lines().next().unwrap()).unwrap();
    assert_eq!((&first["start"], &first["end"], &first["tag"]), (&197.into(), &318.into(), &"Claim".into()));
    assert_eq!(first["words"].as_str().unwrap().chars().count(), 318 - 197);
    assert_eq!(sayso(&["search", project, "zebra"]).0, 0, "finding nothing is no failure");
    for (query, problem) in
        [("tag:zebra", "no tag “zebra”"), ("/(/", "not a valid regular expression"), ("", "the query is empty")]
    {
        let (code, _, err) = sayso(&["search", project, query]);
        assert!(code == 2 && err.contains(problem), "{query}: {err}");
    }
    assert_eq!(sayso(&["search", "no/such.sayso", "x"]).0, 2);
}
