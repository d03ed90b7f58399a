// How every page speaks to the REST API: address, nonce, uploads, and the answers that came with the page.
import apiFetch from '@wordpress/api-fetch';
import { setSettings } from '@wordpress/date';
import { bindMenu } from './shell/menu.js';
import { patiently } from './shell/session.js';

/** What the server handed to this page. */
export const boot = window.platenBoot;

// Each use() puts its step before those that are there, so the root's address comes first and the answers last.
apiFetch.use(apiFetch.createRootURLMiddleware(boot.rest.root));
apiFetch.nonceMiddleware = apiFetch.createNonceMiddleware(boot.rest.nonce);
apiFetch.use(apiFetch.nonceMiddleware);
apiFetch.use(apiFetch.mediaUploadMiddleware);
apiFetch.nonceEndpoint = boot.rest.nonceEndpoint;
apiFetch.use(patiently);
if (boot.preload) {
  apiFetch.use(apiFetch.createPreloadingMiddleware(boot.preload));
}
setSettings(boot.date);
bindMenu();
