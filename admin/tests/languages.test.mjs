// Every string of the screens is there in every language that we call complete.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { strings } from '../build/strings.mjs';

const FOLDER = new URL('../../cms/src/languages/po/', import.meta.url);

for (const file of readdirSync(FOLDER)) {
  test(`${file} has every string`, () => {
    const lines = new Set(readFileSync(new URL(file, FOLDER), 'utf8').split('\n'));
    const missing = strings().filter(({ id, plural }) => !lines.has(`msgid ${quoted(id)}`) || (plural && !lines.has(`msgid_plural ${quoted(plural)}`)));
    assert.deepEqual(missing.map(({ id }) => id), []);
  });
}

const quoted = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
