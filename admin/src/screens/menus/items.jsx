// The items of a menu: added from what the site has, renamed, moved up and down, in and out, by pointer or keyboard.
import { Button, ComboboxControl, SelectControl, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useDebounce } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { chevronDown, chevronLeft, chevronRight, chevronUp, closeSmall } from '@wordpress/icons';
import { useNotices } from '../../shell/notices.jsx';
import { all, create, get, remove, update, useLoaded } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';
import { inTreeOrder, moved, nested, outdented } from './tree.js';

export function MenuItems({ menu, onDelete }) {
  const { data, reload } = useLoaded(() => all('/wp/v2/menu-items', { menus: menu.id, context: 'edit', orderby: 'menu_order', order: 'asc' }), [menu.id]);
  const { attempt } = useNotices();
  const items = inTreeOrder(data ?? []);
  const change = async (work, done) => {
    await attempt(work, done);
    await reload();
  };
  // Only what the move has changed is written.
  const arrange = (after) =>
    change(async () => {
      for (const item of after) {
        const before = items.find(({ id }) => id === item.id);
        if (before.parent !== item.parent || before.menu_order !== item.menu_order) {
          await update(`/wp/v2/menu-items/${item.id}`, { parent: item.parent, menu_order: item.menu_order });
        }
      }
    });
  return (
    <Card title={sprintf(/* translators: %s: menu */ __('Menu structure: %s'), menu.name)}>
      <VStack spacing={4}>
        <ol className="menu-items">
          {items.map((item, at) => (
            <Item
              key={item.id} item={item}
              onRename={(title) => change(() => update(`/wp/v2/menu-items/${item.id}`, { title }), __('Menu item saved.'))}
              onRemove={() => change(() => remove(`/wp/v2/menu-items/${item.id}`, { force: true }), __('Menu item removed.'))}
              moves={[
                [__('Move up'), chevronUp, moved(items, at, -1)],
                [__('Move down'), chevronDown, moved(items, at, 1)],
                [__('Move under the item above'), chevronRight, nested(items, at)],
                [__('Move out'), chevronLeft, outdented(items, at)],
              ]}
              onMove={arrange}
            />
          ))}
        </ol>
        {data && !items.length && <p className="soft">{__('This menu is empty. Add pages, posts, categories or links below.')}</p>}
        <Add onAdd={(item) => change(() => create('/wp/v2/menu-items', { ...item, menus: menu.id, menu_order: items.length + 1, status: 'publish' }), __('Added to the menu.'))} />
        <div>
          <Button variant="link" isDestructive onClick={onDelete}>
            {__('Delete Menu')}
          </Button>
        </div>
      </VStack>
    </Card>
  );
}

function Item({ item, moves, onMove, onRename, onRemove }) {
  const [title, setTitle] = useState(item.title.raw || item.title.rendered);
  return (
    <li className="menu-items__item" style={{ marginInlineStart: `${item.depth * 28}px` }}>
      <TextControl __next40pxDefaultSize hideLabelFromVision label={__('Navigation Label')} value={title} onChange={setTitle} onBlur={() => title !== (item.title.raw || item.title.rendered) && onRename(title)} />
      <span className="soft">{item.type_label}</span>
      <span className="menu-items__moves">
        {moves.map(([label, icon, after]) => (
          <Button key={label} size="small" icon={icon} label={label} disabled={!after} accessibleWhenDisabled onClick={() => onMove(after)} />
        ))}
        <Button size="small" icon={closeSmall} label={sprintf(/* translators: %s: item */ __('Remove %s'), title)} onClick={onRemove} />
      </span>
    </li>
  );
}

function Add({ onAdd }) {
  const [link, setLink] = useState({ title: '', url: 'https://' });
  const [kind, setKind] = useState('post');
  const [words, setWords] = useState('');
  const search = useDebounce(setWords, 250);
  const { data: found } = useLoaded(() => get('/wp/v2/search', { type: kind, search: words, per_page: 20 }).catch(() => []), [kind, words]);
  const pick = (value) => {
    const item = found.find(({ id }) => String(id) === value);
    if (item) {
      onAdd({ type: kind === 'post' ? 'post_type' : 'taxonomy', object: item.subtype === 'tag' ? 'post_tag' : item.subtype, object_id: item.id, title: item.title });
    }
  };
  const addLink = (event) => {
    event.preventDefault();
    onAdd({ type: 'custom', url: link.url, title: link.title });
    setLink({ title: '', url: 'https://' });
  };
  return (
    <fieldset className="plain-set">
      <legend>{__('Add menu items')}</legend>
      <HStack alignment="bottom" wrap>
        <SelectControl __next40pxDefaultSize label={__('From')} value={kind} options={[{ value: 'post', label: __('Pages and posts') }, { value: 'term', label: __('Categories and tags') }]} onChange={setKind} />
        <div className="grows">
          <ComboboxControl __next40pxDefaultSize label={__('Search')} value={null} options={(found ?? []).map(({ id, title }) => ({ value: String(id), label: title }))} onFilterValueChange={search} onChange={pick} />
        </div>
      </HStack>
      <form onSubmit={addLink}>
        <HStack alignment="bottom" wrap>
          <TextControl __next40pxDefaultSize type="url" label={__('URL')} value={link.url} onChange={(url) => setLink({ ...link, url })} />
          <TextControl __next40pxDefaultSize label={__('Link Text')} value={link.title} onChange={(title) => setLink({ ...link, title })} />
          <Button __next40pxDefaultSize variant="secondary" type="submit" disabled={!link.title || link.url.length < 9}>
            {__('Add to Menu')}
          </Button>
        </HStack>
      </form>
    </fieldset>
  );
}
