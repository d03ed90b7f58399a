use std::io::Cursor;

use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::json;

use super::{
    Edit, EditedFields, NewUpload, Received, Wanted, edit, make_missing_sizes, make_sizes, receive, upload, usage,
};
use crate::media::{self, Media};
use crate::posts::{self, Post, PostFields};
use crate::users::Role;
use crate::{Actor, Result, Site, cron, fixture, settings};

/// A picture that is no even surface.
fn pixels(width: u32, height: u32) -> DynamicImage {
    let shade = |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, ((x / 7 + y / 5) % 256) as u8]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, shade))
}

fn file(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    pixels(width, height).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A JPEG with EXIF: lying on its side, taken in a garden.
fn photograph(width: u32, height: u32) -> Vec<u8> {
    let mut exif = b"II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0]);
    exif.extend([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0; 4]);
    exif.extend([1, 0, 2, 0, 5, 0, 3, 0, 0, 0, 56, 0, 0, 0, 0, 0, 0, 0]);
    exif.extend(b"a garden, at 47 degrees!");
    let mut jpeg = img_parts::jpeg::Jpeg::from_bytes(file(width, height, ImageFormat::Jpeg).into()).unwrap();
    img_parts::ImageEXIF::set_exif(&mut jpeg, Some(exif.into()));
    jpeg.encoder().bytes().to_vec()
}

async fn received(site: &Site, bytes: &[u8]) -> Received {
    let mut receiving = receive(site, Some(bytes.len() as u64)).await.unwrap();
    for piece in bytes.chunks(1000) {
        receiving.write(piece).await.unwrap();
    }
    receiving.finish().await.unwrap()
}

async fn send(site: &Site, actor: &Actor, name: &str, bytes: &[u8]) -> Result<Post> {
    let new = NewUpload { file_name: name.into(), ..NewUpload::default() };
    upload(site, actor, received(site, bytes).await, new).await
}

async fn stored(site: &Site, post: &Post) -> Media {
    media::of_attachment(site, post.id).await.unwrap().unwrap()
}

fn on_disk(site: &Site, file: &str) -> Option<Vec<u8>> {
    std::fs::read(site.host().config().uploads_dir(site.id()).join(file)).ok()
}

fn incoming_files(site: &Site) -> usize {
    let folder = site.host().config().uploads_dir(site.id()).join(".incoming");
    std::fs::read_dir(folder).map(Iterator::count).unwrap_or(0)
}

#[tokio::test]
async fn an_upload_stands_in_its_months_folder_and_in_the_library() {
    let (_folder, site) = fixture::site().await;
    let bytes = file(400, 300, ImageFormat::Png);
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let post = send(&site, &ann, "My photo.png", &bytes).await.unwrap();
    let month = site.local_now().format("%Y/%m").to_string();
    let media = stored(&site, &post).await;
    assert_eq!((post.title.as_str(), post.slug.as_str()), ("My-photo", "my-photo"));
    assert_eq!((post.status.as_str(), post.mime_type.as_str()), ("inherit", "image/png"));
    assert_eq!(media.file, format!("{month}/My-photo.png"));
    assert_eq!((media.width, media.height, media.filesize), (400, 300, bytes.len() as i64));
    assert_eq!(on_disk(&site, &media.file), Some(bytes.clone()));
    let journal = media::stored(&site, &media.file).await.unwrap().unwrap();
    assert_eq!((journal.sha256, journal.size), (media.sha256, bytes.len() as i64));
    assert_eq!(usage(&site).await.unwrap().used, bytes.len() as u64);
    assert_eq!(incoming_files(&site), 0);
}

#[tokio::test]
async fn the_same_name_gets_a_number_also_at_once() {
    let (_folder, site) = fixture::site().await;
    let bytes = file(20, 10, ImageFormat::Png);
    let send = || send(&site, &Actor::System, "golden.png", &bytes);
    let (one, two, three) = tokio::join!(send(), send(), send());
    let mut files = Vec::new();
    for post in [one.unwrap(), two.unwrap(), three.unwrap()] {
        files.push(stored(&site, &post).await.file.rsplit('/').next().unwrap().to_owned());
    }
    files.sort();
    assert_eq!(files, ["golden-1.png", "golden-2.png", "golden.png"]);
}

#[tokio::test]
async fn sizes_are_made_once_and_written_down() {
    let (_folder, site) = fixture::site().await;
    let post = send(&site, &Actor::System, "a.jpg", &file(1200, 800, ImageFormat::Jpeg)).await.unwrap();
    assert_eq!(
        cron::events(&site).await.unwrap().iter().filter(|event| event.hook == super::MAKE_SIZES_HOOK).count(),
        1
    );
    let media = make_missing_sizes(&site, post.id).await.unwrap();
    let sizes = media.details()["sizes"].clone();
    let names: Vec<&String> = sizes.as_object().unwrap().keys().collect();
    assert_eq!(names[..4], ["medium", "large", "thumbnail", "medium_large"], "then the theme's");
    assert_eq!(sizes["medium"]["file"], "a-300x200.jpg");
    assert_eq!((&sizes["thumbnail"]["width"], &sizes["thumbnail"]["height"]), (&json!(150), &json!(150)));
    for size in sizes.as_object().unwrap().values() {
        let file = format!("{}{}", media.folder(), size["file"].as_str().unwrap());
        let bytes = on_disk(&site, &file).unwrap();
        let made = image::load_from_memory(&bytes).unwrap();
        assert_eq!((json!(made.width()), json!(made.height())), (size["width"].clone(), size["height"].clone()));
        assert_eq!(json!(bytes.len()), size["filesize"]);
        assert!(media::stored(&site, &file).await.unwrap().is_some(), "{file} is in the journal");
    }
    assert!(!cron::events(&site).await.unwrap().iter().any(|event| event.hook == super::MAKE_SIZES_HOOK));
    assert_eq!(make_missing_sizes(&site, post.id).await.unwrap(), media, "there is nothing left to make");
}

#[tokio::test]
async fn a_photograph_that_lies_on_its_side_is_turned_and_tells_no_place() {
    let (_folder, site) = fixture::site().await;
    let bytes = photograph(400, 200);
    assert!(memchr::memmem::find(&bytes, b"a garden").is_some());
    let post = send(&site, &Actor::System, "garden.jpg", &bytes).await.unwrap();
    let before = stored(&site, &post).await;
    assert_eq!((before.width, before.height), (200, 400));
    let kept = on_disk(&site, &before.file).unwrap();
    assert_eq!(memchr::memmem::find(&kept, b"a garden"), None);
    let media = make_missing_sizes(&site, post.id).await.unwrap();
    assert!(media.file.ends_with("garden-rotated.jpg"), "{}", media.file);
    assert_eq!(media.details()["original_image"], "garden.jpg");
    assert_eq!(media.details()["image_meta"]["orientation"], 1);
    let turned = image::load_from_memory(&on_disk(&site, &media.file).unwrap()).unwrap();
    assert_eq!((turned.width(), turned.height()), (200, 400));
}

#[tokio::test]
async fn a_large_image_stands_behind_a_smaller_one() {
    let (_folder, site) = fixture::site().await;
    let post = send(&site, &Actor::System, "big.jpg", &file(3000, 1500, ImageFormat::Jpeg)).await.unwrap();
    let media = make_missing_sizes(&site, post.id).await.unwrap();
    assert!(media.file.ends_with("big-scaled.jpg"));
    assert_eq!((media.width, media.height), (2560, 1280));
    assert_eq!(media.details()["sizes"]["2048x2048"]["file"], "big-2048x1024.jpg");
    assert!(media.original().ends_with("big.jpg"));
    let again = make_sizes(&site, &Actor::System, post.id, &Wanted::All).await.unwrap();
    assert_eq!(again.file, media.file, "made again it is the same");
    let files = media::files_of(&media);
    posts::delete(&site, &Actor::System, post.id).await.unwrap();
    for file in files {
        assert_eq!(on_disk(&site, &file), None, "{file} went with its attachment");
        assert_eq!(media::stored(&site, &file).await.unwrap(), None);
    }
    assert_eq!(usage(&site).await.unwrap().used, 0);
}

#[tokio::test]
async fn an_edit_is_an_attachment_of_its_own() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let post = send(&site, &ann, "a.png", &file(400, 300, ImageFormat::Png)).await.unwrap();
    let source = media::url_of(&site, &stored(&site, &post).await.file);
    let edits = [Edit::Crop { left: 10.0, top: 10.0, width: 50.0, height: 50.0 }, Edit::Rotate(90.0)];
    let new = edit(&site, &ann, post.id, &source, &edits, EditedFields::default()).await.unwrap();
    let media = stored(&site, &new).await;
    assert!(media.file.ends_with("a-edited.png"));
    assert_eq!((media.width, media.height), (150, 200));
    assert_eq!(media.details()["parent_image"]["attachment_id"], post.id.to_string());
    let made = image::load_from_memory(&on_disk(&site, &media.file).unwrap()).unwrap();
    assert_eq!((made.width(), made.height()), (150, 200));
    let ben = fixture::person(&site, "ben", Role::Author).await;
    let refused = edit(&site, &ben, post.id, &source, &edits, EditedFields::default()).await.unwrap_err();
    assert_eq!(refused.code(), "rest_cannot_edit");
    let elsewhere = edit(&site, &ann, post.id, "http://example.com/x.png", &edits, EditedFields::default()).await;
    assert_eq!(elsewhere.unwrap_err().code(), "rest_unknown_attachment");
}

#[tokio::test]
async fn who_may_not_upload_leaves_nothing() {
    let (_folder, site) = fixture::site().await;
    let bytes = file(20, 10, ImageFormat::Png);
    for role in [Role::Contributor, Role::Subscriber] {
        let person = fixture::person(&site, &format!("{role:?}").to_lowercase(), role).await;
        assert_eq!(send(&site, &person, "a.png", &bytes).await.unwrap_err().code(), "rest_cannot_create");
    }
    assert_eq!(send(&site, &Actor::Visitor, "a.png", &bytes).await.unwrap_err().code(), "rest_cannot_create");
    assert_eq!((incoming_files(&site), usage(&site).await.unwrap().used), (0, 0));
}

#[tokio::test]
async fn a_file_that_is_not_what_it_says_is_refused_and_leaves_nothing() {
    let (_folder, site) = fixture::site().await;
    let mut png = file(20, 10, ImageFormat::Png);
    // 65,535 by 65,535 pixels, in a file of some hundred bytes.
    png[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let checksum = crc32(&png[12..29]);
    png[29..33].copy_from_slice(&checksum.to_be_bytes());
    let cut = &file(400, 300, ImageFormat::Jpeg)[..20];
    let bad: [(&str, &[u8]); 6] = [
        ("bomb.png", &png),
        ("cut.jpg", cut),
        ("empty.png", b""),
        ("script.png", b"<?php echo 1;"),
        ("archive.jpg", b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0"),
        ("page.html", b"<html><script>alert(1)</script>"),
    ];
    let ann = fixture::person(&site, "ann", Role::Author).await;
    for (name, bytes) in bad {
        let refused = send(&site, &ann, name, bytes).await.unwrap_err();
        let codes = ["rest_upload_image_too_large", "rest_upload_invalid_image", "upload_type_not_allowed"];
        assert!(codes.contains(&refused.code()), "{name}: {refused}");
    }
    assert_eq!((incoming_files(&site), usage(&site).await.unwrap().used), (0, 0));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |mut sum, byte| {
        sum ^= u32::from(*byte);
        for _ in 0..8 {
            sum = if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
        }
        sum
    })
}

#[tokio::test]
async fn a_broken_picture_is_kept_without_sizes() {
    let (_folder, site) = fixture::site().await;
    let mut broken = file(400, 300, ImageFormat::Png);
    let half = broken.len() / 2;
    broken.truncate(half);
    let post = send(&site, &Actor::System, "half.png", &broken).await.unwrap();
    let refused = make_missing_sizes(&site, post.id).await.unwrap_err();
    assert_eq!(refused.code(), "rest_upload_invalid_image");
    super::make_sizes_when_due(&site, post.id).await.unwrap();
}

#[tokio::test]
async fn strange_pictures_get_their_sizes() {
    let (_folder, site) = fixture::site().await;
    let deep = DynamicImage::ImageRgba16(pixels(400, 300).into_rgba16());
    let grey = DynamicImage::ImageLumaA8(pixels(400, 300).into_luma_alpha8());
    for (name, picture) in [("deep.png", deep), ("grey.png", grey)] {
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
        let post = send(&site, &Actor::System, name, &bytes.into_inner()).await.unwrap();
        let media = make_missing_sizes(&site, post.id).await.unwrap();
        assert_eq!(media.details()["sizes"]["medium"]["width"], 300, "{name}");
    }
    for format in [ImageFormat::Gif, ImageFormat::WebP] {
        let name = format!("a.{}", format.extensions_str()[0]);
        let post = send(&site, &Actor::System, &name, &file(400, 300, format)).await.unwrap();
        let media = make_missing_sizes(&site, post.id).await.unwrap();
        let file = format!("{}{}", media.folder(), media.details()["sizes"]["medium"]["file"].as_str().unwrap());
        assert_eq!(image::guess_format(&on_disk(&site, &file).unwrap()).unwrap(), format);
    }
}

#[tokio::test]
async fn a_full_site_is_told_so() {
    let (_folder, site) = fixture::site().await;
    let bytes = file(20, 10, ImageFormat::Png);
    let quota = site.record().quota_bytes as u64;
    let refused = receive(&site, Some(quota + 1)).await.unwrap_err();
    assert_eq!(refused.code(), "rest_upload_file_too_big", "the limit for one file comes first");
    send(&site, &Actor::System, "a.png", &bytes).await.unwrap();
    let usage = usage(&site).await.unwrap();
    assert_eq!(usage.left(), quota - bytes.len() as u64);
}

#[tokio::test]
async fn what_is_said_of_a_file_is_written_with_it() {
    let (_folder, site) = fixture::site().await;
    settings::update(&site, &Actor::System, "uploads_use_yearmonth_folders", &json!(0)).await.unwrap();
    let site = fixture::again(&site).await;
    let fields = PostFields { title: Some("Title".into()), excerpt: Some("Caption".into()), ..PostFields::default() };
    let new = NewUpload { file_name: "a.txt".into(), fields, alt: Some("Alt".into()), ..NewUpload::default() };
    let post = upload(&site, &Actor::System, received(&site, b"hello\n").await, new).await.unwrap();
    assert_eq!((post.title.as_str(), post.excerpt.as_str(), post.slug.as_str()), ("Title", "Caption", "title"));
    assert_eq!(stored(&site, &post).await.file, "a.txt");
    assert!(posts::meta_of(&site, post.id).await.unwrap().contains(&("_wp_attachment_image_alt".into(), "Alt".into())));
}
