//! Files that are packed in gzip: `news.json.gz` is read as `news.json`. Web archives unpack themselves.

use std::io::Read;

use flate2::bufread::GzDecoder;

use super::{annotations, ending::ending, error::ImportError, extensions, limits::LARGEST};

/// The ending of files in gzip.
const ENDING: &str = "gz";
/// Web archives are packed record by record, and more of them is unpacked.
const ARCHIVE: &str = "warc";

/// The name and the bytes of the file that is packed in one of this name; `None` where it is no file in gzip, or a web
/// archive, which is read as it is.
///
/// # Errors
/// When it is damaged, or larger than a file may be.
pub fn ungzipped(name: &str, bytes: &[u8]) -> Result<Option<(String, Vec<u8>)>, ImportError> {
    let Some(inner) = inner_name(name).filter(|_| bytes.starts_with(&[0x1F, 0x8B])) else { return Ok(None) };
    let (mut unpacked, mut rest) = (Vec::new(), bytes);
    // One member after the other; what fills up a block after the last are zeros.
    while rest.iter().any(|byte| *byte != 0) {
        let mut member = GzDecoder::new(rest);
        let left = (LARGEST + 1).saturating_sub(unpacked.len() as u64);
        let read = member.by_ref().take(left).read_to_end(&mut unpacked);
        if unpacked.len() as u64 > LARGEST {
            return Err(ImportError::GzipTooLarge);
        }
        read.map_err(|error| ImportError::DamagedGzip(error.to_string()))?;
        rest = member.into_inner();
    }
    Ok(Some((inner.to_owned(), unpacked)))
}

/// The name of the file in one of this name, where it is of an ending that is read.
fn inner_name(name: &str) -> Option<&str> {
    let (inner, _) = name.rsplit_once('.').filter(|_| ending(name) == ENDING)?;
    let inside = ending(inner);
    let is_read = extensions().contains(&&*inside) || annotations::extensions().contains(&&*inside);
    // What is an archive itself is not unpacked twice.
    let is_archive = [ARCHIVE, ENDING, "zip", "qdpx"].contains(&&*inside);
    (is_read && !is_archive).then_some(inner)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_one_after_the_other_are_one_file() {
        let two = [packed(b"It "), packed(b"rains.")].concat();
        assert_eq!(ungzipped("a.b.TXT.gz", &two), Ok(Some(("a.b.TXT".to_owned(), b"It rains.".to_vec()))));
        let padded = [packed(b"It rains."), vec![0; 500]].concat();
        assert_eq!(ungzipped("a.txt.gz", &padded), Ok(Some(("a.txt".to_owned(), b"It rains.".to_vec()))));
        let garbled = [packed(b"It rains."), vec![0, 0, 7]].concat();
        assert!(matches!(ungzipped("a.txt.gz", &garbled), Err(ImportError::DamagedGzip(_))));
        for name in ["a.warc.gz", "a.gz", "a.tar.gz", "a.txt", "a.txt.gz.gz", "a.zip.gz", "a.qdpx.gz"] {
            assert_eq!(ungzipped(name, &two), Ok(None), "{name}");
        }
        assert_eq!(ungzipped("a.txt.gz", b"It rains."), Ok(None));
    }

    #[test]
    fn what_is_damaged_or_too_large_says_so() {
        let cut = packed(&b"It rains. ".repeat(100));
        let why = ungzipped("a.txt.gz", &cut[..cut.len() - 9]).unwrap_err().to_string();
        assert!(why.starts_with("the gzip file is damaged or incomplete"), "{why}");
        let most = usize::try_from(LARGEST).unwrap();
        assert_eq!(ungzipped("a.txt.gz", &packed(&vec![b'x'; most + 1])), Err(ImportError::GzipTooLarge));
        assert!(ungzipped("a.txt.gz", &packed(&vec![b'x'; most])).is_ok());
    }
}
