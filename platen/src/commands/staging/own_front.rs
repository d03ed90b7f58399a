//! A front of the command's own, so that gates ask the site as visitors do, whoever else serves it.

use std::net::TcpListener;

use cms::Site;
use staging::gates::Side;
use tokio::task::JoinHandle;
use url::Url;
use web::ServeOptions;

/// Serves a site on a free port of this machine, until it is dropped.
#[derive(Debug)]
pub struct OwnFront {
    /// Where it is reached, and the site's own address.
    pub side: Side,
    serving: JoinHandle<std::io::Result<()>>,
}

impl OwnFront {
    /// Begins to serve. Fails where no port is free or the site's address is none.
    pub fn of(site: &Site) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let front = Url::parse(&format!("http://{}/", listener.local_addr()?))?;
        let side = Side { front, site: Url::parse(&format!("{}/", site.url()))? };
        let options = ServeOptions { listen: String::new(), workers: Some(1) };
        let served = web::serve_on(site.host().clone(), listener, options, std::future::pending());
        Ok(Self { side, serving: tokio::spawn(served) })
    }
}

impl Drop for OwnFront {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
