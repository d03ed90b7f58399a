// `network/sites.php`: every site of the host.
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { copy, dashboard, external, pencil, trash, undo } from '@wordpress/icons';
import { boot } from '../boot.js';
import { screen } from '../shell/address.js';
import { Confirm } from '../shell/confirm.jsx';
import { bytesOf, dateOf } from '../shell/format.js';
import { List, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { remove, update } from '../shell/rest.js';
import { LinkButton, Screen } from '../shell/screen.jsx';
import { standingOf, whatDeletingMeans } from '../shell/site-standing.js';

const PATH = '/platen/v1/sites';

export default function Sites() {
  return (
    <Screen wide title={__('Sites')} actions={<LinkButton href={screen('network/site-new.php')}>{__('Add Site')}</LinkButton>}>
      <All />
    </Screen>
  );
}

const isOpen = ({ status }) => status === 'active';
const isOther = ({ url }) => url !== boot.site.url;

const FIELDS = [
  { id: 'title', label: __('Site'), enableHiding: false, enableSorting: false, filterBy: false, render: ({ item }) => <a href={isOpen(item) ? `${item.url}/wp-admin/` : screen('network/site-info.php', { id: item.id })}>{item.title || item.url}</a> },
  { id: 'url', label: __('URL'), enableSorting: false, filterBy: false },
  { id: 'status', label: __('Status'), enableSorting: false, filterBy: false, render: ({ item }) => standingOf(item) },
  { id: 'plan', label: __('Plan'), enableSorting: false, filterBy: false },
  { id: 'quota_bytes', label: __('Quota'), enableSorting: false, filterBy: false, render: ({ item }) => bytesOf(item.quota_bytes) },
  { id: 'created', label: __('Registered'), enableSorting: false, filterBy: false, render: ({ item }) => dateOf(item.created) },
];

function All() {
  const state = useList(PATH, { titleField: 'title', fields: ['url', 'status', 'plan', 'quota_bytes', 'created'] });
  const { attempt } = useNotices();
  const actions = useMemo(
    () => [
      { id: 'dashboard', label: __('Dashboard'), isPrimary: true, icon: dashboard, isEligible: isOpen, callback: ([site]) => location.assign(`${site.url}/wp-admin/`) },
      { id: 'visit', label: __('Visit'), isPrimary: true, icon: external, isEligible: isOpen, callback: ([site]) => open(site.url) },
      { id: 'edit', label: __('Edit'), icon: pencil, callback: ([site]) => location.assign(screen('network/site-info.php', { id: site.id })) },
      { id: 'clone', label: __('Clone'), icon: copy, isEligible: ({ status }) => status === 'active' || status === 'suspended', callback: ([site]) => location.assign(`${screen('network/site-info.php', { id: site.id })}#clone`) },
      {
        id: 'suspend', label: __('Suspend'), isDestructive: true, isEligible: (site) => isOpen(site) && isOther(site),
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
        id: 'restore', label: __('Restore'), isPrimary: true, icon: undo, isEligible: ({ restorable }) => restorable,
        callback: async ([site]) => {
          await attempt(() => update(`${PATH}/${site.id}`, { status: 'active' }), __('Site restored.'));
          await state.reload();
        },
      },
      {
        id: 'delete', label: __('Delete'), icon: trash, isDestructive: true, isEligible: (site) => site.status !== 'deleted' && isOther(site),
        RenderModal: (props) => (
          <Confirm {...props} label={__('Delete this site')} question={whatDeletingMeans(props.items[0])} work={async ([site]) => {
            await attempt(() => remove(`${PATH}/${site.id}`), __('Site deleted.'));
            await state.reload();
          }} />
        ),
      },
      {
        id: 'remove', label: __('Delete permanently'), icon: trash, isDestructive: true, isEligible: (site) => site.status === 'deleted',
        RenderModal: (props) => (
          <Confirm {...props} label={__('Delete this site permanently')} question={sprintf(/* translators: %s: address */ __('Everything of %s is deleted: posts, pages, comments, media and settings. This cannot be undone.'), props.items[0].url)} work={async ([site]) => {
            await attempt(() => remove(`${PATH}/${site.id}`, { force: true }), __('Site deleted.'));
            await state.reload();
          }} />
        ),
      },
    ],
    [attempt, state.reload]
  );
  return <List state={state} fields={FIELDS} actions={actions} label={__('Search Sites')} empty={__('No sites found.')} />;
}
