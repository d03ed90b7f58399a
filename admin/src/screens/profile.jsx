// `profile.php` and `user-edit.php`: one account, its application passwords and its sessions.
import { Button, SelectControl, TextControl, TextareaControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { may, parameters } from '../shell/address.js';
import { useNotices } from '../shell/notices.jsx';
import { get, update, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { ApplicationPasswords } from './users/application-passwords.jsx';
import { PasswordField } from './users/password-field.jsx';
import { generated } from './users/password.js';
import { ROLES } from './users/roles.js';
import { SecondFactor } from './users/second-factor.jsx';
import { Sessions } from './users/sessions.jsx';

export default function Profile() {
  const id = Number(parameters.user_id ?? boot.user.id);
  const isOwn = id === boot.user.id;
  const path = isOwn ? '/wp/v2/users/me' : `/wp/v2/users/${id}`;
  const { data: user, error, reload } = useLoaded(() => get(path, { context: 'edit' }), [path]);
  return (
    <Screen title={isOwn ? __('Profile') : (user?.name ?? __('Edit User'))}>
      {error && <p role="alert">{error.message}</p>}
      {user && (
        <VStack spacing={5}>
          <Account key={user.id} user={user} path={path} isOwn={isOwn} onSaved={reload} />
          <SecondFactor id={isOwn ? 'me' : id} />
          <Sessions id={isOwn ? 'me' : id} />
          <ApplicationPasswords path={path} />
        </VStack>
      )}
    </Screen>
  );
}

function Account({ user, path, isOwn, onSaved }) {
  const [edits, setEdits] = useState({});
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const set = (name, value) => setEdits({ ...edits, [name]: value });
  const field = (name) => ({ __next40pxDefaultSize: true, value: edits[name] ?? user[name] ?? '', onChange: (value) => set(name, value) });
  const names = [...new Set([user.name, user.username, user.nickname, user.first_name, user.last_name, `${user.first_name} ${user.last_name}`.trim()].filter(Boolean))];
  const save = async (event) => {
    event.preventDefault();
    setBusy(true);
    if (await attempt(() => update(path, edits), __('Profile updated.'))) {
      setEdits({});
      await onSaved();
    }
    setBusy(false);
  };
  return (
    <form onSubmit={save}>
      <VStack spacing={5}>
        <Card title={__('Name')}>
          <VStack spacing={4}>
            <TextControl disabled label={__('Username')} help={__('Usernames cannot be changed.')} {...field('username')} />
            {!isOwn && may('promote_users') && <SelectControl __next40pxDefaultSize label={__('Role')} value={edits.roles?.[0] ?? user.roles?.[0]} options={ROLES} onChange={(role) => set('roles', [role])} />}
            <TextControl label={__('First Name')} {...field('first_name')} />
            <TextControl label={__('Last Name')} {...field('last_name')} />
            <TextControl required label={__('Nickname (required)')} {...field('nickname')} />
            <SelectControl label={__('Language')} options={[{ value: '', label: __('Site Default') }, ...boot.languages]} {...field('locale')} />
            <SelectControl label={__('Display name publicly as')} options={names.map((name) => ({ value: name, label: name }))} {...field('name')} />
          </VStack>
        </Card>
        <Card title={__('Contact Info')}>
          <VStack spacing={4}>
            <TextControl required type="email" label={__('Email (required)')} {...field('email')} />
            <TextControl type="url" label={__('Website')} {...field('url')} />
          </VStack>
        </Card>
        <Card title={isOwn ? __('About Yourself') : __('About the user')}>
          <VStack spacing={4}>
            <TextareaControl rows={5} label={__('Biographical Info')} value={edits.description ?? user.description ?? ''} onChange={(value) => set('description', value)} />
            {edits.password === undefined ? (
              <div>
                <Button __next40pxDefaultSize variant="secondary" onClick={() => set('password', generated())}>
                  {__('Set New Password')}
                </Button>
              </div>
            ) : (
              <PasswordField label={__('New Password')} value={edits.password} onChange={(value) => set('password', value)} />
            )}
          </VStack>
        </Card>
        <div>
          <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !Object.keys(edits).length} accessibleWhenDisabled>
            {isOwn ? __('Update Profile') : __('Update User')}
          </Button>
        </div>
      </VStack>
    </form>
  );
}
