// `network/site-info.php`: one site of this host, as the network sees it.
import { Button, Notice, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { parameters, screen } from '../shell/address.js';
import { useNotices } from '../shell/notices.jsx';
import { create, get, remove, update, useLoaded } from '../shell/rest.js';
import { Card, LinkButton, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';

const PATH = `/platen/v1/sites/${Number(parameters.id)}`;
const MEGABYTE = 1 << 20;

export default function NetworkSite() {
  const { data: site, error, reload } = useLoaded(() => get(PATH), []);
  return (
    <Screen title={__('Edit Site')} intro={site?.url} actions={<LinkButton variant="secondary" href={screen('network/sites.php')}>{__('Sites')}</LinkButton>}>
      {error && <p role="alert">{error.message}</p>}
      {site && (
        <VStack spacing={5}>
          <Standing site={site} reload={reload} />
          <Allowance key={`${site.plan} ${site.quota_bytes}`} site={site} reload={reload} />
          <Domains />
        </VStack>
      )}
    </Screen>
  );
}

function Standing({ site, reload }) {
  const { attempt } = useNotices();
  const isOpen = site.status === 'active';
  const change = async () => {
    await attempt(() => update(PATH, { status: isOpen ? 'suspended' : 'active' }), isOpen ? __('Site suspended.') : __('Site resumed.'));
    await reload();
  };
  return (
    <Card title={__('Status')}>
      <VStack spacing={4}>
        <Notice status={isOpen ? 'success' : 'warning'} isDismissible={false}>
          {isOpen ? __('Active') : __('Suspended')}
        </Notice>
        {isOpen && <p>{sprintf(/* translators: %s: address */ __('Visitors and editors of %s will be told that it is not available. Nothing of it is lost.'), site.url)}</p>}
        <div>
          <Button __next40pxDefaultSize variant="secondary" isDestructive={isOpen} disabled={site.url === boot.site.url} accessibleWhenDisabled onClick={change}>
            {isOpen ? __('Suspend this site') : __('Resume')}
          </Button>
        </div>
      </VStack>
    </Card>
  );
}

function Allowance({ site, reload }) {
  const [plan, setPlan] = useState(site.plan);
  const [quota, setQuota] = useState(String(Math.round(site.quota_bytes / MEGABYTE)));
  const { attempt } = useNotices();
  const save = async (event) => {
    event.preventDefault();
    await attempt(() => update(PATH, { plan, quota_bytes: Number(quota) * MEGABYTE }), __('Settings saved.'));
    await reload();
  };
  return (
    <Card title={__('Plan')}>
      <form onSubmit={save}>
        <VStack spacing={4}>
          <TextControl __next40pxDefaultSize required label={__('Plan')} value={plan} onChange={setPlan} />
          <TextControl __next40pxDefaultSize required type="number" min="0" label={__('Quota (MB)')} value={quota} onChange={setQuota} />
          <div>
            <Button __next40pxDefaultSize variant="primary" type="submit">
              {__('Save Changes')}
            </Button>
          </div>
        </VStack>
      </form>
    </Card>
  );
}

const CERTIFICATES = { valid: __('Valid'), invalid: __('Not valid'), unreachable: __('Not reachable') };

function Domains() {
  const { data: domains, isLoading, error, reload } = useLoaded(() => get(`${PATH}/domains`), []);
  const [host, setHost] = useState('');
  const { attempt } = useNotices();
  const add = async (event) => {
    event.preventDefault();
    if (await attempt(() => create(`${PATH}/domains`, { host }), __('Domain added.'))) {
      setHost('');
      await reload();
    }
  };
  const take = async (name) => {
    await attempt(() => remove(`${PATH}/domains`, { host: name }), __('Domain removed.'));
    await reload();
  };
  return (
    <Card title={__('Domains')}>
      <VStack spacing={4}>
        {isLoading && <p className="soft" role="status">{__('The name server is asked, and the names themselves. This may take some seconds.')}</p>}
        {error && <p role="alert">{error.message}</p>}
        {domains && <Table label={__('Domains')} rows={domains} keyOf={(domain) => domain.host} columns={columnsOf(take)} />}
        <form onSubmit={add}>
          <HStack alignment="bottom" justify="flex-start" wrap>
            <TextControl __next40pxDefaultSize required label={__('Domain')} placeholder="www.example.com" value={host} onChange={setHost} />
            <Button __next40pxDefaultSize variant="secondary" type="submit">
              {__('Add Domain')}
            </Button>
          </HStack>
        </form>
      </VStack>
    </Card>
  );
}

const columnsOf = (take) => [
  { label: __('Domain'), isHead: true, of: ({ host, primary }) => (primary ? <>{host} <span className="badge">{__('Primary')}</span></> : host) },
  { label: __('Leads here'), of: ({ leads_here: leads }) => (leads ? __('Yes') : __('No')) },
  { label: __('Addresses'), of: ({ addresses, dns_error: why }) => why ?? (addresses.join(', ') || '—') },
  { label: __('Certificate'), of: ({ certificate, certificate_error: why }) => <span title={why}>{CERTIFICATES[certificate]}</span> },
  {
    label: __('Action'),
    of: ({ host, primary }) => (primary ? '—' : (
      <Button variant="link" isDestructive onClick={() => take(host)} aria-label={sprintf(/* translators: %s: domain */ __('Remove %s'), host)}>
        {__('Remove')}
      </Button>
    )),
  },
];
