//! The encodings of text that Sayso reads, under the names that files state and those that people know.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_2022_JP, ISO_8859_2, ISO_8859_3, ISO_8859_4, ISO_8859_5,
    ISO_8859_6, ISO_8859_7, ISO_8859_8, ISO_8859_10, ISO_8859_13, ISO_8859_14, ISO_8859_15, ISO_8859_16, KOI8_R,
    KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252,
    WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257, WINDOWS_1258, X_MAC_CYRILLIC,
};

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// One that web pages may be in.
    Web(&'static Encoding),
    /// UTF-32, the lowest byte of a character first.
    Utf32Le,
    /// UTF-32, the highest byte of a character first.
    Utf32Be,
}

/// The encodings that can be chosen, each as people know it: Unicode first, the others by what is written in them.
pub const ENCODINGS: &[(Charset, &str)] = &[
    (Charset::Web(UTF_8), "Unicode (UTF-8)"),
    (Charset::Web(UTF_16LE), "Unicode (UTF-16, little-endian)"),
    (Charset::Web(UTF_16BE), "Unicode (UTF-16, big-endian)"),
    (Charset::Utf32Le, "Unicode (UTF-32, little-endian)"),
    (Charset::Utf32Be, "Unicode (UTF-32, big-endian)"),
    (Charset::Web(WINDOWS_1256), "Arabic (Windows-1256)"),
    (Charset::Web(ISO_8859_6), "Arabic (ISO-8859-6)"),
    (Charset::Web(WINDOWS_1257), "Baltic (Windows-1257)"),
    (Charset::Web(ISO_8859_13), "Baltic (ISO-8859-13)"),
    (Charset::Web(ISO_8859_4), "Baltic (ISO-8859-4)"),
    (Charset::Web(ISO_8859_14), "Celtic (ISO-8859-14)"),
    (Charset::Web(WINDOWS_1250), "Central European (Windows-1250)"),
    (Charset::Web(ISO_8859_2), "Central European (ISO-8859-2)"),
    (Charset::Web(GB18030), "Chinese, simplified (GB18030)"),
    (Charset::Web(GBK), "Chinese, simplified (GBK)"),
    (Charset::Web(BIG5), "Chinese, traditional (Big5)"),
    (Charset::Web(WINDOWS_1251), "Cyrillic (Windows-1251)"),
    (Charset::Web(KOI8_R), "Cyrillic (KOI8-R)"),
    (Charset::Web(KOI8_U), "Cyrillic, Ukrainian (KOI8-U)"),
    (Charset::Web(ISO_8859_5), "Cyrillic (ISO-8859-5)"),
    (Charset::Web(X_MAC_CYRILLIC), "Cyrillic (Mac)"),
    (Charset::Web(IBM866), "Cyrillic (DOS, IBM866)"),
    (Charset::Web(WINDOWS_1253), "Greek (Windows-1253)"),
    (Charset::Web(ISO_8859_7), "Greek (ISO-8859-7)"),
    (Charset::Web(WINDOWS_1255), "Hebrew (Windows-1255)"),
    (Charset::Web(ISO_8859_8), "Hebrew (ISO-8859-8)"),
    (Charset::Web(SHIFT_JIS), "Japanese (Shift JIS)"),
    (Charset::Web(EUC_JP), "Japanese (EUC-JP)"),
    (Charset::Web(ISO_2022_JP), "Japanese (ISO-2022-JP)"),
    (Charset::Web(EUC_KR), "Korean (EUC-KR)"),
    (Charset::Web(ISO_8859_10), "Nordic (ISO-8859-10)"),
    (Charset::Web(ISO_8859_16), "Romanian (ISO-8859-16)"),
    (Charset::Web(ISO_8859_3), "South European (ISO-8859-3)"),
    (Charset::Web(WINDOWS_874), "Thai (Windows-874)"),
    (Charset::Web(WINDOWS_1254), "Turkish (Windows-1254)"),
    (Charset::Web(WINDOWS_1258), "Vietnamese (Windows-1258)"),
    (Charset::Web(WINDOWS_1252), "Western (Windows-1252)"),
    (Charset::Web(ISO_8859_15), "Western (ISO-8859-15)"),
    (Charset::Web(MACINTOSH), "Western (Mac)"),
];

/// The encoding of a name, as web pages and people write it ("windows-1251", "koi8-r", "utf-16le").
pub fn encoding(label: &str) -> Option<Charset> {
    let label = label.trim();
    match label.to_ascii_lowercase().as_str() {
        "utf-32" | "utf32" | "utf-32le" | "utf32le" | "utf-32-le" => Some(Charset::Utf32Le),
        "utf-32be" | "utf32be" | "utf-32-be" => Some(Charset::Utf32Be),
        _other => Encoding::for_label_no_replacement(label.as_bytes()).map(Charset::Web),
    }
}

impl Charset {
    /// The name that files state, and that is recorded with an article.
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }

    /// The name that people know.
    pub fn title(self) -> &'static str {
        ENCODINGS.iter().find(|(listed, _)| *listed == self).map_or(self.name(), |(_, title)| title)
    }

    /// The encoding as web pages know it, if they do.
    pub(super) fn of_web(self) -> Option<&'static Encoding> {
        match self {
            Self::Web(encoding) => Some(encoding),
            Self::Utf32Le | Self::Utf32Be => None,
        }
    }

    /// Whether a character takes two bytes at least, so that no ASCII can be read in it.
    pub(super) fn is_wide(self) -> bool {
        self == Self::Web(UTF_16LE) || self == Self::Web(UTF_16BE) || self.is_utf32()
    }

    /// Whether a character takes four bytes.
    pub(super) fn is_utf32(self) -> bool {
        matches!(self, Self::Utf32Le | Self::Utf32Be)
    }

    /// What the mark at the beginning of some bytes says.
    pub(super) fn of_mark(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xFF, 0xFE, 0, 0, ..] => Some(Self::Utf32Le),
            [0, 0, 0xFE, 0xFF, ..] => Some(Self::Utf32Be),
            _other => Encoding::for_bom(bytes).map(|(encoding, _)| Self::Web(encoding)),
        }
    }

    /// The number of the character in four bytes of UTF-32.
    pub(super) fn code(self, unit: [u8; 4]) -> u32 {
        if self == Self::Utf32Be { u32::from_be_bytes(unit) } else { u32::from_le_bytes(unit) }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_encoding_is_found_by_its_name_and_listed_once() {
        let titles: BTreeSet<&str> = ENCODINGS.iter().map(|(_, title)| *title).collect();
        assert_eq!(titles.len(), ENCODINGS.len());
        for (charset, title) in ENCODINGS {
            assert_eq!(encoding(charset.name()), Some(*charset));
            assert_eq!(charset.title(), *title);
        }
        assert_eq!(encoding(" UTF-32 "), Some(Charset::Utf32Le));
        assert_eq!(encoding("no such thing"), None);
    }

    #[test]
    fn the_list_is_in_the_order_in_which_people_look() {
        let (unicode, others) = ENCODINGS.split_at(5);
        assert!(unicode.iter().all(|(_, title)| title.starts_with("Unicode (UTF-")));
        let of_what: Vec<&str> = others.iter().map(|(_, title)| title.split([',', ' ']).next().unwrap()).collect();
        assert!(of_what.is_sorted(), "{of_what:?}");
    }
}
