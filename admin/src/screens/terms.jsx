// `edit-tags.php`: categories, tags and every other taxonomy: a form beside the list.
import { Button, SelectControl, TextControl, TextareaControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { external, pencil, trash } from '@wordpress/icons';
import { boot } from '../boot.js';
import { parameters, screen } from '../shell/address.js';
import { Confirm } from '../shell/confirm.jsx';
import { List, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { all, create, get, remove, update, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

export default function TermsScreen() {
  const name = parameters.taxonomy ?? 'category';
  const { data: taxonomy, error } = useLoaded(() => get(`/wp/v2/taxonomies/${name}`, { context: 'edit' }), [name]);
  return (
    <Screen wide title={taxonomy?.labels?.name ?? taxonomy?.name ?? boot.screen.title}>
      {error && <p role="alert">{error.message}</p>}
      {taxonomy && <Terms taxonomy={taxonomy} />}
    </Screen>
  );
}

function Terms({ taxonomy }) {
  const path = `/wp/v2/${taxonomy.rest_base}`;
  const state = useList(path, { titleField: 'name', fields: ['description', 'slug', 'count'], sort: { field: 'name', direction: 'asc' } }, () => ({ context: 'edit' }));
  const parents = useLoaded(async () => (taxonomy.hierarchical ? all(path, { _fields: 'id,name,parent' }) : []), [path, state.data]).data ?? [];
  const { attempt } = useNotices();
  const fields = useMemo(() => fieldsOf(taxonomy, parents), [taxonomy, parents]);
  const actions = useMemo(
    () => [
      {
        id: 'edit', label: __('Edit'), isPrimary: true, icon: pencil, modalSize: 'medium',
        RenderModal: ({ items: [term], closeModal }) => (
          <TermForm
            start={term} taxonomy={taxonomy} parents={parents} label={__('Update')} onCancel={closeModal}
            save={async (edits) => {
              await update(`${path}/${term.id}`, edits);
              closeModal();
              await state.reload();
            }}
            done={__('Updated.')}
          />
        ),
      },
      { id: 'view', label: __('View'), icon: external, callback: ([term]) => open(term.link) },
      {
        id: 'delete', label: __('Delete'), icon: trash, supportsBulk: true, isDestructive: true,
        RenderModal: (props) => (
          <Confirm
            {...props} label={__('Delete')} question={__('Deleting these does not delete the posts in them.')}
            work={async (items) => {
              await attempt(async () => {
                for (const { id } of items) {
                  await remove(`${path}/${id}`, { force: true });
                }
              }, __('Deleted.'));
              await state.reload();
            }}
          />
        ),
      },
    ],
    [path, taxonomy, parents, attempt, state.reload]
  );
  return (
    <div className="beside">
      <Card title={taxonomy.labels?.add_new_item ?? __('Add')}>
        <TermForm
          key={state.data?.total} start={{}} taxonomy={taxonomy} parents={parents} label={taxonomy.labels?.add_new_item ?? __('Add')} done={__('Added.')}
          save={async (edits) => {
            await create(path, edits);
            await state.reload();
          }}
        />
      </Card>
      <List state={state} fields={fields} actions={actions} label={taxonomy.labels?.search_items} empty={taxonomy.labels?.not_found} />
    </div>
  );
}

const fieldsOf = (taxonomy, terms) => [
  { id: 'name', label: __('Name'), enableHiding: false, filterBy: false, getValue: ({ item }) => item.name, render: ({ item }) => <strong>{depthOf(item, terms) + item.name}</strong> },
  { id: 'description', label: __('Description'), filterBy: false, render: ({ item }) => item.description || <span aria-label={__('No description')}>—</span> },
  { id: 'slug', label: __('Slug'), filterBy: false },
  { id: 'count', label: __('Count'), type: 'integer', filterBy: false, render: ({ item }) => <a href={countLink(taxonomy, item)} aria-label={sprintf(/* translators: 1: number of posts, 2: term */ __('%1$d posts in %2$s'), item.count, item.name)}>{item.count}</a> },
];

const countLink = (taxonomy, term) => screen('edit.php', taxonomy.slug === 'category' ? { cat: term.id } : { s: term.name });

function depthOf(term, terms) {
  let depth = '';
  for (let at = term.parent; at && depth.length < 60; at = terms.find(({ id }) => id === at)?.parent) {
    depth += '— ';
  }
  return depth;
}

function TermForm({ start, taxonomy, parents, label, save, done, onCancel }) {
  const [edits, setEdits] = useState({});
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const value = (name) => edits[name] ?? start[name] ?? '';
  const set = (name) => (next) => setEdits({ ...edits, [name]: next });
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    await attempt(() => save(edits), done);
    setBusy(false);
  };
  const others = parents.filter(({ id }) => id !== start.id).map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <form onSubmit={submit}>
      <VStack spacing={4}>
        <TextControl __next40pxDefaultSize required label={__('Name')} help={__('The name is how it appears on your site.')} value={value('name')} onChange={set('name')} />
        <TextControl __next40pxDefaultSize label={__('Slug')} help={__('Part of the address: small letters, numbers and hyphens.')} value={value('slug')} onChange={set('slug')} />
        {taxonomy.hierarchical && (
          <SelectControl __next40pxDefaultSize label={__('Parent')} value={String(value('parent') || 0)} options={[{ value: '0', label: __('None') }, ...others]} onChange={(parent) => set('parent')(Number(parent))} />
        )}
        <TextareaControl label={__('Description')} rows={4} help={__('Some themes show it.')} value={value('description')} onChange={set('description')} />
        <HStack justify={onCancel ? 'end' : 'start'}>
          {onCancel && (
            <Button __next40pxDefaultSize variant="tertiary" onClick={onCancel}>
              {__('Cancel')}
            </Button>
          )}
          <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !value('name')}>
            {label}
          </Button>
        </HStack>
      </VStack>
    </form>
  );
}
