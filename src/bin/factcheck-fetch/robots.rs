//! What a site asks of programs (RFC 9309): which of its pages they may ask for, and how slowly.

use std::time::Duration;

use texting_robots::{Robot, get_robots_url};

use crate::failure::Failure;
use crate::net::{AGENT, Ask, Net};

/// The longest delay that is kept; a site that asks for more is asked nothing.
const LONGEST: f32 = 10.0;

/// The rules of one site.
pub struct Robots {
    rules: Option<Robot>,
    /// Nothing may be asked: the rules could not be had.
    closed: bool,
}

impl Robots {
    /// Those of the site of an address. Without a file everything may be asked; where the server fails, nothing.
    pub fn of(net: &Net, url: &str) -> Result<Self, Failure> {
        let open = Robots { rules: None, closed: false };
        let Ok(place) = get_robots_url(url) else { return Ok(open) };
        let answer = net.get(Ask::new(&place, "text/plain"))?;
        let name = AGENT.split('/').next().unwrap_or(AGENT);
        Ok(match answer.status {
            200..=299 => Robots { rules: Robot::new(name, &answer.body).ok(), closed: false },
            500..=599 => Robots { rules: None, closed: true },
            _ => open,
        })
    }

    /// Whether an address may be asked for.
    pub fn allow(&self, url: &str) -> bool {
        let slow = self.rules.as_ref().and_then(|rules| rules.delay).is_some_and(|delay| delay > LONGEST);
        !self.closed && !slow && self.rules.as_ref().is_none_or(|rules| rules.allowed(url))
    }

    /// How long to wait between two requests, beyond what is waited anyway.
    pub fn delay(&self) -> Duration {
        let delay = self.rules.as_ref().and_then(|rules| rules.delay).unwrap_or_default();
        Duration::try_from_secs_f32(delay.min(LONGEST)).unwrap_or_default()
    }
}
