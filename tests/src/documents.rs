//! PDF documents, written here: good ones, and such as mean harm.
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A red field over a blue one, and a line of text.
pub const DRAWING: &str =
    "1 0 0 rg 0 396 612 396 re f 0 0 1 rg 0 0 612 396 re f 0 g BT /F1 40 Tf 72 700 Td (A report) Tj ET";

/// A letter page with this drawing.
pub fn letter(drawing: &str) -> Vec<u8> {
    one_page("0 0 612 792", drawing, "")
}

/// One page of this size; `extra` stands in the catalogue.
pub fn one_page(size: &str, drawing: &str, extra: &str) -> Vec<u8> {
    let font = "<</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>";
    document(&[
        format!("<</Type /Catalog /Pages 2 0 R {extra}>>").into(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        format!("<</Type /Page /Parent 2 0 R /MediaBox [{size}] /Contents 4 0 R /Resources {font}>>").into(),
        stream("", drawing.as_bytes()),
    ])
}

/// These objects, numbered from 1; the first one is the catalogue.
pub fn document(objects: &[Vec<u8>]) -> Vec<u8> {
    with_trailer(objects, "")
}

/// The same with more in its trailer.
pub fn with_trailer(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (number, object) in objects.iter().enumerate() {
        table.push_str(&format!("{:010} 00000 n \n", bytes.len()));
        bytes.extend(format!("{} 0 obj\n", number + 1).bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend(table.bytes());
    let size = objects.len() + 1;
    bytes.extend(format!("trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes());
    bytes
}

/// A stream with this in its dictionary.
pub fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary} /Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// Locked with a password that nobody knows.
pub fn locked() -> Vec<u8> {
    let (owner, user) = ("11".repeat(32), "22".repeat(32));
    let lock = format!("<</Filter /Standard /V 1 /R 2 /P -4 /O <{owner}> /U <{user}>>>");
    let id = "33".repeat(16);
    with_trailer(
        &[
            b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
            b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R>>".to_vec(),
            stream("", DRAWING.as_bytes()),
            lock.into_bytes(),
        ],
        &format!("/Encrypt 5 0 R /ID [<{id}> <{id}>]"),
    )
}

/// A page with a picture of four thousand million pixels, in some megabytes.
pub fn memory_bomb() -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let piece = vec![0; 1 << 20];
    (0..600).for_each(|_| packed.write_all(&piece).expect("memory takes it"));
    let packed = packed.finish().expect("memory takes it");
    let picture =
        "/Type /XObject /Subtype /Image /Width 64000 /Height 64000 /ColorSpace /DeviceRGB /BitsPerComponent 8";
    drawn_with(
        "612 0 0 792 0 0 cm /P Do",
        "/P 5 0 R",
        vec![stream(&format!("{picture} /Filter /FlateDecode"), &packed)],
    )
}

/// A page that draws a form twenty times, which draws another one twenty times, and so on.
pub fn time_bomb() -> Vec<u8> {
    let depth = 8;
    let form = |number: usize| {
        let next = format!("/Resources <</XObject <</F {} 0 R>>>>", number + 1);
        let (resources, drawing) = match number == 4 + depth {
            true => (String::new(), "1 0 0 rg 0 0 600 700 re f".to_owned()),
            false => (next, "/F Do ".repeat(20)),
        };
        stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 612 792] {resources}"), drawing.as_bytes())
    };
    drawn_with("/F Do", "/F 5 0 R", (5..=4 + depth).map(form).collect())
}

/// A page that draws itself.
pub fn endless() -> Vec<u8> {
    let form = "/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources <</XObject <</F 5 0 R>>>>";
    drawn_with("/F Do", "/F 5 0 R", vec![stream(form, b"/F Do /F Do")])
}

fn drawn_with(drawing: &str, named: &str, objects: Vec<Vec<u8>>) -> Vec<u8> {
    let page = format!(
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources <</XObject <<{named}>>>>>>"
    );
    let mut all = vec![
        b"<</Type /Catalog /Pages 2 0 R>>".to_vec(),
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(),
        page.into_bytes(),
        stream("", drawing.as_bytes()),
    ];
    all.extend(objects);
    document(&all)
}
