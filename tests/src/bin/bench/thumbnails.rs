//! Smaller pictures a second, beside libvips and PHP's GD on the same pictures in one run.
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use cms::pictures as codec;
use cms::pictures::{Format, Permit, Picture, PictureLimits, Smaller};
use serde_json::{Map, Value, json};
use tests::Installation;
use tests::service::program;

use crate::pictures::{self, Kind};

/// Pictures of each kind, and how often all are done.
const PICTURES: u32 = 40;
const ROUNDS: usize = 3;
/// WordPress's `medium`.
const SIDE: u32 = 300;

/// What GD does for WordPress: decode, scale, encode with WordPress's quality.
const GD: &str = r#"
foreach (array_slice($argv, 2) as $file) {
    $is_png = str_ends_with($file, '.png');
    $from = $is_png ? imagecreatefrompng($file) : imagecreatefromjpeg($file);
    $width = (int) $argv[1];
    $height = (int) round(imagesy($from) * $width / imagesx($from));
    $to = imagecreatetruecolor($width, $height);
    imagecopyresampled($to, $from, 0, 0, 0, 0, $width, $height, imagesx($from), imagesy($from));
    $is_png ? imagepng($to, "$file.gd.png") : imagejpeg($to, "$file.gd.jpg", 82);
}
"#;

/// Measures JPEG and PNG to WordPress's `medium`, and states how many of the JPEGs become WebP and AVIF. Each program gets
/// two processes, or uses its own threads; ours reads its rows from a database and writes there what it made.
pub fn measure() -> Value {
    let vips = program("vipsthumbnail", "libvips-tools");
    let php = program("php", "php-cli and php-gd");
    let mut figures = Map::new();
    for kind in [Kind::Jpeg, Kind::Png] {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let files = pictures::write(folder.path(), kind, PICTURES);
        let installation = library_of(&files);
        let mut rates = [Vec::new(), Vec::new(), Vec::new()];
        for _ in 0..ROUNDS {
            rates[0].push(rate(|| {
                installation.platen(&["media", "regenerate", "--image_size=medium", "--yes"]);
            }));
            rates[1].push(rate(|| by_two(&vips, &vips_arguments(kind), &files)));
            rates[2].push(rate(|| by_two(&php, &["-r", GD, "--", &SIDE.to_string()], &files)));
        }
        let [ours, of_vips, of_gd] = rates.map(median);
        let name = kind.extension();
        println!("{name}: platen {ours:.1}/s, vipsthumbnail {of_vips:.1}/s, GD {of_gd:.1}/s");
        let figure = json!({"platen": ours, "vipsthumbnail": of_vips, "gd": of_gd, "to_vips": ours / of_vips});
        figures.insert(name.to_owned(), figure);
        if kind == Kind::Jpeg {
            figures.extend(for_browsers_that_take_them(&files));
        }
    }
    json!({"pictures": PICTURES, "side": SIDE, "a_second": figures})
}

/// WebP and AVIF of `medium`, from the JPEG to the bytes, on two threads. No other program makes them beside it: of both
/// only the rate is stated.
fn for_browsers_that_take_them(files: &[PathBuf]) -> Map<String, Value> {
    let webp = |picture: &Picture| picture.encoded(Format::Webp).expect("a WebP");
    let avif = |picture: &Picture| picture.as_avif().expect("an AVIF");
    let rates =
        [("webp", median(made_by_two_threads(files, webp))), ("avif", median(made_by_two_threads(files, avif)))];
    rates.iter().for_each(|(name, rate)| println!("{name} of a jpg: platen {rate:.1}/s"));
    rates.into_iter().map(|(name, rate)| (name.to_owned(), json!({"platen": rate}))).collect()
}

fn made_by_two_threads(files: &[PathBuf], encode: impl Fn(&Picture) -> Vec<u8> + Sync) -> Vec<f64> {
    let half = |files: &[PathBuf]| {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
        for file in files {
            let permit = runtime.block_on(codec::enter(12)).expect("room for a picture");
            assert!(!encode(&medium(file, &permit)).is_empty());
        }
    };
    let both = || {
        std::thread::scope(|scope| {
            for files in files.chunks(files.len().div_ceil(2)) {
                scope.spawn(|| half(files));
            }
        });
    };
    (0..ROUNDS).map(|_| rate(both)).collect()
}

fn medium(file: &Path, permit: &Permit) -> Picture {
    let facts = codec::facts(file, Format::Jpeg, PictureLimits { megapixels: 120 }).expect("a picture");
    let cut = codec::cut_for(facts.upright(), (SIDE, SIDE), false).expect("a large picture");
    let opened = codec::open_reduced(file, Format::Jpeg, permit, codec::eighths_for([&cut])).expect("a picture");
    Smaller::of(opened, facts.upright()).make(&cut).expect("a smaller picture")
}

fn library_of(files: &[PathBuf]) -> Installation {
    let installation = Installation::on_sqlite().with("PLATEN_LOG", "warn");
    installation.install_site("Thumbnails");
    let names: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    let names: Vec<&str> = ["media", "import"].into_iter().chain(names.iter().map(String::as_str)).collect();
    installation.platen(&names);
    installation
}

fn vips_arguments(kind: Kind) -> [&'static str; 4] {
    match kind {
        Kind::Jpeg => ["--size", "300x300", "-o", "%s.vips.jpg[Q=82]"],
        Kind::Png => ["--size", "300x300", "-o", "%s.vips.png"],
    }
}

/// The files in two halves, each by a process of its own at the same time.
fn by_two(program: &Path, arguments: &[&str], files: &[PathBuf]) {
    let halves = files.chunks(files.len().div_ceil(2));
    let running: Vec<_> = halves
        .map(|half| Command::new(program).args(arguments).args(half).spawn().expect("the program starts"))
        .collect();
    for mut child in running {
        assert!(child.wait().is_ok_and(|status| status.success()), "{} did its work", program.display());
    }
}

fn rate(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    f64::from(PICTURES) / begun.elapsed().as_secs_f64()
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}
