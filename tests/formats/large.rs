//! Large and odd projects in every format and every analysis: written whole, however deep or many things in them are.

use sayso::{analysis, export, model::check, store};

use crate::common::kinds::KINDS;

/// As many are enough here; of tags that are nested, as many as overflow a stack that grows with them.
const MANY: usize = 200;

#[test]
fn every_kind_is_read_checked_counted_and_exported() {
    for kind in &KINDS {
        let many = if kind.name.contains("tags") { kind.many / 2 } else { kind.many.min(MANY) };
        let project = (kind.make)(many);
        let bytes = store::write_project(&project).bytes;
        let read = store::read_project(&bytes).unwrap();
        assert_eq!(store::write_project(&read.project).bytes, bytes, "{}", kind.name);
        check(&project);
        for analysis in analysis::ALL {
            (analysis.table)(&project);
        }
        for format in export::ALL {
            let bytes = format.write(&project).into_bytes();
            assert!(!bytes.unwrap().is_empty(), "{} as {}", kind.name, format.name);
        }
    }
}
