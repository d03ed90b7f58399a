// The site's settings: WordPress's API registers some, this host's own has the others.
import { get, update } from '../../shell/rest.js';

const REGISTERED = '/wp/v2/settings';
const FURTHER = '/platen/v1/settings';

/** `{ values, further }`: all of them, and those that are this host's own to write. */
export async function load() {
  const [registered, further] = await Promise.all([get(REGISTERED), get(FURTHER)]);
  return { values: { ...further, ...registered }, further };
}

/** Writes what was edited, each where it belongs; `options` are those of a request. */
export async function write(edits, { further }, options = {}) {
  const isFurther = ([name]) => name in further;
  const own = Object.entries(edits).filter(isFurther);
  const registered = Object.entries(edits).filter((edit) => !isFurther(edit));
  if (own.length) {
    await update(FURTHER, { values: Object.fromEntries(own) }, options);
  }
  if (registered.length) {
    await update(REGISTERED, Object.fromEntries(registered), options);
  }
}
