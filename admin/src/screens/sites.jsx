// `network/sites.php`: every site of the host.
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { dashboard, external, pencil, trash } from '@wordpress/icons';
import { boot } from '../boot.js';
import { screen } from '../shell/address.js';
import { Confirm } from '../shell/confirm.jsx';
import { bytesOf, dateOf } from '../shell/format.js';
import { List, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { remove, update } from '../shell/rest.js';
import { LinkButton, Screen } from '../shell/screen.jsx';

const PATH = '/platen/v1/sites';

export default function Sites() {
  return (
    <Screen wide title={__('Sites')} actions={<LinkButton href={screen('network/site-new.php')}>{__('Add Site')}</LinkButton>}>
      <All />
    </Screen>
  );
}

const FIELDS = [
  { id: 'title', label: __('Site'), enableHiding: false, enableSorting: false, filterBy: false, render: ({ item }) => <a href={`${item.url}/wp-admin/`}>{item.title || item.url}</a> },
  { id: 'url', label: __('URL'), enableSorting: false, filterBy: false },
  { id: 'status', label: __('Status'), enableSorting: false, filterBy: false, render: ({ item }) => (item.status === 'active' ? __('Active') : __('Suspended')) },
  { id: 'plan', label: __('Plan'), enableSorting: false, filterBy: false },
  { id: 'quota_bytes', label: __('Quota'), enableSorting: false, filterBy: false, render: ({ item }) => bytesOf(item.quota_bytes) },
  { id: 'created', label: __('Registered'), enableSorting: false, filterBy: false, render: ({ item }) => dateOf(item.created) },
];

function All() {
  const state = useList(PATH, { titleField: 'title', fields: ['url', 'status', 'plan', 'quota_bytes', 'created'] });
  const { attempt } = useNotices();
  const actions = useMemo(
    () => [
      { id: 'dashboard', label: __('Dashboard'), isPrimary: true, icon: dashboard, callback: ([site]) => location.assign(`${site.url}/wp-admin/`) },
      { id: 'visit', label: __('Visit'), isPrimary: true, icon: external, callback: ([site]) => open(site.url) },
      { id: 'edit', label: __('Edit'), icon: pencil, callback: ([site]) => location.assign(screen('network/site-info.php', { id: site.id })) },
      {
        id: 'suspend', label: __('Suspend'), isDestructive: true, hideModalHeader: true, isEligible: (site) => site.status === 'active' && site.url !== boot.site.url,
        RenderModal: (props) => (
          <Confirm {...props} label={__('Suspend this site')} question={sprintf(/* translators: %s: address */ __('Visitors and editors of %s will be told that it is not available. Nothing of it is lost.'), props.items[0].url)} work={async ([site]) => {
            await attempt(() => update(`${PATH}/${site.id}`, { status: 'suspended' }), __('Site suspended.'));
            await state.reload();
          }} />
        ),
      },
      {
        id: 'resume', label: __('Resume'), isEligible: (site) => site.status === 'suspended',
        callback: async ([site]) => {
          await attempt(() => update(`${PATH}/${site.id}`, { status: 'active' }), __('Site resumed.'));
          await state.reload();
        },
      },
      {
        id: 'delete', label: __('Delete'), icon: trash, isDestructive: true, hideModalHeader: true, isEligible: (site) => site.url !== boot.site.url,
        RenderModal: (props) => (
          <Confirm {...props} label={__('Delete this site permanently')} question={sprintf(/* translators: %s: address */ __('Everything of %s is deleted: posts, pages, comments, media and settings. This cannot be undone.'), props.items[0].url)} work={async ([site]) => {
            await attempt(() => remove(`${PATH}/${site.id}`), __('Site deleted.'));
            await state.reload();
          }} />
        ),
      },
    ],
    [attempt, state.reload]
  );
  return <List state={state} fields={FIELDS} actions={actions} label={__('Search Sites')} empty={__('No sites found.')} />;
}
