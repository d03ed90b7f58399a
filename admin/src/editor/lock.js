// Tells the server every few seconds that this post is being edited, and learns who else wants it: what WordPress's
// heartbeat script does, as far as the editor listens to it.
import { boot } from '../boot.js';
import { askToSignIn, renewedNonce } from '../shell/session.js';
import wp from './globals.js';

const EVERY = 15_000;
/** Milliseconds until a connection that came back is trusted: a person who saves at once is not overtaken. */
const SETTLES = 5_000;

/** Begins to beat; hidden pages keep their lock too. */
export function keepLock() {
  setInterval(beat, EVERY);
  addEventListener('online', () => setTimeout(saveWhatWaits, SETTLES));
}

/** What was typed without a connection is saved once there is one again. */
function saveWhatWaits() {
  const { isEditedPostAutosaveable, isEditedPostDirty } = wp.data.select('core/editor');
  if (isEditedPostDirty() && isEditedPostAutosaveable()) {
    wp.data.dispatch('core/editor').autosave();
  }
}

async function beat() {
  const data = {};
  wp.hooks.doAction('heartbeat.send', data);
  try {
    const answer = await fetch(boot.flags.ajaxurl, { method: 'POST', body: form(data), credentials: 'same-origin' });
    const told = await answer.json();
    if (told.nonces_expired) {
      await renewedNonce();
    } else if (told['wp-auth-check'] === false) {
      askToSignIn();
    } else {
      wp.hooks.doAction('heartbeat.tick', told);
    }
  } catch {
    // Offline: the editor keeps what is typed in the browser's own storage, and the next beat tries again.
  }
}

function form(data) {
  const fields = new URLSearchParams({ action: 'heartbeat', _nonce: wp.apiFetch.nonceMiddleware.nonce });
  for (const [name, values] of Object.entries(data)) {
    for (const [key, value] of Object.entries(values)) {
      fields.set(`data[${name}][${key}]`, value);
    }
  }
  return fields;
}
