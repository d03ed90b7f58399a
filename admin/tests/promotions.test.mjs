// The way of a change: edited in an environment, seen and decided in the room, checked, promoted, read by a visitor, taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calm, host, launch, open, signIn, visit } from './browser.mjs';

/** Where the copy answers. */
const STAGING = process.env.PLATEN_STAGING;
/** The gates copy databases and open pages in a browser of their own. */
const PATIENCE = 180_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

/** What a person changes of a post, over the API of the page that is open. */
const change = (page, id, fields) =>
  page.evaluate(async ([post, data]) => {
    const { root, nonce } = window.platenBoot.rest;
    const headers = { 'X-WP-Nonce': nonce, 'Content-Type': 'application/json' };
    return (await fetch(`${root}wp/v2/posts/${post}`, { method: 'POST', headers, body: JSON.stringify(data) })).status;
  }, [id, fields]);

const idOf = (page, title) =>
  page.evaluate(async (text) => {
    const { root, nonce } = window.platenBoot.rest;
    const found = await (await fetch(`${root}wp/v2/posts?search=${encodeURIComponent(text)}`, { headers: { 'X-WP-Nonce': nonce } })).json();
    return found[0].id;
  }, title);

test('what is edited in staging is seen, decided, checked and promoted in the room, and taken back', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  const id = await idOf(page, 'Opening hours');
  assert.equal(await change(page, id, { title: 'Opening hours in winter' }), 200);
  await editInStaging(id);
  await visit(page, '/wp-admin/network/promotions.php');
  await page.getByRole('link', { name: /Open Rooms/ }).click();
  await page.getByRole('button', { name: 'Make a plan' }).click();
  await page.getByRole('heading', { name: 'Posts 2 changed' }).waitFor();
  await calm(page);
  const conflict = page.getByRole('region', { name: 'Conflict: Title' });
  assert.deepEqual(await conflict.getByRole('row').nth(1).getByRole('cell').allTextContents(), ['Opening hours in winter', 'Opening hours in summer']);
  assert.deepEqual(await conflict.locator('ins, del').allTextContents(), ['winter', 'summer']);
  assert.equal(await page.getByRole('button', { name: 'Promote…' }).isDisabled(), true, 'an open conflict is promoted');

  await conflict.getByRole('radio', { name: 'Write it anew, out of both' }).check();
  await conflict.getByRole('textbox', { name: 'Title' }).fill('Opening hours all year');
  await conflict.getByRole('button', { name: 'Take this text' }).click();
  await page.getByText('You decided something that this plan does not have yet').first().waitFor();
  await page.getByRole('button', { name: 'Make it anew' }).click();
  // The new plan is there: the one before it said that all are decided, too.
  await page.locator('.components-notice', { hasText: 'You decided something' }).waitFor({ state: 'detached' });
  await page.getByText('All are decided.').or(page.getByText('Both sides get along.')).first().waitFor();

  await page.getByRole('button', { name: 'Gates', exact: true }).click();
  await page.getByText('Gates to leave out').click();
  // On a machine that does other things besides, a page's time says little.
  await page.getByRole('checkbox', { name: 'Weight and speed' }).uncheck();
  await page.getByRole('button', { name: 'Ask the gates' }).click();
  await page.getByText('All gates let it through.').waitFor({ timeout: PATIENCE });
  const row = (gate) => page.getByRole('row', { name: new RegExp(`^${gate} `) });
  assert.match(await row('links').textContent(), /Passed/);
  assert.match(await row('budget').textContent(), /Switched off/);
  await page.getByRole('tab', { name: /^Changes/ }).click();
  await page.getByRole('button', { name: 'Opening hours all year' }).or(page.getByRole('button', { name: 'Opening hours in summer' })).first().click();
  const after = page.locator('.pictures img').nth(1);
  await after.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelectorAll('.pictures img')[1]?.naturalWidth > 0);
  assert.equal(await after.evaluate((image) => image.naturalWidth), 1280, 'the picture is not shown');

  await page.getByRole('button', { name: 'Promote…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Promote', exact: true }).click();
  await page.getByText(/It is on production, as promotion \d+/).waitFor({ timeout: 60_000 });
  const visitor = await open(browser);
  await visitor.page.goto(`${host.url}/`);
  assert.equal(await visitor.page.getByText('Opening hours all year').count() > 0, true, 'the visitor sees nothing of it');

  await page.getByRole('tab', { name: 'Log' }).click();
  await page.getByRole('button', { name: /^Take promotion \d+ back$/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await page.getByText('Taken back').first().waitFor({ timeout: 60_000 });
  await visitor.page.goto(`${host.url}/`);
  assert.equal(await visitor.page.getByText('Opening hours in winter').count() > 0, true, 'what production had is not back');
  assert.deepEqual([...complaints(), ...visitor.complaints()], []);
});

test('the keyboard opens a change and closes it', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/promotions.php');
  const toggle = page.locator('.change__toggle').first();
  await toggle.focus();
  const before = await toggle.getAttribute('aria-expanded');
  await page.keyboard.press('Enter');
  assert.notEqual(await toggle.getAttribute('aria-expanded'), before);
  assert.deepEqual(complaints(), []);
});

/** In the block editor of the copy: one title and one text. */
async function editInStaging(id) {
  const { page, context, complaints } = await open(browser);
  await page.goto(`${STAGING}/wp-login.php`);
  await page.fill('#user_login', host.login);
  await page.fill('#user_pass', host.password);
  await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')]);
  await page.goto(`${STAGING}/wp-admin/post.php?post=${id}&action=edit`);
  const canvas = page.frameLocator('iframe[name="editor-canvas"]');
  await canvas.getByRole('textbox', { name: 'Add title' }).fill('Opening hours in summer');
  await page.keyboard.press('Control+s');
  await page.getByText('Post updated.').first().waitFor();
  const other = await idOf(page, 'The bakery');
  assert.equal(await change(page, other, { content: '<!-- wp:paragraph --><p>From six to eight.</p><!-- /wp:paragraph -->' }), 200);
  assert.deepEqual(complaints(), []);
  await context.close();
}
