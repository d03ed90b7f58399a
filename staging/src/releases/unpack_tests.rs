use super::*;
use crate::releases::{digest_of_tree, pack};

fn bundle(folder: &Path) {
    fs::create_dir_all(folder.join("scripts")).unwrap();
    fs::write(folder.join("scripts/start.sh"), "#!/bin/sh\n").unwrap();
    fs::set_permissions(folder.join("scripts/start.sh"), fs::Permissions::from_mode(0o700)).unwrap();
    fs::write(folder.join("appspec.yml"), "version: 0.0\nos: linux\n").unwrap();
    fs::create_dir(folder.join("empty")).unwrap();
    symlink("scripts/start.sh", folder.join("start")).unwrap();
}

/// An archive with one entry whose path is written as it is, which no careful program would write.
fn archive_with(path: &str, kind: EntryType, link: &str) -> tempfile::NamedTempFile {
    let mut header = tar::Header::new_gnu();
    header.as_mut_bytes()[..path.len()].copy_from_slice(path.as_bytes());
    header.as_mut_bytes()[157..157 + link.len()].copy_from_slice(link.as_bytes());
    header.set_entry_type(kind);
    header.set_mode(0o644);
    header.set_size(0);
    header.set_cksum();
    let mut builder = tar::Builder::new(tempfile::NamedTempFile::new().unwrap());
    builder.append(&header, io::empty()).unwrap();
    builder.into_inner().unwrap()
}

fn refusal(path: &str, kind: EntryType, link: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive_with(path, kind, link);
    unpack(archive.path(), &folder.path().join("target")).expect_err("it is refused").to_string()
}

#[test]
fn the_same_content_has_the_same_digest_wherever_and_whenever_it_lies() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("first"), folder.path().join("second"));
    bundle(&first);
    bundle(&second);
    fs::File::open(second.join("appspec.yml")).unwrap().set_modified(std::time::UNIX_EPOCH).unwrap();
    let archive = folder.path().join("archive.tar");
    let (digest, _) = pack(&first, File::create(&archive).unwrap()).unwrap();
    assert_eq!(digest_of_tree(&second).unwrap(), digest);
    verify_file(&archive, &digest).unwrap();
    unpack(&archive, &folder.path().join("unpacked")).unwrap();
    assert_eq!(digest_of_tree(&folder.path().join("unpacked")).unwrap(), digest, "and unpacked it is the same");
}

#[test]
fn a_changed_byte_is_seen() {
    let folder = tempfile::tempdir().unwrap();
    bundle(&folder.path().join("bundle"));
    let archive = folder.path().join("archive.tar");
    let (digest, _) = pack(&folder.path().join("bundle"), File::create(&archive).unwrap()).unwrap();
    let mut bytes = fs::read(&archive).unwrap();
    let last = bytes.len() / 2;
    bytes[last] ^= 1;
    fs::write(&archive, bytes).unwrap();
    assert!(verify_file(&archive, &digest).unwrap_err().to_string().contains("a byte was changed"));
}

#[test]
fn paths_and_links_that_lead_out_are_refused() {
    for path in ["../outside", "a/../../outside", "/etc/outside"] {
        assert!(refusal(path, EntryType::Regular, "").contains("leads out of the bundle"), "{path}");
    }
    for target in ["/etc/passwd", "../outside", "a/../../outside"] {
        assert!(refusal("link", EntryType::Symlink, target).contains("leads out of the bundle"), "{target}");
    }
    assert!(refusal("hard", EntryType::Link, "link").contains("only files, folders and links"));
    assert!(refusal("device", EntryType::Char, "").contains("only files, folders and links"));
}

#[test]
fn a_folder_with_a_link_that_leads_out_is_no_release() {
    let folder = tempfile::tempdir().unwrap();
    symlink("/etc/passwd", folder.path().join("link")).unwrap();
    assert!(digest_of_tree(folder.path()).unwrap_err().to_string().contains("leads out of the bundle"));
}
