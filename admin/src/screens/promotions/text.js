// Two texts side by side: which lines are the same, and which words within the others are not.
import { diffArrays } from 'diff';
import { existenceOf } from './words.js';

/** More differences than these are shown as two whole texts: nobody reads them word by word. */
const MOST_EDITS = 1500;
/** Unchanged lines that are left around a change. */
const AROUND = 1;

/** A post's text as a person reads it: a line a block, without markup. */
export function readable(markup) {
  const lines = markup.replace(/<!--[\s\S]*?-->/g, '\n').replace(/<(br|\/p|\/h[1-6]|\/li|\/tr|\/figure|\/blockquote|\/div)\b[^>]*>/gi, '\n');
  const text = new DOMParser().parseFromString(lines, 'text/html').body.textContent;
  return text.split('\n').map((line) => line.trim()).filter(Boolean).join('\n');
}

/** A field's value as text; `names` knows terms and authors. */
export function textOf(field, value, names = {}) {
  if (value === null || value === undefined) {
    return '';
  }
  if (field.startsWith('terms:') && Array.isArray(value)) {
    return value.map(([id]) => names[`term:${id}`] ?? `#${id}`).sort().join('\n');
  }
  if (field === '(row)') {
    return existenceOf(value);
  }
  if (field === 'author_id') {
    return names[`user:${value}`] ?? `#${value}`;
  }
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) {
    return value.join('\n');
  }
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** Rows of a side-by-side: `{ kind, left, right }`, where a side is a list of `{ text, isDifferent }` or nothing. */
export function sideBySide(left, right, locale) {
  const parts = diffArrays(linesOf(left), linesOf(right), { maxEditLength: MOST_EDITS });
  if (!parts) {
    return [{ kind: 'changed', left: [{ text: left }], right: [{ text: right }] }];
  }
  const rows = [];
  for (let at = 0; at < parts.length; at++) {
    const { value, removed, added } = parts[at];
    if (!removed && !added) {
      rows.push(...value.map((text) => ({ kind: 'same', left: [{ text }], right: [{ text }] })));
      continue;
    }
    const goes = removed ? value : [];
    const comes = added ? value : parts[at + 1]?.added ? parts[++at].value : [];
    for (let line = 0; line < Math.max(goes.length, comes.length); line++) {
      rows.push(changed(goes[line], comes[line], locale));
    }
  }
  return shortened(rows);
}

const linesOf = (text) => (text === '' ? [] : text.split('\n'));

function changed(left, right, locale) {
  if (left === undefined || right === undefined) {
    const side = (text) => (text === undefined ? undefined : [{ text, isDifferent: true }]);
    return { kind: 'changed', left: side(left), right: side(right) };
  }
  const words = diffArrays(wordsOf(left, locale), wordsOf(right, locale), { maxEditLength: MOST_EDITS }) ?? [
    { value: [left], removed: true },
    { value: [right], added: true },
  ];
  const side = (other) => joined(words).filter((part) => !part[other]).map(({ value, added, removed }) => ({ text: value.join(''), isDifferent: Boolean(added || removed) }));
  return { kind: 'changed', left: side('added'), right: side('removed') };
}

/** A space between two words that differ belongs to the difference. */
function joined(words) {
  return words.flatMap((part, at) => {
    const isBetween = at > 0 && at < words.length - 1 && !part.added && !part.removed;
    return isBetween && !part.value.join('').trim() ? [{ ...part, removed: true }, { ...part, added: true }] : [part];
  });
}

/** Words as the language has them: not every language has spaces between them. */
const wordsOf = (text, locale) => [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)].map(({ segment }) => segment);

/** Long runs of unchanged lines become one row that counts them. */
function shortened(rows) {
  const isNear = (at) => rows.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ kind }) => kind === 'changed');
  const short = [];
  rows.forEach((row, at) => {
    const last = short.at(-1);
    if (row.kind === 'changed' || isNear(at)) {
      short.push(row);
    } else if (last?.kind === 'gap') {
      last.count += 1;
    } else {
      short.push({ kind: 'gap', count: 1 });
    }
  });
  return short;
}
