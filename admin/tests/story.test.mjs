// The way of an editor: from the sign-in form to a page that visitors see.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, launch, open, signIn, visit } from './browser.mjs';
import { picture } from './picture.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test('somebody signs in, writes a post with a picture, publishes it, and a visitor reads it', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/post-new.php');
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByRole('textbox', { name: 'Add title' }).fill('From the browser');
  await page.keyboard.press('Enter');
  await page.keyboard.type('A paragraph that was typed.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/image');
  await page.getByRole('option', { name: 'Image', exact: true }).click();
  const chooser = page.waitForEvent('filechooser');
  await canvas.getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles({ name: 'drawn.png', mimeType: 'image/png', buffer: picture(320, 200) });
  await canvas.locator('figure.wp-block-image img[src*="/wp-content/uploads/"]').waitFor();
  const address = await publish(page);
  const visitor = await open(browser);
  await visitor.page.goto(address);
  assert.equal(await visitor.page.locator('h1', { hasText: 'From the browser' }).count(), 1);
  assert.equal(await visitor.page.getByText('A paragraph that was typed.').count(), 1);
  const shown = await visitor.page.locator('figure.wp-block-image img').evaluate((image) => image.naturalWidth);
  assert.ok(shown > 0, 'the picture is not shown');
  assert.equal(await visitor.page.locator('#wpadminbar').count(), 0, 'a visitor sees the bar of the staff');
  await page.goto(address);
  assert.equal(await page.locator('#wpadminbar #wp-admin-bar-edit').count(), 1, 'the editor has no bar');
  assert.deepEqual([...complaints(), ...visitor.complaints()], []);
});

test('what was written opens again as it was', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/edit.php');
  await page.getByRole('link', { name: 'From the browser' }).first().click();
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByText('A paragraph that was typed.').waitFor();
  const blocks = await page.evaluate(() => window.wp.data.select('core/block-editor').getBlocks().map(({ name, isValid }) => [name, isValid]));
  assert.deepEqual(blocks, [['core/paragraph', true], ['core/image', true]]);
  assert.deepEqual(complaints(), []);
});

test('two people at one post: the second is told, and may take over', async () => {
  const first = await open(browser);
  await signIn(first.page);
  const title = encodeURIComponent('Held by one');
  await visit(first.page, `/wp-admin/post-new.php?post_title=${title}&content=Text`);
  await first.page.keyboard.press('Control+s');
  await first.page.waitForURL(/post\.php\?post=\d+/);
  const second = await open(browser);
  await signIn(second.page, { login: 'second', password: host.password });
  await second.page.goto(first.page.url());
  await second.page.getByRole('dialog', { name: 'This post is already being edited' }).waitFor();
  await second.page.getByRole('link', { name: 'Take over' }).click();
  await second.page.frameLocator('iframe[name="editor-canvas"]').getByText('Text').waitFor();
  await first.page.getByRole('dialog', { name: 'Someone else has taken over this post' }).waitFor({ timeout: 40_000 });
});

async function publish(page) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('region', { name: 'Editor publish' }).getByRole('button', { name: 'Publish', exact: true }).click();
  const link = page.getByRole('region', { name: 'Editor publish' }).getByRole('link', { name: 'View Post' });
  await link.waitFor();
  return link.getAttribute('href');
}
