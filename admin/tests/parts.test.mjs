// Parts of the block editor that lean on the server: notes on blocks, patterns that posts word their own way, the
// preview of a published post, and the address of the list that a post is trashed into.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, launch, open, signIn, visit } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const PARAGRAPH = '<!-- wp:paragraph -->\n<p>To be talked about.</p>\n<!-- /wp:paragraph -->';

/** What the API answers to the person whose window this is. */
const ask = (page, options) => page.evaluate((asked) => window.wp.apiFetch(asked), options);

/** The same on a screen without an editor. */
const told = (page, path, method = 'GET', data) =>
  page.evaluate(async ([address, verb, given]) => {
    const headers = { 'X-WP-Nonce': window.platenBoot.rest.nonce, 'Content-Type': 'application/json' };
    return (await fetch(`/wp-json${address}`, { method: verb, headers, body: given && JSON.stringify(given) })).json();
  }, [path, method, data]);

async function written(fields) {
  const { page, complaints } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/post-new.php');
  const post = await ask(page, { path: '/wp/v2/posts', method: 'POST', data: fields });
  await visit(page, `/wp-admin/post.php?post=${post.id}&action=edit`);
  return { page, complaints, post, canvas: page.frameLocator('iframe[name="editor-canvas"]') };
}

test('a note is left on a block, and settled', async () => {
  const { page, complaints, post, canvas } = await written({ title: 'Talked about', content: PARAGRAPH, status: 'draft' });
  await canvas.getByText('To be talked about.').click();
  await page.getByRole('toolbar', { name: 'Block tools' }).getByRole('button', { name: 'Options' }).click();
  await page.getByRole('menuitem', { name: 'Add note' }).click();
  await page.getByRole('textbox', { name: 'New note', exact: true }).pressSequentially('Is this so?');
  const side = page.getByRole('region', { name: 'Editor settings' });
  await side.getByRole('button', { name: 'Add note', exact: true }).click();
  await side.getByRole('treeitem', { name: 'Note: Is this so?' }).waitFor();
  await side.getByRole('button', { name: 'Resolve' }).click();
  const notes = () => ask(page, { path: `/wp/v2/comments?type=note&status=all&post=${post.id}&order=asc&orderby=id` });
  const end = Date.now() + 20_000;
  while ((await notes()).length < 2) {
    assert.ok(Date.now() < end, 'the note was not settled');
    await page.waitForTimeout(200);
  }
  const [note, answer] = await notes();
  assert.deepEqual([note.status, answer.parent, answer.meta._wp_note_status], ['approved', note.id, 'resolved']);
  assert.deepEqual(complaints(), []);
});

test('a post words a pattern its own way, and its page shows that', async () => {
  const bindings = '{"metadata":{"name":"Greeting","bindings":{"__default":{"source":"core/pattern-overrides"}}}}';
  const pattern = `<!-- wp:paragraph ${bindings} -->\n<p>Good day!</p>\n<!-- /wp:paragraph -->`;
  const { page, complaints } = await written({ title: 'First', content: PARAGRAPH });
  const { id } = await ask(page, { path: '/wp/v2/blocks', method: 'POST', data: { title: 'Greeting', content: pattern, status: 'publish' } });
  const fields = { title: 'Greets', content: `<!-- wp:block {"ref":${id}} /-->`, status: 'publish' };
  const post = await ask(page, { path: '/wp/v2/posts', method: 'POST', data: fields });
  await visit(page, `/wp-admin/post.php?post=${post.id}&action=edit`);
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  // The first click is for the pattern as a whole.
  await canvas.locator('[data-type="core/block"]').click();
  await canvas.getByText('Good day!').click({ clickCount: 3 });
  await page.keyboard.type('Guten Tag!');
  await page.keyboard.press('Control+s');
  await page.getByRole('button', { name: 'Dismiss this notice' }).filter({ hasText: 'updated' }).waitFor();
  const visitor = await open(browser);
  await visitor.page.goto(post.link);
  await visitor.page.getByText('Guten Tag!').waitFor();
  assert.equal(await visitor.page.getByText('Good day!').count(), 0);
  assert.deepEqual([...complaints(), ...visitor.complaints()], []);
});

test('the preview of a published post shows what was typed since, and its address has a proof', async () => {
  const { page, context, canvas } = await previewed();
  const opened = context.waitForEvent('page');
  await canvas.getByRole('textbox', { name: 'Add title' }).fill('The later title');
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitem', { name: /Preview/ }).click();
  const preview = await opened;
  await preview.locator('h1', { hasText: 'The later title' }).waitFor();
  const address = new URL(preview.url());
  assert.ok(address.searchParams.get('preview_nonce'), `no proof in ${address}`);
  address.searchParams.set('preview_nonce', '0123456789');
  const answer = await preview.goto(address.href);
  assert.equal(answer.status(), 403);
});

async function previewed() {
  const { page, canvas } = await written({ title: 'The first title', content: PARAGRAPH, status: 'publish' });
  return { page, canvas, context: page.context() };
}

test('a trashed post leads to its list, whose address keeps the type of post', async () => {
  const { page } = await written({ title: 'Not wanted', content: PARAGRAPH, status: 'draft' });
  await visit(page, '/wp-admin/edit.php?trashed=1&post_type=post&ids=1');
  assert.equal(page.url(), `${host.url}/wp-admin/edit.php?post_type=post`);
});

test('a pattern comes in from the JSON that a WordPress gave, and another file is refused', async () => {
  const { page } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/edit.php?post_type=wp_block');
  const bring = async (text) => {
    await page.getByRole('button', { name: 'Import from JSON' }).click();
    const buffer = Buffer.from(text);
    await page.locator('input[type="file"]').setInputFiles({ name: 'pattern.json', mimeType: 'application/json', buffer });
    await page.getByRole('button', { name: 'Import', exact: true }).click();
  };
  await bring('{"title": "No pattern"}');
  await page.getByText('This file is not a pattern.').first().waitFor();
  const content = '<!-- wp:paragraph -->\n<p>Brought along.</p>\n<!-- /wp:paragraph -->';
  await bring(JSON.stringify({ __file: 'wp_block', title: 'From elsewhere', content, syncStatus: 'unsynced' }));
  await page.getByText('Pattern imported successfully!').first().waitFor();
  await page.getByRole('link', { name: 'From elsewhere' }).waitFor();
  const [made] = await told(page, '/wp/v2/blocks?search=elsewhere&context=edit');
  assert.deepEqual([made.content.raw, made.status, made.wp_pattern_sync_status], [content, 'publish', 'unsynced']);
});

test('settings are found by the names that programs know from WordPress', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  const settings = () => told(page, '/platen/v1/settings');
  await visit(page, '/wp-admin/options.php');
  assert.equal(await page.inputValue('#page_comments'), '');
  await page.fill('#page_comments', '1');
  await page.fill('#comments_per_page', '7');
  await page.click('#Update');
  // Whoever leaves at once has saved all the same.
  await visit(page, '/wp-admin/options-permalink.php');
  const { page_comments: paged, comments_per_page: number, permalink_structure: before } = await settings();
  assert.deepEqual([paged, number], [true, 7]);
  for (const [name, structure] of [['plain', ''], ['post-name', '/%postname%/']]) {
    await page.click(`#permalink-input-${name}`);
    await page.click('#submit');
    await page.locator('.notice-success').waitFor();
    assert.equal((await settings()).permalink_structure, structure);
  }
  await told(page, '/platen/v1/settings', 'PUT', { values: { permalink_structure: before, page_comments: false } });
  assert.deepEqual(complaints(), []);
});
