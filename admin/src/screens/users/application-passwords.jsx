// Passwords for programs: each is shown once, used by one program, and taken back alone.
import { Button, Notice, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ago } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { create, list, remove, useLoaded } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';

export function ApplicationPasswords({ path }) {
  const address = `${path}/application-passwords`;
  const { data, reload } = useLoaded(() => list(address), [address]);
  const [name, setName] = useState('');
  const [made, setMade] = useState();
  const { attempt } = useNotices();
  const add = async (event) => {
    event.preventDefault();
    await attempt(async () => {
      setMade(await create(address, { name }));
      setName('');
      await reload();
    });
  };
  const revoke = async (password) => {
    await attempt(() => remove(`${address}/${password.uuid}`), __('Application password revoked.'));
    await reload();
  };
  return (
    <Card title={__('Application Passwords')}>
      <VStack spacing={4}>
        <p className="soft">{__('Application passwords allow programs to sign in to the REST API without your password. They cannot be used to sign in here.')}</p>
        {made && (
          <Notice status="success" onRemove={() => setMade(undefined)}>
            <p>{sprintf(/* translators: %s: program */ __('Your new password for %s is shown this once:'), made.name)}</p>
            <p>
              <code className="secret">{made.password}</code>
            </p>
          </Notice>
        )}
        <form onSubmit={add}>
          <HStack alignment="bottom" justify="start" wrap>
            <TextControl __next40pxDefaultSize label={__('New Application Password Name')} value={name} onChange={setName} />
            <Button __next40pxDefaultSize variant="secondary" type="submit" disabled={!name.trim()}>
              {__('Add Application Password')}
            </Button>
          </HStack>
        </form>
        {data?.items.length > 0 && (
          <div className="scrolls">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{__('Name')}</th>
                  <th scope="col">{__('Created')}</th>
                  <th scope="col">{__('Last Used')}</th>
                  <th scope="col">{__('Last IP')}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {data.items.map((password) => (
                  <tr key={password.uuid}>
                    <th scope="row">{password.name}</th>
                    <td>{ago(password.created)}</td>
                    <td>{password.last_used ? ago(password.last_used) : '—'}</td>
                    <td>{password.last_ip ?? '—'}</td>
                    <td>
                      <Button size="compact" variant="tertiary" isDestructive onClick={() => revoke(password)}>
                        {__('Revoke')}
                      </Button>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </VStack>
    </Card>
  );
}
