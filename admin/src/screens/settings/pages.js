// Which settings stand on which page, in WordPress's order and words.
import { __ } from '@wordpress/i18n';
import { boot } from '../../boot.js';
import { StructureEdit } from './structure.jsx';

const text = (id, label, more = {}) => ({ id, label, type: 'text', ...more });
const number = (id, label, more = {}) => ({ id, label, type: 'integer', ...more });
const yes = (id, label, more = {}) => ({ id, label, type: 'boolean', Edit: 'checkbox', ...more });
const lines = (id, label, description) => ({ id, label, type: 'text', Edit: 'textarea', description });
const choice = (id, label, elements, more = {}) => ({ id, label, type: 'text', Edit: 'select', elements, ...more });
const from = (id, label, choices, more = {}) => ({ id, label, type: 'integer', Edit: 'select', choices, elements: [], ...more });
/** Settings that keep their yes as a word. */
const open = (id, label) => ({
  id, label, type: 'boolean', Edit: 'checkbox',
  getValue: ({ item }) => item[id] === 'open',
  setValue: ({ value }) => ({ [id]: value ? 'open' : 'closed' }),
});
const zones = () => [{ value: '', label: __('UTC, or the offset that was imported') }, ...Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') })), { value: 'UTC', label: 'UTC' }];
const days = [__('Sunday'), __('Monday'), __('Tuesday'), __('Wednesday'), __('Thursday'), __('Friday'), __('Saturday')].map((label, value) => ({ value, label }));

const pages = {
  'options-general.php': {
    groups: [
      { title: __('Identity'), fields: [
        text('title', __('Site Title')),
        text('description', __('Tagline'), { description: __('In a few words, explain what this site is about.') }),
        text('email', __('Administration Email Address'), { type: 'email' }),
        text('url', __('Site Address (URL)'), { readOnly: true }),
      ] },
      { title: __('Membership'), fields: [
        yes('users_can_register', __('Anyone can register')),
        choice('default_role', __('New User Default Role'), ['subscriber', 'contributor', 'author', 'editor', 'administrator'].map((value) => ({ value, label: value[0].toUpperCase() + value.slice(1) }))),
      ] },
      { title: __('Language and time'), fields: [
        choice('language', __('Site Language'), boot.languages),
        choice('timezone', __('Timezone'), zones()),
        text('date_format', __('Date Format'), { description: __('F j, Y is November 21, 2026; Y-m-d is 2026-11-21; d/m/Y is 21/11/2026.') }),
        text('time_format', __('Time Format'), { description: __('g:i a is 3:05 pm; H:i is 15:05.') }),
        { ...number('start_of_week', __('Week Starts On')), Edit: 'select', elements: days },
      ] },
    ],
  },
  'options-writing.php': {
    groups: [
      { title: __('New posts'), fields: [
        from('default_category', __('Default Post Category'), 'categories'),
        choice('default_post_format', __('Default Post Format'), [
          { value: '0', label: __('Standard') }, { value: 'aside', label: __('Aside') }, { value: 'chat', label: __('Chat') }, { value: 'gallery', label: __('Gallery') },
          { value: 'link', label: __('Link') }, { value: 'image', label: __('Image') }, { value: 'quote', label: __('Quote') }, { value: 'status', label: __('Status') },
          { value: 'video', label: __('Video') }, { value: 'audio', label: __('Audio') },
        ]),
        yes('use_smilies', __('Convert emoticons like :-) and :-P to graphics on display')),
      ] },
    ],
  },
  'options-reading.php': {
    groups: [
      { title: __('Your homepage displays'), fields: [
        choice('show_on_front', __('Homepage'), [{ value: 'posts', label: __('Your latest posts') }, { value: 'page', label: __('A static page') }], { Edit: 'radio' }),
        from('page_on_front', __('Homepage page'), 'pages', { isVisible: (item) => item.show_on_front === 'page' }),
        from('page_for_posts', __('Posts page'), 'pages', { isVisible: (item) => item.show_on_front === 'page' }),
      ] },
      { title: __('Lists'), fields: [
        number('posts_per_page', __('Blog pages show at most'), { description: __('Posts on one page.') }),
        number('posts_per_rss', __('Syndication feeds show the most recent')),
        { ...yes('rss_use_excerpt', __('Feeds include an excerpt instead of the full text')) },
      ] },
      { title: __('Search engine visibility'), fields: [
        { id: 'blog_public', label: __('Discourage search engines from indexing this site'), type: 'boolean', Edit: 'checkbox', getValue: ({ item }) => String(item.blog_public) === '0', setValue: ({ value }) => ({ blog_public: value ? 0 : 1 }), description: __('It is up to search engines to honor this request.') },
      ] },
    ],
  },
  'options-discussion.php': {
    groups: [
      { title: __('Default post settings'), fields: [
        yes('default_pingback_flag', __('Attempt to notify any blogs linked to from the post')),
        open('default_ping_status', __('Allow link notifications from other blogs (pingbacks and trackbacks) on new posts')),
        open('default_comment_status', __('Allow people to submit comments on new posts')),
      ] },
      { title: __('Other comment settings'), fields: [
        yes('require_name_email', __('Comment author must fill out name and email')),
        yes('comment_registration', __('Users must be registered and logged in to comment')),
        yes('close_comments_for_old_posts', __('Automatically close comments on old posts')),
        number('close_comments_days_old', __('Close comments when post is how many days old')),
        yes('show_comments_cookies_opt_in', __('Show comments cookies opt-in checkbox')),
        yes('thread_comments', __('Enable threaded (nested) comments')),
        number('thread_comments_depth', __('Number of levels for threaded comments')),
        yes('page_comments', __('Break comments into pages')),
        number('comments_per_page', __('Top level comments per page')),
        choice('default_comments_page', __('Comments page to display by default'), [{ value: 'newest', label: __('last page') }, { value: 'oldest', label: __('first page') }]),
        choice('comment_order', __('Comments to display at the top of each page'), [{ value: 'asc', label: __('older') }, { value: 'desc', label: __('newer') }]),
      ] },
      { title: __('Before a comment appears'), fields: [
        yes('comment_moderation', __('Comment must be manually approved')),
        yes('comment_previously_approved', __('Comment author must have a previously approved comment')),
        number('comment_max_links', __('Hold a comment in the queue if it contains this many links or more')),
        lines('moderation_keys', __('Comment Moderation'), __('A comment with one of these words, one a line, waits for you.')),
        lines('disallowed_keys', __('Disallowed Comment Keys'), __('A comment with one of these words, one a line, goes to the Trash.')),
      ] },
      { title: __('Email me whenever'), fields: [yes('comments_notify', __('Anyone posts a comment')), yes('wp_notes_notify', __('Anyone posts a note')), yes('moderation_notify', __('A comment is held for moderation'))] },
      { title: __('Avatars'), fields: [
        yes('show_avatars', __('Show Avatars')),
        choice('avatar_rating', __('Maximum Rating'), ['G', 'PG', 'R', 'X'].map((value) => ({ value, label: value }))),
        choice('avatar_default', __('Default Avatar'), [{ value: 'mystery', label: __('Mystery Person') }, { value: 'blank', label: __('Blank') }, { value: 'identicon', label: __('Identicon (Generated)') }, { value: 'retro', label: __('Retro (Generated)') }]),
      ] },
    ],
  },
  'options-media.php': {
    intro: __('The largest sides in pixels of the pictures that are made of each upload.'),
    groups: [
      { title: __('Thumbnail size'), fields: [number('thumbnail_size_w', __('Width')), number('thumbnail_size_h', __('Height')), yes('thumbnail_crop', __('Crop thumbnail to exact dimensions (normally thumbnails are proportional)'))] },
      { title: __('Medium size'), fields: [number('medium_size_w', __('Max Width')), number('medium_size_h', __('Max Height'))] },
      { title: __('Large size'), fields: [number('large_size_w', __('Max Width')), number('large_size_h', __('Max Height'))] },
      { title: __('Uploading Files'), fields: [yes('uploads_use_yearmonth_folders', __('Organize my uploads into month- and year-based folders'))] },
    ],
  },
  'options-permalink.php': {
    intro: __('The form of the addresses of posts. Addresses of before go on leading to the same posts.'),
    groups: [
      { title: __('Common settings'), fields: [
        text('permalink_structure', __('Permalink structure'), { Edit: StructureEdit }),
        // A field's id must be its own; this one writes the same setting.
        text('custom_structure', __('Custom Structure'), { getValue: ({ item }) => item.permalink_structure, setValue: ({ value }) => ({ permalink_structure: value }) }),
      ] },
      { title: __('Optional'), fields: [text('category_base', __('Category base')), text('tag_base', __('Tag base'))] },
    ],
  },
  'options-privacy.php': {
    intro: __('A page that tells visitors what this site keeps about them; it is linked from the sign-in form and by themes.'),
    groups: [{ title: __('Privacy Policy page'), fields: [from('wp_page_for_privacy_policy', __('Select a Privacy Policy page'), 'pages')] }],
  },
};

/** The page at this address. */
export const pageNamed = (file) => pages[file];
