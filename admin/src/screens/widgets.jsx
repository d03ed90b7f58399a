// `widgets.php`: what stands in the theme's sidebars: blocks, in their order.
import { Button, Modal, SelectControl, TextareaControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { chevronDown, chevronUp, pencil, trash } from '@wordpress/icons';
import { strip } from '../shell/format.js';
import { useNotices } from '../shell/notices.jsx';
import { create, get, remove, update, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

const BEGINNINGS = [
  { value: '<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading"></h3>\n<!-- /wp:heading -->\n\n<!-- wp:paragraph -->\n<p></p>\n<!-- /wp:paragraph -->', label: __('Heading and text') },
  { value: '<!-- wp:search {"label":""} /-->', label: __('Search') },
  { value: '<!-- wp:latest-posts /-->', label: __('Latest Posts') },
  { value: '<!-- wp:latest-comments /-->', label: __('Latest Comments') },
  { value: '<!-- wp:archives /-->', label: __('Archives') },
  { value: '<!-- wp:categories /-->', label: __('Categories') },
  { value: '<!-- wp:tag-cloud /-->', label: __('Tag Cloud') },
  { value: '<!-- wp:html -->\n\n<!-- /wp:html -->', label: __('Custom HTML') },
];

export default function Widgets() {
  return (
    <Screen title={__('Widgets')} intro={__('Blocks in the places that the theme has for them.')}>
      <Sidebars />
    </Screen>
  );
}

function Sidebars() {
  const { data, reload } = useLoaded(async () => {
    const [sidebars, widgets] = await Promise.all([get('/wp/v2/sidebars', { context: 'edit' }), get('/wp/v2/widgets', { context: 'edit', per_page: 100 })]);
    return { sidebars, widgets };
  }, []);
  const [edited, setEdited] = useState();
  const { attempt } = useNotices();
  if (!data) {
    return null;
  }
  const change = (work, done) => attempt(work, done).then(reload);
  const save = (content) => {
    const raw = { instance: { raw: { content } }, id_base: 'block', sidebar: edited.sidebar };
    setEdited(undefined);
    return change(() => (edited.id ? update(`/wp/v2/widgets/${edited.id}`, raw) : create('/wp/v2/widgets', raw)), __('Widgets saved.'));
  };
  return (
    <VStack spacing={5}>
      {data.sidebars.map((sidebar) => (
        <Sidebar key={sidebar.id} sidebar={sidebar} widgets={data.widgets} onEdit={setEdited} change={change} />
      ))}
      {edited && <Edit widget={edited} onSave={save} onClose={() => setEdited(undefined)} />}
    </VStack>
  );
}

function Sidebar({ sidebar, widgets, onEdit, change }) {
  const here = sidebar.widgets.map((id) => widgets.find((widget) => widget.id === id)).filter(Boolean);
  const move = (at, by) => {
    const order = here.map(({ id }) => id);
    order.splice(at + by, 0, ...order.splice(at, 1));
    return change(() => update(`/wp/v2/sidebars/${sidebar.id}`, { widgets: order }), __('Widgets saved.'));
  };
  return (
    <Card title={sidebar.name}>
      <p className="soft">{sidebar.description}</p>
      {here.length > 0 && (
        <ol className="menu-items">
          {here.map((widget, at) => (
            <li key={widget.id} className="menu-items__item">
              <strong>{nameOf(widget)}</strong>
              <span className="menu-items__moves">
                <Button size="compact" icon={chevronUp} label={sprintf(/* translators: %s: widget */ __('Move %s up'), nameOf(widget))} disabled={!at} accessibleWhenDisabled onClick={() => move(at, -1)} />
                <Button size="compact" icon={chevronDown} label={sprintf(/* translators: %s: widget */ __('Move %s down'), nameOf(widget))} disabled={at === here.length - 1} accessibleWhenDisabled onClick={() => move(at, 1)} />
                <Button size="compact" icon={pencil} label={sprintf(/* translators: %s: widget */ __('Edit %s'), nameOf(widget))} onClick={() => onEdit(widget)} />
                <Button size="compact" icon={trash} isDestructive label={sprintf(/* translators: %s: widget */ __('Delete %s'), nameOf(widget))} onClick={() => change(() => remove(`/wp/v2/widgets/${widget.id}`, { force: true }), __('Widget deleted.'))} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <p>
        <Button __next40pxDefaultSize variant="secondary" onClick={() => onEdit({ sidebar: sidebar.id })}>{__('Add a widget')}</Button>
      </p>
    </Card>
  );
}

function nameOf(widget) {
  const content = widget.instance?.raw?.content ?? widget.rendered ?? '';
  return strip(widget.rendered).slice(0, 60) || content.match(/<!-- wp:([\w/-]+)/)?.[1] || widget.id_base;
}

function Edit({ widget, onSave, onClose }) {
  const [content, setContent] = useState(widget.instance?.raw?.content ?? (widget.id ? '' : BEGINNINGS[0].value));
  return (
    <Modal title={widget.id ? __('Edit widget') : __('Add a widget')} size="medium" onRequestClose={onClose}>
      <VStack spacing={4}>
        {!widget.id && <SelectControl __next40pxDefaultSize label={__('Begin with')} options={BEGINNINGS} onChange={setContent} />}
        <TextareaControl label={__('Blocks')} help={__('As block markup, the way the code editor shows it.')} rows={10} value={content} onChange={setContent} />
        <HStack justify="end">
          <Button __next40pxDefaultSize variant="tertiary" onClick={onClose}>{__('Cancel')}</Button>
          <Button __next40pxDefaultSize variant="primary" onClick={() => onSave(content)}>{__('Save')}</Button>
        </HStack>
      </VStack>
    </Modal>
  );
}
