//! Several files as one archive.

use std::io::Write;

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::error::ExportError;

/// How much work is spent on making archives small, of 9: twice as quick as the usual 6, and hardly larger.
const COMPRESSION: i64 = 3;

/// A ZIP archive of files with their names.
pub(super) fn zipped(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, ExportError> {
    packed(files).map_err(|error| ExportError::Archive(error.to_string()))
}

fn packed(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    // Without times, so that the same project gives the same bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(COMPRESSION));
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}
