//! Renders blocks. Keeps its own stack of open blocks, so that the depth of a text cannot exhaust the thread's.

use std::sync::{Arc, LazyLock};

use serde_json::{Value, json};

use super::bindings;
use super::context::{BlockRenderer, Values};
use super::core::{self, Call};
use super::parser::{Attributes, Block, Chunk, parse_blocks};
use super::supports::{Supported, after_render, before_render};
use super::types::{BlockType, block_type};
use crate::Result;
use crate::posts::Post;

/// The type of blocks that are not known: their saved HTML is all there is.
static UNKNOWN: LazyLock<BlockType> = LazyLock::new(BlockType::default);

/// An open block.
struct Open<'a> {
    block: &'a Block,
    kind: &'static BlockType,
    attributes: Attributes,
    values: Values,
    for_inner: Values,
    parent_layout: Option<Attributes>,
    next_chunk: usize,
    next_inner: usize,
    first_inner_at: Option<usize>,
    output: String,
}

impl BlockRenderer {
    /// Renders a text with blocks as the content of a post, WordPress's `do_blocks`.
    pub async fn do_blocks(&mut self, text: &str, post: Option<Arc<Post>>) -> Result<String> {
        let before = std::mem::replace(&mut self.post, post);
        let rendered = self.render_text(text, &Values::default()).await;
        self.post = before;
        rendered
    }

    /// Renders one block as the content of a post, WordPress's `render_block`.
    pub async fn do_block(&mut self, block: &Block, post: Option<Arc<Post>>) -> Result<String> {
        let before = std::mem::replace(&mut self.post, post);
        let rendered = self.render_blocks(std::slice::from_ref(block), &Values::default()).await;
        self.post = before;
        rendered
    }

    /// Renders a text with blocks that stands inside another block.
    pub(super) async fn render_text(&mut self, text: &str, values: &Values) -> Result<String> {
        let blocks = parse_blocks(text);
        self.render_blocks(&blocks, values).await
    }

    /// Renders blocks one after the other.
    pub(super) async fn render_blocks(&mut self, blocks: &[Block], values: &Values) -> Result<String> {
        let mut output = String::new();
        let values = match &self.post {
            Some(post) if values.get("postId").is_none() => values.clone().with_post(post),
            _ => values.clone(),
        };
        for block in blocks {
            output.push_str(&self.render_block(block, &values).await?);
        }
        Ok(output)
    }

    /// Renders what is inside a block, without the block itself.
    pub(super) async fn render_inner(&mut self, block: &Block, values: &Values) -> Result<String> {
        let mut output = String::new();
        let mut inner_blocks = block.inner_blocks.iter();
        let layout = block.attribute("layout").and_then(Value::as_object);
        for chunk in &block.inner_content {
            match chunk {
                Chunk::Html(html) => output.push_str(html),
                Chunk::Inner => {
                    if let Some(inner) = inner_blocks.next() {
                        output.push_str(&self.render_block_in(inner, values, layout).await?);
                    }
                }
            }
        }
        Ok(output)
    }

    /// Renders one block with everything inside it.
    pub(super) async fn render_block(&mut self, block: &Block, values: &Values) -> Result<String> {
        self.render_block_in(block, values, None).await
    }

    async fn render_block_in(&mut self, block: &Block, values: &Values, layout: Option<&Attributes>) -> Result<String> {
        let mut first = self.open(block, values.clone(), None);
        first.parent_layout = layout.cloned();
        let mut stack = vec![first];
        loop {
            let Some(top) = stack.last_mut() else { return Ok(String::new()) };
            match top.block.inner_content.get(top.next_chunk).filter(|_| !top.kind.skip_inner) {
                Some(Chunk::Html(html)) => {
                    top.output.push_str(html);
                    top.next_chunk += 1;
                }
                Some(Chunk::Inner) => {
                    let inner = top.block.inner_blocks.get(top.next_inner);
                    top.next_chunk += 1;
                    top.next_inner += 1;
                    top.first_inner_at.get_or_insert(top.output.len());
                    let values = top.for_inner.clone();
                    if let Some(inner) = inner {
                        let opened = self.open(inner, values, stack.last());
                        stack.push(opened);
                    }
                }
                None => {
                    let Some(finished) = stack.pop() else { return Ok(String::new()) };
                    let html = self.close(finished).await?;
                    match stack.last_mut() {
                        Some(parent) => parent.output.push_str(&html),
                        None => return Ok(html),
                    }
                }
            }
        }
    }

    fn open<'a>(&mut self, block: &'a Block, values: Values, parent: Option<&Open<'_>>) -> Open<'a> {
        let kind = block.name.as_deref().and_then(block_type).unwrap_or(&UNKNOWN);
        let mut attributes = before_render(block, kind, &self.theme, &mut self.collected);
        if kind.name == "core/image" && parent.is_some_and(|parent| parent.kind.name == "core/gallery") {
            mark_gallery_image(&mut attributes);
        }
        let parent_layout =
            parent.and_then(|parent| parent.attributes.get("layout")).and_then(Value::as_object).cloned();
        let values = match kind.name.as_str() {
            "core/tabs" => core::provided_by_tabs(block, &attributes, values, &mut self.collected),
            "core/gallery" => values.with("galleryId", self.collected.unique_prefixed_id("gallery-")),
            _ => values,
        };
        let for_inner = provided(kind, &attributes, values.clone());
        Open {
            block,
            kind,
            attributes,
            values,
            for_inner,
            parent_layout,
            next_chunk: 0,
            next_inner: 0,
            first_inner_at: None,
            output: String::new(),
        }
    }

    async fn close(&mut self, open: Open<'_>) -> Result<String> {
        let mut prepared = open.kind.prepare(&open.attributes);
        let mut html = open.output;
        let bound = bindings::values(self, open.kind, &open.attributes, &open.values).await?;
        if !bound.is_empty() {
            html = bindings::replaced(&html, open.kind, &bound, open.first_inner_at);
            prepared.extend(bound);
        }
        if open.kind.dynamic {
            let call = Call {
                block: open.block,
                kind: open.kind,
                attributes: &prepared,
                own: &open.attributes,
                values: &open.values,
                content: html,
            };
            let post = self.post.clone();
            html = Box::pin(core::render(self, call)).await?;
            self.post = post;
        }
        let supported = Supported {
            block: open.block,
            attributes: &open.attributes,
            kind: open.kind,
            parent_layout: open.parent_layout.as_ref(),
            theme: &self.theme,
        };
        let html = after_render(html, supported, &mut self.collected);
        let html = core::after(html, open.kind, &open.attributes);
        match open.kind.name.as_str() {
            "core/image" => Box::pin(core::with_lightbox(self, &open.attributes, &prepared, &open.values, html)).await,
            "core/gallery" => Ok(core::with_enlarged_order(self, &open.values, html)),
            _ => Ok(html),
        }
    }
}

/// What a block gives to those inside it.
fn provided(kind: &BlockType, attributes: &Attributes, mut values: Values) -> Values {
    if kind.provides.is_empty() {
        return values;
    }
    let prepared = kind.prepare(attributes);
    for (name, attribute) in &kind.provides {
        if let Some(value) = prepared.get(attribute) {
            values = values.with(name, value.clone());
        }
    }
    values
}

/// Images of a gallery carry their number (`block_core_gallery_data_id_backcompatibility`).
fn mark_gallery_image(attributes: &mut Attributes) {
    if let Some(id) = attributes.get("id").map(super::php::to_text).filter(|_| !attributes.contains_key("data-id")) {
        attributes.insert("data-id".to_owned(), json!(id));
    }
}
