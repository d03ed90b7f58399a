// Builds the browser bundle into dist/: the staff's scripts, split so that no screen loads another's, those of blocks on
// visitors' pages, styles, the licences of everything inside, and a manifest that tells the server which files a page
// needs. `--dev` leaves names readable.
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { compressed } from './build/compress.mjs';
import { fixes } from './build/fixes.mjs';
import { sprite } from './build/icons.mjs';
import { licences } from './build/licences.mjs';
import { styles } from './build/styles.mjs';
import { viewEntries, viewOf } from './build/views.mjs';

const forPeople = process.argv.includes('--dev');
const out = 'dist';
const entries = {
  flags: 'src/flags.js',
  install: 'src/install.js',
  'post-editor': 'src/editor/post.js',
  'site-editor': 'src/editor/site.js',
  screens: 'src/screens.jsx',
};

const common = {
  outdir: out,
  write: false,
  bundle: true,
  format: 'esm',
  splitting: true,
  minify: !forPeople,
  metafile: true,
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
};
const scripts = await esbuild.build({
  ...common,
  entryPoints: entries,
  target: ['chrome120', 'firefox121', 'safari17'],
  plugins: [fixes],
});
// Apart from the staff's, so that visitors load nothing of theirs; for the browsers that visitors have.
const views = await esbuild.build({
  ...common,
  entryPoints: viewEntries(),
  target: 'es2020',
  alias: { '@wordpress/a11y': path.resolve('node_modules/@wordpress/a11y/build-module/module/index.mjs') },
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
files.set('licences.txt', Buffer.from(licences([scripts.metafile, views.metafile], [axe])));

fs.rmSync(`${out}/manifest.json`, { force: true });
await write('assets', files);
await write('views', new Map(views.outputFiles.map(({ path: place, contents }) => [path.basename(place), Buffer.from(contents)])));
const manifest = {
  scripts: scriptTable(scripts.metafile, entryOf),
  views: scriptTable(views.metafile, viewOf),
  styles: styleTable(sheets),
  pictures: { icons: icons.file },
  tools: { axe: axeFile },
};
// Written last: whoever finds it finds a whole bundle.
fs.writeFileSync(`${out}/manifest.json`, JSON.stringify(manifest, null, 2) + '\n');

/** The files, compressed, into a folder that has no others. */
async function write(folder, list) {
  fs.rmSync(`${out}/${folder}`, { recursive: true, force: true });
  fs.mkdirSync(`${out}/${folder}`, { recursive: true });
  for (const [name, bytes] of await compressed(list, forPeople)) {
    fs.writeFileSync(`${out}/${folder}/${name}`, bytes);
  }
}

/** The entry or screen that begins in this file. */
function entryOf(entryPoint) {
  const screen = entryPoint?.match(/^src\/(screens\/.+)\.jsx$/)?.[1];
  return Object.keys(entries).find((entry) => entryPoint === entries[entry]) ?? screen;
}

/** Name → its own file, then the chunks that it imports at once, for the page to name early. */
function scriptTable(metafile, nameOf) {
  const table = {};
  for (const [place, { entryPoint }] of Object.entries(metafile.outputs)) {
    const name = nameOf(entryPoint);
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
