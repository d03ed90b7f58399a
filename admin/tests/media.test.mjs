// The media library by keyboard: a picture comes in, its focal point is named, and its thumbnail is cut around it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { calm, launch, open, signIn, visit } from './browser.mjs';
import { picture } from './picture.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.PLATEN_PICTURES;
const WINDOWS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
};

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

test('a focal point is named by keyboard, and the thumbnail follows', async () => {
  const { page, complaints } = await open(browser);
  await signIn(page);
  const item = await upload(page);
  assert.match(await thumbnailOf(page, item), /-150x150\.png$/);
  await openDesk(page, item);
  const save = page.getByRole('button', { name: 'Save focal point' });
  assert.equal(await save.getAttribute('aria-disabled'), 'true', 'nothing is to be saved yet');
  await choose(page, 'Focal point left position', '10');
  await choose(page, 'Focal point top position', '75');
  await save.focus();
  await page.keyboard.press('Enter');
  await page.getByText('The sizes are cut anew in the background').first().waitFor();
  const end = Date.now() + 60_000;
  while (!/-150x150-10x75\.png$/.test(await thumbnailOf(page, item))) {
    assert.ok(Date.now() < end, `still ${await thumbnailOf(page, item)}`);
    await page.waitForTimeout(100);
  }
  await openDesk(page, item);
  assert.equal(await page.getByLabel('Focal point left position').inputValue(), '10', 'it is kept');
  await page.getByRole('button', { name: 'Back to the middle' }).click();
  assert.equal(await page.getByLabel('Focal point left position').inputValue(), '50');
  assert.deepEqual(complaints(), []);
});

for (const [name, options] of Object.entries(WINDOWS)) {
  test(`the focal point's desk, ${name}`, async () => {
    const { page, complaints } = await open(browser, options);
    await signIn(page);
    await openDesk(page, await upload(page));
    if (PICTURES) {
      mkdirSync(PICTURES, { recursive: true });
      await page.screenshot({ path: `${PICTURES}/focal-point-${name}.png` });
    }
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, 'nothing sticks out at the side');
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run({ exclude: [['#a11y-speak-intro-text']] }, { resultTypes: ['violations'] }));
    assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' '))}`), []);
    assert.deepEqual(complaints(), []);
  });
}

/** Chosen with the button, as people do; its number once its sizes are made. */
async function upload(page) {
  await visit(page, '/wp-admin/upload.php');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Select Files' }).click();
  const answer = page.waitForResponse((found) => found.url().includes('/wp/v2/media') && found.request().method() === 'POST');
  await (await chooser).setFiles({ name: 'harbour.png', mimeType: 'image/png', buffer: picture(1200, 800) });
  const { id } = await (await answer).json();
  await calm(page);
  const end = Date.now() + 60_000;
  while (!(await thumbnailOf(page, id))) {
    assert.ok(Date.now() < end, 'its sizes are made');
    await page.waitForTimeout(100);
  }
  return id;
}

async function thumbnailOf(page, id) {
  const { root, nonce } = await page.evaluate(() => window.platenBoot.rest);
  const told = await page.evaluate(async ([address, proof]) => (await fetch(address, { headers: { 'X-WP-Nonce': proof } })).json(), [`${root}wp/v2/media/${id}`, nonce]);
  return told.media_details.sizes?.thumbnail?.file;
}

async function openDesk(page, id) {
  await visit(page, `/wp-admin/upload.php?item=${id}`);
  await page.getByRole('button', { name: 'Focal point', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByLabel('Focal point left position').waitFor();
  await calm(page);
}

/** Typed, and left with the tabulator. */
async function choose(page, label, percent) {
  const field = page.getByLabel(label);
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type(percent);
  await page.keyboard.press('Tab');
  assert.equal(await field.inputValue(), percent);
}
