//! `sayso export`: tables and workbooks come out, and no project is overwritten.

use super::sayso;

#[test]
fn csv_comes_out_of_the_command_line() {
    let (code, out, err) = sayso(&["export", "projects/kremlin-call.sayso", "--format", "csv"]);
    assert_eq!(code, 0);
    // Cells may hold line ends, so rows are not lines.
    let rows = csv::Reader::from_reader(out.as_bytes()).records().map(Result::unwrap).count();
    assert!(out.starts_with('\u{FEFF}') && rows == 61, "{rows}");
    assert!(out.contains("Speaker,Endorgan,"));
    assert!(err.contains("61 marks exported as csv.") && err.contains("Not supported by this format: "), "{err}");
    assert!(err.contains("tag definitions (5)"), "{err}");
    assert_eq!(sayso(&["export", "projects/kremlin-call.sayso", "--format", "tapestry"]).0, 2);
}

#[test]
fn an_export_never_takes_the_place_of_a_project() {
    let folder = tempfile::tempdir().unwrap();
    let project = folder.path().join("work.sayso");
    std::fs::copy("projects/kremlin-call.sayso", &project).unwrap();
    let before = std::fs::read(&project).unwrap();
    let link = folder.path().join("table.csv");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&project, &link).unwrap();
    for output in [&project, &folder.path().join("other.sayso"), &link] {
        let path = project.to_str().unwrap();
        let (code, _, err) = sayso(&["export", path, "--format", "csv", "-o", output.to_str().unwrap()]);
        assert!(code == 2 && err.contains("this would replace a project"), "{output:?}: {code} {err}");
    }
    assert_eq!(std::fs::read(&project).unwrap(), before);
}

#[test]
fn a_workbook_has_a_sheet_each_with_dates_filters_and_all_letters() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("a.xlsx");
    let (code, _, err) =
        sayso(&["export", "projects/kremlin-call.sayso", "--format", "xlsx", "-o", out.to_str().unwrap()]);
    assert_eq!(code, 0, "{err}");
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&out).unwrap()).unwrap();
    let mut member = |name: &str| std::io::read_to_string(archive.by_name(name).unwrap()).unwrap();
    let workbook = member("xl/workbook.xml");
    let names: Vec<usize> = ["Claims", "Marks", "Articles", "Codebook"]
        .map(|name| workbook.find(&format!("name=\"{name}\"")).unwrap())
        .into();
    assert!(names.is_sorted());
    let (claims, marks) = (member("xl/worksheets/sheet1.xml"), member("xl/worksheets/sheet2.xml"));
    assert_eq!((claims.matches("<row ").count(), marks.matches("<row ").count()), (1 + 16, 1 + 61));
    for sheet in [&claims, &marks] {
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter "), "{sheet}");
    }
    // 2022-03-06 as spreadsheets count days.
    assert!(marks.contains("<v>44626</v>"));
    let strings = member("xl/sharedStrings.xml");
    assert!(strings.contains("Recep Tayyip Erdogan") && strings.contains("“human shield”"));
}

#[test]
fn an_export_says_whose_marks_it_writes_and_under_which_name() {
    let project = "projects/kremlin-call.sayso";
    let (code, _, err) = sayso(&["export", project, "--format", "csv"]);
    let names = err.lines().find(|line| line.starts_with("Marks by ")).unwrap_or_else(|| panic!("{err}"));
    assert!(code == 0 && names.contains("(61)"), "{err}");
    let old = names.trim_start_matches("Marks by ").split(" (").next().unwrap();
    let (code, out, err) = sayso(&["export", project, "--format", "csv", "--coder", &format!("{old}=Ana Ö.")]);
    assert!(code == 0 && err.contains("Marks by Ana Ö. (61)"), "{err}");
    assert!(out.contains(",Ana Ö.,") && !out.contains(&format!(",{old},")));
    let (code, _, err) = sayso(&["export", project, "--format", "csv", "--coder", "Nobody=Ana"]);
    assert!(code == 1 && err.contains("no coder is named “Nobody”"), "{err}");
    assert_eq!(sayso(&["export", project, "--format", "csv", "--coder", "Ana"]).0, 2);
    let (code, _, err) = sayso(&["export", project, "--format", "csv", "--coder", "A=B", "--coder", "B=A"]);
    assert!(code == 2 && err.contains("“A” stands in several --coder options"), "{err}");
    // A list of tags has no marks, so nobody made any.
    let (_, _, err) = sayso(&["export", project, "--format", "codebook"]);
    assert!(!err.contains("Marks by"), "{err}");
}
