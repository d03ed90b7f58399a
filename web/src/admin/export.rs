//! `export.php?download`: the site's content as WordPress's export file, sent while it is written.

use actix_web::HttpResponse;
use actix_web::http::header;
use bytes::Bytes;
use cms::formatting::sanitize_title;
use cms::transfer::exporter::{ExportFilter, Exporter};
use futures::stream;
use tokio::sync::mpsc;

use super::Staff;
use crate::failure::Failure;
use crate::output::Policy;

/// The nonce's action.
pub const ACTION: &str = "export";
/// Pieces that wait for a slow browser; the rest of the export waits with them.
const PIECES_AHEAD: usize = 4;

/// The file; `content` is `all` or a type.
pub async fn download(staff: &Staff, content: &str) -> Result<HttpResponse, Failure> {
    let post_types = if content == "all" { Vec::new() } else { vec![content.to_owned()] };
    let filter = ExportFilter { post_types, ..ExportFilter::default() };
    let (site, actor) = (staff.site.clone(), staff.actor().clone());
    let exporter = staff.front.run(async move { Exporter::begin(&site, &actor, filter).await }).await?;
    let (sender, receiver) = mpsc::channel(PIECES_AHEAD);
    staff.front.runtime().spawn(write(exporter, sender));
    let body = stream::unfold(receiver, |mut receiver| async move { Some((receiver.recv().await?, receiver)) });
    let mut response = HttpResponse::Ok()
        .content_type("text/xml; charset=UTF-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename={}", file_name(staff))))
        .streaming(body);
    Policy::NoStore.apply(response.headers_mut());
    Ok(response)
}

fn file_name(staff: &Staff) -> String {
    let name = sanitize_title(&staff.site.settings().blogname());
    let name = name.replace('%', "");
    format!("{name}.wordpress.{}.xml", staff.site.local_now().format("%Y-%m-%d"))
}

/// A file that breaks off must not look like a whole one: an error ends the answer in the middle, which browsers show.
async fn write(mut exporter: Exporter, sender: mpsc::Sender<Result<Bytes, std::io::Error>>) {
    let mut piece = Bytes::from(exporter.head().to_owned());
    loop {
        if sender.send(Ok(piece)).await.is_err() {
            return;
        }
        match exporter.next_items().await {
            Ok(Some(items)) => piece = items.concat().into(),
            Ok(None) => break,
            Err(error) => {
                tracing::error!(%error, "an export broke off");
                drop(sender.send(Err(std::io::Error::other("the export broke off"))).await);
                return;
            }
        }
    }
    drop(sender.send(Ok(Bytes::from_static(exporter.foot().as_bytes()))).await);
}
