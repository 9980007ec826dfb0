//! The encodings of RTF: code pages and character sets of fonts, by their numbers.

use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, IBM866, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, WINDOWS_874,
    WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255, WINDOWS_1256, WINDOWS_1257,
    WINDOWS_1258, X_MAC_CYRILLIC,
};

/// The encoding of a code page.
pub(super) fn of_page(page: i32) -> Option<&'static Encoding> {
    Some(match page {
        866 => IBM866,
        874 => WINDOWS_874,
        932 => SHIFT_JIS,
        936 => GBK,
        949 => EUC_KR,
        950 => BIG5,
        1250 => WINDOWS_1250,
        1251 => WINDOWS_1251,
        0 | 1252 => WINDOWS_1252,
        1253 => WINDOWS_1253,
        1254 => WINDOWS_1254,
        1255 => WINDOWS_1255,
        1256 => WINDOWS_1256,
        1257 => WINDOWS_1257,
        1258 => WINDOWS_1258,
        10_000 => MACINTOSH,
        10_007 => X_MAC_CYRILLIC,
        20_866 => KOI8_R,
        21_866 => KOI8_U,
        28_591..=28_606 => return Encoding::for_label(format!("iso-8859-{}", page - 28_590).as_bytes()),
        54_936 => GB18030,
        65_001 => UTF_8,
        _unknown => return None,
    })
}

/// How the bytes of a font are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Charset {
    /// As the document says.
    OfDocument,
    /// In this encoding.
    Of(&'static Encoding),
    /// As numbers of symbols.
    Symbols,
}

/// How the bytes of a font of this character set are read.
pub(super) fn of_font(charset: i32) -> Charset {
    Charset::Of(match charset {
        0 => WINDOWS_1252,
        2 => return Charset::Symbols,
        77 => MACINTOSH,
        78 | 128 => SHIFT_JIS,
        79 | 129 => EUC_KR,
        80 | 134 => GBK,
        81 | 136 => BIG5,
        89 => X_MAC_CYRILLIC,
        161 => WINDOWS_1253,
        162 => WINDOWS_1254,
        163 => WINDOWS_1258,
        177 => WINDOWS_1255,
        178 => WINDOWS_1256,
        186 => WINDOWS_1257,
        204 => WINDOWS_1251,
        222 => WINDOWS_874,
        238 => WINDOWS_1250,
        _unknown => return Charset::OfDocument,
    })
}
