//! Inline styles: WordPress's `safecss_filter_attr`.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::filter::without_controls;
use super::protocols::{is_allowed_protocol, strip_bad_protocol, without_null_spellings};
use crate::formatting::php_trim;

/// Properties that may stand; custom ones (`--name`) may besides.
const PROPERTIES: &str = "background background-color background-image background-position background-repeat background-size \
    background-attachment background-blend-mode border border-radius border-width border-color border-style \
    border-right border-right-color border-right-style border-right-width border-bottom border-bottom-color \
    border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width border-left \
    border-left-color border-left-style border-left-width border-top border-top-color border-top-left-radius \
    border-top-right-radius border-top-style border-top-width border-spacing border-collapse caption-side \
    columns column-count column-fill column-gap column-rule column-span column-width display color filter font \
    font-family font-size font-style font-variant font-weight letter-spacing line-height text-align \
    text-decoration text-indent text-transform white-space height min-height max-height width min-width \
    max-width margin margin-right margin-bottom margin-left margin-top margin-block-start margin-block-end \
    margin-inline-start margin-inline-end padding padding-right padding-bottom padding-left padding-top \
    padding-block-start padding-block-end padding-inline-start padding-inline-end flex flex-basis flex-direction \
    flex-flow flex-grow flex-shrink flex-wrap gap row-gap grid-template-columns grid-auto-columns \
    grid-column-start grid-column-end grid-column grid-column-gap grid-template-rows grid-auto-rows \
    grid-row-start grid-row-end grid-row grid-row-gap grid-gap justify-content justify-items justify-self \
    align-content align-items align-self clear cursor direction float list-style-type object-fit object-position \
    opacity overflow vertical-align writing-mode position top right bottom left z-index box-shadow aspect-ratio \
    container-type fill fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap \
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width color-interpolation \
    color-interpolation-filters paint-order stop-color stop-opacity flood-color flood-opacity lighting-color \
    marker marker-end marker-mid marker-start clip-path clip-rule mask mask-type cx cy r rx ry x y d \
    alignment-baseline baseline-shift dominant-baseline glyph-orientation-horizontal glyph-orientation-vertical \
    text-anchor unicode-bidi word-spacing font-size-adjust font-stretch color-rendering image-rendering \
    shape-rendering text-rendering vector-effect transform transform-origin pointer-events visibility";

/// Properties that may name an address.
const WITH_ADDRESS: [&str; 14] = [
    "background",
    "background-image",
    "cursor",
    "filter",
    "list-style",
    "list-style-image",
    "clip-path",
    "fill",
    "marker",
    "marker-end",
    "marker-mid",
    "marker-start",
    "mask",
    "stroke",
];

/// Properties that may have a gradient.
const WITH_GRADIENT: [&str; 2] = ["background", "background-image"];

/// Functions that may stand in any value.
const FUNCTIONS: &str = "var calc min max minmax clamp repeat matrix matrix3d perspective rotate rotate3d rotateX rotateY \
    rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY translate translate3d translateX translateY translateZ \
    circle ellipse inset path polygon rect shape xywh";

/// WordPress's `safecss_filter_attr`: the declarations of an inline style that may stand, joined by semicolons.
pub fn safecss_filter_attr(style: &str) -> String {
    let mut style = without_null_spellings(&without_controls(style));
    style.retain(|character| !matches!(character, '\n' | '\r' | '\t'));
    let declarations = php_trim(&style).split(';').filter(|declaration| !declaration.is_empty()).map(php_trim);
    declarations.filter(|declaration| may_stand(declaration)).fold(String::new(), |mut kept, declaration| {
        if !kept.is_empty() {
            kept.push(';');
        }
        kept.push_str(declaration);
        kept
    })
}

fn may_stand(declaration: &str) -> bool {
    let Some((property, value)) = declaration.split_once(':') else { return is_harmless(declaration) };
    let property = php_trim(property);
    let kinds = if is_custom_property(property) {
        let value = php_trim(value);
        (value.starts_with("url("), value.contains("-gradient("))
    } else {
        static KNOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| PROPERTIES.split_whitespace().collect());
        if !KNOWN.contains(property) {
            return false;
        }
        (WITH_ADDRESS.contains(&property), WITH_GRADIENT.contains(&property))
    };
    let mut tested = declaration.to_owned();
    if kinds.0 && !take_addresses(value, &mut tested) {
        return false;
    }
    if kinds.1 {
        static GRADIENT: LazyLock<Regex> = LazyLock::new(|| {
            let pattern = r"(?:repeating-)?(?:linear|radial|conic)-gradient\((?:[^()]|\([^()]*\))*\)";
            Regex::new(pattern).expect("a constant pattern")
        });
        let gradients: Vec<String> = GRADIENT.find_iter(&tested).map(|found| found.as_str().to_owned()).collect();
        for gradient in gradients {
            tested = tested.replace(&gradient, "");
        }
    }
    is_harmless(&tested)
}

fn is_custom_property(property: &str) -> bool {
    property.strip_prefix("--").is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    })
}

/// Takes `url(…)` out of the tested text; false if one has a protocol that is not allowed, or is empty.
fn take_addresses(value: &str, tested: &mut String) -> bool {
    static ADDRESS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"url\([^)]+\)").expect("a constant pattern"));
    for found in ADDRESS.find_iter(value) {
        let address = php_trim(unquoted(found.as_str()));
        if address.is_empty() || address == "0" || strip_bad_protocol(address, &is_allowed_protocol) != address {
            return false;
        }
        *tested = tested.replace(found.as_str(), "");
    }
    true
}

/// What stands in `url(…)`, without quotation marks.
fn unquoted(url: &str) -> &str {
    let is_blank = |character: char| character.is_ascii_whitespace() || character == '\x0B';
    let inside = url["url(".len()..url.len() - 1].trim_start_matches(is_blank);
    let closed = inside.trim_end_matches(is_blank);
    let quoted = |quote| closed.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    quoted('"').or_else(|| quoted('\'')).unwrap_or(inside)
}

/// Has the text, apart from known functions, nothing that a browser could take for something else?
fn is_harmless(text: &str) -> bool {
    let text = without_functions(text);
    !text.contains(['\\', '(', '&', '=', '}']) && !text.contains("/*")
}

/// Takes out known functions with their arguments, where the parentheses are balanced.
fn without_functions(text: &str) -> String {
    let ends = ends_of_parentheses(text);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let mut kept = String::with_capacity(text.len());
    let mut copied = 0;
    for (opening, end) in ends {
        let word =
            text.as_bytes()[copied.min(opening)..opening].iter().rev().take_while(|byte| is_word(**byte)).count();
        let name = &text[opening - word..opening];
        if opening >= copied + word && FUNCTIONS.split_whitespace().any(|known| known == name) {
            kept.push_str(&text[copied..opening - word]);
            copied = end + 1;
        }
    }
    kept.push_str(&text[copied..]);
    kept
}

/// Where each opening parenthesis that is closed stands, and where it is closed, in order.
fn ends_of_parentheses(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut ends = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' => open.push(at),
            b')' => ends.extend(open.pop().map(|opening| (opening, at))),
            _ => {}
        }
    }
    ends.sort_unstable();
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_properties_stay_and_others_go() {
        assert_eq!(safecss_filter_attr("color: red; behavior: url(x); margin:0"), "color: red;margin:0");
        assert_eq!(safecss_filter_attr("--my-var: 1px"), "--my-var: 1px");
    }

    #[test]
    fn addresses_need_an_allowed_protocol() {
        assert_eq!(
            safecss_filter_attr("background: url(\"http://a.b/c.png\") no-repeat"),
            "background: url(\"http://a.b/c.png\") no-repeat"
        );
        assert_eq!(safecss_filter_attr("background: url(javascript:x)"), "");
        assert_eq!(safecss_filter_attr("color: url(http://a.b)"), "");
    }

    #[test]
    fn known_functions_and_gradients_stay() {
        assert_eq!(safecss_filter_attr("width: calc(100% - (2 * var(--a)))"), "width: calc(100% - (2 * var(--a)))");
        let gradient = "background: linear-gradient(90deg, rgb(0,0,0) 0%, #fff 100%)";
        assert_eq!(safecss_filter_attr(gradient), gradient);
    }

    #[test]
    fn expressions_escapes_and_comments_go() {
        for style in [
            "width: expression(alert(1))",
            "width: exp/**/ression(x)",
            "color: \\65xpression(x)",
            "color: a&b",
            "width: calc(1px",
        ] {
            assert_eq!(safecss_filter_attr(style), "", "{style}");
        }
    }
}
