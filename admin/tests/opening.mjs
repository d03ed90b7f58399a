// From click to typing, in Platen and in WordPress by turns: started by `make bench FILTER=opening`, which reads what it prints.
import { launch, host } from './browser.mjs';

const ROUNDS = 5;
const PATIENCE = 60_000;
const SITES = {
  platen: { url: host.url, post: process.env.PLATEN_POST },
  wordpress: { url: process.env.WORDPRESS_URL, post: process.env.WORDPRESS_POST },
};

const browser = await launch();
const taken = { platen: { first: [], again: [], bytes: [], requests: [] }, wordpress: { first: [], again: [], bytes: [], requests: [] } };
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, site] of Object.entries(SITES)) {
    const { first, again, bytes, requests } = await openTwice(site);
    taken[name].first.push(first);
    taken[name].again.push(again);
    taken[name].bytes.push(bytes);
    taken[name].requests.push(requests);
  }
}
await browser.close();
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const figures = ({ first, again, bytes, requests }) => ({
  first_ms: median(first), again_ms: median(again), bytes: median(bytes), requests: median(requests), rounds: { first, again },
});
console.log(JSON.stringify({ platen: figures(taken.platen), wordpress: figures(taken.wordpress) }));

/** A browser with nothing kept but the sign-in, which has the list of posts before it. */
async function atTheList(site) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // Other hosts are nobody's business here.
  await context.route((address) => address.origin !== site.url && address.protocol.startsWith('http'), (route) => route.abort());
  const page = await context.newPage();
  await page.goto(`${site.url}/wp-login.php`);
  await page.fill('#user_login', host.login);
  await page.fill('#user_pass', host.password);
  await Promise.all([page.waitForURL(/wp-admin/), page.click('#wp-submit')]);
  return { context, page };
}

/** From a click in the list to a typed letter that stands in the text; the second time with what the first has loaded. */
async function openTwice(site) {
  const { context, page } = await atTheList(site);
  const loaded = await listen(page);
  await page.goto(`${site.url}/wp-admin/edit.php`);
  const link = `a[href*="post.php?post=${site.post}&action=edit"]`;
  await page.waitForSelector(link, { timeout: PATIENCE });
  await settle(page, loaded);
  loaded.bytes = loaded.requests = 0;
  const first = await untilTyping(page, link);
  await settle(page, loaded);
  const { bytes, requests } = loaded;
  page.on('dialog', (dialog) => dialog.accept());
  await page.goto(`${site.url}/wp-admin/edit.php`);
  await page.waitForSelector(link, { timeout: PATIENCE });
  await settle(page, loaded);
  const again = await untilTyping(page, link);
  await context.close();
  return { first, again, bytes, requests };
}

/** Counts what comes over the wire, headers and all. */
async function listen(page) {
  const loaded = { bytes: 0, requests: 0, last: Date.now() };
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    loaded.bytes += encodedDataLength;
    loaded.requests += encodedDataLength > 0 ? 1 : 0;
    loaded.last = Date.now();
  });
  return loaded;
}

/** Until a second has passed without anything coming in. */
async function settle(page, loaded) {
  loaded.last = Date.now();
  while (Date.now() - loaded.last < 1_000) {
    await page.waitForTimeout(50);
  }
}

async function untilTyping(page, link) {
  const start = performance.now();
  await page.click(link, { noWaitAfter: true });
  for (;;) {
    if (performance.now() - start > PATIENCE) {
      throw new Error(`nobody can type at ${page.url()}`);
    }
    // A letter that came too early is lost: it is typed again until one stands in the text.
    if (await typed(page).catch(() => false)) {
      return performance.now() - start;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Types into the first paragraph; whether the editor has it. */
async function typed(page) {
  if (!page.url().includes('post.php')) {
    return false;
  }
  const frame = page.frames().find((one) => one.name() === 'editor-canvas') ?? page.mainFrame();
  const paragraph = await frame.$('p[data-type="core/paragraph"]');
  if (!paragraph) {
    return false;
  }
  await paragraph.click({ timeout: 500 });
  await page.keyboard.type('ß');
  return page.evaluate(() => window.wp.data.select('core/editor').getEditedPostContent().includes('ß'));
}
