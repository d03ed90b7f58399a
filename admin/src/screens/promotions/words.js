// What things are called by people: nouns, fields, gates, states.
import { __, _n, sprintf } from '@wordpress/i18n';

const NOUNS = {
  post: __('Posts'),
  page: __('Pages'),
  attachment: __('Media'),
  category: __('Categories'),
  post_tag: __('Tags'),
  nav_menu: __('Menus'),
  nav_menu_item: __('Menu items'),
  option: __('Settings'),
  redirect: __('Redirects'),
  wp_block: __('Patterns'),
  wp_navigation: __('Navigation menus'),
  wp_template: __('Templates'),
  wp_template_part: __('Template parts'),
  wp_global_styles: __('Styles'),
};
export const nounOf = (noun) => NOUNS[noun] ?? noun;

const FIELDS = {
  '(row)': __('There or not'),
  title: __('Title'),
  name: __('Name'),
  content: __('Content'),
  excerpt: __('Excerpt'),
  description: __('Description'),
  slug: __('Slug'),
  status: __('Status'),
  date: __('Date'),
  author_id: __('Author'),
  parent_id: __('Parent'),
  menu_order: __('Order'),
  password: __('Password'),
  sticky: __('Stick to the front page'),
  comment_status: __('Comments'),
  ping_status: __('Pings'),
  access: __('Who may read it'),
  media: __('File'),
  value: __('Value'),
  target: __('Target'),
  'terms:category': __('Categories'),
  'terms:post_tag': __('Tags'),
  'meta:_thumbnail_id': __('Featured image'),
  'meta:_wp_attachment_image_alt': __('Alternative Text'),
};
export const fieldOf = (field) => FIELDS[field] ?? field.replace(/^(meta|terms):/, '');
/** Fields with a name that a person knows; others are a program's. */
export const isForPeople = (field) => field in FIELDS || field.startsWith('terms:');
/** In which order a person wants to read them. */
const ORDER = Object.keys(FIELDS);
export const inOrder = (one, other) => place(one.field) - place(other.field);
const place = (field) => (ORDER.includes(field) ? ORDER.indexOf(field) : ORDER.length);

const EXISTENCE = {
  there: __('There'),
  deleted: __('Deleted'),
  changed: __('Changed'),
  'changed since': __('Changed since'),
  'deleted since': __('Deleted since'),
};
/** Whether a row is there, as the plan says it. */
export const existenceOf = (said) => EXISTENCE[said] ?? said.replace(/^there, with (\d+) comments written since$/, (_, count) => sprintf(/* translators: %d: number of comments */ _n('There, with %d comment written since', 'There, with %d comments written since', Number(count)), Number(count)));

const ACTIONS = {
  add: { tone: 'good', children: __('New') },
  change: { tone: 'plain', children: __('Changed') },
  delete: { tone: 'bad', children: __('Deleted') },
};
export const actionOf = (action) => ACTIONS[action];

const OUTCOMES = {
  green: { tone: 'good', children: __('Passed') },
  red: { tone: 'bad', children: __('Failed') },
  could_not_run: { tone: 'bad', children: __('Could not run') },
  switched_off: { tone: 'warn', children: __('Switched off') },
};
export const outcomeOf = (outcome) => OUTCOMES[outcome];

const GATES = {
  migrations: __('The program’s migrations on a copy of production'),
  theme: __('A page of every kind'),
  pages: __('Changed pages answer'),
  links: __('Links lead somewhere'),
  html: __('HTML is well-formed'),
  pictures: __('Pictures are there'),
  budget: __('Weight and speed'),
  console: __('The browser’s console is silent'),
  accessibility: __('Accessibility'),
  layout: __('Nothing jumps while it loads'),
  screenshots: __('Pictures before and after'),
};
export const gateOf = (gate) => GATES[gate] ?? gate.replace(/^command:/, '');

const STATES = {
  media: { tone: 'warn', children: __('Cut off, nothing has changed') },
  committed: { tone: 'warn', children: __('Cut off, all is there') },
  leaving: { tone: 'warn', children: __('Cut off while it was taken back') },
  promoted: { tone: 'good', children: __('Promoted') },
  undone: { tone: 'bad', children: __('Given up') },
  'rolled back': { tone: 'plain', children: __('Taken back') },
};
export const promotionOf = ({ state }) => STATES[state] ?? { children: state };
/** Whether somebody has to end it. */
export const isCutOff = ({ state }) => STATES[state]?.tone === 'warn';

export const checkOf = ({ closed }) =>
  closed
    ? { tone: 'bad', children: sprintf(/* translators: %d: number of gates */ _n('%d gate is closed', '%d gates are closed', closed), closed) }
    : { tone: 'good', children: __('Passed') };

const PARTS = {
  Staging: __('Reading the environment'),
  Production: __('Reading production'),
  Media: __('Bringing files'),
  Rows: __('Writing rows'),
  Pages: __('Looking at the pages'),
};
export const partOf = ({ part, work }) => PARTS[part] ?? (part ? gateOf(part) : WORKS[work]);

export const WORKS = {
  plan: __('Making the plan…'),
  check: __('Asking the gates…'),
  promote: __('Promoting…'),
  rollback: __('Taking it back…'),
  recover: __('Ending what was cut off…'),
};
export const DONE = {
  plan: __('The plan is made.'),
  check: __('The gates have answered.'),
  promote: __('It is on production.'),
  rollback: __('It was taken back.'),
  recover: __('What was cut off has ended.'),
};
