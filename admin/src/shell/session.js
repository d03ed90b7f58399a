// When the session has ended while a screen stands open: sign in again in place, and nothing typed is lost.
import apiFetch from '@wordpress/api-fetch';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';

let asking;

/** Shows the sign-in form over the screen, once for all who ask; answers whether somebody has signed in. */
export function askToSignIn() {
  asking ??= ask().finally(() => (asking = undefined));
  return asking;
}

/** Steps between a request and its answer: a request that was refused because nobody is signed in waits for somebody. */
export async function patiently(options, next) {
  try {
    return await next(options);
  } catch (error) {
    const isOver = SIGNED_OUT.has(await codeOf(error)) && !(await renewedNonce());
    if (!isOver || !(await askToSignIn())) {
      throw error;
    }
    return next(options);
  }
}

const SIGNED_OUT = new Set(['rest_cookie_invalid_nonce', 'rest_not_logged_in']);

async function codeOf(error) {
  if (!(error instanceof Response)) {
    return error?.code;
  }
  const told = await error.clone().json().catch(() => ({}));
  return told.code;
}

/** Asks for a new nonce; only whoever is signed in gets one. */
export async function renewedNonce() {
  const answer = await fetch(boot.rest.nonceEndpoint, { credentials: 'same-origin' }).catch(() => undefined);
  if (answer?.ok) {
    apiFetch.nonceMiddleware.nonce = await answer.text();
  }
  // Who is offline is not signed out.
  return answer?.status !== 400;
}

function ask() {
  const dialog = document.createElement('dialog');
  dialog.id = 'wp-auth-check-wrap';
  dialog.className = 'session-over';
  dialog.setAttribute('aria-label', __('Session expired'));
  const frame = document.createElement('iframe');
  frame.id = 'wp-auth-check-frame';
  frame.title = __('Session expired');
  frame.src = `${boot.site.url}/wp-login.php?interim-login=1`;
  dialog.append(frame);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    const end = async (hasSignedIn) => {
      dialog.remove();
      resolve(hasSignedIn && (await renewedNonce()));
    };
    dialog.addEventListener('cancel', () => end(false), { once: true });
    frame.addEventListener('load', () => {
      if (frame.contentDocument?.body.classList.contains('interim-login-success')) {
        end(true);
      }
    });
  });
}
