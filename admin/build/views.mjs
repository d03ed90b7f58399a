// The scripts of blocks on visitors' pages: a page loads those of the blocks that stand on it, and no others.
import path from 'node:path';

const library = '@wordpress/block-library';

/** The name in `data-wp-interactive` → the package's own module. */
export const views = {
  'core/accordion': `${library}/build-module/accordion/view.mjs`,
  'core/file': `${library}/build-module/file/view.mjs`,
  'core/fit-text': '@wordpress/block-editor/build-module/utils/fit-text-frontend.mjs',
  'core/image': `${library}/build-module/image/view.mjs`,
  'core/navigation': `${library}/build-module/navigation/view.mjs`,
  'core/query': `${library}/build-module/query/view.mjs`,
  'core/search': `${library}/build-module/search/view.mjs`,
  'core/tabs': `${library}/build-module/tabs/view.mjs`,
};

/** What esbuild is to bundle: the names that files get → places. */
export function viewEntries() {
  return Object.fromEntries(Object.entries(views).map(([block, module]) => [fileName(block), place(module)]));
}

/** The block whose module stands at this place. */
export function viewOf(entryPoint) {
  return Object.keys(views).find((block) => place(views[block]) === entryPoint);
}

const fileName = (block) => `view-${path.basename(block)}`;
const place = (module) => `node_modules/${module}`;
