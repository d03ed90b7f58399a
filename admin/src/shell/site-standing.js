// How a site of the network stands, in words.
import { __, sprintf } from '@wordpress/i18n';
import { dateOf } from './format.js';

/** In a word or two; of a deleted site also until when it can be restored. */
export function standingOf(site) {
  switch (site.status) {
    case 'active':
      return __('Active');
    case 'cloning':
      return __('Being filled');
    case 'deleted':
      return site.restorable ? sprintf(/* translators: %s: date */ __('Deleted, gone on %s'), dateOf(site.gone)) : __('Being removed');
    default:
      return __('Suspended');
  }
}

/** What becomes of a site that somebody deletes. */
export const whatDeletingMeans = (site) =>
  sprintf(/* translators: %s: address */ __('Visitors and editors of %s will be told that it is gone; its events and letters rest. Until it is removed for good it can be restored.'), site.url);
