//! Starts one front, and stops it without cutting anybody off.

use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::{App, HttpServer, web};
use cms::{Host, purges, theming};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::front::Front;
use crate::{front_door, output, routes, visits};

/// Idle connections stay open longer than balancers keep theirs (60 s at nginx), or a balancer would now and then send
/// a request into a connection that is being closed.
const KEEP_ALIVE: Duration = Duration::from_secs(75);
/// How long a browser may take for a request's head.
const HEAD_LIMIT: Duration = Duration::from_secs(15);
/// Between saying that it drains and refusing connections: a balancer's round of asking `/readyz`.
const NOTICE: Duration = Duration::from_secs(1);
/// What a connection gathers before it writes: two pieces of a page.
const WRITE_BUFFER: usize = 2 * output::SLICE;
/// Before the first reading of the outbox nothing is fresh; with the database away there is no use in waiting.
const FIRST_READING: Duration = Duration::from_millis(1_500);

/// What was counted last may take so long to be written.
const LAST_WRITE: Duration = Duration::from_secs(2);

/// How a front is to be run.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// `address:port`; port 0 takes a free one.
    pub listen: String,
    /// Threads that speak HTTP; none for as many as there are cores.
    pub workers: Option<usize>,
}

impl ServeOptions {
    /// Listens at `address:port` with the usual number of threads.
    pub fn at(listen: impl Into<String>) -> Self {
        Self { listen: listen.into(), workers: None }
    }
}

/// Serves until SIGTERM or SIGINT, then finishes what is in flight. Must be called on a multi-threaded runtime, which
/// is where pages are made. Fails when the address cannot be listened on.
pub async fn serve(host: Host, options: ServeOptions) -> io::Result<()> {
    let listener = TcpListener::bind(&options.listen)
        .map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {}: {error}", options.listen)))?;
    serve_on(host, listener, options, stop_signal()).await
}

/// The same on a listener that is open already, until `stop` completes.
pub async fn serve_on(
    host: Host,
    listener: TcpListener,
    options: ServeOptions,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    // Fails or not: the follower goes on trying.
    drop(tokio::time::timeout(FIRST_READING, host.purges().catch_up()).await);
    let front = Arc::new(Front::new(host.clone(), Handle::current()));
    let (stopped, stopping) = watch::channel(false);
    follow_purges(&host, stopping.clone());
    follow_uploads(&front, stopping.clone());
    let visits = count_visits(front.clone(), stopping);
    let _reloading_themes = theming::watch(&host).map_err(io::Error::other)?;
    let server = start(front.clone(), listener, options.workers)?;
    tokio::spawn(drain_after(stop, front, server.handle()));
    tracing::info!(%address, "serving");
    let served = server.await;
    stopped.send_replace(true);
    drop(tokio::time::timeout(LAST_WRITE, visits).await);
    tracing::info!(%address, "stopped");
    served
}

/// Opens the worker threads. The future that runs them may be sent between threads; what builds them may not.
fn start(front: Arc<Front>, listener: TcpListener, workers: Option<usize>) -> io::Result<Server> {
    let shutdown_seconds = front.host().config().shutdown_seconds;
    let mut server = HttpServer::new(move || front_door::before(application(front.clone()), front.clone()))
        .keep_alive(KEEP_ALIVE)
        .client_request_timeout(HEAD_LIMIT)
        .h1_write_buffer_size(WRITE_BUFFER)
        .tcp_nodelay(true)
        .shutdown_timeout(shutdown_seconds)
        .disable_signals();
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    Ok(server.listen(listener)?.run())
}

fn application(
    front: Arc<Front>,
) -> App<
    impl ServiceFactory<ServiceRequest, Config = (), Response = ServiceResponse, Error = actix_web::Error, InitError = ()>,
> {
    let limit = front.host().config().body_limit_mb << 20;
    App::new().app_data(web::Data::from(front)).configure(|config| routes::configure(config, limit))
}

/// Keeps this process's knowledge of purges up to date; Redis only makes it look sooner.
fn follow_purges(host: &Host, stopping: watch::Receiver<bool>) {
    let (following, mut until) = (host.clone(), stopping.clone());
    tokio::spawn(async move {
        let stop = async move { drop(until.wait_for(|stopped| *stopped).await) };
        following.purges().follow(stop).await;
    });
    let (listening, mut until) = (host.clone(), stopping);
    tokio::spawn(async move {
        tokio::select! {
            () = listening.redis().listen(purges::CHANNEL, || listening.purges().wake()) => {}
            _ = until.wait_for(|stopped| *stopped) => {}
        }
    });
}

/// Keeps this front's copy of uploads in step with what the others bring in.
fn follow_uploads(front: &Front, mut stopping: watch::Receiver<bool>) {
    let stop = async move { drop(stopping.wait_for(|stopped| *stopped).await) };
    tokio::spawn(media_sync::follow_journal(front.media().clone(), stop));
}

/// Writes down how often pages are read.
fn count_visits(front: Arc<Front>, mut stopping: watch::Receiver<bool>) -> JoinHandle<()> {
    let stop = async move { drop(stopping.wait_for(|stopped| *stopped).await) };
    tokio::spawn(visits::write_down(front, stop))
}

async fn drain_after(stop: impl Future<Output = ()>, front: Arc<Front>, server: ServerHandle) {
    stop.await;
    front.drain();
    tracing::info!("draining: requests in flight are finished, no new ones are taken");
    tokio::time::sleep(NOTICE).await;
    server.stop(true).await;
}

/// SIGTERM, or SIGINT from a terminal.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::terminate()), signal(SignalKind::interrupt())) {
        (Ok(mut terminate), Ok(mut interrupt)) => {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        }
        _ => {
            tracing::error!("signals cannot be listened to; only a kill ends this front");
            std::future::pending::<()>().await;
        }
    }
}
