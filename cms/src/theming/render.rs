//! Renders a page with the theme of its site.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Value};

use super::guard::Paper;
use super::scene::Scene;
use super::{Fault, Theme, settings};
use crate::{Error, Result, Site, formatting};

/// A finished page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// The page.
    pub html: String,
    /// The template that showed it, such as `single.html`.
    pub template: String,
}

/// Renders `context` with the first of the `candidates` that the site's theme has (see [`super::candidates`]). To
/// what the context holds, `theme` is added: its `slug`, `name`, `version` and the `settings` in force.
///
/// A template that fails while it renders takes no page down: the fault is logged and kept, and the default theme
/// shows the page instead.
pub fn render(site: &Site, candidates: &[String], context: &impl Serialize) -> Result<Rendered> {
    render_values(
        site,
        candidates,
        Context::from_serialize(context).map_err(|error| Error::Template(error.to_string()))?,
    )
}

/// The same with values that are the template engine's already: what is kept between pages need not be made anew.
pub fn render_values(site: &Site, candidates: &[String], context: Context) -> Result<Rendered> {
    render_page(site, candidates, context, &|html| html)
}

/// The same for a page to which `end` adds what follows from the markup that the template wrote, before the styles that
/// it needs are chosen.
pub fn render_page(
    site: &Site,
    candidates: &[String],
    context: Context,
    end: &dyn Fn(String) -> String,
) -> Result<Rendered> {
    let themes = site.host().themes();
    let theme = themes.of(site.settings())?;
    let fault = match render_with(site, &theme, candidates, context.clone(), end) {
        Ok(rendered) => return Ok(rendered),
        Err(fault) => fault,
    };
    themes.note(&fault);
    let fallback = themes.fallback()?;
    if fallback.version() == theme.version() {
        return Err(Error::Template(fault.to_string()));
    }
    render_with(site, &fallback, candidates, context, end).map_err(|fault| Error::Template(fault.to_string()))
}

/// A letter as its templates wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenLetter {
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// A whole HTML document that says the same.
    pub html: String,
}

/// Renders the letter `name` from `letters/<name>.txt` of the site's theme, of its parents or of the core: the first line
/// is the subject, what follows the text. The HTML beside it comes from `letters/<name>.html`, or else from
/// `letters/letter.html`, which finds the text as `body`, in paragraphs and with links, so that both always say the same.
/// `site` with its `title`, `url` and `language` is added to what the context holds.
pub fn render_letter(site: &Site, name: &str, context: &impl Serialize) -> Result<WrittenLetter> {
    let broken = |error: tera::Error| Error::Template(error.to_string());
    let mut context = Context::from_serialize(context).map_err(broken)?;
    let title = formatting::decode_html_text(&site.settings().blogname()).into_owned();
    let language = site.settings().language();
    context.insert("site", &serde_json::json!({"title": title, "url": site.url(), "language": language}));
    let rendered = render_values(site, &[format!("letters/{name}.txt")], context.clone())?.html;
    let (subject, text) = rendered.split_once('\n').unwrap_or((rendered.as_str(), ""));
    let subject: String = subject.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let (subject, text) = (subject.trim().to_owned(), text.trim().to_owned() + "\n");
    context.insert("subject", &subject);
    context.insert("body", &as_html(&text, site.url()));
    let candidates = [format!("letters/{name}.html"), "letters/letter.html".to_owned()];
    let html = render_values(site, &candidates, context)?.html;
    Ok(WrittenLetter { subject, text, html })
}

/// Plain text in paragraphs, its addresses as links. What looks like markup in it stays text.
fn as_html(text: &str, home_url: &str) -> String {
    let escaped = html_escape::encode_text(text);
    formatting::wpautop(&formatting::make_clickable(&escaped, home_url, false), true)
}

fn render_with(
    site: &Site,
    theme: &Arc<Theme>,
    candidates: &[String],
    mut context: Context,
    end: &dyn Fn(String) -> String,
) -> Result<Rendered, Fault> {
    let template = theme
        .choose(candidates)
        .ok_or_else(|| Fault::of_theme(theme.slug(), format!("has no template of {}", candidates.join(", "))))?;
    context.insert_value("theme", describe(site, theme));
    let _guard = site.host().themes().watchdog().enter(theme.slug(), template);
    let mut paper = Paper::new();
    let scene = Scene { site: site.clone(), theme: theme.clone() };
    let rendered = scene.play(|| theme.tera.render_to(template, &context, &mut paper));
    rendered.map_err(|error| Fault::from_tera(theme.slug(), &error))?;
    let html = String::from_utf8(paper.text)
        .map_err(|_| Fault::in_file(theme.slug(), template, "wrote something that is not UTF-8"))?;
    // Letters have no styles, and what somebody wrote into one may look like a page's head.
    let is_page = template.ends_with(".html") && !template.starts_with("letters/");
    let html = if is_page { theme.styles.add_to(end(html)) } else { html };
    Ok(Rendered { html, template: template.to_owned() })
}

/// What `theme` is in a template.
#[derive(Serialize)]
struct ThemeView<'a> {
    slug: &'a str,
    name: &'a str,
    version: &'a str,
    settings: serde_json::Map<String, serde_json::Value>,
}

fn describe(site: &Site, theme: &Theme) -> Value {
    let manifest = theme.manifest();
    let settings = settings::in_force(manifest, theme.slug(), site.settings());
    let view = ThemeView { slug: theme.slug(), name: &manifest.name, version: &manifest.version, settings };
    Value::from_serializable(&view)
}
