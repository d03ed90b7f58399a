// What the packages need to be bundled for a browser.
import fs from 'node:fs';
import path from 'node:path';

const resolved = {
  // A CommonJS default export that Node's rules would wrap once more.
  'react-autosize-textarea': 'src/shims/react-autosize-textarea.js',
  // 15 MB of picture tools that run only where the page asks for them; the server makes the pictures.
  '@wordpress/vips/worker': 'src/shims/empty-worker.js',
  '@wordpress/video-conversion/worker': 'src/shims/empty-worker.js',
};

// Time zones of the last and the next years instead of those since 1900: 690 kB less.
const zones = "module.exports = require('./builds/moment-timezone-with-data-10-year-range.js');";

/** The plugin for esbuild. */
export const fixes = {
  name: 'fixes',
  setup(build) {
    build.onResolve({ filter: /^(react-autosize-textarea|@wordpress\/(vips|video-conversion)\/worker)$/ }, (asked) => ({
      path: path.resolve(resolved[asked.path]),
    }));
    // Some texts are asked for while scripts load, so the language must be there before.
    build.onLoad({ filter: /@wordpress[\\/]i18n[\\/]build-module[\\/]default-i18n\.m?js$/ }, ({ path: file }) => ({
      contents: `${fs.readFileSync(file, 'utf8')}\nif (globalThis.platenTranslations) i18n.setLocaleData(globalThis.platenTranslations);\n`,
      loader: 'js',
    }));
    build.onLoad({ filter: /moment-timezone[\\/](index|moment-timezone)\.js$/ }, () => ({
      contents: zones,
      loader: 'js',
      resolveDir: path.resolve('node_modules/moment-timezone'),
    }));
  },
};
