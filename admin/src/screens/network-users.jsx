// `network/users.php`: everybody with an account on this host.
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { Confirm } from '../shell/confirm.jsx';
import { dateOf } from '../shell/format.js';
import { List, filterOf, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { update } from '../shell/rest.js';
import { Screen } from '../shell/screen.jsx';
import { roleName } from './users/roles.js';

const PATH = '/platen/v1/network/users';

export default function NetworkUsers() {
  return (
    <Screen wide title={__('Network Users')} intro={__('Everybody with an account on this host, and the sites that they have a role on.')}>
      <Everybody />
    </Screen>
  );
}

const plain = { enableSorting: false, filterBy: false };
const FIELDS = [
  { id: 'username', label: __('Username'), enableHiding: false, ...plain },
  { id: 'name', label: __('Name'), ...plain },
  { id: 'email', label: __('Email'), ...plain, render: ({ item }) => <a href={`mailto:${item.email}`}>{item.email}</a> },
  {
    id: 'network_admin', label: __('Network administrator'), enableSorting: false, filterBy: { operators: ['is'] }, getValue: ({ item }) => String(item.network_admin),
    elements: [{ value: 'true', label: __('Yes') }, { value: 'false', label: __('No') }], render: ({ item }) => (item.network_admin ? __('Yes') : '—'),
  },
  { id: 'sites', label: __('Sites'), ...plain, render: ({ item }) => <Sites sites={item.sites} /> },
  { id: 'registered_date', label: __('Registered'), ...plain, render: ({ item }) => dateOf(item.registered_date) },
];

const Sites = ({ sites }) =>
  sites.length ? (
    <ul className="plain">
      {sites.map(({ id, url, role }) => (
        <li key={id}>
          <a href={`${url}/wp-admin/users.php`}>{url.replace(/^https?:\/\//, '')}</a> {roleName(role)}
        </li>
      ))}
    </ul>
  ) : (
    '—'
  );

function Everybody() {
  const toQuery = (view) => (filterOf(view, 'network_admin') ? { network_admin: filterOf(view, 'network_admin') } : {});
  const state = useList(PATH, { titleField: 'username', fields: ['name', 'email', 'network_admin', 'sites', 'registered_date'] }, toQuery);
  const { attempt } = useNotices();
  const actions = useMemo(() => actionsOf(attempt, state.reload), [attempt, state.reload]);
  return <List state={state} fields={FIELDS} actions={actions} label={__('Search Users')} empty={__('No users found.')} />;
}

function actionsOf(attempt, reload) {
  const give = (network_admin) => async ([person]) => {
    await attempt(() => update(`${PATH}/${person.id}`, { network_admin }), __('Settings saved.'));
    await reload();
  };
  return [
    {
      id: 'grant', label: __('Make network administrator'), isEligible: (person) => !person.network_admin,
      RenderModal: (props) => (
        <Confirm {...props} isDestructive={false} label={__('Make network administrator')} work={give(true)} question={sprintf(/* translators: %s: login */ __('%s will run every site of this host, and decide who may what there.'), props.items[0].username)} />
      ),
    },
    {
      id: 'revoke', label: __('No longer network administrator'), isDestructive: true, isEligible: (person) => person.network_admin && person.id !== boot.user.id,
      RenderModal: (props) => (
        <Confirm {...props} label={__('No longer network administrator')} work={give(false)} question={sprintf(/* translators: %s: login */ __('%s will only have the roles that sites give.'), props.items[0].username)} />
      ),
    },
  ];
}
