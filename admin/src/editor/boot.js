// What WordPress does between loading the editor's scripts and starting an editor.
import { boot } from '../boot.js';
import wp from './globals.js';

const persistence = wp.preferencesPersistence.__unstableCreatePersistenceLayer(boot.preferences, String(boot.user.id));
wp.data.dispatch(wp.preferences.store).setPersistenceLayer(persistence);
if (boot.blockCategories) {
  wp.blocks.setCategories(boot.blockCategories);
}

/** Text without block comments is kept as it is, in an HTML block: the classic block needs an editor of its own. */
export function withoutClassicBlock() {
  wp.data.dispatch(wp.blocks.store).setFreeformFallbackBlockName('core/html');
  wp.blocks.unregisterBlockType('core/freeform');
}

export { boot, wp };
