//! Which elements and attributes may stand, in posts and in comments.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Attributes that every element of a post may have; any `data-…` besides.
const GLOBAL_ATTRIBUTES: &str = "aria-controls aria-current aria-describedby aria-details aria-expanded aria-hidden \
    aria-label aria-labelledby aria-live class dir hidden id lang style tabindex title role xml:lang";

/// What `@math` stands for below.
const MATH_ATTRIBUTES: &str = "displaystyle scriptlevel mathbackground mathcolor mathsize";

/// The elements of a post, with their own attributes.
const POST_ELEMENTS: &[(&str, &str)] = &[
    ("a", "href rel rev name target download"),
    ("abbr", ""),
    ("acronym", ""),
    ("address", ""),
    ("annotation", "@math encoding"),
    ("area", "alt coords href nohref shape target"),
    ("article", "align"),
    ("aside", "align"),
    ("audio", "autoplay controls loop muted preload src"),
    ("b", ""),
    ("bdo", ""),
    ("big", ""),
    ("blockquote", "cite"),
    ("br", ""),
    ("button", "command commandfor disabled name type value popovertarget popovertargetaction aria-haspopup"),
    ("caption", "align"),
    ("cite", ""),
    ("code", ""),
    ("col", "align char charoff span valign width"),
    ("colgroup", "align char charoff span valign width"),
    ("data", "value"),
    ("dd", ""),
    ("del", "datetime"),
    ("details", "align open name"),
    ("dfn", ""),
    ("dialog", "closedby open popover autofocus"),
    ("div", "align popover"),
    ("dl", ""),
    ("dt", ""),
    ("em", ""),
    ("fieldset", ""),
    ("figcaption", "align"),
    ("figure", "align"),
    ("font", "color face size"),
    ("footer", "align"),
    ("h1", "align"),
    ("h2", "align"),
    ("h3", "align"),
    ("h4", "align"),
    ("h5", "align"),
    ("h6", "align"),
    ("header", "align"),
    ("hgroup", "align"),
    ("hr", "align noshade size width"),
    ("i", ""),
    ("img", "alt align border height hspace loading longdesc vspace src usemap width"),
    ("ins", "datetime cite"),
    ("kbd", ""),
    ("label", "for"),
    ("legend", "align"),
    ("li", "align value"),
    ("main", "align"),
    ("map", "name"),
    ("mark", ""),
    ("math", "@math display"),
    ("menclose", "@math notation"),
    ("menu", "type"),
    ("merror", "@math"),
    ("meter", "high low max min optimum value"),
    ("mfrac", "@math linethickness"),
    ("mi", "@math mathvariant"),
    ("mmultiscripts", "@math"),
    ("mn", "@math"),
    ("mo", "@math form fence separator lspace rspace stretchy symmetric maxsize minsize largeop movablelimits"),
    ("mover", "@math accentunder accent"),
    ("mpadded", "@math width height depth lspace voffset"),
    ("mphantom", "@math"),
    ("mprescripts", "@math"),
    ("mroot", "@math"),
    ("mrow", "@math"),
    ("ms", "@math"),
    ("mspace", "@math width height depth"),
    ("msqrt", "@math"),
    ("mstyle", "@math"),
    ("msub", "@math"),
    ("msubsup", "@math"),
    ("msup", "@math"),
    (
        "mtable",
        "@math columnalign rowspacing columnspacing align rowalign columnlines rowlines frame framespacing width",
    ),
    ("mtd", "@math columnspan rowspan columnalign rowalign"),
    ("mtext", "@math"),
    ("mtr", "@math columnalign rowalign"),
    ("munder", "@math accentunder accent"),
    ("munderover", "@math accentunder accent"),
    ("nav", "align"),
    ("object", "data type"),
    ("ol", "start type reversed"),
    ("p", "align"),
    ("pre", "width"),
    ("progress", "max value"),
    ("q", "cite"),
    ("rb", ""),
    ("rp", ""),
    ("rt", ""),
    ("rtc", ""),
    ("ruby", ""),
    ("s", ""),
    ("samp", ""),
    ("search", ""),
    ("section", "align"),
    ("semantics", "@math"),
    ("small", ""),
    ("span", "align"),
    ("strike", ""),
    ("strong", ""),
    ("sub", ""),
    ("summary", "align"),
    ("sup", ""),
    ("table", "align bgcolor border cellpadding cellspacing rules summary width"),
    ("tbody", "align char charoff valign"),
    ("td", "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width"),
    ("textarea", "cols rows disabled name readonly"),
    ("tfoot", "align char charoff valign"),
    ("th", "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width"),
    ("thead", "align char charoff valign"),
    ("time", "datetime"),
    ("title", ""),
    ("tr", "align bgcolor char charoff valign"),
    ("track", "default kind label src srclang"),
    ("tt", ""),
    ("u", ""),
    ("ul", "type popover"),
    ("var", ""),
    ("video", "autoplay controls height loop muted playsinline poster preload src width"),
    ("wbr", ""),
];

/// The elements of a visitor's comment, with all their attributes.
const DATA_ELEMENTS: &[(&str, &str)] = &[
    ("a", "href title"),
    ("abbr", "title"),
    ("acronym", "title"),
    ("b", ""),
    ("blockquote", "cite"),
    ("cite", ""),
    ("code", ""),
    ("del", "datetime"),
    ("em", ""),
    ("i", ""),
    ("q", "cite"),
    ("s", ""),
    ("strike", ""),
    ("strong", ""),
];

/// A set of elements and attributes, by WordPress's names for their use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AllowedHtml {
    /// WordPress's context `post`: what authors may write.
    Post,
    /// WordPress's context `data`: what visitors may write in comments, and what stands in titles.
    Data,
    /// As `Data`, with `rel` and `target` on links: what stands in the descriptions of users and terms.
    Description,
    /// WordPress's context `strip`: no element at all.
    Nothing,
}

/// An element's attributes: its own, in the order of the tables, and whether the global ones may stand too.
#[derive(Debug, Clone)]
pub(super) struct AllowedAttributes {
    own: Vec<&'static str>,
    with_globals: bool,
}

impl AllowedAttributes {
    /// May the element have no attribute at all?
    pub(super) fn is_empty(&self) -> bool {
        self.own.is_empty() && !self.with_globals
    }

    /// May this attribute, in lower case, stand?
    pub(super) fn contains(&self, name: &str) -> bool {
        self.own.contains(&name) || (self.with_globals && (is_global(name) || is_data_attribute(name)))
    }
}

fn is_global(name: &str) -> bool {
    GLOBAL_ATTRIBUTES.split(' ').any(|global| global == name)
}

fn is_data_attribute(name: &str) -> bool {
    name.strip_prefix("data-").is_some_and(|rest| {
        !rest.is_empty()
            && rest
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
    })
}

type Elements = HashMap<&'static str, AllowedAttributes>;

fn elements_of(table: &[(&'static str, &'static str)], with_globals: bool) -> Elements {
    let attributes = |names: &'static str| {
        let own = names
            .split_whitespace()
            .flat_map(|name| if name == "@math" { MATH_ATTRIBUTES.split(' ') } else { name.split(' ') });
        AllowedAttributes { own: own.collect(), with_globals }
    };
    table.iter().map(|(element, names)| (*element, attributes(names))).collect()
}

impl AllowedHtml {
    /// The attributes that an element, in lower case, may have; none if the element may not stand.
    pub(super) fn attributes_of(self, element: &str) -> Option<&'static AllowedAttributes> {
        static POST: LazyLock<Elements> = LazyLock::new(|| elements_of(POST_ELEMENTS, true));
        static DATA: LazyLock<Elements> = LazyLock::new(|| elements_of(DATA_ELEMENTS, false));
        static DESCRIPTION: LazyLock<Elements> = LazyLock::new(|| {
            let mut elements = elements_of(DATA_ELEMENTS, false);
            elements
                .insert("a", AllowedAttributes { own: vec!["href", "title", "rel", "target"], with_globals: false });
            elements
        });
        match self {
            Self::Post => POST.get(element),
            Self::Data => DATA.get(element),
            Self::Description => DESCRIPTION.get(element),
            Self::Nothing => None,
        }
    }

    /// May this element stand?
    pub fn allows(self, element: &str) -> bool {
        self.attributes_of(element).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_frames_and_forms_may_stand_nowhere() {
        for element in ["script", "iframe", "form", "input", "svg", "style", "embed", "link", "meta", "base"] {
            for allowed in [AllowedHtml::Post, AllowedHtml::Data, AllowedHtml::Description, AllowedHtml::Nothing] {
                assert!(!allowed.allows(element), "{element} in {allowed:?}");
            }
        }
    }

    #[test]
    fn no_element_may_have_an_event_handler() {
        for (element, _) in POST_ELEMENTS {
            let attributes = AllowedHtml::Post.attributes_of(element).expect("it is in the table");
            assert!(!attributes.contains("onclick") && !attributes.contains("srcdoc"), "{element}");
        }
    }

    #[test]
    fn data_attributes_may_stand_in_posts_only() {
        let of = |allowed: AllowedHtml, element| allowed.attributes_of(element).expect("it is in the table");
        assert!(of(AllowedHtml::Post, "p").contains("data-a_b-1"));
        assert!(!of(AllowedHtml::Post, "p").contains("data-"));
        assert!(!of(AllowedHtml::Data, "a").contains("data-a"));
        assert!(of(AllowedHtml::Post, "mi").contains("mathcolor"));
    }
}
