//! What can happen to a request on its way, and the dice that choose it.

use chrono::{TimeDelta, Utc};

/// Dice that fall the same way for the same seed (splitmix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to one below `sides`.
    pub fn below(&mut self, sides: usize) -> usize {
        usize::try_from(self.roll() % sides as u64).unwrap()
    }

    /// True in so many of a hundred throws.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.roll() % 100 < percent
    }
}

/// What happens to a request.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fault {
    /// It is passed on late.
    Delay,
    /// The answer comes byte by byte.
    Drip,
    /// The connection breaks before the server hears of it.
    ResetBefore,
    /// The server does it, and the connection breaks before the answer.
    ResetAfter,
    /// Nobody answers, and the server has not heard of it.
    SilentBefore,
    /// The server does it, and nobody answers.
    SilentAfter,
    /// The server does it; its answer breaks off within what it said would come.
    Cut,
    /// The server does it; its answer is a whole one whose JSON breaks off.
    CutJson,
    /// The server does it; its answer is JSON of another kind.
    WrongTypes,
    /// The server does it, and something before it says 500 in a web page.
    FailedAfter,
    /// The same, 502.
    GatewayAfter,
    /// The server does it, and a web page is shown in place of its answer.
    WebPageAfter,
    /// The server does it, and 303 points elsewhere.
    SeeOtherAfter,
    /// 500 in a web page; the server has not heard of it.
    FailedBefore,
    /// 502 in a web page; the server has not heard of it.
    GatewayBefore,
    /// 429, wait for a second.
    BusySeconds,
    /// 429, wait until a moment one second from now.
    BusyDate,
    /// 503, without a word of when.
    Unavailable,
    /// 401.
    Unauthorized,
    /// 408.
    TimedOut,
    /// 307 to another host.
    Elsewhere,
    /// For a while nobody listens.
    Down,
}

/// What can happen in the small form and in the large one alike.
const EVERYDAY: &[Fault] = &[
    Fault::Delay,
    Fault::Drip,
    Fault::ResetBefore,
    Fault::ResetAfter,
    Fault::Cut,
    Fault::CutJson,
    Fault::WrongTypes,
    Fault::FailedAfter,
    Fault::GatewayAfter,
    Fault::WebPageAfter,
    Fault::SeeOtherAfter,
    Fault::FailedBefore,
    Fault::GatewayBefore,
    Fault::TimedOut,
    Fault::Elsewhere,
];

/// What holds everything up for a while: rarely, since the time is real.
const SLOW: &[Fault] = &[
    Fault::SilentBefore,
    Fault::SilentAfter,
    Fault::BusySeconds,
    Fault::BusyDate,
    Fault::Unavailable,
    Fault::Unauthorized,
    Fault::Down,
];

/// How bad it is.
#[derive(Clone, Debug)]
pub struct Weather {
    pub dice: Dice,
    /// Of a hundred requests that change something, so many meet a fault.
    pub writes: u64,
    /// The same of those that only read.
    pub reads: u64,
    /// How many slow faults are left to be dealt.
    pub slow: usize,
    /// Nothing else happens.
    pub only: Option<Fault>,
}

impl Weather {
    /// What happens to a request.
    pub fn strike(&mut self, reads: bool) -> Option<Fault> {
        let percent = if reads { self.reads } else { self.writes };
        if !self.dice.percent(percent) {
            return None;
        }
        if self.only.is_some() {
            return self.only;
        }
        if self.slow > 0 && self.dice.percent(20) {
            self.slow -= 1;
            // One after the other, so that none is missing.
            return Some(SLOW[self.slow % SLOW.len()]);
        }
        Some(EVERYDAY[self.dice.below(EVERYDAY.len())])
    }
}

impl Fault {
    /// Whether the server hears of the request at all.
    pub fn reaches_the_server(self) -> bool {
        !matches!(
            self,
            Self::ResetBefore
                | Self::SilentBefore
                | Self::FailedBefore
                | Self::GatewayBefore
                | Self::BusySeconds
                | Self::BusyDate
                | Self::Unavailable
                | Self::Unauthorized
                | Self::TimedOut
                | Self::Elsewhere
                | Self::Down
        )
    }

    /// What is answered in place of the server's own answer.
    pub fn answer(self) -> Option<String> {
        let html = "text/html";
        let json = "application/json";
        let page = "<html><body><h1>Oh no</h1></body></html>";
        Some(match self {
            Self::FailedBefore | Self::FailedAfter => {
                whole("500 Internal Server Error", html, "", page)
            }
            Self::GatewayBefore | Self::GatewayAfter => whole("502 Bad Gateway", html, "", page),
            Self::WebPageAfter => whole("200 OK", html, "", page),
            Self::SeeOtherAfter => whole(
                "303 See Other",
                html,
                "location: https://elsewhere.invalid/login\r\n",
                "",
            ),
            Self::Elsewhere => whole(
                "307 Temporary Redirect",
                html,
                "location: https://elsewhere.invalid/portal\r\n",
                "",
            ),
            Self::BusySeconds => whole("429 Too Many Requests", json, "retry-after: 1\r\n", "{}"),
            Self::BusyDate => {
                let until = Utc::now() + TimeDelta::seconds(1);
                let until = until.format("%a, %d %b %Y %H:%M:%S GMT");
                let header = format!("retry-after: {until}\r\n");
                whole("429 Too Many Requests", json, &header, "{}")
            }
            Self::Unavailable => whole("503 Service Unavailable", html, "", page),
            Self::TimedOut => whole("408 Request Timeout", html, "", page),
            Self::Unauthorized => whole(
                "401 Unauthorized",
                json,
                "",
                r#"{"code":"invalid_api_key","message":"The key is gone for a moment."}"#,
            ),
            Self::WrongTypes => whole(
                "200 OK",
                json,
                "",
                r#"{"id":17,"items":"none","text":{"a":[]},"createdAt":[1]}"#,
            ),
            _ => return None,
        })
    }
}

fn whole(status: &str, content: &str, headers: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\ncontent-type: {content}\r\n{headers}content-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}
