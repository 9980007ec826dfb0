//! Files of programs that nobody else reads: they are known by their endings, and refused with the way out, which is the
//! exchange format that all these programs export, REFI-QDA.

use super::{ending::ending, error::ImportError};

/// A program, and its menu items that export a project to REFI-QDA, where they are known.
type Program = (&'static str, Option<&'static str>);

const NVIVO: Program = ("NVivo", Some("Share › Export Project › REFI-QDA Project"));
const NVIVO_MAC: Program = ("NVivo", Some("File › Export Project"));
const MAXQDA: Program = ("MAXQDA", Some("Export Project › REFI-QDA Project"));
const ATLAS: Program = ("ATLAS.ti", Some("File › Export › QDPX"));
/// Versions of ATLAS.ti that have no such export.
const OLD_ATLAS: Program = ("ATLAS.ti", None);
const F4: Program = ("f4analyse", None);

/// Why a file of this name cannot be read, if only its own program reads it.
pub(super) fn closed(name: &str) -> Option<ImportError> {
    let (program, menu) = program_of(&ending(name))?;
    Some(ImportError::ClosedFormat { program, menu })
}

fn program_of(ending: &str) -> Option<Program> {
    // Many have the number of their version at the end.
    match (ending, ending.trim_end_matches(|c: char| c.is_ascii_digit())) {
        ("nvp", _) => Some(NVIVO),
        ("nvpx", _) => Some(NVIVO_MAC),
        ("mqda" | "mex", _) => Some(MAXQDA),
        (numbered, "mx" | "mex") if numbered != "mx" => Some(MAXQDA),
        ("atlcb", _) | (_, "atlproj") => Some(ATLAS),
        (numbered, "hpr") if numbered != "hpr" => Some(OLD_ATLAS),
        ("f4p", _) => Some(F4),
        _other => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_closed_programs_are_told_how_to_get_out() {
        for (name, told) in [
            ("a.nvp", "only NVivo can read this file; in NVivo choose “Share › Export Project › REFI-QDA Project”"),
            ("a.nvpx", "only NVivo can read this file; in NVivo choose “File › Export Project”"),
            ("a.MX24", "only MAXQDA can read this file; in MAXQDA choose “Export Project › REFI-QDA Project”"),
            ("a.mex22", "only MAXQDA"),
            ("a.mqda", "only MAXQDA"),
            ("a.atlproj", "only ATLAS.ti can read this file; in ATLAS.ti choose “File › Export › QDPX”"),
            ("a.atlproj23", "only ATLAS.ti"),
            ("a.hpr7", "only ATLAS.ti can read this file; export the project there as REFI-QDA (.qdpx)"),
            ("a.f4p", "only f4analyse"),
        ] {
            let why = closed(name).unwrap().to_string();
            assert!(why.starts_with(told) && why.contains(".qdpx"), "{name}: {why}");
        }
        for name in ["a.mx", "a.mxd", "a.hpr", "a.hprx", "a", "nvp", "a.qdpx"] {
            assert_eq!(closed(name), None, "{name}");
        }
    }
}
