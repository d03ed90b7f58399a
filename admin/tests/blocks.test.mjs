// Blocks that do something on a visitor's page: pictures that grow, menus that fold, accordions, tabs, searches, files and
// lists that turn their pages. With the mouse and by keyboard, at a desk and on a phone; axe finds no fault.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { host, launch, open, signIn, visit } from './browser.mjs';
import { faults, keepPicture, sidewaysScroll } from './looks.mjs';

const PHONE = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const paragraph = (text) => `<!-- wp:paragraph --><p>${text}</p><!-- /wp:paragraph -->`;

let browser, staff;
before(async () => {
  browser = await launch();
  staff = (await open(browser)).page;
  await signIn(staff);
  await visit(staff, '/wp-admin/edit.php');
});
after(() => browser?.close());

/** Asks the API as somebody of the staff. */
const ask = (path, data) =>
  staff.evaluate(async ([address, given]) => {
    const headers = { 'X-WP-Nonce': window.platenBoot.rest.nonce, 'Content-Type': 'application/json' };
    const answer = await fetch(`/wp-json${address}`, { method: 'POST', headers, body: JSON.stringify(given) });
    return answer.ok ? answer.json() : Promise.reject(new Error(await answer.text()));
  }, [path, data]);

/** Publishes a page with these blocks; its address. */
async function published(title, content, type = 'pages') {
  return (await ask(`/wp/v2/${type}`, { title, content, status: 'publish' })).link;
}

/** A drawn picture in the library. */
const uploaded = (name, colour) =>
  staff.evaluate(async ([file, fill]) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1400, height: 900 });
    const pen = canvas.getContext('2d');
    pen.fillStyle = fill;
    pen.fillRect(0, 0, 1400, 900);
    pen.fillStyle = '#fff';
    pen.fillRect(200, 200, 300, 300);
    const body = await new Promise((done) => canvas.toBlob(done, 'image/png'));
    const headers = { 'X-WP-Nonce': window.platenBoot.rest.nonce, 'Content-Disposition': `attachment; filename="${file}"` };
    const { id, source_url: source } = await (await fetch('/wp-json/wp/v2/media', { method: 'POST', headers, body })).json();
    return { id, source };
  }, [name, colour]);

/** A visitor at this address; `whole` looks at everything that must never be wrong. */
async function read(address, options = {}) {
  const { page, complaints } = await open(browser, options);
  await page.goto(address);
  await page.waitForLoadState('networkidle');
  const whole = async (name) => {
    await keepPicture(page, `blocks-${name}`);
    assert.deepEqual([...complaints(), ...(await faults(page, name)), ...(await sidewaysScroll(page, name))], []);
  };
  return { page, whole };
}

const focused = (page, selector) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector);
const scripts = (page) => page.locator('script').evaluateAll((all) => all.map(({ type, src }) => `${type} ${src.split('/').pop()}`));

test('a page whose blocks need no script has none', async () => {
  const address = await published('Quiet', paragraph('Nothing here moves.') + '<!-- wp:search {"label":"Search"} /-->');
  const { page, whole } = await read(address);
  assert.deepEqual(await scripts(page), []);
  assert.equal(await page.locator('link[rel=modulepreload]').count(), 0);
  await whole('quiet');
});

const picture = ({ id, source }, alt) =>
  `<!-- wp:image {"id":${id},"sizeSlug":"full","linkDestination":"none","lightbox":{"enabled":true}} -->
<figure class="wp-block-image size-full"><img src="${source}" alt="${alt}" class="wp-image-${id}"/></figure>
<!-- /wp:image -->`;

test('a picture grows by click and by keyboard, and Escape puts it back', async () => {
  const address = await published('Hills', picture(await uploaded('hill.png', '#263'), 'A green hill') + paragraph('Below it.'));
  const { page, whole } = await read(address);
  assert.equal((await scripts(page)).filter((script) => script.startsWith('module view-')).length, 1);
  await whole('picture');
  const dialog = page.getByRole('dialog', { name: 'Enlarged image: A green hill' });
  await page.locator('.wp-lightbox-container img').click();
  await dialog.waitFor();
  await page.waitForFunction(() => /hill/.test(document.querySelectorAll('.wp-lightbox-overlay img')[1].currentSrc));
  const large = await dialog.locator('img').last().boundingBox();
  assert.ok(large.width > 900 && large.x >= 0 && large.y >= 0 && large.height < 900, JSON.stringify(large));
  await whole('picture-large');
  await page.keyboard.press('Escape');
  await focused(page, '.lightbox-trigger');
  assert.equal(await dialog.count(), 0);
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Tab');
  await focused(page, '.wp-lightbox-close-button');
  await page.keyboard.press('Enter');
  await focused(page, '.lightbox-trigger');
});

test('the pictures of a gallery lead to one another', async () => {
  const pictures = [picture(await uploaded('one.png', '#722'), 'One'), picture(await uploaded('two.png', '#227'), 'Two')];
  const gallery = `<!-- wp:gallery {"linkTo":"none"} --><figure class="wp-block-gallery has-nested-images columns-default is-cropped">${pictures.join('')}</figure><!-- /wp:gallery -->`;
  const { page, whole } = await read(await published('Both', gallery));
  await page.getByRole('button', { name: 'Enlarge 1 of 2' }).click();
  await page.getByRole('dialog', { name: 'Enlarged image 1 of 2: One' }).waitFor();
  await whole('gallery');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('dialog', { name: 'Enlarged image 2 of 2: Two' }).waitFor();
  await page.getByRole('button', { name: 'Previous' }).click();
  await page.getByRole('dialog', { name: 'Enlarged image 1 of 2: One' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await focused(page, '.lightbox-trigger');
});

const link = (label) => `<!-- wp:navigation-link {"label":"${label}","url":"/${label.toLowerCase()}/","kind":"custom"} /-->`;
const menu = (options) => `<!-- wp:navigation ${JSON.stringify(options)} -->
${link('First')}<!-- wp:navigation-submenu {"label":"More","url":"/more/","kind":"custom"} -->${link('Deep')}<!-- /wp:navigation-submenu -->${link('Last')}
<!-- /wp:navigation -->`;

test('a menu folds on a phone, opens, keeps the focus and closes with Escape', async () => {
  const { page, whole } = await read(await published('Menu', menu({ ariaLabel: 'Places' }) + paragraph('Text.')), PHONE);
  const places = page.getByRole('navigation', { name: 'Places' });
  assert.ok(!(await places.getByRole('link', { name: 'First' }).isVisible()));
  await whole('menu-folded');
  await places.getByRole('button', { name: 'Open menu' }).click();
  const dialog = page.getByRole('dialog', { name: 'Menu' });
  await dialog.getByRole('link', { name: 'First' }).waitFor();
  assert.ok(await dialog.getByRole('link', { name: 'Deep' }).isVisible());
  await whole('menu-open');
  for (let times = 0; times < 9; times++) {
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => !!document.activeElement.closest('.is-menu-open')), `the focus left after ${times}`);
  }
  await page.keyboard.press('Escape');
  await focused(page, '.wp-block-navigation__responsive-container-open');
  assert.equal(await dialog.count(), 0);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Close menu' }).click();
  assert.ok(!(await places.getByRole('link', { name: 'First' }).isVisible()));
});

test('a submenu opens by click and by keyboard', async () => {
  const { page, whole } = await read(await published('Submenu', menu({ ariaLabel: 'Places', openSubmenusOnClick: true })));
  const places = page.getByRole('navigation', { name: 'Places' });
  const [more, deep] = [places.getByRole('button', { name: 'More' }), places.getByRole('link', { name: 'Deep' })];
  assert.ok(!(await deep.isVisible()));
  await more.click();
  await deep.waitFor();
  assert.equal(await more.getAttribute('aria-expanded'), 'true');
  await whole('submenu');
  await page.keyboard.press('Escape');
  await deep.waitFor({ state: 'hidden' });
  await focused(page, '.wp-block-navigation-submenu__toggle');
  await page.keyboard.press('Enter');
  await deep.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await deep.waitFor({ state: 'hidden' });
});

test('an accordion opens one item and closes the other', async () => {
  const item = (question, answer, isOpen) => `<!-- wp:accordion-item ${isOpen ? '{"openByDefault":true} ' : ''}-->
<div class="wp-block-accordion-item${isOpen ? ' is-open' : ''}"><!-- wp:accordion-heading -->
<h3 class="wp-block-accordion-heading has-icon has-icon-right"><button type="button" class="wp-block-accordion-heading__toggle"><span class="wp-block-accordion-heading__toggle-title">${question}</span><span class="wp-block-accordion-heading__toggle-icon" aria-hidden="true">+</span></button></h3>
<!-- /wp:accordion-heading --><!-- wp:accordion-panel -->
<div role="region" class="wp-block-accordion-panel">${paragraph(answer)}</div>
<!-- /wp:accordion-panel --></div><!-- /wp:accordion-item -->`;
  const items = item('Who?', 'We.', true) + item('When?', 'Now.', false);
  const content = `<!-- wp:heading --><h2 class="wp-block-heading">Questions</h2><!-- /wp:heading --><!-- wp:accordion {"autoclose":true} --><div role="group" class="wp-block-accordion">${items}</div><!-- /wp:accordion -->`;
  const { page, whole } = await read(await published('Accordion', content));
  const answers = ['We.', 'Now.'].map((text) => page.getByText(text, { exact: true }));
  const shown = async () => Promise.all(answers.map((answer) => answer.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true }))));
  assert.deepEqual(await shown(), [true, false]);
  await whole('accordion');
  const when = page.getByRole('button', { name: 'When?' });
  await when.click();
  assert.deepEqual([await shown(), await when.getAttribute('aria-expanded')], [[false, true], 'true']);
  await page.keyboard.press('Enter');
  assert.deepEqual([await shown(), await when.getAttribute('aria-expanded')], [[false, false], 'false']);
  await whole('accordion-closed');
});

test('tabs are chosen by arrow keys and by click', async () => {
  const panel = (text) => `<!-- wp:tab-panel --><section class="wp-block-tab-panel" role="tabpanel" tabindex="0">${paragraph(text)}</section><!-- /wp:tab-panel -->`;
  const button = (label) => `<button type="button" role="tab">${label}</button>`;
  const content = `<!-- wp:tabs --><div class="wp-block-tabs"><!-- wp:tab-list {"tabs":[{"label":"Tea"},{"label":"Milk"}]} --><div class="wp-block-tab-list" role="tablist">${button('Tea')}${button('Milk')}</div><!-- /wp:tab-list --><!-- wp:tab-panels --><div class="wp-block-tab-panels">${panel('Green tea.')}${panel('Cold milk.')}</div><!-- /wp:tab-panels --></div><!-- /wp:tabs -->`;
  const { page, whole } = await read(await published('Tabs', content + content));
  const [tea, milk] = ['Tea', 'Milk'].map((name) => page.getByRole('tab', { name }).first());
  const selected = async () => Promise.all([tea, milk].map((tab) => tab.getAttribute('aria-selected')));
  assert.deepEqual(await selected(), ['true', 'false']);
  await whole('tabs');
  await tea.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  assert.deepEqual(await selected(), ['false', 'true']);
  const shown = await page.getByRole('tabpanel').evaluateAll((all) => all.map((one) => !one.hidden && one.textContent.trim()));
  assert.deepEqual(shown.filter(Boolean), ['Cold milk.', 'Green tea.'], 'the second block keeps its own tab');
  await whole('tabs-second');
  await tea.click();
  assert.deepEqual(await selected(), ['true', 'false']);
});

test('a search shows its field when its button is pressed', async () => {
  const search = '<!-- wp:search {"label":"Find","showLabel":false,"buttonText":"Find","buttonPosition":"button-only","buttonUseIcon":true} /-->';
  const { page, whole } = await read(await published('Search', search));
  const button = page.getByRole('button', { name: 'Expand search field' });
  assert.equal(await button.getAttribute('aria-expanded'), 'false');
  await whole('search');
  await button.click();
  await focused(page, '.wp-block-search__input');
  await whole('search-open');
  await page.keyboard.press('Escape');
  await button.waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('paper');
  await page.keyboard.press('Enter');
  await page.waitForURL(/[?&/](s=|search\/)paper/);
});

test('a PDF is shown in its page where the browser can', async () => {
  const { source } = await uploaded('stands-for-a-pdf.png', '#555');
  const content = `<!-- wp:file {"href":"${source}","displayPreview":true} --><div class="wp-block-file"><object class="wp-block-file__embed" data="${source}" type="image/png" style="width:100%;height:200px" aria-label="Plan"></object><a href="${source}">Plan</a></div><!-- /wp:file -->`;
  const { page, whole } = await read(await published('File', content));
  const embedded = page.locator('object[aria-label="Embed of Plan."]');
  assert.equal(await embedded.evaluate((element) => !element.hidden), await page.evaluate(() => navigator.pdfViewerEnabled));
  await whole('file');
});

test('a list turns its pages without loading the whole page', async () => {
  for (const title of ['Alpha', 'Beta', 'Gamma']) await published(title, paragraph(title), 'posts');
  const query = '{"queryId":7,"query":{"perPage":1,"postType":"post","order":"asc","orderBy":"title","inherit":false},"enhancedPagination":true}';
  const content = `<!-- wp:query ${query} --><div class="wp-block-query"><!-- wp:post-template --><!-- wp:post-title {"isLink":true} /--><!-- /wp:post-template --><!-- wp:query-pagination --><!-- wp:query-pagination-previous /--><!-- wp:query-pagination-numbers /--><!-- wp:query-pagination-next /--><!-- /wp:query-pagination --></div><!-- /wp:query -->`;
  const { page, whole } = await read(await published('Turning', content));
  await page.evaluate(() => (window.isTheSamePage = true));
  const list = page.locator('.wp-block-query');
  await list.getByRole('link', { name: 'Alpha' }).waitFor();
  await whole('list');
  await list.getByRole('link', { name: 'Next Page' }).click();
  await list.getByRole('link', { name: 'Beta' }).waitFor();
  await page.waitForURL(/query-7-page=2/);
  await page.goBack();
  await list.getByRole('link', { name: 'Alpha' }).waitFor();
  assert.ok(await page.evaluate(() => window.isTheSamePage));
  await whole('list-again');
});

test('a line grows until it fills its place', async () => {
  const { page, whole } = await read(await published('Large', '<!-- wp:heading {"fitText":true} --><h2 class="wp-block-heading has-fit-text">Wide as can be</h2><!-- /wp:heading -->'));
  await page.waitForFunction(() => parseFloat(document.querySelector('.has-fit-text').style.fontSize) > 60);
  await whole('line');
});

test('each of several posts on a page has blocks of its own', async () => {
  const content = picture(await uploaded('many.png', '#363'), 'Many');
  await ask('/wp/v2/posts', { title: 'Many', content, status: 'publish' });
  await ask('/wp/v2/posts', { title: 'Many more', content, status: 'publish' });
  const { page } = await read(host.url);
  const ids = await page.locator('[id]').evaluateAll((all) => all.map(({ id }) => id));
  assert.deepEqual(ids.filter((id, place) => ids.indexOf(id) !== place), []);
});
