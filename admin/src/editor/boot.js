// What WordPress does between loading the editor's scripts and starting an editor.
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';
import wp from './globals.js';

const persistence = wp.preferencesPersistence.__unstableCreatePersistenceLayer(boot.preferences, String(boot.user.id));
wp.data.dispatch(wp.preferences.store).setPersistenceLayer(persistence);
if (boot.blockCategories) {
  wp.blocks.setCategories(boot.blockCategories);
}

// Where blocks can take their values from: the editor adds to each source what reads and writes it, and leaves out a
// source that the server does not name.
for (const [name, label, usesContext] of [
  ['core/pattern-overrides', __('Pattern Overrides'), ['pattern/overrides']],
  ['core/post-data', __('Post Data'), ['postId', 'postType']],
  ['core/post-meta', __('Post Meta'), ['postId', 'postType']],
  ['core/term-data', __('Term Data'), ['termId', 'taxonomy']],
]) {
  wp.blocks.registerBlockBindingsSource({ name, label, usesContext });
}

/** Text without block comments is kept as it is, in an HTML block: the classic block needs an editor of its own. */
export function withoutClassicBlock() {
  wp.data.dispatch(wp.blocks.store).setFreeformFallbackBlockName('core/html');
  wp.blocks.unregisterBlockType('core/freeform');
}

export { boot, wp };
