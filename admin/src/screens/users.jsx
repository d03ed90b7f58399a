// `users.php`: everybody with a role here.
import { SelectControl, __experimentalVStack as VStack, __experimentalHStack as HStack, Button } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { pencil, trash } from '@wordpress/icons';
import { boot } from '../boot.js';
import { may, parameters, screen } from '../shell/address.js';
import { dateOf } from '../shell/format.js';
import { List, filterOf, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { all, remove, update, useLoaded } from '../shell/rest.js';
import { LinkButton, Screen } from '../shell/screen.jsx';
import { ROLES, roleName } from './users/roles.js';

export default function UsersScreen() {
  const add = may('create_users') && <LinkButton href={screen('user-new.php')}>{__('Add User')}</LinkButton>;
  return (
    <Screen wide title={__('Users')} actions={add}>
      <Users />
    </Screen>
  );
}

const START = { titleField: 'username', fields: ['name', 'email', 'roles', 'registered_date'], search: parameters.s ?? '', filters: parameters.role ? [{ field: 'roles', operator: 'isAny', value: [parameters.role] }] : [] };

function Users() {
  const state = useList('/wp/v2/users', START, (view) => ({ context: 'edit', ...(filterOf(view, 'roles')?.length ? { roles: filterOf(view, 'roles') } : {}) }));
  const { attempt } = useNotices();
  const actions = useMemo(() => actionsOf(attempt, state.reload), [attempt, state.reload]);
  return <List state={state} fields={FIELDS} actions={actions} label={__('Search Users')} empty={__('No users found.')} />;
}

const editOf = (user) => (user.id === boot.user.id ? screen('profile.php') : screen('user-edit.php', { user_id: user.id }));

const FIELDS = [
  {
    id: 'username', label: __('Username'), enableHiding: false, enableSorting: false, filterBy: false, getValue: ({ item }) => item.username,
    render: ({ item }) => (
      <span className="comments__author">
        {item.avatar_urls && <img src={item.avatar_urls[48]} alt="" width="32" height="32" loading="lazy" />}
        <a href={editOf(item)}>{item.username ?? item.slug}</a>
      </span>
    ),
  },
  { id: 'name', label: __('Name'), filterBy: false },
  { id: 'email', label: __('Email'), filterBy: false, render: ({ item }) => <a href={`mailto:${item.email}`}>{item.email}</a> },
  { id: 'roles', label: __('Role'), enableSorting: false, elements: ROLES, filterBy: { operators: ['isAny'] }, getValue: ({ item }) => item.roles?.[0], render: ({ item }) => item.roles?.map(roleName).join(', ') || __('None') },
  { id: 'registered_date', label: __('Registered'), filterBy: false, render: ({ item }) => (item.registered_date ? dateOf(item.registered_date) : '—') },
];

function actionsOf(attempt, reload) {
  const isOther = (user) => user.id !== boot.user.id;
  return [
    { id: 'edit', label: __('Edit'), isPrimary: true, icon: pencil, callback: ([user]) => location.assign(editOf(user)) },
    ...(may('promote_users')
      ? [{ id: 'role', label: __('Change role'), supportsBulk: true, isEligible: isOther, RenderModal: ({ items, closeModal }) => <ChangeRole items={items} closeModal={closeModal} attempt={attempt} reload={reload} /> }]
      : []),
    ...(may('delete_users')
      ? [{ id: 'delete', label: __('Delete'), icon: trash, isDestructive: true, isEligible: isOther, RenderModal: ({ items: [user], closeModal }) => <DeleteUser user={user} closeModal={closeModal} attempt={attempt} reload={reload} /> }]
      : []),
  ];
}

function ChangeRole({ items, closeModal, attempt, reload }) {
  const [role, setRole] = useState(items[0].roles?.[0] ?? 'subscriber');
  const change = async () => {
    await attempt(async () => {
      for (const { id } of items) {
        await update(`/wp/v2/users/${id}`, { roles: [role] });
      }
    }, __('Changed role.'));
    closeModal();
    await reload();
  };
  return (
    <VStack spacing={5}>
      <SelectControl __next40pxDefaultSize label={__('Role')} value={role} options={ROLES} onChange={setRole} />
      <Buttons closeModal={closeModal} label={__('Change')} work={change} />
    </VStack>
  );
}

function DeleteUser({ user, closeModal, attempt, reload }) {
  const { data: others } = useLoaded(() => all('/wp/v2/users', { who: 'authors', exclude: [user.id], _fields: 'id,name' }), [user.id]);
  const [heir, setHeir] = useState('');
  const work = async () => {
    await attempt(() => remove(`/wp/v2/users/${user.id}`, { force: true, reassign: heir || false }), __('User deleted.'));
    closeModal();
    await reload();
  };
  const options = [{ value: '', label: __('Delete all content.') }, ...(others ?? []).map(({ id, name }) => ({ value: String(id), label: `${__('Attribute all content to:')} ${name}` }))];
  return (
    <VStack spacing={5}>
      <p className="screen__question">{__('What should be done with content owned by this user?')}</p>
      <SelectControl __next40pxDefaultSize label={__('Content')} value={heir} options={options} onChange={setHeir} />
      <Buttons closeModal={closeModal} label={__('Confirm Deletion')} work={work} isDestructive />
    </VStack>
  );
}

const Buttons = ({ closeModal, label, work, isDestructive }) => (
  <HStack justify="end">
    <Button __next40pxDefaultSize variant="tertiary" onClick={closeModal}>
      {__('Cancel')}
    </Button>
    <Button __next40pxDefaultSize variant="primary" isDestructive={isDestructive} onClick={work}>
      {label}
    </Button>
  </HStack>
);
