//! Address ranges, for lists of senders and proxies.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// A range of addresses, IPv4 or IPv6: `203.0.113.0/24`, `2001:db8::/32`, or one address.
///
/// An IPv4 address that arrives as IPv6 (`::ffff:203.0.113.7`, as sockets that listen on both report it) is
/// compared as IPv4.
///
/// ```
/// use voice_core::webhook::IpNetwork;
///
/// let network: IpNetwork = "203.0.113.0/24".parse()?;
/// assert!(network.contains("203.0.113.7".parse()?));
/// assert!(network.contains("::ffff:203.0.113.7".parse()?));
/// assert!(!network.contains("203.0.114.7".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct IpNetwork {
    address: IpAddr,
    prefix: u8,
}

impl IpNetwork {
    /// True if the address is in the range.
    pub fn contains(&self, address: IpAddr) -> bool {
        let significant = |address: IpAddr, width: u8, bits: u128| {
            let host = u32::from(width.saturating_sub(self.prefix));
            (address.is_ipv4(), bits.checked_shr(host).unwrap_or(0))
        };
        let network = |address: IpAddr| match address {
            IpAddr::V4(v4) => significant(address, 32, v4.to_bits().into()),
            IpAddr::V6(v6) => significant(address, 128, v6.to_bits()),
        };
        network(self.address) == network(address.to_canonical())
    }
}

impl From<IpAddr> for IpNetwork {
    fn from(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self {
            address,
            prefix: if address.is_ipv4() { 32 } else { 128 },
        }
    }
}

impl FromStr for IpNetwork {
    type Err = ParseNetworkError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let Some((address, prefix)) = text.trim().split_once('/') else {
            let address: IpAddr = text.trim().parse().map_err(|_| ParseNetworkError)?;
            return Ok(address.into());
        };
        let address: IpAddr = address.parse().map_err(|_| ParseNetworkError)?;
        let widest = if address.is_ipv4() { 32 } else { 128 };
        let prefix = prefix
            .parse()
            .ok()
            .filter(|prefix| *prefix <= widest)
            .ok_or(ParseNetworkError)?;
        Ok(Self { address, prefix })
    }
}

impl fmt::Display for IpNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

impl fmt::Debug for IpNetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is not an address range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address range such as 203.0.113.0/24 or 2001:db8::/32")]
pub struct ParseNetworkError;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_they_say() {
        for (network, inside, outside) in [
            ("203.0.113.7", "203.0.113.7", "203.0.113.8"),
            ("203.0.113.0/25", "203.0.113.127", "203.0.113.128"),
            ("0.0.0.0/0", "198.51.100.1", "::1"),
            ("2001:db8::/32", "2001:db8:ffff::1", "2001:db9::1"),
            ("::/0", "2001:db8::1", "198.51.100.1"),
            ("2001:db8::1/128", "2001:db8::1", "2001:db8::2"),
        ] {
            let network: IpNetwork = network.parse().unwrap();
            assert!(
                network.contains(inside.parse().unwrap()),
                "{network} {inside}"
            );
            assert!(
                !network.contains(outside.parse().unwrap()),
                "{network} {outside}"
            );
        }
        for bad in [
            "",
            "203.0.113.0/33",
            "2001:db8::/129",
            "example.com",
            "203.0.113.0/",
            "1.2.3.4/-1",
        ] {
            assert_eq!(bad.parse::<IpNetwork>(), Err(ParseNetworkError), "{bad}");
        }
    }
}
