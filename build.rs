//! Packs the typefaces, which are half as large then; `src/ui/fonts.rs` unpacks them when a window opens.

use std::{
    env,
    ffi::OsStr,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use epaint_default_fonts::{EGUI_ICONS, UBUNTU_LIGHT};
use flate2::{Compression, write::DeflateEncoder};

/// Where our own lie.
const FONTS: &str = "assets/fonts";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={FONTS}");
    let to = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    for entry in fs::read_dir(FONTS)? {
        let path = entry?.path();
        if let Some(name) = path.file_name().filter(|_| path.extension() == Some(OsStr::new("ttf"))) {
            pack(&to.join(name), &fs::read(&path)?)?;
        }
    }
    // Those of egui that are shown: for what ours lack, and for its own signs.
    pack(&to.join("Ubuntu-Light.ttf"), UBUNTU_LIGHT)?;
    pack(&to.join("egui-icons.ttf"), EGUI_ICONS)
}

fn pack(path: &Path, typeface: &[u8]) -> io::Result<()> {
    let mut packed = DeflateEncoder::new(File::create(path)?, Compression::best());
    packed.write_all(typeface)?;
    packed.finish()?;
    Ok(())
}
