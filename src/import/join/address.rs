//! One spelling for the addresses of a web page: links that people share differ in scheme, `www.`, a slash at the end, and
//! in parameters that tell where the reader came from.

use percent_encoding::percent_decode_str;
use url::Url;

/// Parameters that campaigns, networks and statistics add to links, and that no page depends on.
const TRACKING: &[&str] = &[
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "_openstat",
    "at_campaign",
    "at_medium",
    "campaign_id",
    "cmp",
    "cmpid",
    "cvid",
    "dclid",
    "fb_action_ids",
    "fb_action_types",
    "fb_ref",
    "fb_source",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "guccounter",
    "guce_referrer",
    "guce_referrer_sig",
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "ncid",
    "ocid",
    "ref_src",
    "ref_url",
    "s_cid",
    "s_kwcid",
    "smid",
    "srsltid",
    "ssp_iabi",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "wt.mc_id",
    "wt_mc",
    "wt_zmc",
    "xtor",
    "yclid",
];
/// How such parameters begin whose names have many endings.
const TRACKING_PREFIXES: [&str; 3] = ["utm_", "pk_", "mtm_"];

/// The address in the spelling in which addresses of one page are the same; what is no web address stays as it is.
pub fn canonical(address: &str) -> String {
    let address = address.trim();
    let with_scheme = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
    let parsed = Url::parse(&with_scheme).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    // Without a scheme it must look like one: a host with a dot, and no blanks.
    let is_address = |url: &Url| {
        let host = url.host_str().unwrap_or_default();
        address.contains("://") || host.contains('.') && !address.contains(char::is_whitespace) && address.contains('/')
    };
    let Some(url) = parsed.filter(is_address) else { return address.to_owned() };
    let host = url.host_str().unwrap_or_default().to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.');
    let port = url.port().filter(|port| !matches!(port, 80 | 443)).map(|port| format!(":{port}")).unwrap_or_default();
    let path = percent_decode_str(url.path()).decode_utf8_lossy().into_owned();
    let mut kept: Vec<String> = url
        .query_pairs()
        .filter(|(name, _)| !is_tracking(name))
        .map(|(name, value)| if value.is_empty() { name.into_owned() } else { format!("{name}={value}") })
        .collect();
    kept.sort_unstable();
    let query = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    // Pages that scripts make are told apart behind `#!` and `#/`.
    let fragment = url.fragment().filter(|fragment| fragment.starts_with(['!', '/'])).unwrap_or_default();
    let fragment = if fragment.is_empty() { String::new() } else { format!("#{fragment}") };
    format!("{host}{port}{}{query}{fragment}", path.trim_end_matches('/'))
}

fn is_tracking(name: &str) -> bool {
    let name = name.to_lowercase();
    TRACKING.contains(&&*name) || TRACKING_PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_to_one_page_are_the_same() {
        for same in [
            "https://www.example.org/news/a-story",
            "http://example.org/news/a-story/",
            "HTTPS://WWW.Example.ORG:443/news/a-story#comments",
            "http://example.org:80/news/a-story?utm_source=x&UTM_Medium=y&fbclid=1&gclid=2",
            " example.org/news/a-story ",
            "www.example.org/news/a-story/?",
            "https://example.org./news/a%2Dstory",
        ] {
            assert_eq!(canonical(same), "example.org/news/a-story", "{same}");
        }
        let query = ["http://example.org/?b=2&a=1&utm_id=7", "https://www.example.org?a=1&b=2"];
        assert_eq!(canonical(query[0]), canonical(query[1]));
        assert_eq!(canonical("https://müller.example/%C3%BC"), canonical("https://xn--mller-kva.example/ü"));
    }

    #[test]
    fn links_to_other_pages_are_not() {
        let one = canonical("https://example.org/news?id=1");
        for other in [
            "https://example.org/news?id=2",
            "https://example.org/News?id=1",
            "https://example.org:8080/news?id=1",
            "https://de.example.org/news?id=1",
            "https://example.org/news?id=1#!/story",
        ] {
            assert_ne!(canonical(other), one, "{other}");
        }
    }

    #[test]
    fn what_is_no_web_address_stays() {
        for other in
            ["", "Budget", "story.txt", "A. Headline / more", "urn:sayso:article:a", "doi:10.1/x", "file:///a/b"]
        {
            assert_eq!(canonical(other), other);
        }
    }
}
