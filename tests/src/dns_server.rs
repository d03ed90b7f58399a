//! A name server on loopback that knows what a test tells it: answers TXT and CNAME by UDP (RFC 1035).
use std::collections::HashMap;
use std::net::UdpSocket;

/// Record types.
const CNAME: u16 = 5;
const TXT: u16 = 16;

/// A running name server. It ends with the process.
pub struct DnsServer {
    port: u16,
}

impl DnsServer {
    /// Starts one with these records: name, `TXT` or `CNAME`, value.
    pub fn start(records: &[(&str, &str, &str)]) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").expect("a loopback port can be bound");
        let port = socket.local_addr().expect("a bound socket has an address").port();
        let mut known: HashMap<(String, u16), Vec<String>> = HashMap::new();
        for (name, kind, value) in records {
            let kind = if *kind == "TXT" { TXT } else { CNAME };
            known.entry(((*name).to_lowercase(), kind)).or_default().push((*value).to_owned());
        }
        std::thread::spawn(move || {
            let mut buffer = [0; 1_500];
            while let Ok((length, peer)) = socket.recv_from(&mut buffer) {
                if let Some(answer) = answer(&buffer[..length], &known) {
                    drop(socket.send_to(&answer, peer));
                }
            }
        });
        Self { port }
    }

    /// `address:port`.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }
}

fn answer(asked: &[u8], known: &HashMap<(String, u16), Vec<String>>) -> Option<Vec<u8>> {
    let (name, end) = name(asked)?;
    let kind = u16::from_be_bytes([*asked.get(end)?, *asked.get(end + 1)?]);
    let values = known.get(&(name.to_lowercase(), kind)).cloned().unwrap_or_default();
    let mut answer = asked[..2].to_vec();
    // An answer, by the authority; no error, so that an unknown name has no records.
    answer.extend([0x84 | (asked[2] & 1), 0x80, 0, 1]);
    answer.extend(u16::try_from(values.len()).ok()?.to_be_bytes());
    answer.extend([0, 0, 0, 0]);
    answer.extend(&asked[12..end + 4]);
    for value in values {
        let data = if kind == TXT { text(&value) } else { labels(&value) };
        answer.extend([0xc0, 12]);
        answer.extend(kind.to_be_bytes());
        answer.extend([0, 1, 0, 0, 0, 60]);
        answer.extend(u16::try_from(data.len()).ok()?.to_be_bytes());
        answer.extend(data);
    }
    Some(answer)
}

/// The name that is asked for, and where it ends.
fn name(asked: &[u8]) -> Option<(String, usize)> {
    let (mut at, mut labels) = (12, Vec::new());
    loop {
        let length = usize::from(*asked.get(at)?);
        if length == 0 {
            return Some((labels.join("."), at + 1));
        }
        labels.push(String::from_utf8_lossy(asked.get(at + 1..at + 1 + length)?).into_owned());
        at += 1 + length;
    }
}

fn text(value: &str) -> Vec<u8> {
    let pieces = value.as_bytes().chunks(255);
    pieces.flat_map(|piece| [&[u8::try_from(piece.len()).unwrap_or(255)][..], piece].concat()).collect()
}

fn labels(value: &str) -> Vec<u8> {
    let mut data: Vec<u8> = value
        .trim_end_matches('.')
        .split('.')
        .flat_map(|label| [&[u8::try_from(label.len()).unwrap_or(63)][..], label.as_bytes()].concat())
        .collect();
    data.push(0);
    data
}
