// Every screen in light, dark and narrow: nothing complains, nothing sticks out at the side, axe finds no fault. With
// PLATEN_PICTURES the pictures are kept there. PLATEN_WAY names one of the windows, or the languages; without it all are
// looked at.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, open, signIn, visit } from './browser.mjs';
import { faults, keepPicture, sidewaysScroll } from './looks.mjs';

const SCREENS = {
  dashboard: '/wp-admin/',
  posts: '/wp-admin/edit.php',
  pages: '/wp-admin/edit.php?post_type=page',
  categories: '/wp-admin/edit-tags.php?taxonomy=category',
  media: '/wp-admin/upload.php',
  comments: '/wp-admin/edit-comments.php',
  themes: '/wp-admin/themes.php',
  widgets: '/wp-admin/widgets.php',
  menus: '/wp-admin/nav-menus.php',
  users: '/wp-admin/users.php',
  'new-user': '/wp-admin/user-new.php',
  profile: '/wp-admin/profile.php',
  tools: '/wp-admin/tools.php',
  import: '/wp-admin/import.php',
  export: '/wp-admin/export.php',
  'site-health': '/wp-admin/site-health.php',
  'export-personal-data': '/wp-admin/export-personal-data.php',
  'erase-personal-data': '/wp-admin/erase-personal-data.php',
  cron: '/wp-admin/cron.php',
  outbox: '/wp-admin/mail.php',
  'audit-log': '/wp-admin/audit-log.php',
  'settings-general': '/wp-admin/options-general.php',
  'settings-writing': '/wp-admin/options-writing.php',
  'settings-reading': '/wp-admin/options-reading.php',
  'settings-discussion': '/wp-admin/options-discussion.php',
  'settings-media': '/wp-admin/options-media.php',
  'settings-permalinks': '/wp-admin/options-permalink.php',
  'settings-privacy': '/wp-admin/options-privacy.php',
  'settings-all': '/wp-admin/options.php',
  customize: '/wp-admin/customize.php',
  sites: '/wp-admin/network/sites.php',
  'network-site': '/wp-admin/network/site-info.php?id=1',
  'network-users': '/wp-admin/network/users.php',
  'network-health': '/wp-admin/network/health.php',
  'network-audit-log': '/wp-admin/network/audit-log.php',
  'new-site': '/wp-admin/network/site-new.php',
  licences: '/wp-admin/credits.php',
  editor: '/wp-admin/post-new.php?post_title=A%20new%20post',
};
/** Screens of what a server may not have yet, by the route that they rest on. */
const WHERE_THERE = {
  jobs: ['/wp-admin/network/jobs.php', '/platen/v1/cron/status'],
  members: ['/wp-admin/members.php', '/platen/v1/members'],
  promotions: ['/wp-admin/promotions.php', '/platen/v1/staging'],
  'network-promotions': ['/wp-admin/network/promotions.php', '/platen/v1/environments'],
};
const WINDOWS = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true },
};
const WAY = process.env.PLATEN_WAY;
assert.ok(!WAY || WAY === 'languages' || WAY in WINDOWS, `there is no way ${WAY}`);
const isAsked = (way) => !WAY || WAY === way;
/** What the packages themselves draw, as WordPress has it too: the editors are looked at for errors, not by axe. */
const NOT_OURS = new Set(['editor']);

let browser;
before(async () => (browser = await launch()));
after(() => browser?.close());

for (const [name, options] of Object.entries(WINDOWS)) {
  test(`every screen, ${name}`, { skip: !isAsked(name) }, async () => {
    const { page, complaints } = await open(browser, options);
    await signIn(page);
    const found = [];
    const routes = await page.evaluate(() => window.platenBoot.routes);
    const there = Object.entries(WHERE_THERE).filter(([, [, route]]) => routes.includes(route)).map(([screen, [path]]) => [screen, path]);
    for (const [screen, path] of [...Object.entries(SCREENS), ...there]) {
      await visit(page, path);
      await keepPicture(page, `${screen}-${name}`);
      found.push(...complaints(), ...(await sidewaysScroll(page, screen)), ...(NOT_OURS.has(screen) ? [] : await faults(page, screen)));
    }
    assert.deepEqual(found, []);
  });
}

/** Screens whose lists ask before something is lost, with what is chosen there. */
const QUESTIONS = { categories: 'Delete', media: 'Delete permanently', comments: 'Reply' };

test('every question of a list is a dialog with a name', { skip: !isAsked('light') }, async () => {
  const { page, complaints } = await open(browser, WINDOWS.light);
  await signIn(page);
  const found = [];
  for (const [screen, choice] of Object.entries(QUESTIONS)) {
    await visit(page, SCREENS[screen]);
    for (const actions of await page.getByRole('button', { name: 'Actions' }).all()) {
      await actions.click();
      const item = page.getByRole('menuitem', { name: choice, exact: true });
      if (await item.count()) {
        await item.click();
        break;
      }
      await page.keyboard.press('Escape');
    }
    await page.getByRole('dialog', { name: choice }).waitFor();
    found.push(...complaints(), ...(await faults(page, `${screen}, asked`)));
  }
  assert.deepEqual(found, []);
});

test('no dialog goes without its heading', { skip: !isAsked('light') }, () => {
  const sources = readdirSync('src', { recursive: true }).filter((file) => file.endsWith('.jsx'));
  const nameless = sources.filter((file) => {
    const source = readFileSync(`src/${file}`, 'utf8');
    return source.includes('hideModalHeader') || /<(Modal|ConfirmDialog)\b(?!\s+title=)/.test(source);
  });
  assert.deepEqual(nameless, []);
});

/** A person's language: the screens speak it, and run the way that it does. */
const LANGUAGES = { de_DE: ['Beiträge', 'ltr'], ar: ['مقالات', 'rtl'] };

for (const [locale, [posts, direction]] of Object.entries(LANGUAGES)) {
  test(`the screens in ${locale}`, { skip: !isAsked('languages') }, async () => {
    const { page, complaints } = await open(browser);
    await signIn(page);
    await chooseLanguage(page, locale);
    const found = complaints();
    for (const screen of ['dashboard', 'posts', 'settings-general', 'profile', 'editor']) {
      await visit(page, SCREENS[screen]);
      await keepPicture(page, `${screen}-${locale}`);
      assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).direction), direction, screen);
      assert.equal(await page.locator('#menu-posts .wp-menu-name').textContent(), posts);
      found.push(...complaints(), ...(await sidewaysScroll(page, screen)), ...(NOT_OURS.has(screen) ? [] : await faults(page, screen)));
    }
    await visit(page, SCREENS.posts);
    assert.equal(await page.locator('#screen h1').first().textContent(), posts);
    await chooseLanguage(page, '');
    assert.deepEqual(found, []);
  });
}

async function chooseLanguage(page, locale) {
  await visit(page, SCREENS.profile);
  const answer = await page.evaluate(async (chosen) => {
    const { root, nonce } = window.platenBoot.rest;
    return (await fetch(`${root}wp/v2/users/me`, { method: 'POST', headers: { 'X-WP-Nonce': nonce, 'Content-Type': 'application/json' }, body: JSON.stringify({ locale: chosen }) })).status;
  }, locale);
  assert.equal(answer, 200);
}
