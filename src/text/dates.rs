//! Days as people read them. Files keep the form that sorts (`2022-03-06`).

/// A day, or as much of one as is known, in words: "6 March 2022", "March 2022"; with a time, "6 March 2022, 14:05". What
/// is no such date stays as it is.
pub fn day_in_words(iso: &str) -> String {
    let (day, rest) = iso.split_once(['T', ' ']).unwrap_or((iso, ""));
    let first = match day.matches('-').count() {
        1 => format!("{day}-01"),
        _ => day.to_owned(),
    };
    let Ok(date) = first.parse::<jiff::civil::Date>() else { return iso.to_owned() };
    let words = date.strftime(if first == day { "%-d %B %Y" } else { "%B %Y" }).to_string();
    match rest.get(..5).filter(|time| is_time(time)) {
        Some(time) => format!("{words}, {time}"),
        None if rest.is_empty() => words,
        None => iso.to_owned(),
    }
}

/// Whether this is a time of day: "14:05".
fn is_time(text: &str) -> bool {
    let is_below = |text: &str, most: u8| text.len() == 2 && text.parse::<u8>().is_ok_and(|number| number < most);
    text.split_once(':').is_some_and(|(hours, minutes)| is_below(hours, 24) && is_below(minutes, 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_people_write_them() {
        let told = ["2022-03-06", "2022-12", "1987", "2022-03-06T14:05:30Z", "2022-03-06 09:30"].map(day_in_words);
        assert_eq!(told, ["6 March 2022", "December 2022", "1987", "6 March 2022, 14:05", "6 March 2022, 09:30"]);
    }

    #[test]
    fn what_is_no_date_stays() {
        for text in
            ["", "last spring", "2022-13-40", "2022-02-30", "6.3.2022", "2022-03-06 noonish", "2022-03-06T99:99"]
        {
            assert_eq!(day_in_words(text), text);
        }
    }
}
