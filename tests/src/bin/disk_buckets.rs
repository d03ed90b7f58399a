//! `disk_buckets PORT KEY SECRET FOLDER`: a server that speaks S3, checks signatures, and keeps its objects in a folder. The
//! second one beside moto, and the one for everything that is measured: moto would be what is measured.

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [port, key, secret, folder] = arguments.as_slice() else {
        anyhow::bail!("usage: disk_buckets PORT KEY SECRET FOLDER");
    };
    let buckets = FileSystem::new(folder).map_err(|error| anyhow::anyhow!("{folder}: {error:?}"))?;
    let mut service = S3ServiceBuilder::new(buckets);
    service.set_auth(SimpleAuth::from_single(key.as_str(), secret.as_str()));
    let service = service.build();
    let listener = TcpListener::bind(("127.0.0.1", port.parse::<u16>()?)).await?;
    loop {
        let (stream, _) = listener.accept().await?;
        stream.set_nodelay(true)?;
        let service = service.clone();
        tokio::spawn(async move {
            let builder = Builder::new(TokioExecutor::new());
            drop(builder.serve_connection(TokioIo::new(stream), service).await);
        });
    }
}
