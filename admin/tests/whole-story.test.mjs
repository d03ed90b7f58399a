// From a host without a site to what visitors read: one person's first hours, step by step. With PLATEN_STORY each step
// leaves its picture there.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { calm, host, launch, open, signIn, visit } from './browser.mjs';
import { picture } from './picture.mjs';

const PICTURES = process.env.PLATEN_STORY;
const CODE = process.env.PLATEN_CODE;
/** A runner publishes what is due within seconds; the editor knows whole minutes, and schedules from the next but one on. */
const UNTIL_DUE = 200_000;
const TITLE = 'The first hours of a site';

let browser;
let editor;
let canvas;
let step = 0;
before(async () => {
  browser = await launch();
  editor = await open(browser);
  canvas = editor.page.frameLocator('iframe[name="editor-canvas"]');
});
after(() => browser?.close());

async function keep(page, name) {
  step += 1;
  if (PICTURES) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ fullPage: name === 'install', path: `${PICTURES}/${String(step).padStart(2, '0')}-${name}.png` });
  }
}

test('a host without a site leads to the form that makes one, and the form needs the code', async () => {
  const { page } = editor;
  await page.goto(`${host.url}/`);
  await page.waitForURL(/wp-admin\/install\.php$/);
  await page.getByLabel('Site Title').fill('Field notes');
  await page.getByLabel('Username').fill(host.login);
  await page.getByLabel('Password').fill('1234');
  await page.getByText('Very weak').waitFor();
  await page.getByLabel('Password').fill(host.password);
  await page.getByText('Strong').waitFor();
  await page.getByLabel('Your Email').fill('ann@example.org');
  await page.getByLabel('One-time code').fill('a guess');
  await page.getByRole('button', { name: 'Install' }).click();
  await page.getByRole('alert').getByText('The code is not right').waitFor();
  assert.equal(await page.getByLabel('Site Title').inputValue(), 'Field notes', 'what was typed is gone');
  await page.getByLabel('Password').fill(host.password);
  await page.getByLabel('One-time code').fill(CODE);
  await keep(page, 'install');
  await page.getByRole('button', { name: 'Install' }).click();
  await page.getByRole('heading', { name: 'Your site is ready' }).waitFor();
  await calm(page);
  await keep(page, 'ready');
  const visitor = await open(browser);
  await visitor.page.goto(`${host.url}/`);
  await visitor.page.getByRole('link', { name: 'Hello world!' }).first().waitFor();
  assert.deepEqual([...editor.complaints(), ...visitor.complaints()], []);
});

test('a post with every kind of block, a picture dragged in among them', async () => {
  const { page, complaints } = editor;
  await page.getByRole('link', { name: 'Write your first post' }).click();
  await canvas.getByRole('textbox', { name: 'Add title' }).fill(TITLE);
  await page.keyboard.press('Enter');
  await page.keyboard.type('It began on a Saturday.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('## What there was');
  await page.keyboard.press('Enter');
  await page.keyboard.type('- A harbour');
  await page.keyboard.press('Enter');
  await page.keyboard.type('A bench');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await dragIn('dragged.png', picture(640, 400));
  await canvas.locator('figure.wp-block-image img[src*="/wp-content/uploads/"]').waitFor();
  await addBlock('gallery', 'Gallery');
  const chooser = page.waitForEvent('filechooser');
  await canvas.getByRole('document', { name: 'Block: Gallery' }).getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles(['one.png', 'two.png'].map((name) => ({ name, mimeType: 'image/png', buffer: picture(300, 300) })));
  await canvas.locator('figure.wp-block-gallery img[src*="/wp-content/uploads/"]').nth(1).waitFor();
  await addBlock('latest posts', 'Latest Posts');
  await canvas.locator('[data-type="core/latest-posts"]').getByText('Hello world!').waitFor();
  await addBlock('embed', 'Embed');
  await canvas.getByRole('textbox', { name: /URL/ }).fill(`${host.url}/?p=1`);
  await canvas.getByRole('button', { name: 'Embed', exact: true }).click();
  await canvas.locator('[data-type="core/embed"] iframe').waitFor();
  await calm(page);
  await keep(page, 'written');
  const blocks = await page.evaluate(() => window.wp.data.select('core/block-editor').getBlocks().filter(({ name, attributes }) => name !== 'core/paragraph' || attributes.content?.length).map(({ name, isValid }) => [name, isValid]));
  assert.deepEqual(blocks, ['paragraph', 'heading', 'list', 'image', 'gallery', 'latest-posts', 'embed'].map((name) => [`core/${name}`, true]));
  assert.deepEqual(complaints(), []);
});

/** What a file manager does: the file comes over the end of the text and is let go there. */
async function dragIn(name, bytes) {
  const place = canvas.locator('.is-root-container > *').last();
  const data = await place.evaluateHandle((element, [fileName, numbers]) => {
    const view = element.ownerDocument.defaultView;
    const transfer = new view.DataTransfer();
    transfer.items.add(new view.File([new Uint8Array(numbers)], fileName, { type: 'image/png' }));
    return transfer;
  }, [name, [...bytes]]);
  for (const event of ['dragenter', 'dragover', 'drop']) {
    const box = await place.evaluate((element) => element.getBoundingClientRect().toJSON());
    await place.dispatchEvent(event, { dataTransfer: data, clientX: box.x + 20, clientY: box.y + box.height - 2 });
  }
}

async function addBlock(words, title) {
  const { page } = editor;
  await page.evaluate(() => {
    const { insertBlock } = window.wp.data.dispatch('core/block-editor');
    return insertBlock(window.wp.blocks.createBlock('core/paragraph'));
  });
  await page.keyboard.type(`/${words}`);
  await page.getByRole('option', { name: title, exact: true }).click();
}

let address;
test('it is scheduled, and appears when its time has come', async () => {
  const { page, complaints } = editor;
  await openSettings('Post');
  await page.getByRole('button', { name: /Change date/ }).click();
  const due = new Date(Date.now() + 130_000);
  await page.evaluate((date) => window.wp.data.dispatch('core/editor').editPost({ date }), due.toISOString().slice(0, 16) + ':00');
  await keep(page, 'date');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.getByRole('region', { name: 'Editor publish' }).getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.getByRole('region', { name: 'Editor publish' }).getByText('is now scheduled').waitFor();
  await keep(page, 'scheduled');
  const id = await page.evaluate(() => window.wp.data.select('core/editor').getCurrentPostId());
  const visitor = await open(browser);
  await visitor.page.goto(`${host.url}/`);
  assert.equal(await visitor.page.getByRole('link', { name: TITLE }).count(), 0, 'it is there too early');
  const end = Date.now() + UNTIL_DUE;
  while ((await visitor.page.getByRole('link', { name: TITLE }).count()) === 0) {
    assert.ok(Date.now() < end, 'it did not appear');
    await visitor.page.waitForTimeout(1000);
    await visitor.page.reload();
  }
  await visitor.page.getByRole('link', { name: TITLE }).first().click();
  address = visitor.page.url();
  const pictures = visitor.page.locator('figure.wp-block-image img');
  assert.equal(await pictures.count(), 3);
  await visitor.page.locator('.wp-block-gallery').scrollIntoViewIfNeeded();
  await visitor.page.waitForFunction(() => [...document.querySelectorAll('figure.wp-block-image img')].every((image) => image.naturalWidth > 0));
  for (const part of ['.wp-block-heading', '.wp-block-list', '.wp-block-latest-posts', '.wp-block-embed']) {
    assert.ok(await visitor.page.locator(part).count(), `the page has no ${part}`);
  }
  await visitor.page.evaluate(() => scrollTo(0, 0));
  await keep(visitor.page, 'published');
  assert.ok(id > 0);
  assert.deepEqual([...complaints(), ...visitor.complaints()], []);
});

async function openSettings(tab) {
  const { page } = editor;
  const settings = page.getByRole('button', { name: 'Settings', exact: true });
  if ((await settings.getAttribute('aria-expanded')) !== 'true') {
    await settings.click();
  }
  await page.getByRole('region', { name: 'Editor settings' }).getByRole('tab', { name: tab }).click();
}

test('a visitor comments, the comment waits, and is approved by keyboard', async () => {
  const visitor = await open(browser);
  await visitor.page.goto(address);
  await visitor.page.locator('#comment').fill('I know that bench!');
  await visitor.page.locator('#author').fill('Bo');
  await visitor.page.locator('#email').fill('bo@example.org');
  await visitor.page.locator('#commentform [type=submit], .comment-form [type=submit]').first().click();
  await visitor.page.getByText('awaiting moderation').first().waitFor();
  await keep(visitor.page, 'comment-waits');
  const { page, complaints } = editor;
  await visit(page, '/wp-admin/edit-comments.php');
  await page.getByText('I know that bench!').waitFor();
  await keep(page, 'moderation');
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByText('Approved.').first().waitFor();
  const other = await open(browser);
  await other.page.goto(address);
  await other.page.getByText('I know that bench!').waitFor();
  assert.deepEqual([...complaints(), ...visitor.complaints(), ...other.complaints()], []);
});

test('it is edited again, compared with what it was, and taken back', async () => {
  const { page, complaints } = editor;
  await visit(page, '/wp-admin/edit.php');
  await page.getByRole('link', { name: TITLE }).first().click();
  const paragraph = canvas.getByText('It began on a Saturday.');
  await paragraph.click();
  await page.keyboard.press('End');
  await page.keyboard.type(' Or a Sunday.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByTestId('snackbar').getByText('Post updated').first().waitFor();
  await openSettings('Post');
  await page.getByRole('region', { name: 'Editor settings' }).getByRole('button', { name: /revision/i }).click();
  await page.getByRole('slider', { name: 'Revision' }).press('ArrowLeft');
  await calm(page);
  await keep(page, 'revisions');
  await page.getByRole('button', { name: 'Restore', exact: true }).click();
  await page.getByRole('button', { name: 'Exit', exact: true }).waitFor({ state: 'detached' });
  await canvas.getByText('It began on a Saturday.', { exact: true }).waitFor();
  await calm(page);
  await keep(page, 'restored');
  const visitor = await open(browser);
  await visitor.page.goto(address);
  assert.equal(await visitor.page.getByText('Or a Sunday.').count(), 0, 'the page still shows the later text');
  assert.deepEqual([...complaints(), ...visitor.complaints()], []);
});

test('a menu and a logo', async () => {
  const { page, complaints } = editor;
  await visit(page, '/wp-admin/nav-menus.php');
  await page.getByLabel('New menu').fill('Main');
  await page.getByRole('button', { name: 'Create Menu' }).click();
  await page.getByRole('heading', { name: 'Menu structure: Main' }).waitFor();
  await page.getByLabel('URL').fill(`${host.url}/feed/`);
  await page.getByLabel('Link Text').fill('By feed');
  await page.getByRole('button', { name: 'Add to Menu' }).click();
  await page.getByLabel('Navigation Label').first().waitFor();
  await page.getByRole('checkbox', { name: 'Main menu' }).click();
  await page.getByText('Menu locations updated.').first().waitFor();
  await calm(page);
  await keep(page, 'menu');
  await visit(page, '/wp-admin/customize.php');
  await page.getByRole('button', { name: 'Select: Logo' }).click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('dialog', { name: 'Logo' }).getByRole('button', { name: 'Upload', exact: true }).click();
  await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: picture(120, 120) });
  await page.getByRole('button', { name: 'Remove: Logo' }).waitFor();
  await page.getByRole('button', { name: 'Save identity' }).click();
  await page.getByText('Published.').first().waitFor();
  await calm(page);
  await keep(page, 'logo');
  const visitor = await open(browser);
  await visitor.page.goto(`${host.url}/`);
  assert.equal(await visitor.page.getByRole('link', { name: 'By feed' }).count(), 1);
  assert.equal(await visitor.page.locator('.site-logo img').count(), 1);
  await keep(visitor.page, 'menu-and-logo');
  assert.deepEqual([...complaints(), ...visitor.complaints()], []);
});

test('a contributor writes, and may only submit', async () => {
  const { page, complaints } = editor;
  await visit(page, '/wp-admin/user-new.php');
  await page.getByLabel('Username (required)').fill('cleo');
  await page.getByLabel('Email (required)').fill('cleo@example.org');
  await page.getByLabel('Password', { exact: true }).fill(host.password);
  await page.getByLabel('Role').selectOption('contributor');
  await keep(page, 'add-user');
  await page.getByRole('button', { name: 'Add User', exact: true }).click();
  await page.waitForURL(/users\.php/);
  const cleo = await open(browser);
  await signIn(cleo.page, { login: 'cleo', password: host.password });
  await visit(cleo.page, '/wp-admin/post-new.php');
  const paper = cleo.page.frameLocator('iframe[name="editor-canvas"]');
  await paper.getByRole('textbox', { name: 'Add title' }).fill('From a contributor');
  assert.equal(await cleo.page.getByRole('button', { name: 'Publish', exact: true }).count(), 0);
  await cleo.page.getByRole('button', { name: 'Submit for Review', exact: true }).click();
  await cleo.page.getByRole('region', { name: 'Editor publish' }).getByRole('button', { name: 'Submit for Review', exact: true }).click();
  await cleo.page.waitForFunction(() => window.wp.data.select('core/editor').getCurrentPostAttribute('status') === 'pending');
  await calm(cleo.page);
  await keep(cleo.page, 'submitted');
  const refused = await cleo.page.evaluate(async () => {
    const id = window.wp.data.select('core/editor').getCurrentPostId();
    const status = window.wp.data.select('core/editor').getCurrentPostAttribute('status');
    return [status, await window.wp.apiFetch({ path: `/wp/v2/posts/${id}`, method: 'PUT', data: { status: 'publish' } }).catch((error) => error.code)];
  });
  assert.deepEqual(refused, ['pending', 'rest_cannot_publish']);
  assert.deepEqual(complaints(), []);
});
