//! Writes a site's content in WordPress's export format (WXR 1.2), in the order of its `export.php`, an item at a time.

mod comments;
mod export;
mod filter;
mod head;
mod item;
mod selection;
mod term_elements;
#[cfg(test)]
mod tests;
mod xml;

pub use export::Exporter;
pub use filter::ExportFilter;
