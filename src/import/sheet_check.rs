//! Numbers in a workbook that its reader trusts: the places of cells, with which it counts without looking whether they
//! fit, and how many texts there are, for which it takes the memory at once.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

/// Why a workbook is not given to its reader; empty where nothing is wrong with a part of it.
pub(super) fn fault(part: &str) -> Option<String> {
    let mut reader = Reader::from_str(part);
    reader.config_mut().check_end_names = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                if let Some(fault) = fault_in(&element, part.len()) {
                    return Some(fault);
                }
            }
            // Its reader stops there as well.
            Ok(Event::Eof) | Err(_) => return None,
            Ok(_) => {}
        }
    }
}

fn fault_in(element: &BytesStart<'_>, length: usize) -> Option<String> {
    let name = element.local_name();
    let checked: &[&str] = match name.as_ref() {
        "c" | "row" => &["r"],
        "dimension" | "mergeCell" => &["ref"],
        "sst" => &["uniqueCount"],
        _ => return None,
    };
    let mut attributes = element.attributes();
    let attributes = attributes.with_checks(false).filter_map(Result::ok);
    for attribute in attributes.filter(|attribute| checked.contains(&attribute.key.as_ref())) {
        let value = attribute.value.as_ref();
        let is_fine = if name.as_ref() == "sst" { is_count(value, length) } else { are_places(value) };
        if !is_fine {
            return Some(format!(
                "“{value}” is not a possible {}",
                if name.as_ref() == "sst" { "count" } else { "cell" }
            ));
        }
    }
    None
}

/// Whether as many texts can stand in a part of this length, in bytes.
fn is_count(count: &str, length: usize) -> bool {
    count.parse::<usize>().is_ok_and(|count| count <= length)
}

/// Whether the reader can count with a place, or with two of which the second is below and right of the first.
fn are_places(places: &str) -> bool {
    let places: Option<Vec<(u64, u64)>> = places.split(':').map(place).collect();
    places.is_some_and(|places| match places.as_slice() {
        [(row, column), (last_row, last_column)] => row <= last_row && column <= last_column,
        _one_or_too_many => true,
    })
}

/// Row and column of a place such as `B12`, where they fit into 32 bits; a row may stand alone.
fn place(place: &str) -> Option<(u64, u64)> {
    let digits = place.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(place.len());
    let (letters, digits) = place.split_at_checked(digits)?;
    let fits = letters.len() <= 6 && digits.len() <= 9 && digits.bytes().all(|digit| digit.is_ascii_digit());
    // Six letters at most, so the number of the column fits too.
    let column = || letters.bytes().fold(0, |column, letter| column * 26 + u64::from(letter & 0x1F));
    fits.then(|| (digits.parse().unwrap_or(0), column()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_that_no_table_has_are_found() {
        let sheet = |place: &str| format!("<x:sheetData><x:row r=\"1\"><x:c s='1' r='{place}'><v>1</v></x:c></x:row>");
        for fine in ["A1", "xfd1048576", "B", "7", ""] {
            assert_eq!(fault(&sheet(fine)), None, "{fine}");
        }
        for bad in ["A4294967296", "ZZZZZZZZ1", "ZZZZZZZZZZZZZZZZZZZZZZZZ", "A-1", "1A", "A1:B", "B1:A1", "A２"] {
            assert!(fault(&sheet(bad)).is_some_and(|fault| fault.contains(bad)), "{bad}");
        }
        assert!(fault("<worksheet><mergeCells><mergeCell ref=\"B2:A1\"/>").is_some());
        assert!(fault("<worksheet><dimension ref=\"A1:B18446744073709551616\"/>").is_some());
        assert_eq!(fault("<theme><scrgbClr r=\"-50000\"/><t r=\"B2:A1\"/>"), None);
    }

    #[test]
    fn counts_of_texts_that_cannot_be_there_are_found() {
        assert_eq!(fault("<sst count=\"9\" uniqueCount=\"2\"><si/><si/></sst>"), None);
        assert!(fault("<sst uniqueCount=\"99999999999\"><si/></sst>").is_some());
        assert!(fault("<sst uniqueCount=\"18446744073709551615\"><si/></sst>").is_some());
    }
}
