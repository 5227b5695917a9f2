//! Who may be asked: hosts of the public internet, and those of private networks that the user names.
//!
//! The check is made on the addresses that are then connected to, at every redirect anew, so that no name can lead into
//! the user's own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

/// Finds the addresses of public hosts.
#[derive(Debug, Default)]
pub struct Guard {
    finder: DefaultResolver,
    allowed: Vec<String>,
}

/// What the guard says of a host inside.
pub const INSIDE: &str = "it leads into a private network";

impl Guard {
    /// With the hosts that the user's environment allows: `FACTCHECK_FETCH_ALLOW=127.0.0.1:8080,wiki.local:80`.
    pub fn of_user() -> Self {
        let allowed = std::env::var("FACTCHECK_FETCH_ALLOW").unwrap_or_default();
        Guard {
            finder: DefaultResolver::default(),
            allowed: allowed.split(',').map(|host| host.trim().to_ascii_lowercase()).collect(),
        }
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let scheme = uri.scheme().ok_or(Error::HostNotFound)?;
        let authority = uri.authority().ok_or(Error::HostNotFound)?;
        let named =
            DefaultResolver::host_and_port(scheme, authority).unwrap_or_default().to_ascii_lowercase();
        let found = self.finder.resolve(uri, config, timeout)?;
        if self.allowed.contains(&named) {
            return Ok(found);
        }
        if found.iter().any(|address| is_inside(address.ip())) {
            return Err(Error::Other(INSIDE.into()));
        }
        Ok(found)
    }
}

/// Whether an address is not of the public internet (RFC 6890 and the registries it names).
pub fn is_inside(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_inside_v4(address),
        IpAddr::V6(address) => is_inside_v6(address),
    }
}

fn is_inside_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_documentation()
        || first == 0
        || first >= 240
        || first == 100 && (64..128).contains(&second)
        || first == 192 && second == 0 && third == 0
        || first == 198 && (18..20).contains(&second)
}

fn is_inside_v6(address: Ipv6Addr) -> bool {
    let segments = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_inside_v4(Ipv4Addr::new(a, b, c, d))
    };
    if let Some(address) = address.to_ipv4_mapped() {
        return is_inside_v4(address);
    }
    match segments {
        // Translated and tunnelled addresses of version 4.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => embedded(high, low),
        [0x2002, high, low, ..] => embedded(high, low),
        [0, 0, 0, 0, 0, 0, ..] => true,
        [first, second, ..] => {
            address.is_multicast()
                || first & 0xfe00 == 0xfc00
                || first & 0xffc0 == 0xfe80
                || first & 0xffc0 == 0xfec0
                || first == 0x2001 && second == 0x0db8
                || first == 0x100 && second == 0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_public_is_inside() {
        for inside in [
            "127.0.0.1",
            "10.1.2.3",
            "192.168.0.1",
            "172.16.9.9",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "ff02::1",
            "::7f00:1",
        ] {
            assert!(is_inside(inside.parse().expect("an address")), "{inside}");
        }
        for outside in ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
            assert!(!is_inside(outside.parse().expect("an address")), "{outside}");
        }
    }
}
