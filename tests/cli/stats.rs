//! `sayso stats`: counts that add up.

use super::sayso;

#[test]
fn marks_and_claims_are_counted_by_tag_speaker_article_and_coder() {
    let project = "projects/kremlin-call.sayso";
    let (code, out, _) = sayso(&["stats", project]);
    assert_eq!(code, 0);
    assert!(out.starts_with("\u{FEFF}tag,marks,claims\r\n") && out.contains("\r\nClaim,16,16\r\n"), "{out}");
    let (_, out, _) = sayso(&["stats", project, "--by", "speaker", "--json"]);
    let lines: serde_json::Value = serde_json::from_str(&out).unwrap();
    let of = |name: &str| lines.as_array().unwrap().iter().find(|line| line["name"] == name).unwrap()["claims"].clone();
    // One claim has two speakers, who count both.
    assert_eq!((of("Vladimir Putin"), of("Recep Tayyip Erdogan")), (10.into(), 1.into()), "{out}");
    for by in ["article", "outlet", "coder"] {
        let (_, out, _) = sayso(&["stats", project, "--by", by]);
        assert!(out.trim_end().ends_with(",61,16"), "{by}: {out}");
    }
    let (_, out, _) = sayso(&["stats", project, "--by", "claim", "--json"]);
    let claims: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((claims.as_array().unwrap().len(), claims[0]["depth"].is_u64()), (16, true), "{out}");
    let (code, _, told) = sayso(&["stats", project, "--by", "weather"]);
    assert!(code == 2 && told.contains("speaker") && told.contains("claim"), "{told}");
    assert_eq!(sayso(&["stats", "no/such.sayso"]).0, 2);
}
