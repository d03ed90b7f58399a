//! The files of an export: a new one whenever one is full.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anyhow::Context;

use crate::voice::Voice;

/// Writes an export into as many files as its size asks for. Each stands under its name only when it is whole.
pub struct Parts {
    folder: PathBuf,
    name: String,
    largest: Option<u64>,
    voice: Voice,
    number: u32,
    open: Option<Part>,
}

struct Part {
    path: PathBuf,
    unfinished: PathBuf,
    file: BufWriter<File>,
    size: u64,
    has_items: bool,
}

impl Parts {
    /// Files in `folder`; `{n}` in the name becomes their number. Without it, a second file gets its number at the end.
    pub fn new(folder: PathBuf, name: String, largest: Option<u64>, voice: Voice) -> Self {
        Self { folder, name, largest, voice, number: 0, open: None }
    }

    /// Begins the next file with this head.
    pub fn begin(&mut self, head: &str) -> anyhow::Result<()> {
        let path = self.folder.join(self.file_name());
        let unfinished = path.with_extension("xml.part");
        let file = File::create(&unfinished).with_context(|| format!("{} cannot be written", path.display()))?;
        self.number += 1;
        self.open = Some(Part { path, unfinished, file: BufWriter::new(file), size: 0, has_items: false });
        self.add(head)
    }

    /// Whether one more item would be too much for the file.
    pub fn is_full_with(&self, item: &str) -> bool {
        let part = self.open.as_ref().filter(|part| part.has_items);
        part.zip(self.largest).is_some_and(|(part, largest)| part.size + item.len() as u64 > largest)
    }

    /// Adds an item.
    pub fn write(&mut self, item: &str) -> anyhow::Result<()> {
        if let Some(part) = &mut self.open {
            part.has_items = true;
        }
        self.add(item)
    }

    /// Ends the file with this foot, and tells where it is.
    pub fn end(&mut self, foot: &str) -> anyhow::Result<()> {
        self.add(foot)?;
        if let Some(mut part) = self.open.take() {
            part.file.flush()?;
            fs::rename(&part.unfinished, &part.path)?;
            self.voice.tell(&format!("Writing to file {}", part.path.display()))?;
        }
        Ok(())
    }

    fn add(&mut self, text: &str) -> anyhow::Result<()> {
        if let Some(part) = &mut self.open {
            part.file.write_all(text.as_bytes())?;
            part.size += text.len() as u64;
        }
        Ok(())
    }

    fn file_name(&self) -> String {
        let number = format!("{:03}", self.number);
        if self.name.contains("{n}") {
            self.name.replace("{n}", &number)
        } else if self.number == 0 {
            self.name.clone()
        } else {
            let (stem, extension) = self.name.rsplit_once('.').unwrap_or((&self.name, "xml"));
            format!("{stem}.{number}.{extension}")
        }
    }
}

impl Drop for Parts {
    fn drop(&mut self) {
        if let Some(part) = self.open.take() {
            // An export that failed leaves nothing that could be taken for one.
            let _ = fs::remove_file(part.unfinished);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str, largest: Option<u64>) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let mut parts = Parts::new(folder.path().into(), name.into(), largest, Voice::new(true, None));
        parts.begin("<head/>").unwrap();
        for item in ["<one/>", "<two/>", "<three/>"] {
            if parts.is_full_with(item) {
                parts.end("<foot/>").unwrap();
                parts.begin("<head/>").unwrap();
            }
            parts.write(item).unwrap();
        }
        parts.end("<foot/>").unwrap();
        let mut files: Vec<(String, String)> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
            .collect();
        files.sort();
        files
    }

    #[test]
    fn each_file_is_whole() {
        let files = written("a.{n}.xml", Some(20));
        assert_eq!(files[0], ("a.000.xml".into(), "<head/><one/><two/><foot/>".into()));
        assert_eq!(files[1], ("a.001.xml".into(), "<head/><three/><foot/>".into()));
    }

    #[test]
    fn an_item_that_is_too_large_for_any_file_has_one_of_its_own() {
        assert_eq!(written("a.xml", Some(1)).len(), 3);
        assert_eq!(written("a.xml", Some(1))[0].0, "a.001.xml");
        assert_eq!(written("a.xml", None), [("a.xml".into(), "<head/><one/><two/><three/><foot/>".into())]);
    }

    #[test]
    fn a_failed_export_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let mut parts = Parts::new(folder.path().into(), "a.xml".into(), None, Voice::new(true, None));
        parts.begin("<head/>").unwrap();
        drop(parts);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
