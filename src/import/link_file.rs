//! Files that are nothing but a link to a web page, as they come of dragging one out of a browser: `.url` of Windows,
//! `.webloc` of a Mac, `.desktop` of Linux.

use memchr::memmem;

use super::ending::ending;

/// Endings of such files, without the dot.
const ENDINGS: [&str; 3] = ["url", "webloc", "desktop"];
/// No such file is larger than this, in bytes.
const LARGEST: usize = 64 * 1024;

/// Whether a file of this name may be a link to a page.
pub fn may_be_link(name: &str) -> bool {
    ENDINGS.contains(&ending(name).as_str())
}

/// The server that a link leads to, without what follows.
pub(super) fn linked_server(name: &str, bytes: &[u8]) -> Option<String> {
    let address = linked_address(name, bytes)?;
    let (_, rest) = address.split_once("://")?;
    let server = rest.split(['/', '?', '#']).next().filter(|server| !server.is_empty())?;
    Some(server.rsplit('@').next().unwrap_or(server).to_owned())
}

/// The web address that a link leads to, from the file's name and bytes; `None` where it is no link, or none to the web.
pub fn linked_address(name: &str, bytes: &[u8]) -> Option<String> {
    let bytes = bytes.get(..bytes.len().min(LARGEST))?;
    let address = match ending(name).as_str() {
        "webloc" => in_property_list(bytes),
        "url" | "desktop" => in_lines(&String::from_utf8_lossy(bytes)),
        _ => None,
    };
    let is_web = |address: &String| address.starts_with("https://") || address.starts_with("http://");
    address.filter(is_web)
}

/// The value of `URL=` in lines under headings.
fn in_lines(text: &str) -> Option<String> {
    let value = |line: &str| {
        let (name, value) = line.split_once('=')?;
        // KDE writes `URL[$e]` where variables could stand in the address.
        let name = name.split('[').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("url").then(|| value.trim().to_owned())
    };
    text.lines().find_map(value)
}

/// The address in a property list, in XML or in its binary form, where short texts stand as they are.
fn in_property_list(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"bplist") {
        let start = memmem::find(bytes, b"http")?;
        let rest = bytes.get(start..)?;
        let length = rest.iter().take_while(|byte| byte.is_ascii_graphic()).count();
        let address = String::from_utf8_lossy(rest.get(..length)?).into_owned();
        // The length stands before the words: in their mark, or in one byte or two after it.
        let before = bytes.get(..start)?;
        let stated = match before {
            [.., 0x5F, 0x11, high, low] => usize::from(u16::from_be_bytes([*high, *low])),
            [.., 0x5F, 0x10, length] => usize::from(*length),
            [.., mark] if mark & 0xF0 == 0x50 => usize::from(mark & 0x0F),
            _ => length,
        };
        return Some(address.get(..stated.min(address.len()))?.to_owned());
    }
    let text = String::from_utf8_lossy(bytes);
    let document = roxmltree::Document::parse_with_options(
        &text,
        roxmltree::ParsingOptions { allow_dtd: true, nodes_limit: 1_000, ..roxmltree::ParsingOptions::default() },
    );
    let document = document.ok()?;
    let words = document.descendants().find(|node| node.has_tag_name("string"))?;
    Some(words.text()?.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_of_three_systems_lead_to_their_pages() {
        let address = "https://courier.example/a?b=c";
        let plist = format!(
            "<?xml version=\"1.0\"?><!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"x\"><plist version=\"1.0\"><dict>\
             <key>URL</key><string>{}</string></dict></plist>",
            address.replace('&', "&amp;")
        );
        let mut binary = b"bplist00\xD1\x01\x02SURL\x5F\x10".to_vec();
        binary.push(u8::try_from(address.len()).unwrap());
        binary.extend(address.bytes().chain(*b"\x08\x0B\x0F"));
        // What follows may look like letters.
        binary.extend(b"AAAA");
        for (name, bytes) in [
            ("a.URL", format!("[InternetShortcut]\r\nIDList=\r\nURL={address}\r\n").into_bytes()),
            ("a.desktop", format!("[Desktop Entry]\nType=Link\nURL={address}\nName=A\n").into_bytes()),
            ("a.desktop", format!("[Desktop Entry]\nType=Link\nURL[$e]={address}\n").into_bytes()),
            ("a.webloc", plist.into_bytes()),
            ("a.webloc", binary),
        ] {
            assert!(may_be_link(name));
            assert_eq!(linked_address(name, &bytes).as_deref(), Some(address), "{name}");
            for length in 0..bytes.len() {
                linked_address(name, &bytes[..length]);
            }
        }
        let long = format!("https://courier.example/{}", "a".repeat(400));
        let mut binary = b"bplist00\xD1\x01\x02SURL\x5F\x11".to_vec();
        binary.extend(u16::try_from(long.len()).unwrap().to_be_bytes());
        binary.extend(long.bytes().chain(*b"AAAA"));
        assert_eq!(linked_address("a.webloc", &binary), Some(long));
        assert_eq!(linked_address("a.url", b"URL=file:///etc/passwd"), None);
        assert_eq!(linked_address("a.desktop", b"[Desktop Entry]\nType=Application\nExec=rm\n"), None);
        assert!(!may_be_link("a.html"));
        let server = linked_server("a.url", b"URL=https://me:pw@courier.example:80/a?b");
        assert_eq!(server.as_deref(), Some("courier.example:80"));
    }
}
