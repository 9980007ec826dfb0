//! Several files as one archive.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, result::ZipResult, write::SimpleFileOptions};

use super::{at_once, error::ExportError};

/// How much work is spent on making archives small, of 9: twice as quick as the usual 6, and hardly larger.
const COMPRESSION: i64 = 3;
/// Archives are made in so many parts, at most, each by itself.
const PARTS: usize = 64;

/// A ZIP archive of files with their names.
pub(super) fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ExportError> {
    packed(files).map_err(|error| ExportError::Archive(error.to_string()))
}

fn packed(files: &[(String, Vec<u8>)]) -> ZipResult<Vec<u8>> {
    let parts: Vec<&[(String, Vec<u8>)]> = files.chunks(files.len().div_ceil(PARTS).max(1)).collect();
    let mut whole = ZipWriter::new(Cursor::new(Vec::new()));
    for part in at_once::each(&parts, |files| part(files)) {
        whole.merge_archive(ZipArchive::new(part?)?)?;
    }
    Ok(whole.finish()?.into_inner())
}

fn part(files: &[(String, Vec<u8>)]) -> ZipResult<Cursor<Vec<u8>>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // Without times, so that the same project gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    archive.finish()
}
