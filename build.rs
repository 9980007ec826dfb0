//! Packs the typefaces, which are a third as large then (`src/ui/fonts` unpacks them when a window opens), and the lists of words
//! of each language, an eighth as large (`src/suggest/listed/lists.rs` unpacks those of a language when they are asked for).

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

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FONTS}");
    println!("cargo::rerun-if-changed={LISTS}");
    let to = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
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
    // Those of egui that are shown: for what ours lack, and for its own signs.
    pack(&to.join("Ubuntu-Light.ttf"), UBUNTU_LIGHT)?;
    pack(&to.join("egui-icons.ttf"), EGUI_ICONS)
}

fn pack(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut packed = CompressorWriter::new(File::create(path)?, 4096, 11, 22);
    packed.write_all(bytes)?;
    packed.flush()
}
