// The icons of the menu and the bar as one SVG, each under its name.
import { createHash } from 'node:crypto';
import fs from 'node:fs';

const library = 'node_modules/@wordpress/icons/src/library';
const icons = {
  dashboard: 'dashboard', pin: 'pin', media: 'media', page: 'page', comment: 'comment', brush: 'brush', people: 'people',
  tool: 'tool', settings: 'settings', site: 'sites', collapse: 'chevron-left', menu: 'menu', home: 'home', plus: 'plus',
  edit: 'pencil', layout: 'sites',
};

/** `{ file, text }` of the sprite. */
export function sprite() {
  const symbols = Object.entries(icons).map(([name, file]) => symbol(name, fs.readFileSync(`${library}/${file}.svg`, 'utf8')));
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();
  return { file: `icons-${hash}.svg`, text };
}

function symbol(name, svg) {
  const box = svg.match(/viewBox="([^"]+)"/)[1];
  const shapes = svg.slice(svg.indexOf('>') + 1, svg.lastIndexOf('</svg>'));
  // Icons that are drawn with lines say so on the outermost element.
  const lines = svg.includes('stroke="currentColor"') ? ' fill="none" stroke="currentColor" stroke-width="1.5"' : '';
  return `<symbol id="${name}" viewBox="${box}"><g${lines}>${shapes.trim()}</g></symbol>`;
}
