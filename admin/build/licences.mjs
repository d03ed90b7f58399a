// The licence of each package that is inside the bundle, with its text, in one file.
import fs from 'node:fs';
import path from 'node:path';

/** From esbuild's metafiles: only what was really bundled. */
export function licences(metafiles, more = []) {
  // Files that a package switches off for browsers are listed, but not inside.
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs)).filter((input) => !input.startsWith('(disabled):'));
  const packages = new Set([...inputs, ...more].map(folderOf).filter(Boolean));
  const texts = new Map();
  for (const folder of [...packages].sort()) {
    const { name, version, licence } = described(folder);
    const text = textOf(folder) || `${licence} (the package carries no licence text)`;
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${licence})`]);
  }
  const parts = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text.trim()}\n`);
  const intro =
    'This bundle is distributed under GPL-2.0-or-later. It contains the packages below, each under its own licence.\n';
  return [intro, ...parts].join(`\n${'-'.repeat(80)}\n\n`);
}

function folderOf(input) {
  return input.match(/^.*node_modules\/(@[^/]+\/[^/]+|[^/]+)/)?.[0];
}

function described(folder) {
  const facts = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const licence = facts.license?.type ?? facts.license ?? facts.licenses?.[0]?.type;
  if (!licence) {
    throw new Error(`${facts.name} names no licence: it may not be bundled`);
  }
  return { name: facts.name, version: facts.version, licence };
}

function textOf(folder) {
  const file = fs.readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  return file ? fs.readFileSync(path.join(folder, file), 'utf8') : '';
}
