// What stands in the window's address, and links to other screens.
import { addQueryArgs, getQueryArgs } from '@wordpress/url';
import { boot } from '../boot.js';

/** The parameters of this screen. */
export const parameters = getQueryArgs(location.href);

/** An address below `/wp-admin/`. */
export const screen = (file, query = {}) => addQueryArgs(boot.site.adminUrl + file, query);

/** Where a post is edited. */
export const editPost = (id) => screen('post.php', { post: id, action: 'edit' });

/** Notes in the address what the screen shows, so that it can be shared and loaded again. */
export function remember(query) {
  const kept = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''));
  history.replaceState(null, '', addQueryArgs(location.pathname, kept));
}

/** Whether the person may do what this capability is for. */
export const may = (capability) => boot.user.capabilities.includes(capability);

/** Whether this server has a route of its own API, by its pattern. */
export const hasRoute = (pattern) => boot.routes.includes(pattern);
