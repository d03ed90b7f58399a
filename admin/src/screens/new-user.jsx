// `user-new.php`: an account for somebody, with a role here.
import { Button, SelectControl, TextControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { screen } from '../shell/address.js';
import { useNotices } from '../shell/notices.jsx';
import { create } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { PasswordField } from './users/password-field.jsx';
import { generated } from './users/password.js';
import { ROLES } from './users/roles.js';

export default function NewUser() {
  return (
    <Screen title={__('Add User')} intro={__('Create a brand new user and add them to this site.')}>
      <Form />
    </Screen>
  );
}

function Form() {
  const [user, setUser] = useState({ username: '', email: '', first_name: '', last_name: '', url: '', password: generated(), roles: ['subscriber'] });
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const field = (name) => ({ __next40pxDefaultSize: true, value: user[name], onChange: (value) => setUser({ ...user, [name]: value }) });
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    const made = await attempt(() => create('/wp/v2/users', user));
    setBusy(false);
    if (made) {
      location.assign(screen('users.php', { update: 'add' }));
    }
  };
  return (
    <Card>
      <form onSubmit={submit}>
        <VStack spacing={4}>
          <TextControl required label={__('Username (required)')} autoComplete="off" {...field('username')} />
          <TextControl required type="email" label={__('Email (required)')} {...field('email')} />
          <TextControl label={__('First Name')} {...field('first_name')} />
          <TextControl label={__('Last Name')} {...field('last_name')} />
          <TextControl type="url" label={__('Website')} {...field('url')} />
          <PasswordField value={user.password} onChange={(password) => setUser({ ...user, password })} />
          <SelectControl __next40pxDefaultSize label={__('Role')} value={user.roles[0]} options={ROLES} onChange={(role) => setUser({ ...user, roles: [role] })} />
          <div>
            <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !user.username || !user.email}>
              {__('Add User')}
            </Button>
          </div>
        </VStack>
      </form>
    </Card>
  );
}
