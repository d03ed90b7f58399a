//! WordPress's text formatting, as pure functions: what `formatting.php`, `kses.php` and `general-template.php`
//! do to titles, texts, slugs, addresses and dates before anyone sees them.

mod accents;
mod ampersands;
mod autop;
mod balance;
mod clickable;
mod comment_text;
mod dashes;
mod date;
mod direction;
mod entities;
mod entity_names;
mod escape;
mod file_names;
mod file_types;
mod html_pieces;
mod kses;
mod links;
mod names;
mod padding;
mod primes;
mod quotes;
mod shortcode_names;
mod slug;
mod smilies;
mod spaces;
mod staticize_emoji;
mod strip_tags;
mod texturize;
mod title;
mod trim;
mod unautop;
mod url;
mod urls;

pub use accents::remove_accents;
pub use ampersands::{convert_chars, convert_invalid_entities, encode_bare_ampersands};
pub use autop::wpautop;
pub use balance::force_balance_tags;
pub use clickable::make_clickable;
pub use comment_text::comment_text;
pub use date::php_date;
pub use direction::is_right_to_left;
pub use entities::{decode_html_attribute, decode_html_text, ent2ncr, normalize_entities, specialchars_decode};
pub use escape::{esc_attr, esc_html, esc_js, esc_textarea, esc_xml};
pub use file_names::{sanitize_file_name, unique_file_name_parts};
pub use file_types::{check_filetype, mime_types};
pub use html_pieces::{HtmlPiece, html_pieces, replace_newlines_in_tags};
pub use kses::{
    AllowedHtml, safecss_filter_attr, wp_filter_comment, wp_kses, wp_kses_data, wp_kses_one_attribute, wp_kses_post,
    wp_rel_nofollow, wp_rel_ugc,
};
pub(crate) use kses::{is_address, quoted_attributes};
pub use links::{is_internal_link, replace_insecure_home_url};
pub use names::{
    is_email, sanitize_email, sanitize_html_class, sanitize_key, sanitize_text_field, sanitize_textarea_field,
    sanitize_user,
};
pub use padding::{php_trim, zeroise};
pub use shortcode_names::CORE_SHORTCODES;
pub use slug::{sanitize_title, sanitize_title_for_query, sanitize_title_with_dashes, uri_encode};
pub use smilies::convert_smilies;
pub use staticize_emoji::staticize_emoji;
pub use strip_tags::{strip_all_tags, strip_tags};
pub use texturize::{capital_p_dangit, capital_p_dangit_title, wptexturize};
pub use title::{TitleOf, the_title, the_title_attribute};
pub use trim::{html_excerpt, trim_words};
pub use unautop::shortcode_unautop;
pub use url::{esc_url, esc_url_raw, esc_url_with};
