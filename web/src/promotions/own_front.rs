//! A front of its own for the gates, so that they ask the site as visitors do, whoever else serves it.

use std::net::TcpListener;

use cms::Site;
use staging::gates::Side;
use staging::{Fault, Result};
use tokio::sync::oneshot;
use url::Url;

use crate::{ServeOptions, serve_on};

/// Serves a site on a free port of this machine; once it is dropped, its last requests are finished and it goes.
#[derive(Debug)]
pub struct OwnFront {
    /// Where it is reached, and the site's own address.
    pub side: Side,
    _stops_when_dropped: oneshot::Sender<()>,
}

impl OwnFront {
    /// Begins to serve. Fails where no port is free or the site's address is none.
    pub fn of(site: &Site) -> Result<Self> {
        let no_port = |error: std::io::Error| Fault::refused(format!("no port is free for the gates: {error}"));
        let no_address = |error: url::ParseError| Fault::refused(format!("{} is no address: {error}", site.url()));
        let listener = TcpListener::bind("127.0.0.1:0").map_err(no_port)?;
        let address = listener.local_addr().map_err(no_port)?;
        let front = Url::parse(&format!("http://{address}/")).map_err(no_address)?;
        let side = Side { front, site: Url::parse(&format!("{}/", site.url())).map_err(no_address)? };
        let options = ServeOptions { listen: String::new(), workers: Some(1) };
        let (sender, dropped) = oneshot::channel::<()>();
        let stop = async move { drop(dropped.await) };
        tokio::spawn(serve_on(site.host().clone(), listener, options, stop));
        Ok(Self { side, _stops_when_dropped: sender })
    }
}
