//! A front that really listens, with one site, for tests that ask it over real connections.

use std::net::TcpListener;

use cms::sites::NewSite;
use cms::users::{self, NewUser, Role};
use cms::{Actor, Host, Site, sites};
use platform::{Clock, Config};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::{ServeOptions, serve_on};

/// A running front with one site and its administrator `ann`.
pub(crate) struct Running {
    _folder: TempDir,
    pub(crate) site: Site,
    pub(crate) address: String,
    pub(crate) stop: Option<oneshot::Sender<()>>,
    pub(crate) served: JoinHandle<std::io::Result<()>>,
}

pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The values of a header, joined.
    pub(crate) fn header(&self, name: &str) -> String {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let values: Vec<&str> =
            lines.filter(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect();
        values.join("\n")
    }

    /// The `name=value` of the cookie whose name begins like this.
    pub(crate) fn cookie(&self, prefix: &str) -> Option<String> {
        let cookies = self.header("set-cookie");
        let cookie = cookies.lines().find(|line| line.starts_with(prefix))?;
        Some(cookie.split(';').next().unwrap_or_default().to_owned())
    }
}

impl Running {
    pub(crate) async fn start() -> Self {
        Self::start_with(Config { shutdown_seconds: 5, ..Config::default() }).await
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let host = Host::open(Config { data_dir: folder.path().into(), ..config }, Clock::system()).await.unwrap();
        host.migrate().await.unwrap();
        let new =
            NewSite { url: format!("http://{address}"), title: "Example".into(), admin_email: "a@b.example".into() };
        let site = sites::create(&host, &Actor::System, new).await.unwrap();
        let ann = NewUser {
            login: "ann".into(),
            email: "ann@b.example".into(),
            password: "correct horse".into(),
            display_name: "Ann <3".into(),
            ..NewUser::default()
        };
        users::create(&site, &Actor::System, ann, Role::Administrator).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        let options = ServeOptions { workers: Some(1), ..ServeOptions::at(&address) };
        let served = tokio::spawn(serve_on(host, listener, options, async move { drop(stopped.await) }));
        Self { _folder: folder, site, address, stop: Some(stop), served }
    }

    /// Sends these bytes on a connection of their own and reads until the other side closes it.
    pub(crate) async fn send(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(request.as_ref()).await.unwrap();
        read(&mut stream).await
    }

    pub(crate) async fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|(name, _)| *name == "Host") {
            head.push_str(&format!("Host: {}\r\n", self.address));
        }
        headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
        if !body.is_empty() {
            head.push_str(&format!(
                "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                body.len()
            ));
        }
        self.send(format!("{head}\r\n{body}")).await
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[], "").await
    }

    pub(crate) async fn get_as(&self, cookie: &str, path: &str) -> Answer {
        self.ask("GET", path, &[("Cookie", cookie)], "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &str) -> Answer {
        self.ask("POST", path, &[], body).await
    }

    pub(crate) async fn upload(&self, name: &str, content: &[u8]) {
        let file = self.site.host().config().uploads_dir(self.site.id()).join(name);
        tokio::fs::create_dir_all(file.parent().unwrap()).await.unwrap();
        tokio::fs::write(file, content).await.unwrap();
    }
}

pub(crate) async fn read(stream: &mut TcpStream) -> Answer {
    let mut bytes = Vec::new();
    drop(stream.read_to_end(&mut bytes).await);
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or(bytes.len());
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
    Answer { status, head, body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
}
