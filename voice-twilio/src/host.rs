//! Which host of Twilio's answers: product, edge and region.

/// Puts edge and region into a host as Twilio's own libraries do: `api.dublin.ie1.twilio.com`.
///
/// The first label is the product, the last two are the domain; a region stands before the domain, an edge before the
/// region. What is given replaces what the host has; an edge without any region goes with `us1`. Hosts that are not
/// Twilio's (a test server, a gateway) stay as they are: an IPv4 address, too, has four labels.
pub(crate) fn compose(host: &str, edge: Option<&str>, region: Option<&str>) -> String {
    let labels: Vec<&str> = host.split('.').collect();
    let (product, own_edge, own_region) = match labels.as_slice() {
        [product, "twilio", "com"] => (product, None, None),
        [product, region, "twilio", "com"] => (product, None, Some(*region)),
        [product, edge, region, "twilio", "com"] => (product, Some(*edge), Some(*region)),
        _ => return host.to_owned(),
    };
    let given = |text: Option<&'_ str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let edge = given(edge).or(given(own_edge));
    let region = given(region)
        .or(given(own_region))
        .or(edge.is_some().then(|| "us1".to_owned()));
    [
        Some((*product).to_owned()),
        edge,
        region,
        Some("twilio.com".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect::<Vec<_>>()
    .join(".")
}

/// Letters, digits and hyphens: a part of a host name, and nothing that would end it.
pub(crate) fn is_label(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::compose;

    #[test]
    fn edge_and_region_take_their_places() {
        let api = |edge, region| compose("api.twilio.com", edge, region);
        assert_eq!(api(None, None), "api.twilio.com");
        assert_eq!(api(None, Some("ie1")), "api.ie1.twilio.com");
        assert_eq!(api(Some("dublin"), None), "api.dublin.us1.twilio.com");
        assert_eq!(
            api(Some("dublin"), Some("ie1")),
            "api.dublin.ie1.twilio.com"
        );
        assert_eq!(api(Some(""), Some("")), "api.twilio.com");
    }

    #[test]
    fn what_is_given_replaces_what_the_host_has() {
        assert_eq!(
            compose("api.ie1.twilio.com", Some("dublin"), None),
            "api.dublin.ie1.twilio.com"
        );
        assert_eq!(
            compose("api.ie1.twilio.com", None, Some("au1")),
            "api.au1.twilio.com"
        );
        let full = "api.dublin.ie1.twilio.com";
        assert_eq!(
            compose(full, Some("sydney"), Some("au1")),
            "api.sydney.au1.twilio.com"
        );
        assert_eq!(compose(full, None, None), full);
    }

    #[test]
    fn other_hosts_stay() {
        for host in [
            "localhost",
            "127.0.0.1",
            "twilio.example.com",
            "twilio.com",
            "a.b.c.d.twilio.com",
        ] {
            assert_eq!(compose(host, Some("dublin"), Some("ie1")), host);
        }
    }
}
