// A browser for the tests: it notes everything that a console, a policy or a server complains about.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Where the tested host answers, and who may sign in there. */
export const host = {
  url: required('PLATEN_URL'),
  login: required('PLATEN_LOGIN'),
  password: required('PLATEN_PASSWORD'),
};

function required(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set: these tests are started by \`make test FILTER=browser\``);
  return value;
}

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
/** A preview that was replaced while it loaded, and requests that a closed page gave up. */
const HARMLESS = /ERR_ABORTED/;

/** One browser for all windows of a test file. */
export async function launch() {
  const executablePath = PLACES.find((place) => existsSync(place));
  assert.ok(executablePath, 'chromium is not installed: `apt-get install chromium`, or `make setup-tests` as root');
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

/** A window with a person's session. `complaints()` empties and answers what was complained about since. */
export async function open(browser, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  // Avatars are another host's, and tests are not its business.
  await context.route('https://secure.gravatar.com/**', (route) => route.fulfill({ contentType: 'image/gif', body: PIXEL }));
  const heard = [];
  context.on('page', (page) => listen(page, heard));
  const page = await context.newPage();
  return { context, page, complaints: () => heard.splice(0) };
}

/** What each page still waits for. */
const pending = new WeakMap();
/** So long nothing may be asked for until a screen counts as whole, and so long that may take; milliseconds. */
const CALM = 500;
const PATIENCE = 30_000;

function listen(page, heard) {
  const asked = new Set();
  pending.set(page, asked);
  // The editor asks by OPTIONS what may be done and reads the headers alone: to the browser such an answer never ends.
  page.on('request', (request) => request.method() !== 'OPTIONS' && asked.add(request));
  page.on('requestfinished', (request) => asked.delete(request));
  page.on('requestfailed', (request) => asked.delete(request));
  const hear = (text) => HARMLESS.test(text) || heard.push(`${page.url()}: ${text}`);
  page.on('console', (message) => message.type() === 'error' && hear(message.text()));
  page.on('pageerror', (error) => hear(error.message));
  page.on('response', (answer) => answer.status() >= 400 && hear(`${answer.status()} ${answer.request().method()} ${answer.url()}`));
}

/** Through the form, as people do. */
export async function signIn(page, { login, password } = host) {
  await page.goto(`${host.url}/wp-login.php`);
  await page.fill('#user_login', login);
  await page.fill('#user_pass', password);
  await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')]);
}

/** A page of the staff's side whose screen has been drawn and has all that it asked for. */
export async function visit(page, path) {
  await page.goto(`${host.url}${path}`);
  await page.waitForSelector('#screen h1, .editor-header, .edit-site-layout', { timeout: PATIENCE });
  await calm(page);
}

/** Until the page has all that it asked for. */
export async function calm(page) {
  const asked = pending.get(page);
  const end = Date.now() + PATIENCE;
  for (let since = Date.now(); Date.now() - since < CALM; await page.waitForTimeout(50)) {
    if (asked.size > 0) since = Date.now();
    assert.ok(Date.now() < end, `no answer yet to ${[...asked].map((request) => request.url())}`);
  }
}
