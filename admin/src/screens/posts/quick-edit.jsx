// The few fields that are changed often, without the editor; for many posts at once only what is filled in.
import { Button, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { DataForm } from '@wordpress/dataviews';
import { useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { titleOf } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { update } from '../../shell/rest.js';

const STATUSES = [
  { value: 'publish', label: __('Published') },
  { value: 'pending', label: __('Pending Review') },
  { value: 'draft', label: __('Draft') },
  { value: 'private', label: __('Private') },
];

export function QuickEdit({ items, closeModal, type, path, authors, terms, onDone }) {
  const isBulk = items.length > 1;
  const [edits, setEdits] = useState({});
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const fields = useMemo(() => fieldsFor(type, authors, terms, isBulk), [type, authors, terms, isBulk]);
  const start = isBulk ? {} : startOf(items[0]);
  const save = async (event) => {
    event.preventDefault();
    setBusy(true);
    const saved = await attempt(async () => {
      for (const item of items) {
        await update(`${path}/${item.id}`, edits);
      }
    }, isBulk ? __('The posts were changed.') : __('The post was changed.'));
    setBusy(false);
    if (saved) {
      closeModal();
      await onDone();
    }
  };
  return (
    <form onSubmit={save} className="quick-edit">
      <VStack spacing={5}>
        {isBulk && <p>{items.map(titleOf).join(', ')}</p>}
        <DataForm data={{ ...start, ...edits }} fields={fields} form={{ layout: { type: 'regular' }, fields: fields.map(({ id }) => id) }} onChange={(more) => setEdits({ ...edits, ...more })} />
        <HStack justify="end">
          <Button __next40pxDefaultSize variant="tertiary" onClick={closeModal}>
            {__('Cancel')}
          </Button>
          <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !Object.keys(edits).length}>
            {__('Update')}
          </Button>
        </HStack>
      </VStack>
    </form>
  );
}

const startOf = (item) => ({
  title: item.title?.raw ?? '',
  slug: item.slug,
  date: item.date,
  status: item.status,
  author: item.author,
  categories: item.categories,
  tags: item.tags,
  password: item.password,
  comment_status: item.comment_status,
  sticky: item.sticky,
});

function fieldsFor(type, authors, terms, isBulk) {
  const named = (list) => list.map(({ id, name }) => ({ value: id, label: name }));
  const several = (id, label) => ({ id, label, type: 'array', elements: named(terms[id] ?? []) });
  const single = [
    { id: 'title', label: __('Title'), type: 'text' },
    { id: 'slug', label: __('Slug'), type: 'text' },
    { id: 'date', label: __('Date'), type: 'datetime' },
    { id: 'password', label: __('Password'), type: 'text' },
  ];
  return [
    ...(isBulk ? [] : single),
    { id: 'status', label: __('Status'), type: 'text', Edit: 'select', elements: STATUSES },
    ...(authors.length > 1 ? [{ id: 'author', label: __('Author'), type: 'integer', Edit: 'select', elements: named(authors) }] : []),
    ...(terms.categories ? [several('categories', __('Categories'))] : []),
    ...(terms.tags ? [several('tags', __('Tags'))] : []),
    { id: 'comment_status', label: __('Comments'), type: 'text', Edit: 'select', elements: [{ value: 'open', label: __('Open') }, { value: 'closed', label: __('Closed') }] },
    ...(type.slug === 'post' ? [{ id: 'sticky', label: __('Stick to the top of the blog'), type: 'boolean', Edit: 'checkbox' }] : []),
  ];
}
