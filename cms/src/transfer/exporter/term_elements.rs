//! The four ways in which the format writes a term.

use super::head::add_term_meta;
use super::xml::{cdata, cdata_element, element};
use crate::terms::Term;
use std::fmt::Write;

type Meta = [(String, String)];

pub(super) fn category(text: &mut String, term: &Term, parent_slug: &str, meta: &Meta) {
    text.push_str("\t<wp:category>\n");
    element(text, 2, "wp:term_id", term.id);
    cdata_element(text, 2, "wp:category_nicename", &term.slug);
    cdata_element(text, 2, "wp:category_parent", parent_slug);
    unless_empty(text, "wp:cat_name", &term.name);
    unless_empty(text, "wp:category_description", &term.description);
    add_term_meta(text, meta);
    text.push_str("\t</wp:category>\n");
}

pub(super) fn tag(text: &mut String, term: &Term, meta: &Meta) {
    text.push_str("\t<wp:tag>\n");
    element(text, 2, "wp:term_id", term.id);
    cdata_element(text, 2, "wp:tag_slug", &term.slug);
    unless_empty(text, "wp:tag_name", &term.name);
    unless_empty(text, "wp:tag_description", &term.description);
    add_term_meta(text, meta);
    text.push_str("\t</wp:tag>\n");
}

pub(super) fn other_term(text: &mut String, term: &Term, parent_slug: &str, meta: &Meta) {
    text.push_str("\t<wp:term>\n");
    element(text, 2, "wp:term_id", term.id);
    cdata_element(text, 2, "wp:term_taxonomy", &term.taxonomy);
    cdata_element(text, 2, "wp:term_slug", &term.slug);
    cdata_element(text, 2, "wp:term_parent", parent_slug);
    unless_empty(text, "wp:term_name", &term.name);
    unless_empty(text, "wp:term_description", &term.description);
    add_term_meta(text, meta);
    text.push_str("\t</wp:term>\n");
}

pub(super) fn menu(text: &mut String, term: &Term) {
    let (id, slug, name) = (term.id, cdata(&term.slug), cdata(&term.name));
    let _ = writeln!(
        text,
        "\t<wp:term><wp:term_id>{id}</wp:term_id><wp:term_taxonomy>nav_menu</wp:term_taxonomy>\
         <wp:term_slug>{slug}</wp:term_slug><wp:term_name>{name}</wp:term_name></wp:term>"
    );
}

fn unless_empty(text: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        cdata_element(text, 2, name, value);
    }
}
