use super::*;
use crate::transfer::reader::Position;

const VILLAGE: &str = include_str!("../fixtures/village.xml");

fn records(text: &str) -> Vec<Record> {
    WxrReader::new(text.as_bytes()).map(|record| record.unwrap().value).collect()
}

fn posts(text: &str) -> Vec<PostRecord> {
    let post = |record| if let Record::Post(post) = record { Some(*post) } else { None };
    records(text).into_iter().filter_map(post).collect()
}

fn fault(bytes: &[u8]) -> ReadFault {
    WxrReader::new(bytes).find_map(Result::err).expect("the file has a fault")
}

fn channel(inside: &str) -> String {
    format!("<rss><channel><title>T</title><wp:wxr_version>1.2</wp:wxr_version>\n{inside}</channel></rss>")
}

#[test]
fn the_site_comes_first_and_its_entities_are_resolved() {
    let Record::Site(site) = records(VILLAGE).remove(0) else { panic!("the first record is not the site") };
    assert_eq!((site.title.as_str(), site.description.as_str()), ("The Village Library", "Books & tea"));
    assert_eq!((site.version.as_str(), site.language.as_str()), ("1.2", "en-GB"));
}

#[test]
fn authors_and_terms_are_read_with_parents_and_meta() {
    let all = records(VILLAGE);
    let Record::Author(ada) = &all[1] else { panic!("no author") };
    assert_eq!((ada.id, ada.login.as_str(), ada.last_name.as_str()), (Some(7), "ada", "Ashby"));
    let terms: Vec<_> =
        all.iter().filter_map(|record| if let Record::Term(term) = record { Some(term) } else { None }).collect();
    let taxonomies: Vec<_> = terms.iter().map(|term| term.taxonomy.as_str()).collect();
    assert_eq!(taxonomies, ["category", "category", "post_tag", "genre", "nav_menu"]);
    assert_eq!(terms[0].parent_slug, "events");
    assert_eq!((terms[1].name.as_str(), terms[1].description.as_str()), ("Events &amp; more", "What is on."));
    assert_eq!(terms[1].meta[0].key, "colour");
}

#[test]
fn a_post_is_read_with_everything_that_belongs_to_it() {
    let post = posts(VILLAGE).remove(0);
    assert_eq!((post.id, post.slug.as_str(), post.creator.as_str()), (Some(101), "opening-night", "ada"));
    assert!(post.is_sticky);
    assert!(post.content.contains("1 < 2, ]]> and “quotes”"), "{}", post.content);
    assert_eq!(post.terms[1], TermMention { taxonomy: "post_tag".into(), slug: "tea".into(), name: "Tea".into() });
    assert_eq!(post.meta_value("_wp_old_slug"), Some("opening"));
    assert_eq!(post.comments.len(), 5);
    assert_eq!((post.comments[1].parent, post.comments[1].user_id), (201, 7));
    assert_eq!(post.comments[1].meta[0], MetaRecord { key: "rating".into(), value: "5".into() });
    assert_eq!(post.comments[2].comment_type, "pingback");
}

#[test]
fn a_draft_without_a_date_has_a_zero_date_in_utc() {
    let draft = posts(VILLAGE).into_iter().find(|post| post.status == "draft").unwrap();
    assert_eq!(draft.date_gmt, DateField::Zero);
    assert!(draft.date.at().is_some());
}

#[test]
fn the_oldest_format_names_tags_otherwise_and_repeats_its_categories() {
    let text =
        channel("<item><category><![CDATA[A]]></category><category domain=\"tag\" nicename=\"a\">A</category></item>");
    assert_eq!(
        posts(&text)[0].terms,
        [TermMention { taxonomy: "post_tag".into(), slug: "a".into(), name: "A".into() }]
    );
}

#[test]
fn unknown_elements_of_plugins_are_passed_over() {
    let text =
        channel("<x:a><x:b>1</x:b><item>no</item></x:a><item><title>yes</title><x:c><title>no</title></x:c></item>");
    assert_eq!(posts(&text).len(), 1);
    assert_eq!(posts(&text)[0].title, "yes");
}

#[test]
fn control_characters_are_dropped_and_line_ends_made_one() {
    let text = channel("<item><title>a\u{8}b&#11;c\r\nd&#13;</title></item>");
    assert_eq!(posts(&text)[0].title, "abc\nd\r");
}

#[test]
fn a_file_that_ends_in_the_middle_yields_what_came_before_and_says_where_it_ends() {
    let cut = &VILLAGE[..VILLAGE.find("Our House").unwrap()];
    let (good, bad): (Vec<_>, Vec<_>) = WxrReader::new(cut.as_bytes()).partition(Result::is_ok);
    assert_eq!(good.into_iter().filter(|record| matches!(record.as_ref().unwrap().value, Record::Post(_))).count(), 2);
    let fault = bad.into_iter().next().unwrap().unwrap_err();
    assert_eq!(fault.position.line as usize, cut.lines().count());
    assert!(fault.to_string().contains("the file ends inside <title>"), "{fault}");
}

#[test]
fn a_file_may_be_cut_anywhere_and_is_never_taken_for_whole() {
    let end = VILLAGE.trim_end().len();
    for length in (0..end).step_by(97).filter(|&length| VILLAGE.is_char_boundary(length)) {
        fault(&VILLAGE.as_bytes()[..length]);
    }
}

#[test]
fn what_is_no_xml_is_refused_in_one_sentence() {
    let said = |bytes: &[u8]| fault(bytes).to_string();
    assert!(said(b"PK\x03\x04 zip").contains("this is not a WordPress export: it does not begin with markup"));
    assert!(said(b"").contains("it holds no markup"));
    assert!(said(b"<html><body/></html>").contains("its outermost element is <html>, not <rss>"));
    assert!(said(b"<rss><channel><title>A feed</title><item/></channel></rss>").contains("no <wp:wxr_version>"));
    assert!(said(b"<rss><channel><wp:wxr_version>2.0</wp:wxr_version></channel></rss>").contains("version \"2.0\""));
}

#[test]
fn markup_that_does_not_match_is_told_with_its_place() {
    let fault = fault(channel("  <item><title>x</tilte></item>").as_bytes());
    assert_eq!(fault.position, Position { line: 2, column: 17 });
    assert!(fault.to_string().contains("the markup is broken"), "{fault}");
}

#[test]
fn an_entity_bomb_is_refused_before_anything_expands() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE rss [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><rss/>";
    let fault = fault(bomb.as_bytes());
    assert_eq!(fault.position, Position { line: 2, column: 1 });
    assert!(matches!(fault.kind, FaultKind::DocumentType));
}

#[test]
fn an_undefined_entity_is_named() {
    let fault = fault(channel("<item><title>&lol;</title></item>").as_bytes());
    assert!(fault.to_string().contains("the entity \"&lol;\" is not defined"), "{fault}");
}

#[test]
fn bytes_that_do_not_fit_the_declared_encoding_are_told_with_their_place() {
    let mut bytes = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_vec();
    bytes.extend(channel("<item><title>caf").strip_suffix("</channel></rss>").unwrap().bytes());
    bytes.extend(b"\xe9</title></item></channel></rss>");
    let fault = fault(&bytes);
    assert_eq!(fault.position, Position { line: 3, column: 17 });
    assert!(fault.to_string().contains("not valid UTF-8, although the file declares it"), "{fault}");
}

#[test]
fn a_windows_1252_file_is_read() {
    let mut bytes = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?>".to_vec();
    bytes.extend(
        channel("<item><title>X</title></item>")
            .bytes()
            .flat_map(|byte| if byte == b'X' { vec![0x93, 0xe9] } else { vec![byte] }),
    );
    let title = WxrReader::new(&bytes[..]).find_map(|record| match record.unwrap().value {
        Record::Post(post) => Some(post.title),
        _ => None,
    });
    assert_eq!(title.as_deref(), Some("\u{201c}é"));
}

#[test]
fn endless_markup_is_refused_before_it_fills_the_memory() {
    let start = channel("<item><title>");
    let start = start.strip_suffix("</channel></rss>").unwrap().to_owned();
    let endless = std::io::Read::chain(std::io::Cursor::new(start), std::io::repeat(b'x'));
    let fault = WxrReader::new(endless).find_map(Result::err).unwrap();
    assert!(fault.to_string().contains("larger than 64 MiB"), "{fault}");
}

#[test]
fn deep_nesting_is_refused() {
    assert!(fault(channel(&"<a>".repeat(1000)).as_bytes()).to_string().contains("nested too deeply"));
}
