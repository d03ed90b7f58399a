// Texts and dates for people.
import { dateI18n, getSettings, humanTimeDiff } from '@wordpress/date';
import { decodeEntities } from '@wordpress/html-entities';
import { __ } from '@wordpress/i18n';

/** A rendered title as text. */
export const titleOf = (item) => decodeEntities(strip(item.title?.rendered ?? item.title?.raw ?? '')) || __('(no title)');

/** HTML as text. */
export const strip = (html) => new DOMParser().parseFromString(html ?? '', 'text/html').body.textContent.trim();

/** A date as the site writes it. */
export const dateOf = (date) => dateI18n(getSettings().formats.date, date);
export const dateAndTimeOf = (date) => dateI18n(getSettings().formats.datetime, date);

/** A month (`2026-11`) by its name. */
export const monthOf = (month) => dateI18n('F Y', `${month}-01T00:00:00`);

/** "Two hours ago", for moments in UTC. */
export const ago = (date) => humanTimeDiff(date.endsWith('Z') ? date : `${date}Z`);

/** Bytes for people. */
export function bytesOf(bytes) {
  const units = ['B', 'KB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)));
  return `${(bytes / 1024 ** power).toFixed(power && bytes / 1024 ** power < 10 ? 1 : 0)} ${units[power]}`;
}
