//! Which CSS declarations may stand in a page, WordPress's `safecss_filter_attr`.

use std::sync::LazyLock;

use regex::Regex;

use super::escape;

/// Properties that may be set (custom properties `--*` as well).
const PROPERTIES: &str = "background background-color background-image background-position background-repeat \
    background-size background-attachment background-blend-mode border border-radius border-width border-color \
    border-style border-right border-right-color border-right-style border-right-width border-bottom \
    border-bottom-color border-bottom-left-radius border-bottom-right-radius border-bottom-style border-bottom-width \
    border-left border-left-color border-left-style border-left-width border-top border-top-color \
    border-top-left-radius border-top-right-radius border-top-style border-top-width border-spacing border-collapse \
    caption-side columns column-count column-fill column-gap column-rule column-span column-width display color filter \
    font font-family font-size font-style font-variant font-weight letter-spacing line-height text-align \
    text-decoration text-indent text-transform white-space height min-height max-height width min-width max-width \
    margin margin-right margin-bottom margin-left margin-top margin-block-start margin-block-end margin-inline-start \
    margin-inline-end padding padding-right padding-bottom padding-left padding-top padding-block-start \
    padding-block-end padding-inline-start padding-inline-end flex flex-basis flex-direction flex-flow flex-grow \
    flex-shrink flex-wrap gap row-gap grid-template-columns grid-auto-columns grid-column-start grid-column-end \
    grid-column grid-column-gap grid-template-rows grid-auto-rows grid-row-start grid-row-end grid-row grid-row-gap \
    grid-gap justify-content justify-items justify-self align-content align-items align-self clear cursor direction \
    float list-style-type object-fit object-position opacity overflow vertical-align writing-mode position top right \
    bottom left z-index box-shadow aspect-ratio container-type fill fill-opacity fill-rule stroke stroke-dasharray \
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width \
    color-interpolation color-interpolation-filters paint-order stop-color stop-opacity flood-color flood-opacity \
    lighting-color marker marker-end marker-mid marker-start clip-path clip-rule mask mask-type cx cy r rx ry x y d \
    alignment-baseline baseline-shift dominant-baseline glyph-orientation-horizontal glyph-orientation-vertical \
    text-anchor unicode-bidi word-spacing font-size-adjust font-stretch color-rendering image-rendering \
    shape-rendering text-rendering vector-effect transform transform-origin pointer-events visibility";

/// Properties whose values may name an address.
const WITH_ADDRESS: &str = "background background-image cursor filter list-style list-style-image clip-path fill \
    marker marker-end marker-mid marker-start mask stroke";

/// Functions that may stand in a value.
const FUNCTIONS: &str = "var calc min max minmax clamp repeat matrix matrix3d perspective rotate rotate3d rotateX \
    rotateY rotateZ scale scale3d scaleX scaleY scaleZ skew skewX skewY translate translate3d translateX translateY \
    translateZ circle ellipse inset path polygon rect shape xywh";

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| pattern(r"url\([^)]+\)"));
static GRADIENT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?:repeating-)?(?:linear|radial|conic)-gradient\((?:[^()]|\([^()]*\))*\)"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap_or_else(|error| unreachable!("a fixed pattern is valid: {error}"))
}

/// Keeps the declarations of a style attribute that are allowed.
pub fn filter_style(style: &str) -> String {
    let style: String = style.chars().filter(|character| !matches!(character, '\n' | '\r' | '\t' | '\0')).collect();
    let kept = style.trim().split(';').map(str::trim).filter(|item| !item.is_empty() && is_allowed(item));
    kept.collect::<Vec<_>>().join(";")
}

fn is_allowed(declaration: &str) -> bool {
    let Some((property, value)) = declaration.split_once(':') else { return has_no_trick(declaration) };
    let (property, value) = (property.trim(), value.trim());
    let is_custom = property.strip_prefix("--").is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    });
    if !is_custom && !lists(PROPERTIES, property) {
        return false;
    }
    let mut tested = declaration.to_owned();
    if lists(WITH_ADDRESS, property) || (is_custom && value.starts_with("url(")) {
        let Some(without) = without_addresses(&tested) else { return false };
        tested = without;
    }
    if matches!(property, "background" | "background-image") || (is_custom && value.contains("-gradient(")) {
        tested = GRADIENT.replace_all(&tested, "").into_owned();
    }
    has_no_trick(&tested)
}

fn lists(list: &str, property: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == property)
}

/// The declaration without its addresses; `None` if one of them is not allowed.
fn without_addresses(declaration: &str) -> Option<String> {
    for found in ADDRESS.find_iter(declaration) {
        let inner = found.as_str().trim_start_matches("url(").trim_end_matches(')').trim();
        let address = inner.trim_matches(['"', '\'']).trim();
        let is_data = address.to_ascii_lowercase().starts_with("data:");
        if address.is_empty() || is_data || escape::url(address).is_empty() {
            return None;
        }
    }
    Some(ADDRESS.replace_all(declaration, "").into_owned())
}

/// Nothing is left that could be a script, a comment or an escape once the known functions are taken out.
fn has_no_trick(declaration: &str) -> bool {
    let rest = without_functions(declaration);
    !rest.contains(['\\', '(', '&', '=', '}']) && !rest.contains("/*")
}

/// Takes out the known functions with their balanced parentheses.
fn without_functions(text: &str) -> String {
    let mut rest = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(open) = text[at..].find('(').map(|found| at + found) {
        let name_start = text[..open]
            .rfind(|character: char| !character.is_ascii_alphanumeric())
            .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
        let close = lists(FUNCTIONS, &text[name_start..open]).then(|| balanced_end(text, open)).flatten();
        match close {
            Some(end) if name_start >= at => {
                rest.push_str(&text[at..name_start]);
                at = end;
            }
            _ => {
                rest.push_str(&text[at..=open]);
                at = open + 1;
            }
        }
    }
    rest.push_str(&text[at..]);
    rest
}

fn balanced_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(index + 1),
            b')' => depth -= 1,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_known_properties_pass() {
        assert_eq!(filter_style("color: red; behavior: url(x); width:5px;"), "color: red;width:5px");
        assert_eq!(filter_style("--a: 1;--wp--x:var(--y)"), "--a: 1;--wp--x:var(--y)");
    }

    #[test]
    fn functions_pass_and_tricks_do_not() {
        let good = "width:calc(100% - (2px * var(--a)))";
        assert_eq!(filter_style(good), good);
        let gradient = "background:linear-gradient(135deg,rgb(1,2,3) 0%,red 100%)";
        assert_eq!(filter_style(gradient), gradient);
        assert_eq!(filter_style("width:expression(alert(1))"), "");
        assert_eq!(filter_style("color:red\\3b;x"), "x", "what has no colon is left alone, as in WordPress");
        assert_eq!(filter_style("background-image:url('javascript:x')"), "");
        let image = "background-image:url('https://a.b/c.png')";
        assert_eq!(filter_style(image), image);
    }
}
