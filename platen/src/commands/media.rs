//! `platen media …`.

mod adopt;
mod image_size;
mod import;
mod regenerate;
mod render_first_page;
mod status;

use clap::Subcommand;

use crate::session::Session;

/// Commands about the Media Library.
#[derive(Debug, Subcommand)]
pub enum MediaCommand {
    /// Makes attachments of files that were copied into the uploads by hand
    Adopt(adopt::Adopt),
    /// Lists the sizes that images are made in
    ImageSize(image_size::ImageSize),
    /// Makes attachments of files
    Import(Box<import::Import>),
    /// Makes images' sizes again
    Regenerate(regenerate::Regenerate),
    /// Draws the first page of a PDF
    RenderFirstPage(render_first_page::RenderFirstPage),
    /// Tells how the site's uploads stand
    Status(status::Status),
}

impl MediaCommand {
    /// Does it.
    pub async fn run(self, session: &Session) -> anyhow::Result<()> {
        match self {
            Self::Adopt(command) => command.run(session).await,
            Self::ImageSize(command) => command.run(session).await,
            Self::Import(command) => command.run(session).await,
            Self::Regenerate(command) => command.run(session).await,
            Self::RenderFirstPage(command) => command.run(),
            Self::Status(command) => command.run(session).await,
        }
    }
}
