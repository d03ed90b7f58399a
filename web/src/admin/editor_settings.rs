//! The settings that an editor begins with (`get_default_block_editor_settings` and what `edit-form-blocks.php` adds).

use cms::formatting::{is_right_to_left, mime_types};
use cms::posts::PostType;
use cms::theming::Theme;
use cms::users::{self, Capability};
use serde_json::{Map, Value, json};

use super::{Staff, bundle};
use crate::failure::Failure;

/// Seconds between autosaves on the server, and in the browser's own storage.
const AUTOSAVE_SECONDS: u32 = 60;
const LOCAL_AUTOSAVE_SECONDS: u32 = 15;

/// For one post: `preload` holds the theme's own settings, `of_post` what is known of this one.
pub fn of(staff: &Staff, kind: &PostType, preload: &Value, of_post: [Value; 2]) -> Result<Value, Failure> {
    let mut settings = shared(staff, preload)?;
    let own = json!({
        "titlePlaceholder": "Add title",
        "bodyPlaceholder": "Type / to choose a block",
        "autosaveInterval": AUTOSAVE_SECONDS,
        "localAutosaveInterval": LOCAL_AUTOSAVE_SECONDS,
        "richEditingEnabled": true,
        "codeEditingEnabled": true,
        "generateAnchors": true,
        "availableTemplates": available_templates(staff, kind)?,
        "postContentAttributes": {"layout": {"type": "constrained"}},
        "__experimentalDiscussionSettings": discussion(staff),
    });
    extend(&mut settings, own);
    of_post.into_iter().for_each(|known| extend(&mut settings, known));
    Ok(Value::Object(settings))
}

/// For templates and styles.
pub fn of_site(staff: &Staff, preload: &Value) -> Result<Value, Failure> {
    let mut settings = shared(staff, preload)?;
    extend(&mut settings, json!({"siteUrl": staff.site.url(), "supportsTemplateMode": true}));
    Ok(Value::Object(settings))
}

fn extend(settings: &mut Map<String, Value>, more: Value) {
    if let Value::Object(more) = more {
        settings.extend(more);
    }
}

fn shared(staff: &Staff, preload: &Value) -> Result<Map<String, Value>, Failure> {
    let theme = staff.site.host().themes().of(staff.site.settings())?;
    let settings = staff.site.settings();
    let theme_json = &preload[format!("/wp/v2/global-styles/themes/{}?context=view", theme.slug())]["body"]["settings"];
    let active = &preload["/wp/v2/themes?context=edit&status=active"]["body"][0];
    let mut shared = Map::new();
    extend(
        &mut shared,
        json!({
            "alignWide": true,
            "allowedBlockTypes": true,
            "allowedMimeTypes": staff.may(Capability::UploadFiles).then(allowed_types),
            "maxUploadFileSize": (staff.site.host().config().upload_limit_mb as u64) << 20,
            "hasUploadPermissions": staff.may(Capability::UploadFiles),
            "canLockBlocks": true,
            "canUpdateBlockBindings": staff.may(Capability::EditThemeOptions),
            "__experimentalBlockBindingsSupportedAttributes": bindings(),
            "disableCustomColors": false,
            "disableCustomFontSizes": false,
            "disableCustomGradients": false,
            "disableLayoutStyles": false,
            "enableOpenverseMediaCategory": false,
            "imageEditing": true,
            "imageDefaultSize": "large",
            "isRTL": is_right_to_left(&staff.locale()),
            "postsPerPage": settings.posts_per_page(),
            "supportsLayout": true,
            "supportsTemplateMode": false,
            "__unstableGalleryWithImageBlocks": true,
            "__unstableIsBlockBasedTheme": active["is_block_theme"].as_bool().unwrap_or(false),
            "__experimentalDashboardLink": staff.address(""),
            "defaultTemplateTypes": active["default_template_types"],
            "defaultTemplatePartAreas": active["default_template_part_areas"],
            "__unstableResolvedAssets": {"styles": canvas_link(is_right_to_left(&staff.locale())), "scripts": ""},
            "styles": styles(&theme),
        }),
    );
    extend(&mut shared, image_sizes(staff));
    if !theme_json.is_null() {
        shared.insert("__experimentalFeatures".into(), theme_json.clone());
    }
    Ok(shared)
}

fn canvas_link(is_rtl: bool) -> String {
    let name = if is_rtl { "canvas-rtl" } else { "canvas" };
    format!("<link rel=\"stylesheet\" href=\"{}\">", bundle::style(name))
}

/// The theme's own look inside the canvas; relative addresses in it start at its first sheet.
fn styles(theme: &Theme) -> Value {
    let sheets = theme.editor_styles();
    sheets
        .into_iter()
        .map(|sheet| json!({"css": sheet.css, "baseURL": sheet.address, "__unstableType": "theme", "isGlobalStyles": false}))
        .collect()
}

fn allowed_types() -> Value {
    mime_types().iter().map(|(endings, kind)| ((*endings).to_owned(), json!(kind))).collect::<Map<_, _>>().into()
}

fn bindings() -> Value {
    json!({
        "core/paragraph": ["content"],
        "core/heading": ["content"],
        "core/image": ["id", "url", "title", "alt", "caption"],
        "core/button": ["url", "text", "linkTarget", "rel"],
        "core/post-date": ["datetime"],
        "core/navigation-link": ["url"],
        "core/navigation-submenu": ["url"],
    })
}

fn image_sizes(staff: &Staff) -> Value {
    let settings = staff.site.settings();
    let names = [("thumbnail", "Thumbnail"), ("medium", "Medium"), ("large", "Large"), ("full", "Full Size")];
    let dimensions: Map<String, Value> = names[..3]
        .iter()
        .map(|(slug, _)| {
            let side = |side: &str| settings.number(&format!("{slug}_size_{side}"));
            let crop = *slug == "thumbnail" && settings.flag("thumbnail_crop");
            ((*slug).to_owned(), json!({"width": side("w"), "height": side("h"), "crop": crop}))
        })
        .collect();
    let sizes: Vec<Value> = names.iter().map(|(slug, name)| json!({"slug": slug, "name": name})).collect();
    json!({"imageSizes": sizes, "imageDimensions": dimensions})
}

/// Empty where the theme has nothing to choose from: the editor shows no choice then.
fn available_templates(staff: &Staff, kind: &PostType) -> Result<Value, Failure> {
    let theme = staff.site.host().themes().of(staff.site.settings())?;
    let custom = theme.manifest().templates.iter().filter(|(_, template)| template.post_types.contains(&kind.name));
    let mut templates: Map<String, Value> =
        custom.map(|(file, template)| (file.clone(), json!(template.title))).collect();
    if !templates.is_empty() {
        templates.shift_insert(0, String::new(), json!("Default template"));
    }
    Ok(Value::Object(templates))
}

fn discussion(staff: &Staff) -> Value {
    let settings = staff.site.settings();
    json!({
        "commentOrder": settings.text("comment_order"),
        "commentsPerPage": settings.text("comments_per_page"),
        "defaultCommentsPage": settings.text("default_comments_page"),
        "pageComments": settings.flag("page_comments"),
        "threadComments": settings.flag("thread_comments"),
        "threadCommentsDepth": settings.text("thread_comments_depth"),
        "defaultCommentStatus": settings.text("default_comment_status"),
        "avatarURL": users::avatar_url("", 96),
    })
}
