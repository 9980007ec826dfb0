//! What is said of typefaces.

use std::collections::BTreeMap;

use icu_properties::{PropertyNamesLong, props::Script};

use crate::text::listed;

/// Characters of these scripts cannot be drawn, such as these: one message for what the same package helps, and for what
/// nothing does.
pub(in crate::ui) fn cannot_be_drawn(undrawn: &BTreeMap<Script, char>) -> Vec<String> {
    let mut by_package: BTreeMap<Option<&str>, Vec<String>> = BTreeMap::new();
    for (script, sample) in undrawn {
        by_package.entry(package(*script, *sample)).or_default().push(name_of(*script, *sample));
    }
    let told = |(package, names): (Option<&str>, Vec<String>)| {
        let names = listed(&names);
        match package {
            Some(package) if cfg!(target_os = "linux") => format!(
                "Some {names} can't be drawn. Install a font that has them (package {package}), then restart Sayso."
            ),
            Some(_) => format!("Some {names} can't be drawn. Install a font that has them, then restart Sayso."),
            None => format!("Some {names} can't be drawn. They are kept in the text."),
        }
    };
    by_package.into_iter().map(told).collect()
}

/// The package of Debian and Ubuntu with a typeface for a script. Accents must be in the same typeface as their letters.
fn package(script: Script, sample: char) -> Option<&'static str> {
    match script {
        Script::Unknown | Script::Inherited => None,
        Script::Han | Script::Hiragana | Script::Katakana | Script::Bopomofo | Script::Hangul => Some("fonts-noto-cjk"),
        Script::Common if sample >= '\u{1F000}' => Some("fonts-noto-color-emoji"),
        _other => Some("fonts-noto-core"),
    }
}

/// What people call the characters of a script.
fn name_of(script: Script, sample: char) -> String {
    let code = u32::from(sample);
    match script {
        Script::Unknown => format!("characters (such as U+{code:04X})"),
        Script::Inherited => format!("accents (such as U+{code:04X})"),
        Script::Common => format!("symbols (such as U+{code:04X})"),
        Script::Han => "Chinese characters".to_owned(),
        Script::Hiragana | Script::Katakana => "Japanese letters".to_owned(),
        Script::Hangul => "Korean letters".to_owned(),
        script => {
            let name = PropertyNamesLong::<Script>::new().get(script).unwrap_or("other");
            format!("{} letters", name.replace('_', " "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_is_told_with_what_to_install() {
        for (script, sample, names, package) in [
            (Script::Thai, 'ก', "Thai letters", "fonts-noto-core"),
            (Script::Han, '直', "Chinese characters", "fonts-noto-cjk"),
            (Script::Hangul, '한', "Korean letters", "fonts-noto-cjk"),
            (Script::CanadianAboriginal, 'ᐃ', "Canadian Aboriginal letters", "fonts-noto-core"),
            (Script::Common, '🧿', "symbols (such as U+1F9FF)", "fonts-noto-color-emoji"),
            (Script::Common, '⟁', "symbols (such as U+27C1)", "fonts-noto-core"),
        ] {
            let [told] = cannot_be_drawn(&BTreeMap::from([(script, sample)])).try_into().unwrap();
            assert!(told.starts_with(&format!("Some {names} can't be drawn. Install a font")), "{told}");
            assert!(told.ends_with("restart Sayso.") && told.contains(package) == cfg!(target_os = "linux"), "{told}");
        }
        for script in [Script::Unknown, Script::Inherited] {
            let [told] = cannot_be_drawn(&BTreeMap::from([(script, '\u{331}')])).try_into().unwrap();
            assert!(told.contains("U+0331") && !told.contains("Install"), "nothing to install helps: {told}");
        }
    }

    #[test]
    fn what_one_package_has_is_one_message() {
        let all = [(Script::Han, '直'), (Script::Hiragana, 'か'), (Script::Hangul, '한'), (Script::Thai, 'ก')];
        let told = cannot_be_drawn(&BTreeMap::from(all));
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().any(|told| told.contains("Japanese letters") && told.contains(" and ")), "{told:?}");
    }
}
