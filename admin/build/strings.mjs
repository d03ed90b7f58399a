// The strings of our own scripts that people read: what languages/*.po must have.
import fs from 'node:fs';
import path from 'node:path';

const TEXT = `'((?:[^'\\\\]|\\\\.)*)'`;
const CALL = new RegExp(`\\b(?:__\\(${TEXT}|_n\\(${TEXT},\\s*${TEXT})`, 'g');

/** Every string, once: `{ id, plural }`. */
export function strings(folder = 'src') {
  const found = new Map();
  for (const file of fs.readdirSync(folder, { recursive: true }).filter((name) => /\.jsx?$/.test(name)).sort()) {
    for (const [, single, one, many] of fs.readFileSync(path.join(folder, file), 'utf8').matchAll(CALL)) {
      const id = plain(single ?? one);
      found.set(id, { id, plural: many === undefined ? undefined : plain(many) });
    }
  }
  return [...found.values()];
}

const plain = (text) => text.replace(/\\(.)/g, '$1');
