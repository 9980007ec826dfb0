//! `sayso export --format report`: a page that holds everything, fetches nothing and runs nothing foreign.

use std::process::Command;

use super::sayso;
use crate::common::tools::is_here;

/// The report of a project as a page.
fn report_of(project: &std::path::Path) -> String {
    let (code, page, err) = sayso(&["export", project.to_str().unwrap(), "--format", "report"]);
    assert_eq!(code, 0, "{err}");
    page
}

#[test]
fn the_report_holds_every_claim_and_leads_to_its_words() {
    let page = report_of("projects/kremlin-call.sayso".as_ref());
    let anchors: Vec<&str> = page.split(" id=\"s-").skip(1).map(|rest| &rest[..16]).collect();
    let mut once = anchors.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!((anchors.len(), once.len()), (61, 61), "each mark begins once");
    let links: Vec<&str> = page.split("href=\"#s-").skip(1).map(|rest| &rest[..16]).collect();
    assert_eq!(links.len(), 16 + 61, "from the claims, and from what is known of each mark");
    assert!(links.iter().all(|link| once.contains(link)));
    assert!(page.contains("Kremlin press service › Vladimir Putin"), "the chain");
    // Nothing is fetched: all links stay in the page, and no other part of it names an address to load.
    for attribute in ["src=", "href=\"h", "@import", "url("] {
        assert!(!page.contains(attribute), "{attribute}");
    }
    // What makes it usable with a screen reader.
    for part in [
        "<html lang=",
        "<title>",
        "<main>",
        "<nav aria-label=",
        "<label for=\"filter\">",
        "scope=\"col\"",
        "role=\"status\"",
    ] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(page.matches("<h1").count(), 1);
}

#[test]
fn foreign_scripts_in_a_report_are_shown_and_never_run() {
    let folder = tempfile::tempdir().unwrap();
    let text = "<script>document.title='taken'</script>\n\n\"><img src=x onerror=\"document.title='taken'\"> said </title><b>so</b>.";
    let (article, project) = (folder.path().join("a.txt"), folder.path().join("a.sayso"));
    std::fs::write(&article, text).unwrap();
    assert_eq!(sayso(&["import", article.to_str().unwrap(), "-o", project.to_str().unwrap()]).0, 0);
    let page = report_of(&project);
    assert!(page.contains("&lt;img src=x onerror=") && !page.contains("<img") && page.matches("<script>").count() == 1);
    let hash = page.split("script-src 'sha256-").nth(1).unwrap().split('\'').next().unwrap();
    let script = page.split("<script>").nth(1).unwrap().split("</script>").next().unwrap();
    use base64::Engine;
    use sha2::Digest;
    assert_eq!(hash, base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(script)), "our own may run");
    // In a real browser, where one is installed.
    let file = folder.path().join("report.html");
    std::fs::write(&file, &page).unwrap();
    if !is_here("chromium") {
        return;
    }
    let output = Command::new("chromium")
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"])
        .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.contains("<title>a</title>"), "{shown}");
    assert!(!shown.contains("<title>taken"), "{shown}");
}

#[test]
fn the_name_of_the_file_is_the_title_until_somebody_gives_one() {
    let folder = tempfile::tempdir().unwrap();
    let (article, project) = (folder.path().join("a.txt"), folder.path().join("Grain & war.v2.sayso"));
    std::fs::write(&article, "Title\n\nText.").unwrap();
    let project = project.to_str().unwrap();
    assert_eq!(sayso(&["import", article.to_str().unwrap(), "-o", project]).0, 0);
    for (format, title) in [
        ("report", "<title>Grain &amp; war.v2</title>"),
        ("markdown", "# Grain \\& war.v2"),
        ("w3c", "\"label\": \"Grain & war.v2\""),
    ] {
        let (code, out, _) = sayso(&["export", project, "--format", format]);
        assert!(code == 0 && out.contains(title) && !out.contains("Untitled"), "{format}: {out}");
    }
    for (format, part, title) in [
        ("docx", "docProps/core.xml", "<dc:title>Grain &amp; war.v2</dc:title>"),
        ("xlsx", "docProps/core.xml", "<dc:title>Grain &amp; war.v2</dc:title>"),
        ("qdpx", "project.qde", "name=\"Grain &amp; war.v2\""),
    ] {
        let out = folder.path().join(format);
        assert_eq!(sayso(&["export", project, "--format", format, "-o", out.to_str().unwrap()]).0, 0);
        let parts = sayso::import::unpacked(&std::fs::read(out).unwrap()).unwrap();
        let shown = String::from_utf8_lossy(&parts[part]);
        assert!(shown.contains(title), "{format}: {shown}");
    }
}
