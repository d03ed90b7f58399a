//! A payment provider that speaks a part of Stripe's API and is as unreliable as asked: it goes silent before, after or
//! instead of its answer, and forgets idempotency keys after 24 hours by a clock that the test sets.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// How long it knows a key, in seconds.
const KEYS_LIVE: i64 = 24 * 60 * 60;

/// What goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The connection breaks before anything was done.
    LostBefore,
    /// It is done, and the connection breaks before the answer.
    LostAfter,
    /// It hangs for ever and does nothing.
    SilentBefore,
    /// It is done, and then it hangs for ever.
    SilentAfter,
    /// An error that is no answer, and nothing is done.
    Broken,
}

impl Trouble {
    /// Every one.
    pub const ALL: [Self; 5] = [Self::LostBefore, Self::LostAfter, Self::SilentBefore, Self::SilentAfter, Self::Broken];

    /// Whether whoever asks waits until somebody ends it.
    pub fn hangs(self) -> bool {
        matches!(self, Self::SilentBefore | Self::SilentAfter)
    }
}

/// A request as it came in.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Method and path.
    pub what: String,
    /// The idempotency key, or nothing.
    pub key: String,
    /// By the provider's clock, in seconds.
    pub at: i64,
}

#[derive(Default)]
struct Book {
    now: i64,
    next: u64,
    asked: Vec<Asked>,
    known: HashMap<String, (i64, u16, Value)>,
    intents: HashMap<String, Value>,
    pages: HashMap<String, Value>,
    refunds: Vec<Value>,
    charges: Vec<(String, String, i64)>,
    troubles: VecDeque<(String, Trouble)>,
    refused_cards: Vec<String>,
}

/// The running provider.
pub struct FakeStripe {
    book: Arc<Mutex<Book>>,
    hanging: Arc<Notify>,
    port: u16,
    task: JoinHandle<()>,
}

impl Drop for FakeStripe {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl FakeStripe {
    /// Starts one.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a loopback port can be bound");
        let port = listener.local_addr().expect("a bound socket has an address").port();
        let (book, hanging) = (Arc::new(Mutex::new(Book::default())), Arc::new(Notify::new()));
        let (of_task, notify) = (book.clone(), hanging.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, of_task.clone(), notify.clone()));
            }
        });
        Self { book, hanging, port, task }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets its clock.
    pub fn set_time(&self, seconds: i64) {
        self.book().now = seconds;
    }

    /// The next request whose method and path end in `what` meets this.
    pub fn trouble(&self, what: &str, trouble: Trouble) {
        self.book().troubles.push_back((what.to_owned(), trouble));
    }

    /// Whether every trouble was met by a request.
    pub fn met_all_troubles(&self) -> bool {
        self.book().troubles.is_empty()
    }

    /// Completes when a request hangs.
    pub async fn hangs(&self) {
        self.hanging.notified().await;
    }

    /// Somebody gives a card on the page with this address; gives the page's name.
    pub fn give_card(&self, page_url: &str, card: &str) -> String {
        let id = page_url.rsplit('/').next().unwrap_or_default().to_owned();
        let mut book = self.book();
        let page = book.pages.get_mut(&id).expect("the page was opened");
        page["setup_intent"] = json!({"id": "seti_1", "status": "succeeded", "payment_method": card});
        id
    }

    /// From now on this card is refused, or taken again.
    pub fn refuse_card(&self, card: &str, refused: bool) {
        let mut book = self.book();
        book.refused_cards.retain(|one| one != card);
        if refused {
            book.refused_cards.push(card.to_owned());
        }
    }

    /// What was taken: our reference, the intent, the amount.
    pub fn charges(&self) -> Vec<(String, String, i64)> {
        self.book().charges.clone()
    }

    /// How often money was taken for this reference.
    pub fn charged(&self, reference: &str) -> usize {
        self.book().charges.iter().filter(|(of, ..)| of == reference).count()
    }

    /// What was given back in all.
    pub fn refunded(&self) -> i64 {
        self.book().refunds.iter().filter_map(|refund| refund["amount"].as_i64()).sum()
    }

    /// Every request so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.book().asked.clone()
    }
}

async fn serve(mut stream: TcpStream, book: Arc<Mutex<Book>>, hanging: Arc<Notify>) {
    while let Some(request) = read(&mut stream).await {
        let trouble = note(&book, &request);
        let answer = match trouble {
            Some(Trouble::LostBefore) => return,
            Some(Trouble::SilentBefore) => {
                hanging.notify_one();
                return std::future::pending().await;
            }
            Some(Trouble::Broken) => (500, json!({"error": {"message": "Something broke."}})),
            _ => with_key(&mut book.lock().unwrap_or_else(PoisonError::into_inner), &request),
        };
        match trouble {
            Some(Trouble::LostAfter) => return,
            Some(Trouble::SilentAfter) => {
                hanging.notify_one();
                return std::future::pending().await;
            }
            _ => {}
        }
        let body = answer.1.to_string();
        let head = format!(
            "HTTP/1.1 {} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
            answer.0,
            body.len()
        );
        if stream.write_all(format!("{head}{body}").as_bytes()).await.is_err() {
            return;
        }
    }
}

struct Request {
    method: String,
    path: String,
    query: String,
    key: String,
    form: HashMap<String, String>,
}

async fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let head_end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at + 4;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8_lossy(&bytes[..head_end]).into_owned();
    let header = |name: &str| {
        let lines = head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned()).next()
    };
    let length: usize = header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    while bytes.len() < head_end + length {
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
    let mut first = head.lines().next()?.split(' ');
    let (method, address) = (first.next()?.to_owned(), first.next()?.to_owned());
    let (path, query) = address.split_once('?').unwrap_or((&address, ""));
    let form = url::form_urlencoded::parse(&bytes[head_end..head_end + length]).into_owned().collect();
    let key = header("idempotency-key").unwrap_or_default();
    Some(Request { method, path: path.to_owned(), query: query.to_owned(), key, form })
}

fn note(book: &Mutex<Book>, request: &Request) -> Option<Trouble> {
    let mut book = book.lock().unwrap_or_else(PoisonError::into_inner);
    let what = format!("{} {}", request.method, request.path);
    let at = book.now;
    book.asked.push(Asked { what: what.clone(), key: request.key.clone(), at });
    let place = book.troubles.iter().position(|(pattern, _)| matches(&what, pattern))?;
    book.troubles.remove(place).map(|(_, trouble)| trouble)
}

/// `POST …/confirm` matches what begins with the one and ends with the other.
fn matches(what: &str, pattern: &str) -> bool {
    match pattern.split_once('…') {
        Some((start, end)) => what.starts_with(start) && what.ends_with(end),
        None => what == pattern,
    }
}

/// The answer that was given under this key before, while it is known; else a new one, which is kept.
fn with_key(book: &mut Book, request: &Request) -> (u16, Value) {
    let now = book.now;
    book.known.retain(|_, (since, ..)| now - *since < KEYS_LIVE);
    if request.key.is_empty() {
        return answer(book, request);
    }
    if let Some((_, status, body)) = book.known.get(&request.key) {
        return (*status, body.clone());
    }
    let (status, body) = answer(book, request);
    book.known.insert(request.key.clone(), (now, status, body.clone()));
    (status, body)
}

fn answer(book: &mut Book, request: &Request) -> (u16, Value) {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').skip(1).collect();
    let form = |name: &str| request.form.get(name).cloned().unwrap_or_default();
    book.next += 1;
    let number = book.next;
    match (request.method.as_str(), parts.as_slice()) {
        ("POST", ["customers"]) => (200, json!({"id": format!("cus_{number}")})),
        ("POST", ["checkout", "sessions"]) => {
            let id = format!("cs_{number}");
            let page = json!({"id": id, "url": format!("https://checkout.example/{id}"), "customer": form("customer"), "setup_intent": {"status": "requires_payment_method"}});
            book.pages.insert(id, page.clone());
            (200, page)
        }
        ("GET", ["checkout", "sessions", id]) => found(book.pages.get(*id)),
        ("POST", ["payment_intents"]) => {
            let id = format!("pi_{number}");
            let intent = json!({"id": id, "status": "requires_payment_method", "customer": form("customer"), "amount": form("amount").parse::<i64>().unwrap_or(0), "metadata": {"reference": form("metadata[reference]")}});
            book.intents.insert(id, intent.clone());
            (200, intent)
        }
        ("GET", ["payment_intents", id]) => found(book.intents.get(*id)),
        ("POST", ["payment_intents", id, "confirm"]) => confirm(book, id, &form("payment_method")),
        ("POST", ["payment_intents", id, "cancel"]) => match book.intents.get_mut(*id) {
            Some(intent) if intent["status"] != "succeeded" => {
                intent["status"] = "canceled".into();
                (200, intent.clone())
            }
            _ => wrong_state(),
        },
        ("POST", ["refunds"]) => {
            let amount = form("amount").parse::<i64>().unwrap_or(0);
            let refund = json!({"id": format!("re_{number}"), "status": "succeeded", "amount": amount, "payment_intent": form("payment_intent"), "metadata": {"reference": form("metadata[reference]")}});
            book.refunds.push(refund.clone());
            (200, refund)
        }
        ("GET", ["refunds"]) => {
            let of = request.query.split('&').find_map(|pair| pair.strip_prefix("payment_intent=")).unwrap_or_default();
            let own: Vec<&Value> = book.refunds.iter().filter(|refund| refund["payment_intent"] == of).collect();
            (200, json!({"data": own}))
        }
        _ => (404, json!({"error": {"message": "No such thing."}})),
    }
}

fn found(thing: Option<&Value>) -> (u16, Value) {
    thing.map_or((404, json!({"error": {"message": "No such thing."}})), |thing| (200, thing.clone()))
}

fn wrong_state() -> (u16, Value) {
    (400, json!({"error": {"code": "payment_intent_unexpected_state", "message": "It is in another state."}}))
}

/// One payment is made once.
fn confirm(book: &mut Book, id: &str, card: &str) -> (u16, Value) {
    let is_refused = book.refused_cards.iter().any(|refused| refused == card);
    let Some(intent) = book.intents.get_mut(id) else { return found(None) };
    if matches!(intent["status"].as_str(), Some("succeeded" | "canceled")) {
        return wrong_state();
    }
    if is_refused {
        intent["last_payment_error"] = json!({"message": "Your card was declined."});
        return (402, json!({"error": {"code": "card_declined", "message": "Your card was declined."}}));
    }
    intent["status"] = "succeeded".into();
    let intent = intent.clone();
    let reference = intent["metadata"]["reference"].as_str().unwrap_or_default().to_owned();
    book.charges.push((reference, id.to_owned(), intent["amount"].as_i64().unwrap_or(0)));
    (200, intent)
}
