//! Packs the typefaces, which are a third as large then (`src/ui/fonts` unpacks them when a window opens), the lists of words of
//! each language, an eighth as large (`src/suggest/listed/lists.rs` unpacks those of a language when they are asked for), and other
//! texts (`src/packed.rs`).

use std::{
    env,
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use brotli::CompressorWriter;
use epaint_default_fonts::{EGUI_ICONS, UBUNTU_LIGHT};

/// Where our own typefaces lie.
const FONTS: &str = "assets/fonts";
/// Where the lists of words lie: `cues-de.tsv` and `words-de.txt` for German.
const LISTS: &str = "assets/suggest/languages";

/// The other texts that come with the program.
const TEXTS: [&str; 19] = [
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "assets/codebooks/attribution.ron",
    "assets/codebooks/claims.ron",
    "assets/codebooks/frames.ron",
    "assets/codebooks/persuasion.ron",
    "assets/codebooks/places.ron",
    "assets/fonts/LICENSE-inter.txt",
    "assets/fonts/LICENSE-noto-naskh-arabic.txt",
    "assets/fonts/LICENSE-noto-serif-hebrew.txt",
    "assets/fonts/LICENSE-phosphor.txt",
    "assets/fonts/LICENSE-source-serif-4.txt",
    "assets/suggest/cues-en.tsv",
    "assets/suggest/grammar-en.txt",
    "assets/suggest/spellings.tsv",
    "assets/suggest/titles-en.txt",
    "assets/text/abbreviations.tsv",
    "assets/text/common.tsv",
    "projects/kremlin-call.sayso",
];

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FONTS}");
    println!("cargo::rerun-if-changed={LISTS}");
    let to = env::var_os("OUT_DIR").map(PathBuf::from).ok_or_else(|| io::Error::other("no OUT_DIR"))?;
    for entry in fs::read_dir(FONTS)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension() == Some(OsStr::new("ttf"))) {
            pack(&to.join(name), &fs::read(&path)?)?;
        }
    }
    for entry in fs::read_dir(LISTS)? {
        let path = entry?.path();
        let name = path.file_stem().and_then(OsStr::to_str).unwrap_or_default();
        if let Some(language) = name.strip_prefix("words-") {
            let cues = path.with_file_name(format!("cues-{language}.tsv"));
            let lists = fs::read_to_string(&path)? + &fs::read_to_string(cues)?;
            let lines = lists.lines().filter(|line| !line.starts_with('#'));
            pack(&to.join(name), lines.collect::<Vec<_>>().join("\n").as_bytes())?;
        }
    }
    pack(&to.join("texts"), texts()?.as_bytes())?;
    // Those of egui that are shown: for what ours lack, and for its own signs.
    pack(&to.join("Ubuntu-Light.ttf"), UBUNTU_LIGHT)?;
    pack(&to.join("egui-icons.ttf"), EGUI_ICONS)
}

/// The texts that come with the program, one behind the other, each behind a mark and a line with its path (`src/packed.rs`).
fn texts() -> io::Result<String> {
    let mut all = String::new();
    for path in TEXTS {
        println!("cargo::rerun-if-changed={path}");
        all.push('\u{1}');
        all.push_str(path);
        all.push('\n');
        all.push_str(&fs::read_to_string(path)?);
    }
    Ok(all)
}

fn pack(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut packed = CompressorWriter::new(File::create(path)?, 4096, 11, 22);
    packed.write_all(bytes)?;
    packed.flush()
}
