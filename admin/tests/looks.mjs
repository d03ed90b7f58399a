// What there is to see of a screen: its picture, what sticks out at the side, and what axe finds.
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PICTURES = process.env.PLATEN_PICTURES;

/** Keeps a picture of the page, where somebody wants pictures. */
export async function keepPicture(page, name, options = {}) {
  if (PICTURES) {
    mkdirSync(PICTURES, { recursive: true });
    await page.screenshot({ path: `${PICTURES}/${name}.png`, ...options });
  }
}

export async function sidewaysScroll(page, screen) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  return over > 0 ? [`${screen} is ${over} pixels wider than its window`] : [];
}

/** The line that @wordpress/a11y lays before what it reads out stands outside all landmarks, in WordPress too. */
export async function faults(page, screen) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => window.axe.run({ exclude: [['#a11y-speak-intro-text']] }, { resultTypes: ['violations'] }));
  return violations.map(({ id, nodes }) => `${screen}: ${id}: ${nodes.map(({ target }) => target.join(' ')).slice(0, 3).join('; ')}`);
}
