//! Files that are broken, that lie, or that mean harm: each is refused in clear words, or kept as what can do none.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

use super::{NewUpload, Received, clean_up_incoming, make_missing_sizes, receive, upload, usage};
use crate::media::{self, Media};
use crate::posts::{self, Post};
use crate::users::Role;
use crate::{Actor, Result, Site, fixture};

/// What a refusal may be called: its sentence says more.
const REFUSALS: [&str; 3] = ["rest_upload_image_too_large", "rest_upload_invalid_image", "upload_type_not_allowed"];

fn picture(width: u32, height: u32, format: ImageFormat) -> Vec<u8> {
    let shade = |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, ((x / 7 + y / 5) % 256) as u8]);
    let mut bytes = Cursor::new(Vec::new());
    let pixels = DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, shade));
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// A PNG that claims these dimensions, of which the data is what `rows` deflates to, with further chunks before it.
fn png_of(width: u32, height: u32, depth_and_color: [u8; 2], before: &[(&[u8; 4], Vec<u8>)], rows: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    head.extend(width.to_be_bytes());
    head.extend(height.to_be_bytes());
    head.extend(depth_and_color);
    head.extend([0, 0, 0]);
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut png, b"IHDR", &head);
    before.iter().for_each(|(name, content)| chunk(&mut png, name, content));
    chunk(&mut png, b"IDAT", rows);
    chunk(&mut png, b"IEND", &[]);
    png
}

fn chunk(png: &mut Vec<u8>, name: &[u8; 4], content: &[u8]) {
    png.extend((content.len() as u32).to_be_bytes());
    let start = png.len();
    png.extend(name);
    png.extend(content);
    let mut sum = flate2::Crc::new();
    sum.update(&png[start..]);
    png.extend(sum.sum().to_be_bytes());
}

/// So many zero bytes, packed.
fn zeros(bytes: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let piece = vec![0; 1 << 20];
    for _ in 0..bytes >> 20 {
        packer.write_all(&piece).unwrap();
    }
    packer.write_all(&piece[..bytes & 0xf_ffff]).unwrap();
    packer.finish().unwrap()
}

async fn received(site: &Site, bytes: &[u8]) -> Received {
    let mut receiving = receive(site, Some(bytes.len() as u64)).await.unwrap();
    receiving.write(bytes).await.unwrap();
    receiving.finish().await.unwrap()
}

async fn send(site: &Site, actor: &Actor, name: &str, bytes: &[u8]) -> Result<Post> {
    let new = NewUpload { file_name: name.into(), ..NewUpload::default() };
    upload(site, actor, received(site, bytes).await, new).await
}

async fn stored(site: &Site, post: &Post) -> Media {
    media::of_attachment(site, post.id).await.unwrap().unwrap()
}

fn below(site: &Site) -> Vec<String> {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path().is_dir() {
                true => walk(&entry.path(), found),
                false => found.push(entry.file_name().to_string_lossy().into_owned()),
            }
        }
    }
    let mut found = Vec::new();
    walk(&site.host().config().uploads_dir(site.id()), &mut found);
    found
}

/// Megabytes that this process ever had in memory at once.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() >> 10
}

#[tokio::test]
async fn what_cannot_be_a_picture_is_refused_in_clear_words_and_leaves_nothing() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let jpeg = picture(400, 300, ImageFormat::Jpeg);
    let mut huge_jpeg = jpeg.clone();
    let frame = memchr::memmem::find(&huge_jpeg, &[0xff, 0xc0]).unwrap();
    huge_jpeg[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let mut huge_gif = picture(20, 10, ImageFormat::Gif);
    huge_gif[6..10].copy_from_slice(&[0xff, 0xff, 0xff, 0xff]);
    let huge_png = png_of(65_535, 65_535, [8, 2], &[], &zeros(1 << 20));
    let bomb = png_of(30_000, 30_000, [1, 0], &[], &zeros(30_000 * 3_751));
    let zip = b"PK\x03\x04\x14\0\0\0\x08\0evil.php".to_vec();
    let webp = picture(40, 30, ImageFormat::WebP);
    let bad: Vec<(&str, Vec<u8>)> = vec![
        ("empty.jpg", Vec::new()),
        ("zeros.jpg", vec![0; 5_000]),
        ("head.jpg", jpeg[..20].to_vec()),
        ("head.webp", webp[..16].to_vec()),
        ("wrong.jpg", b"JFIF\xff\xd8 not at its place".to_vec()),
        ("huge.jpg", huge_jpeg),
        ("huge.gif", huge_gif),
        ("huge.png", huge_png),
        ("bomb.png", bomb),
        ("archive.png", zip.clone()),
        ("archive.jpg", zip),
        ("rar.gif", b"Rar!\x1a\x07\x00 something".to_vec()),
        ("script.jpg", b"<?php system($_GET['c']);".to_vec()),
        ("page.png", b"<html><script>alert(1)</script></html>".to_vec()),
        ("drawing.svg", b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec()),
        ("program.gif", b"MZ\x90\0\x03\0\0\0".to_vec()),
        ("shell.png", b"#!/bin/sh\nrm -rf /".to_vec()),
        ("double.php.", jpeg.clone()),
        ("page.html.exe", jpeg.clone()),
        ("evil.php", jpeg.clone()),
        ("evil.phtml", jpeg.clone()),
        ("evil.php\0.jpg.php", jpeg),
    ];
    for (name, bytes) in bad {
        let refused = send(&site, &ann, name, &bytes).await.unwrap_err();
        assert!(REFUSALS.contains(&refused.code()), "{name}: {} {refused}", refused.code());
        assert!(refused.to_string().len() > 20, "{name}: {refused}");
    }
    assert_eq!((below(&site), usage(&site).await.unwrap().used), (Vec::<String>::new(), 0));
}

#[tokio::test]
async fn what_swells_when_it_is_unpacked_does_not_fill_the_memory() {
    let (_folder, site) = fixture::site().await;
    let before = most_memory();
    // Many zeros as a colour profile, as a text, and as rows that no picture has.
    let many = zeros(96 << 20);
    let profile = [b"x\0\0".to_vec(), many.clone()].concat();
    let text = [b"Comment\0\0".to_vec(), many.clone()].concat();
    let rows = zeros(100 * 301);
    let cases = [
        png_of(100, 100, [8, 2], &[(b"iCCP", profile)], &rows),
        png_of(100, 100, [8, 2], &[(b"zTXt", text)], &rows),
        png_of(100, 100, [8, 2], &[], &many),
    ];
    for (number, bytes) in cases.iter().enumerate() {
        match send(&site, &Actor::System, &format!("bomb-{number}.png"), bytes).await {
            Ok(post) => drop(make_missing_sizes(&site, post.id).await),
            Err(refused) => assert!(REFUSALS.contains(&refused.code()), "{number}: {refused}"),
        }
    }
    let grown = most_memory() - before;
    assert!(grown < 80, "{grown} MB more in memory");
}

#[tokio::test]
async fn a_progressive_picture_of_a_thousand_scans_is_not_worked_through() {
    let (_folder, site) = fixture::site().await;
    let mut jpeg = picture(400, 300, ImageFormat::Jpeg);
    let end = jpeg.len() - 2;
    let scan = memchr::memmem::find(&jpeg, &[0xff, 0xda]).unwrap();
    let head = jpeg[scan..scan + 14].to_vec();
    jpeg.truncate(end);
    (0..1_000).for_each(|_| jpeg.extend(&head));
    jpeg.extend([0xff, 0xd9]);
    let post = send(&site, &Actor::System, "scans.jpg", &jpeg).await.unwrap();
    let refused = make_missing_sizes(&site, post.id).await.unwrap_err();
    assert!(refused.to_string().contains("too many scans"), "{refused}");
}

#[tokio::test]
async fn strange_pictures_are_kept_and_get_sizes_that_show_something() {
    let (_folder, site) = fixture::site().await;
    let plain = picture(400, 300, ImageFormat::Jpeg);
    let mut cmyk = Vec::new();
    let pixels: Vec<u8> = (0..400 * 300 * 4).map(|at| (at % 251) as u8).collect();
    let encoder = jpeg_encoder::Encoder::new(&mut cmyk, 80);
    encoder.encode(&pixels, 400, 300, jpeg_encoder::ColorType::Cmyk).unwrap();
    let mut broken_exif = img_parts::jpeg::Jpeg::from_bytes(plain.clone().into()).unwrap();
    img_parts::ImageEXIF::set_exif(&mut broken_exif, Some(b"II*\0\xff\xff\xff\x7f garbage".to_vec().into()));
    let deep = DynamicImage::ImageRgba16(DynamicImage::ImageRgb8(RgbImage::new(400, 300)).into_rgba16());
    let mut sixteen = Cursor::new(Vec::new());
    deep.write_to(&mut sixteen, ImageFormat::Png).unwrap();
    let animated = {
        let mut bytes = Vec::new();
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
        let frames = (0..3).map(|shade| {
            image::Frame::new(image::RgbaImage::from_pixel(400, 300, image::Rgba([shade * 80, 0, 0, 255])))
        });
        encoder.encode_frames(frames).unwrap();
        drop(encoder);
        bytes
    };
    for (name, bytes) in [
        ("cmyk.jpg", cmyk),
        ("exif.jpg", broken_exif.encoder().bytes().to_vec()),
        ("deep.png", sixteen.into_inner()),
        ("animated.gif", animated.clone()),
    ] {
        let post = send(&site, &Actor::System, name, &bytes).await.unwrap();
        let media = make_missing_sizes(&site, post.id).await.unwrap();
        assert_eq!(media.details()["sizes"]["medium"]["width"], 300, "{name}");
        let file = site.host().config().uploads_dir(site.id()).join(format!(
            "{}{}",
            media.folder(),
            media.details()["sizes"]["medium"]["file"].as_str().unwrap()
        ));
        assert_eq!(image::open(file).unwrap().width(), 300, "{name}");
        if name == "animated.gif" {
            let kept = std::fs::read(site.host().config().uploads_dir(site.id()).join(&media.file)).unwrap();
            assert_eq!(kept, animated, "the animation itself stays as it is");
        }
    }
}

#[tokio::test]
async fn a_document_that_nobody_can_draw_is_kept_without_a_picture() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    for (name, bytes) in [("a.pdf", &b"%PDF-1.7\n"[..]), ("b.PDF", b"%PDF-1.4\ntrailer<</Root 1 0 R>>")] {
        let post = send(&site, &ann, name, bytes).await.unwrap();
        let media = make_missing_sizes(&site, post.id).await.unwrap();
        assert_eq!((media.mime_type.as_str(), media.details().get("sizes")), ("application/pdf", None), "{name}");
    }
    let refused = send(&site, &ann, "empty.pdf", b"").await.unwrap_err();
    assert_eq!(refused.code(), "upload_type_not_allowed");
    assert_eq!(below(&site).len(), 2);
}

#[tokio::test]
async fn pictures_that_are_something_else_too_go_by_the_picture_alone() {
    let (_folder, site) = fixture::site().await;
    let ann = fixture::person(&site, "ann", Role::Author).await;
    let jpeg = picture(40, 30, ImageFormat::Jpeg);
    let gif = picture(40, 30, ImageFormat::Gif);
    let with_script = [jpeg.clone(), b"<?php echo 1; ?><script>alert(1)</script>".to_vec()].concat();
    let with_archive = [jpeg, b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0".to_vec()].concat();
    let as_script = [b"GIF89a=1;alert(1)//".to_vec(), gif].concat();
    for (name, bytes, kept_as) in [
        ("script.jpg", &with_script, Some("image/jpeg")),
        ("script.php.jpg", &with_script, Some("image/jpeg")),
        ("archive.jpg", &with_archive, Some("image/jpeg")),
        ("archive.zip", &with_archive, None),
        ("script.js", &as_script, None),
        ("script.gif", &as_script, None),
    ] {
        match (send(&site, &ann, name, bytes).await, kept_as) {
            (Ok(post), Some(kind)) => {
                let media = stored(&site, &post).await;
                assert_eq!(media.mime_type, kind, "{name}");
                let last = media.file.rsplit('/').next().unwrap().to_owned();
                assert!(!last.contains(".php."), "{last}: some servers run that");
            }
            (Err(refused), _) => assert!(REFUSALS.contains(&refused.code()), "{name}: {refused}"),
            (Ok(post), None) => panic!("{name} was kept as {}", post.mime_type),
        }
    }
}

#[tokio::test]
async fn names_that_mean_harm_become_names_that_mean_none() {
    let (_folder, site) = fixture::site().await;
    let bytes = picture(20, 10, ImageFormat::Png);
    let long = format!("{}.png", "a".repeat(300));
    let names = [
        "../../../etc/passwd.png",
        "..\\..\\windows\\system.png",
        "/etc/cron.d/evil.png",
        "null\0byte.png",
        "photo\u{202e}gnp.exe.png",
        long.as_str(),
        "CON.png",
        "nul.png",
        ".htaccess.png",
        "....png",
        "a/b/c.png",
        "x;rm -rf $(HOME)`id`.png",
        "new\nline\r.png",
        "ünïcödé-名前.png",
        "index.php.png",
        "<script>.png",
        " .png",
        "-rf.png",
    ];
    for name in names {
        let post = send(&site, &Actor::System, name, &bytes).await.unwrap_or_else(|error| panic!("{name:?}: {error}"));
        let file = stored(&site, &post).await.file;
        let folder = site.local_now().format("%Y/%m/").to_string();
        let kept = file.strip_prefix(&folder).unwrap_or_else(|| panic!("{name:?} became {file:?}"));
        assert!(
            !kept.contains(['/', '\\', '\0', '\n', '\r', '<', '>', '$', '`', ';', ' ']),
            "{name:?} became {kept:?}"
        );
        assert!(
            !kept.starts_with(['.', '-']) && kept.len() <= 210 && kept.ends_with(".png"),
            "{name:?} became {kept:?}"
        );
        assert!(!kept.contains('\u{202e}') && !kept.contains(".php."), "{name:?} became {kept:?}");
        assert!(!["con.png", "nul.png"].contains(&kept.to_lowercase().as_str()), "{name:?} became {kept:?}");
    }
    assert_eq!(below(&site).len(), names.len());
}

#[tokio::test]
async fn an_attachment_that_is_deleted_while_its_sizes_are_made_leaves_no_file() {
    let (_folder, site) = fixture::site().await;
    for round in 0..4_u64 {
        let bytes = picture(1200, 800, ImageFormat::Jpeg);
        let post = send(&site, &Actor::System, &format!("{round}.jpg"), &bytes).await.unwrap();
        let (of, id) = (site.clone(), post.id);
        let making = tokio::spawn(async move { make_missing_sizes(&of, id).await });
        tokio::time::sleep(std::time::Duration::from_millis(round * 60)).await;
        posts::delete(&site, &Actor::System, post.id).await.unwrap();
        drop(making.await.unwrap());
    }
    assert_eq!((below(&site), usage(&site).await.unwrap().used), (Vec::<String>::new(), 0));
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "files are aged by the file system's own time")]
async fn what_a_front_left_behind_when_it_died_is_taken_away() {
    let (_folder, site) = fixture::site().await;
    let uploads = site.host().config().uploads_dir(site.id());
    let bytes = picture(20, 10, ImageFormat::Png);
    let kept = send(&site, &Actor::System, "kept.png", &bytes).await.unwrap();
    let file = stored(&site, &kept).await.file;
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
    let aged = |path: &std::path::Path| {
        let times = std::fs::FileTimes::new().set_modified(old);
        std::fs::File::options().write(true).open(path).unwrap().set_times(times).unwrap();
    };
    // It died while it received; after it gave a name and before it committed; after it committed.
    let half = uploads.join(".incoming/upload-half");
    std::fs::write(&half, b"half").unwrap();
    let promised = super::promise::path(&half, "2026/11/orphan.png");
    std::fs::create_dir_all(uploads.join("2026/11")).unwrap();
    std::fs::write(&promised, &bytes).unwrap();
    std::fs::hard_link(&promised, uploads.join("2026/11/orphan.png")).unwrap();
    let committed = super::promise::path(&half, &file);
    std::fs::hard_link(uploads.join(&file), &committed).unwrap();
    // Somebody still writes to this one.
    let held = std::fs::File::create(uploads.join(".incoming/upload-held")).unwrap();
    held.try_lock().unwrap();
    for path in [&half, &promised, &uploads.join(&file), &uploads.join(".incoming/upload-held")] {
        aged(path);
    }
    assert_eq!(clean_up_incoming(&site).await.unwrap(), 3);
    assert!(uploads.join(&file).exists(), "what is committed stays");
    assert!(!uploads.join("2026/11/orphan.png").exists() && !half.exists());
    assert!(uploads.join(".incoming/upload-held").exists());
}
