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

#[test]
fn fields_and_values_that_do_not_exist_are_named_with_the_nearest() {
    let project = "projects/kremlin-call.sayso";
    for (query, told) in [
        ("foo:bar", &["no search field “foo”", "The fields are tag, speaker, name", "\"foo:bar\""][..]),
        ("speakr:Putin", &["Did you mean “speaker:”?"]),
        ("Claim:Putin", &["Did you mean “tag:Claim”?"]),
        ("tag:clam", &["no tag “clam”", "Did you mean “Claim”?"]),
        ("tag:", &["no tag “”", "The tags are Claim"]),
        ("flag:maybe", &["“maybe” is not a value of “flag”, which takes yes or no."]),
        ("stance:againn", &["is not a value of “stance”, which is one of ", "Did you mean “against”?"]),
        ("outlet:Kremlin", &["this only chooses articles"]),
    ] {
        let (code, out, err) = sayso(&["search", project, query]);
        assert!(code == 2 && out.is_empty() && told.iter().all(|part| err.contains(part)), "{query}: {err}");
    }
    for (query, told) in [
        ("speaker:Nobody Here", &["0 matches", "No mark has the speaker “Nobody”.", "speaker:\"Nobody Here\""][..]),
        ("speaker:Puttin", &["No mark has the speaker “Puttin”. Did you mean “Putin”?"]),
        ("coder:Zed", &["No mark has the coder “Zed”.", "There are "]),
        ("outlet:Gazette tag:claim", &["No article has the outlet “Gazette”."]),
        ("tag:cue tag:claim", &["no mark matches all of them"]),
        ("zebra", &["0 matches"]),
    ] {
        let (code, out, err) = sayso(&["search", project, query]);
        assert!(code == 0 && out.is_empty() && told.iter().all(|part| err.contains(part)), "{query}: {err}");
    }
}

#[test]
fn values_may_be_quoted_and_stand_after_a_blank_and_addresses_are_words() {
    let project = "projects/kremlin-call.sayso";
    let count = |query: &str| {
        let (code, out, err) = sayso(&["search", project, query]);
        assert_eq!(code, 0, "{query}: {err}");
        out.lines().count()
    };
    let (all, whole) = (count("speaker:putin"), count("speaker:\"vladimir putin\""));
    assert!(all > whole && whole > 0, "{all} {whole}");
    for (query, found) in [
        ("SPEAKER:\"Vladimir Putin\"", whole),
        ("speaker:“VLADIMIR Putin”", whole),
        ("speaker: PÚTIN", all),
        ("speaker:«putin»", all),
    ] {
        assert_eq!(count(query), found, "{query}");
    }
    for words in ["https://example.org/a:b", "at 16:30", "\"Kiev: a city\"", "C:\\news"] {
        assert_eq!(count(words), 0, "{words}");
    }
    assert_eq!(count("published:2022-03 erdogan"), count("erdogan"));
    assert_eq!(count("published:2021 erdogan"), 0);
}

#[test]
fn only_the_pieces_of_a_mark_are_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let (article, table, project) =
        (folder.path().join("a.txt"), folder.path().join("b.csv"), folder.path().join("c.sayso"));
    std::fs::write(&article, "Weather\n\n“It rains,” she said, “in Ankara.” So be it.").unwrap();
    let text = "Weather\n\n“It rains,” she said, “in Ankara.” So be it.";
    let at = |words: &str| {
        let start = text[..text.find(words).unwrap()].chars().count();
        format!("{start}-{}", start + words.chars().count())
    };
    let pieces = format!("{} {}", at("It rains,"), at("in Ankara."));
    std::fs::write(&table, format!("tag,words,pieces,article\nClaim,\"It rains, … in Ankara.\",{pieces},Weather\n"))
        .unwrap();
    let paths = [&article, &table, &project].map(|path| path.to_str().unwrap().to_owned());
    let (code, _, err) = sayso(&["import", &paths[0], &paths[1], "--format", "csv", "-o", &paths[2]]);
    assert_eq!(code, 0, "{err}");
    let (_, out, _) = sayso(&["search", &paths[2], "tag:claim"]);
    assert!(out.contains("“[It rains,] … [in Ankara.]” So be it."), "{out}");
    let (_, out, _) = sayso(&["search", &paths[2], "--json", "tag:claim"]);
    let place: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(place["words"], "It rains, … in Ankara.");
    assert_eq!(place["pieces"].as_array().map(Vec::len), Some(2), "{out}");
    let (_, out, _) = sayso(&["search", &paths[2], "--json", "rains"]);
    assert!(!out.contains("pieces"), "{out}");
}
