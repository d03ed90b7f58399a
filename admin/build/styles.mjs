// Style sheets: those of the packages in the order in which WordPress depends on them, and our own.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import * as esbuild from 'esbuild';

const style = (name, file = 'style') => `node_modules/@wordpress/${name}/build-style/${file}.css`;
const blocks = [style('block-library'), style('block-library', 'editor'), style('block-library', 'theme')];

const sheets = {
  // The bar above every page for people who signed in.
  bar: ['src/styles/bar.css'],
  // What stands around every screen, the editors too.
  shell: ['src/styles/tokens.css', 'src/styles/bar.css', 'src/styles/shell.css'],
  'post-editor': [
    ...['components', 'preferences', 'block-editor', 'dataviews', 'fields', 'media-utils', 'media-fields'].map((name) => style(name)),
    ...['media-editor', 'notices', 'interface', 'patterns', 'commands', 'global-styles-ui', 'editor'].map((name) => style(name)),
    ...blocks,
    ...['format-library', 'widgets', 'edit-post'].map((name) => style(name)),
    'src/styles/editor.css',
  ],
  // Without edit-post, which hides whatever is not its own.
  'site-editor': [
    ...['components', 'preferences', 'block-editor', 'dataviews', 'fields', 'media-utils', 'media-fields'].map((name) => style(name)),
    ...['media-editor', 'notices', 'interface', 'patterns', 'commands', 'global-styles-ui', 'editor'].map((name) => style(name)),
    ...blocks,
    ...['format-library', 'widgets', 'edit-site'].map((name) => style(name)),
    'src/styles/editor.css',
  ],
  // Inside the editor's frame.
  canvas: [
    style('components'),
    style('block-editor', 'content'),
    ...blocks,
    style('patterns'),
    style('format-library'),
  ],
  screens: [style('components'), style('dataviews'), 'src/styles/screens.css'],
};

/** The twin for languages that run from right to left, where a package has one; ours name no left and no right. */
const mirrored = (file) => (file.startsWith('src/') ? file : file.replace(/\.css$/, '-rtl.css'));

/** Each sheet as one file under a name that changes with its content, and its twin. */
export async function styles(minify) {
  return Promise.all(
    Object.entries(sheets).flatMap(([name, files]) => [sheet(name, files, minify), sheet(`${name}-rtl`, files.map(mirrored), minify)])
  );
}

async function sheet(name, files, minify) {
  const source = files.map((file) => fs.readFileSync(path.normalize(file), 'utf8')).join('\n');
  const { code } = await esbuild.transform(source, { loader: 'css', minify });
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 8).toUpperCase();
  return { name, file: `${name}-${hash}.css`, text: code };
}
