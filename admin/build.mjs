// Builds the staff's browser bundle into dist/: scripts split so that no screen loads another's, styles, the licences
// of everything inside, and a manifest that tells the server which files a page needs. `--dev` leaves names readable.
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { compressed } from './build/compress.mjs';
import { fixes } from './build/fixes.mjs';
import { sprite } from './build/icons.mjs';
import { licences } from './build/licences.mjs';
import { styles } from './build/styles.mjs';

const forPeople = process.argv.includes('--dev');
const out = 'dist';
const entries = {
  flags: 'src/flags.js',
  install: 'src/install.js',
  'post-editor': 'src/editor/post.js',
  'site-editor': 'src/editor/site.js',
  screens: 'src/screens.jsx',
};

const scripts = await esbuild.build({
  entryPoints: entries,
  outdir: out,
  write: false,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: !forPeople,
  metafile: true,
  target: ['chrome120', 'firefox121', 'safari17'],
  jsx: 'automatic',
  legalComments: 'none',
  logLevel: 'warning',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  define: {
    'process.env.NODE_ENV': forPeople ? '"development"' : '"production"',
    'process.env.IS_GUTENBERG_PLUGIN': 'false',
    'globalThis.IS_GUTENBERG_PLUGIN': 'false',
    'globalThis.IS_WORDPRESS_CORE': 'true',
    'globalThis.SCRIPT_DEBUG': forPeople ? 'true' : 'false',
  },
  plugins: [fixes],
});

const sheets = await styles(!forPeople);
const files = new Map();
for (const { path: place, contents } of scripts.outputFiles) {
  files.set(path.basename(place), Buffer.from(contents));
}
for (const { file, text } of sheets) {
  files.set(file, Buffer.from(text));
}
const icons = sprite();
files.set(icons.file, Buffer.from(icons.text));
// No page loads it: the host runs it in pages that are to be promoted.
const axe = 'node_modules/axe-core/axe.min.js';
const axeFile = `axe-${JSON.parse(fs.readFileSync('node_modules/axe-core/package.json', 'utf8')).version}.js`;
files.set(axeFile, fs.readFileSync(axe));
files.set('licences.txt', Buffer.from(licences(scripts.metafile, [axe])));

for (const old of ['assets', 'manifest.json']) {
  fs.rmSync(`${out}/${old}`, { recursive: true, force: true });
}
fs.mkdirSync(`${out}/assets`, { recursive: true });
for (const [name, bytes] of await compressed(files, forPeople)) {
  fs.writeFileSync(`${out}/assets/${name}`, bytes);
}
const manifest = { scripts: scriptTable(scripts.metafile), styles: styleTable(sheets), pictures: { icons: icons.file }, tools: { axe: axeFile } };
// Written last: whoever finds it finds a whole bundle.
fs.writeFileSync(`${out}/manifest.json`, JSON.stringify(manifest, null, 2) + '\n');

/** Entry or screen → its own file, then the chunks that it imports at once, for the page to name early. */
function scriptTable(metafile) {
  const table = {};
  for (const [place, { entryPoint }] of Object.entries(metafile.outputs)) {
    const screen = entryPoint?.match(/^src\/(screens\/.+)\.jsx$/)?.[1];
    const name = Object.keys(entries).find((entry) => entryPoint === entries[entry]) ?? screen;
    if (name) {
      table[name] = [place, ...importedBy(metafile, place)].map((file) => path.basename(file));
    }
  }
  return table;
}

function importedBy(metafile, place, seen = new Set()) {
  for (const { path: next, kind } of metafile.outputs[place].imports) {
    if (kind === 'import-statement' && !seen.has(next)) {
      seen.add(next);
      importedBy(metafile, next, seen);
    }
  }
  return seen;
}

function styleTable(list) {
  return Object.fromEntries(list.map(({ name, file }) => [name, file]));
}
