// A gate for `platen staging check --command="browser=node admin/gates/browser.mjs"`: every changed page is opened in
// Chromium, wide and narrow. Red are errors in the console, what axe finds, and a layout that jumps; of such a page a picture
// is kept, with what jumped framed in red. Nothing but the environment's own front is asked.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { request as ask } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const WINDOWS = { wide: { width: 1280, height: 900 }, narrow: { width: 360, height: 740 } };
/** The most that web.dev calls good. */
const MOST_SHIFT = 0.1;
/** A picture on a slow line comes after the text, and what it pushes away is seen; milliseconds. */
const LATE = 300;
/** How long a page may take to load, and how long an answer; milliseconds. */
const PATIENCE = 20_000;
/** The largest answer, in bytes. */
const LARGEST = 32 << 20;

const site = new URL(process.env.PLATEN_STAGING_URL);
const front = new URL(process.env.PLATEN_STAGING_FRONT);
const paths = readFileSync(process.env.PLATEN_STAGING_PAGES, 'utf8').split('\n').filter(Boolean);
const pictures = process.env.PLATEN_STAGING_ARTEFACTS;

const executablePath = PLACES.find((place) => existsSync(place));
if (!executablePath) {
  console.log('chromium is not installed: apt-get install chromium');
  process.exit(2);
}
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
const found = [];
for (const [name, viewport] of Object.entries(WINDOWS)) {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
  await context.route('**/*', answer);
  for (const path of paths) found.push(...(await look(context, path, name)));
  await context.close();
}
await browser.close();
found.forEach((line) => console.log(line));
process.exit(found.length > 0 ? 1 : 0);

/** The site's own addresses are the front's; others are nobody's. */
async function answer(route) {
  const url = new URL(route.request().url());
  if (url.origin !== site.origin) return route.abort();
  try {
    const fetched = await fetchFromFront(url, route.request());
    if (route.request().resourceType() === 'image') await new Promise((done) => setTimeout(done, LATE));
    await route.fulfill(fetched);
  } catch {
    await route.abort().catch(() => undefined);
  }
}

function fetchFromFront(url, asked) {
  // Compressed answers would have to be taken apart here.
  const headers = { ...asked.headers(), host: site.host, 'accept-encoding': 'identity' };
  const options = { host: front.hostname, port: front.port, path: url.pathname + url.search, method: asked.method(), headers, timeout: PATIENCE };
  return new Promise((fulfil, fail) => {
    const sent = ask(options, (answered) => {
      const parts = [];
      let length = 0;
      answered.on('data', (part) => {
        parts.push(part);
        length += part.length;
        if (length > LARGEST) sent.destroy(new Error(`${url.pathname} is too large`));
      });
      answered.on('end', () => fulfil({ status: answered.statusCode, headers: flat(answered.headers), body: Buffer.concat(parts) }));
      answered.on('error', fail);
    });
    sent.on('timeout', () => sent.destroy(new Error(`${url.pathname}: no answer`)));
    sent.on('error', fail);
    sent.end(asked.postDataBuffer() ?? undefined);
  });
}

function flat(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : value]));
}

async function look(context, path, name) {
  const told = [];
  const page = await context.newPage();
  const isOurs = (address) => !address || address.startsWith(site.origin);
  page.on('console', (message) => message.type() === 'error' && isOurs(message.location().url) && told.push(`the console says: ${message.text()}`));
  page.on('pageerror', (error) => told.push(`a script fails: ${error.message}`));
  try {
    await page.goto(new URL(path, site).href, { waitUntil: 'load', timeout: PATIENCE });
    told.push(...(await jumps(page, path, name)));
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    told.push(...violations.map(({ id, nodes }) => `axe: ${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(' ')).join('; ')}`));
  } catch (error) {
    told.push(`cannot be looked at: ${error.message.split('\n')[0]}`);
  }
  await page.close();
  return told.map((line) => `${path} (${name}): ${line}`);
}

/** What moved without anybody's doing, as the browser itself counts it. */
async function jumps(page, path, name) {
  const { shift, movers } = await page.evaluate(sumOfShifts);
  if (shift <= MOST_SHIFT) return [];
  const file = `layout-${name}${path.replace(/[^a-z0-9]+/gi, '-')}.png`;
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, file) });
  }
  return [`the layout jumps by ${shift.toFixed(2)}, at most ${MOST_SHIFT}: ${movers.join(', ')}; picture ${file}`];
}

/** In the page: sums up the shifts and frames what moved. */
async function sumOfShifts() {
  let shift = 0;
  const moved = new Set();
  const note = (entries) => {
    for (const entry of entries.filter(({ hadRecentInput }) => !hadRecentInput)) {
      shift += entry.value;
      entry.sources?.forEach(({ node }) => node && moved.add(node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement));
    }
  };
  const observer = new PerformanceObserver((list) => note(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  await new Promise((done) => setTimeout(done, 500));
  note(observer.takeRecords());
  moved.forEach((element) => element?.style?.setProperty('outline', '4px solid red'));
  const named = (element) => `<${element.localName}${element.className ? ` class="${element.className}"` : ''}>`;
  return { shift, movers: [...moved].filter(Boolean).slice(0, 5).map(named) };
}
