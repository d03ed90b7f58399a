// Where somebody is signed in, and the way to end it.
import { Button, __experimentalVStack as VStack } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { ago } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { get, remove, useLoaded } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';
import { Table } from '../../shell/table.jsx';

export function Sessions({ id }) {
  const address = `/platen/v1/users/${id}/sessions`;
  const { data, reload } = useLoaded(() => get(address), [address]);
  const { attempt } = useNotices();
  const end = async (path, done) => {
    await attempt(() => remove(path), done);
    await reload();
  };
  const columns = [
    { label: __('Browser'), isHead: true, of: ({ user_agent: agent }) => browserOf(agent) },
    { label: __('Signed in'), of: ({ created }) => ago(created) },
    { label: __('Address'), of: ({ address: from }) => from || '—' },
    {
      label: __('Actions'),
      of: ({ id: session, user_agent: agent }) => (
        <Button size="compact" variant="tertiary" isDestructive aria-label={`${__('Log out')}: ${browserOf(agent)}`} onClick={() => end(`${address}/${session}`, __('Logged out there.'))}>
          {__('Log out')}
        </Button>
      ),
    },
  ];
  return (
    <Card title={__('Sessions')}>
      <VStack spacing={4}>
        <p className="soft">{__('Did you lose your phone or leave your account logged in at a public computer? You can log out there.')}</p>
        <Table columns={columns} rows={data ?? []} empty={__('Nobody is signed in.')} label={__('Sessions')} />
        <div>
          <Button __next40pxDefaultSize variant="secondary" disabled={!data?.length} onClick={() => end(address, __('Logged out everywhere else.'))}>
            {__('Log Out Everywhere Else')}
          </Button>
        </div>
      </VStack>
    </Card>
  );
}

/** "Firefox on Linux": what most browsers say of themselves. */
function browserOf(agent) {
  const find = (pairs) => pairs.find(([mark]) => agent.includes(mark))?.[1];
  const browser = find([['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']]);
  const system = find([['Android', 'Android'], ['iPhone', 'iOS'], ['iPad', 'iPadOS'], ['Windows', 'Windows'], ['Mac OS X', 'macOS'], ['Linux', 'Linux']]);
  return [browser ?? agent.slice(0, 40), system].filter(Boolean).join(' · ') || '—';
}
