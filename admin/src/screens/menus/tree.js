// A menu's items as a tree in one list. Each function answers the whole new order, or nothing where it would not move.

/** Parents before their children, with how deep each stands. */
export function inTreeOrder(items) {
  const ordered = [];
  const visit = (parent, depth) => {
    const children = items.filter((item) => item.parent === parent).sort((one, other) => one.menu_order - other.menu_order);
    for (const child of children) {
      ordered.push({ ...child, depth });
      visit(child.id, depth + 1);
    }
  };
  visit(0, 0);
  const lost = items.filter(({ id }) => !ordered.some((item) => item.id === id));
  return [...ordered, ...lost.map((item) => ({ ...item, depth: 0 }))];
}

const numbered = (items) => items.map((item, at) => ({ ...item, menu_order: at + 1 }));

/** How many items stand below the one at `at`, itself included. */
function span(items, at) {
  let end = at + 1;
  while (end < items.length && items[end].depth > items[at].depth) {
    end += 1;
  }
  return end - at;
}

const without = (items, at, many) => [...items.slice(0, at), ...items.slice(at + many)];

/** With its children, before or behind its neighbour under the same parent. */
export function moved(items, at, step) {
  const siblings = items.map((item, index) => ({ ...item, index })).filter(({ parent }) => parent === items[at].parent);
  const neighbour = siblings[siblings.findIndex(({ index }) => index === at) + step];
  if (!neighbour) {
    return undefined;
  }
  const many = span(items, at);
  const rest = without(items, at, many);
  const place = rest.findIndex(({ id }) => id === neighbour.id);
  const target = step < 0 ? place : place + span(rest, place);
  return numbered([...rest.slice(0, target), ...items.slice(at, at + many), ...rest.slice(target)]);
}

/** Below the neighbour before it. */
export function nested(items, at) {
  const before = items.slice(0, at).reverse().find(({ depth }) => depth <= items[at].depth);
  if (!before || before.depth !== items[at].depth) {
    return undefined;
  }
  return numbered(items.map((item, index) => (index === at ? { ...item, parent: before.id } : item)));
}

/** Behind its parent, with its children. */
export function outdented(items, at) {
  const parent = items.find(({ id }) => id === items[at].parent);
  if (!parent) {
    return undefined;
  }
  const many = span(items, at);
  const rest = without(items, at, many);
  const place = rest.findIndex(({ id }) => id === parent.id);
  const target = place + span(rest, place);
  const branch = items.slice(at, at + many).map((item, index) => (index ? item : { ...item, parent: parent.parent }));
  return numbered([...rest.slice(0, target), ...branch, ...rest.slice(target)]);
}
