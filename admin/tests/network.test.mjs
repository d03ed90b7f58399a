// The network's sites, as whoever runs the host sees them: one is cloned, deleted, restored and removed for good; in each
// window the screens are whole meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { calm, launch, open, signIn, visit } from './browser.mjs';
import { faults, keepPicture, sidewaysScroll } from './looks.mjs';

const SITES = '/wp-admin/network/sites.php';
const PATIENCE = 60_000;

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

const row = (page, title) => page.getByRole('row').filter({ hasText: title });

/** Chooses from what can be done with a site. */
async function choose(page, title, action) {
  await row(page, title).getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: action, exact: true }).click();
}

async function looks(page, name) {
  await calm(page);
  await keepPicture(page, name, { fullPage: true });
  return [...(await sidewaysScroll(page, name)), ...(await faults(page, name))];
}

test('a site is cloned, deleted, restored and removed', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  await visit(page, '/wp-admin/network/site-info.php?id=1');
  await page.getByRole('textbox', { name: 'Site Address (URL)' }).fill('http://clone.example');
  await page.getByRole('textbox', { name: 'Site Title' }).fill('The clone');
  await page.getByRole('button', { name: 'Clone this site' }).click();
  await page.getByRole('link', { name: 'http://clone.example' }).waitFor({ timeout: PATIENCE });
  const found = await looks(page, 'network-site-cloned');

  await visit(page, SITES);
  await choose(page, 'The clone', 'Delete');
  await page.getByText(/will be told that it is gone/).waitFor();
  found.push(...(await looks(page, 'network-delete')));
  await page.getByRole('button', { name: 'Delete this site', exact: true }).click();
  await row(page, 'The clone').getByText(/^Deleted, gone on/).waitFor();
  // What a notice is for screen readers is its package's own, and not asked here.
  await page.getByTestId('snackbar').click();
  await page.getByTestId('snackbar').waitFor({ state: 'detached' });
  found.push(...(await looks(page, 'network-deleted')));
  assert.equal(await row(page, 'The clone').getByRole('button', { name: 'Restore' }).count() > 0, true);

  await row(page, 'The clone').getByRole('link', { name: 'The clone' }).click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await page.getByRole('button', { name: 'Suspend this site' }).waitFor();
  await visit(page, SITES);
  await choose(page, 'The clone', 'Delete');
  await page.getByRole('button', { name: 'Delete this site', exact: true }).click();
  await row(page, 'The clone').getByText(/^Deleted, gone on/).waitFor();
  await choose(page, 'The clone', 'Delete permanently');
  await page.getByRole('button', { name: 'Delete this site permanently', exact: true }).click();
  await row(page, 'The clone').waitFor({ state: 'detached' });
  assert.deepEqual([...found, ...complaints()], []);
});

for (const [name, options] of Object.entries({
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
})) {
  test(`a deleted site in a window that is ${name}`, async () => {
    const { page, complaints } = await open(browser, options);
    await signIn(page);
    await visit(page, SITES);
    const id = await page.evaluate(async (url) => {
      const { root, nonce } = window.platenBoot.rest;
      const ask = async (path, method, data) => (await fetch(`${root}platen/v1/sites${path}`, { method, headers: { 'X-WP-Nonce': nonce, 'Content-Type': 'application/json' }, body: JSON.stringify(data) })).json();
      const made = await ask('', 'POST', { url, title: 'Another site', admin_email: 'a@example.com' });
      return (await ask(`/${made.id}`, 'DELETE', {})).id;
    }, `http://${name}.example`);
    await visit(page, SITES);
    const found = await looks(page, `network-deleted-${name}`);
    await visit(page, `/wp-admin/network/site-info.php?id=${id}`);
    found.push(...(await looks(page, `network-site-deleted-${name}`)));
    await visit(page, '/wp-admin/network/site-info.php?id=1');
    found.push(...(await looks(page, `network-site-${name}`)));
    assert.deepEqual([...found, ...complaints()], []);
  });
}
