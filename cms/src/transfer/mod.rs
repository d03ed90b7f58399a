//! Moving a site's content in and out: WordPress's export format, read and written.

pub mod exporter;
pub mod importer;
pub mod php;
pub mod reader;
pub mod references;
#[cfg(test)]
mod trial;
