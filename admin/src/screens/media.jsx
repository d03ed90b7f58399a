// `upload.php`: the media library: files dropped anywhere on it are uploaded.
import { Button, DropZone, FormFileUpload } from '@wordpress/components';
import { useEffect, useMemo, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { file as fileIcon, pencil, trash } from '@wordpress/icons';
import { boot } from '../boot.js';
import { parameters, remember } from '../shell/address.js';
import { Confirm } from '../shell/confirm.jsx';
import { bytesOf, dateOf, titleOf } from '../shell/format.js';
import { List, filterOf, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { remove } from '../shell/rest.js';
import { Screen } from '../shell/screen.jsx';
import { Details } from './media/details.jsx';
import { Standing } from './media/standing.jsx';
import { Uploads, useUploads } from './media/uploads.jsx';

const KINDS = [
  { value: 'image', label: __('Images') },
  { value: 'audio', label: __('Audio') },
  { value: 'video', label: __('Video') },
  { value: 'application', label: __('Documents') },
];

export default function MediaScreen() {
  return (
    <Screen wide title={__('Media Library')}>
      <Library />
    </Screen>
  );
}

function Library() {
  const [opened, setOpened] = useState(parameters.item ? Number(parameters.item) : undefined);
  const state = useList(
    '/wp/v2/media',
    {
      type: parameters.mode === 'list' ? 'table' : 'grid', titleField: 'title', mediaField: 'preview', fields: parameters.mode === 'list' ? ['author', 'date', 'kind'] : [],
      sort: { field: 'date', direction: 'desc' }, perPage: 50, search: parameters.search ?? '', layout: { previewSize: 150 },
    },
    (view) => ({ context: 'edit', _embed: 'author', ...(filterOf(view, 'kind')?.length ? { media_type: filterOf(view, 'kind') } : {}) })
  );
  const uploads = useUploads(state.reload);
  const { attempt } = useNotices();
  const actions = useMemo(
    () => [
      { id: 'edit', label: __('Edit'), isPrimary: true, icon: pencil, callback: ([item]) => setOpened(item.id) },
      {
        id: 'delete', label: __('Delete permanently'), icon: trash, supportsBulk: true, isDestructive: true,
        RenderModal: (props) => (
          <Confirm {...props} label={__('Delete')} question={__('The files are deleted too, and cannot be brought back.')} work={async (items) => {
            await attempt(async () => {
              for (const { id } of items) {
                await remove(`/wp/v2/media/${id}`, { force: true });
              }
            }, __('Deleted permanently.'));
            await state.reload();
          }} />
        ),
      },
    ],
    [attempt, state.reload]
  );
  useEffect(() => {
    remember({ item: opened, mode: state.view.type === 'table' ? 'list' : undefined, search: state.view.search });
  }, [opened, state.view.type, state.view.search]);
  return (
    <div className="library">
      <DropZone label={__('Drop files to upload')} onFilesDrop={uploads.add} />
      <div className="library__add">
        <FormFileUpload __next40pxDefaultSize multiple onChange={(event) => uploads.add([...event.currentTarget.files])} render={({ openFileDialog }) => (
          <Button __next40pxDefaultSize variant="primary" onClick={openFileDialog}>
            {__('Select Files')}
          </Button>
        )} />
        <span className="soft">{sprintf(/* translators: %d: megabytes */ __('Or drop files here. Maximum upload file size: %d MB.'), boot.site.canUploadMegabytes)}</span>
      </div>
      <Standing />
      <Uploads uploads={uploads} />
      <List state={state} fields={FIELDS} actions={actions} layouts={{ grid: { layout: { previewSize: 150 } }, table: {} }} label={__('Search media')} empty={__('No media items found.')} onClick={(item) => setOpened(item.id)} />
      {opened && <Details id={opened} onClose={() => setOpened(undefined)} onSaved={state.reload} />}
    </div>
  );
}

const FIELDS = [
  { id: 'preview', label: __('File'), enableSorting: false, enableHiding: false, filterBy: false, render: Preview },
  { id: 'title', label: __('Title'), enableHiding: false, filterBy: false, getValue: ({ item }) => titleOf(item) },
  { id: 'author', label: __('Author'), filterBy: false, render: ({ item }) => item._embedded?.author?.[0]?.name ?? '—' },
  { id: 'date', label: __('Date'), type: 'datetime', filterBy: false, render: ({ item }) => dateOf(item.date) },
  { id: 'kind', label: __('Type'), enableSorting: false, elements: KINDS, filterBy: { operators: ['isAny'] }, getValue: ({ item }) => item.mime_type, render: ({ item }) => `${item.mime_type}${item.media_details?.filesize ? `, ${bytesOf(item.media_details.filesize)}` : ''}` },
];

// A document shows its first page, where that was drawn.
function Preview({ item }) {
  const sizes = item.media_details?.sizes ?? {};
  const shown = (sizes.medium ?? sizes.thumbnail ?? sizes.full)?.source_url ?? (item.media_type === 'image' ? item.source_url : undefined);
  if (shown) {
    return <img src={shown} alt={item.alt_text} loading="lazy" />;
  }
  return (
    <span className="library__file">
      <span aria-hidden="true">{fileIcon}</span>
      <span>{item.source_url?.split('.').pop()}</span>
    </span>
  );
}
