//! `platen media render-first-page`.

use std::io::Write;

use clap::Args;
use cms::library;

/// Draws the first page of a PDF, read from standard input, as a JPEG on standard output. The host runs this for itself:
/// a document may have been made to do harm, so it is drawn by a process that has bounds.
#[derive(Args, Clone, Copy, Debug)]
#[command(hide = true, after_help = "Examples:\n  platen media render-first-page < report.pdf > page.jpg")]
pub struct RenderFirstPage;

impl RenderFirstPage {
    /// Takes its bounds, then reads, draws and answers. Neither configuration nor database is opened.
    pub fn run(self) -> anyhow::Result<()> {
        let page = library::draw_first_page(std::io::stdin().lock())?;
        Ok(std::io::stdout().lock().write_all(&page)?)
    }
}
