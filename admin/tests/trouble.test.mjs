// What goes wrong while somebody writes: nothing that was typed is lost, and a sentence says what happened.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calm, host, launch, open, signIn, visit } from './browser.mjs';

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** A window with a draft that was saved once. */
async function draft(title, text = 'Before.') {
  const { page, context, complaints } = await open(browser);
  await signIn(page);
  await visit(page, `/wp-admin/post-new.php?post_title=${encodeURIComponent(title)}&content=${encodeURIComponent(text)}`);
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByText(text).waitFor();
  await save(page);
  await page.waitForURL(/post\.php\?post=\d+/);
  return { page, context, canvas, complaints };
}

const save = (page) => page.keyboard.press('Control+s');
const content = (page) => page.evaluate(() => window.wp.data.select('core/editor').getEditedPostContent());
const saved = (page) =>
  page.evaluate(async () => {
    const id = window.wp.data.select('core/editor').getCurrentPostId();
    return (await window.wp.apiFetch({ path: `/wp/v2/posts/${id}?context=edit&_=${Math.random()}` })).content.raw;
  });
const until = async (page, is, what) => {
  const end = Date.now() + 40_000;
  while (!(await is())) {
    assert.ok(Date.now() < end, what);
    await page.waitForTimeout(300);
  }
};

async function type(page, canvas, text) {
  await canvas.getByText('Before.').click();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.keyboard.type(text);
}

test('without a connection the text is kept, a sentence says so, and it is saved once there is one', async () => {
  const { page, context, canvas } = await draft('Offline');
  await context.setOffline(true);
  await type(page, canvas, 'Typed in a tunnel.');
  await save(page);
  await page.locator('.components-notice.is-error').first().waitFor();
  assert.match(await content(page), /Typed in a tunnel/);
  await context.setOffline(false);
  await until(page, async () => /Typed in a tunnel/.test(await saved(page).catch(() => '')), 'it was not saved');
});

test('what was typed without a connection is found again in the browser after a crash', async () => {
  const { page, context, canvas } = await draft('Crash');
  await page.evaluate(() => window.wp.data.dispatch('core/editor').updateEditorSettings({ localAutosaveInterval: 1 }));
  await context.setOffline(true);
  await type(page, canvas, 'Not yet on the server.');
  await until(page, () => page.evaluate(() => Object.values(sessionStorage).some((kept) => kept.includes('Not yet on the server'))), 'nothing is kept in the browser');
  const address = page.url();
  await page.goto('about:blank');
  await context.setOffline(false);
  await page.goto(address);
  await page.getByText('The backup of this post in your browser is different').first().waitFor();
  await page.getByRole('button', { name: 'Restore the backup' }).click();
  await canvas.getByText('Not yet on the server.').waitFor();
});

test('what was kept on the server since the last save is offered at the next opening, and shown', async () => {
  const { page, canvas } = await draft('Autosaved');
  await page.evaluate(() => window.wp.data.dispatch('core/editor').editPost({ status: 'publish' }));
  await save(page);
  await page.getByText('Post published.').first().waitFor();
  // An autosave of the very second in which the post was saved is no newer.
  await page.waitForTimeout(1100);
  await type(page, canvas, 'Kept on the server.');
  await page.evaluate(async () => {
    await window.wp.data.dispatch('core/editor').autosave();
    sessionStorage.clear();
  });
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await page.getByText('There is an autosave of this post that is more recent').first().waitFor();
  await page.getByRole('button', { name: 'View the autosave' }).click();
  await canvas.getByText('Kept on the server.').waitFor();
});

test('a session that ends in the middle is begun again in place, and the save goes through', async () => {
  const { page, context, canvas } = await draft('Expired');
  await type(page, canvas, 'Typed after the session had ended.');
  await context.clearCookies();
  await save(page);
  const form = page.frameLocator('#wp-auth-check-frame');
  await form.getByText('Your session has expired').waitFor();
  await form.locator('#user_login').fill(host.login);
  await form.locator('#user_pass').fill(host.password);
  await form.locator('#wp-submit').click();
  await page.locator('#wp-auth-check-wrap').waitFor({ state: 'detached' });
  await until(page, async () => /after the session had ended/.test(await saved(page)), 'it was not saved');
  assert.equal(await page.locator('.components-notice.is-error').count(), 0);
});

test('a screen that stood open asks for the sign-in too, and then does what was asked', async () => {
  const { page, context } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/profile.php');
  await page.getByLabel('First Name').fill('Ann');
  await context.clearCookies();
  await page.getByRole('button', { name: 'Update Profile' }).click();
  const form = page.frameLocator('#wp-auth-check-frame');
  await form.locator('#user_login').fill(host.login);
  await form.locator('#user_pass').fill(host.password);
  await form.locator('#wp-submit').click();
  await page.getByText('Profile updated.').first().waitFor();
});

test('a 500 in the middle of saving is told, and the next save goes through', async () => {
  const { page, canvas } = await draft('Broken');
  await page.route('**/wp-json/wp/v2/posts/*', (route) =>
    route.request().method() === 'POST' ? route.fulfill({ status: 500, contentType: 'application/json', body: JSON.stringify({ code: 'internal_server_error', message: 'Something went wrong. (Request test-1)', data: { status: 500 } }) }) : route.continue()
  );
  await type(page, canvas, 'Typed before the fire.');
  await save(page);
  await page.locator('.components-notice.is-error').filter({ hasText: 'test-1' }).first().waitFor();
  assert.match(await content(page), /Typed before the fire/);
  await page.unroute('**/wp-json/wp/v2/posts/*');
  await type(page, canvas, 'And after it.');
  await save(page);
  await until(page, async () => /Typed before the fire/.test(await saved(page)), 'it was not saved');
});

test('an error page instead of JSON is told as well', async () => {
  const { page, canvas } = await draft('Proxy');
  await page.route('**/wp-json/wp/v2/posts/*', (route) => (route.request().method() === 'POST' ? route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad gateway</h1>' }) : route.continue()));
  await type(page, canvas, 'Typed.');
  await save(page);
  await page.locator('.components-notice.is-error').first().waitFor();
  assert.match(await content(page), /Typed\./);
});

test('scripts in a title stay text, in the editor, the lists and on the page', async () => {
  const title = '<script>window.hacked=1</script><img src=x onerror="window.hacked=2">';
  const { page, canvas } = await draft(title);
  const id = await page.evaluate(() => window.wp.data.select('core/editor').getCurrentPostId());
  await canvas.getByText('Before.').waitFor();
  const looksHarmless = async (window, path) => {
    await window.goto(`${host.url}${path}`);
    await calm(window);
    assert.equal(await window.evaluate(() => globalThis.hacked), undefined, `a script ran on ${path}`);
  };
  for (const path of ['/wp-admin/edit.php?post_status=draft', '/wp-admin/', `/wp-admin/post.php?post=${id}&action=edit`]) {
    await looksHarmless(page, path);
  }
  // Administrators may write any HTML; what an author writes is cleaned before it is kept.
  const login = `author${Date.now()}`;
  await page.evaluate((user) => window.wp.apiFetch({ path: '/wp/v2/users', method: 'POST', data: user }), { username: login, email: `${login}@example.org`, password: host.password, roles: ['author'] });
  const author = await open(browser);
  await signIn(author.page, { login, password: host.password });
  await visit(author.page, '/wp-admin/post-new.php');
  const link = await author.page.evaluate(async (words) => (await window.wp.apiFetch({ path: '/wp/v2/posts', method: 'POST', data: { title: words, content: words, status: 'publish' } })).link, title);
  const visitor = await open(browser);
  await looksHarmless(visitor.page, new URL(link).pathname);
  await looksHarmless(visitor.page, '/');
});

test('a file of a kind that is refused is named in a sentence', async () => {
  const { page } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/upload.php');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Select Files' }).click();
  await (await chooser).setFiles({ name: 'program.exe', mimeType: 'application/octet-stream', buffer: Buffer.from('MZ') });
  await page.getByText('not allowed to upload this file type').first().waitFor();
});

test('text from a word processor comes in as blocks, right to left and with emoji', async () => {
  const { page, canvas } = await draft('Pasted');
  await type(page, canvas, '');
  const word = '<html xmlns:o="urn:schemas-microsoft-com:office:office"><body><!--StartFragment--><p class="MsoNormal"><b><span lang="DE">Aus Word</span></b><o:p></o:p></p><h2>مرحبا 👋🏽</h2><ul><li>eins</li></ul><!--EndFragment--></body></html>';
  await canvas.locator('[data-type="core/paragraph"]').last().evaluate((element, html) => {
    const view = element.ownerDocument.defaultView;
    const clipboardData = new view.DataTransfer();
    clipboardData.setData('text/html', html);
    element.dispatchEvent(new view.ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, word);
  await canvas.getByText('Aus Word').waitFor();
  await save(page);
  await until(page, async () => /مرحبا 👋🏽/u.test(await saved(page)), 'it was not saved');
  assert.doesNotMatch(await saved(page), /Mso|o:p/);
});

test('a crash of a screen shows what a person can do, never a blank page', async () => {
  const { page } = await open(browser);
  await signIn(page);
  await page.route('**/wp-json/wp/v2/types*', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: 'null' }));
  await page.route('**/wp-json/platen/v1/visits*', (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '[{"day":null}]' }));
  await page.goto(`${host.url}/wp-admin/`);
  await page.locator('#screen h1').waitFor();
});
