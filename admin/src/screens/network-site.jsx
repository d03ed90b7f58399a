// `network/site-info.php`: one site of this host, as the network sees it.
import { Button, Notice, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { parameters, screen } from '../shell/address.js';
import { dateOf } from '../shell/format.js';
import { useNotices } from '../shell/notices.jsx';
import { create, get, remove, update, useLoaded } from '../shell/rest.js';
import { Card, LinkButton, Screen } from '../shell/screen.jsx';
import { standingOf } from '../shell/site-standing.js';
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
          {CLONED.includes(site.status) && <Clones site={site} />}
          <Allowance key={`${site.plan} ${site.quota_bytes}`} site={site} reload={reload} />
          {site.status !== 'deleted' && <Domains />}
        </VStack>
      )}
    </Screen>
  );
}

/** What can be done with a site that stands so: its words, the status that it gets, and what is told then. */
const CHANGES = {
  active: { label: __('Suspend this site'), status: 'suspended', told: __('Site suspended.') },
  suspended: { label: __('Resume'), status: 'active', told: __('Site resumed.') },
  deleted: { label: __('Restore'), status: 'active', told: __('Site restored.') },
};

function Standing({ site, reload }) {
  const { attempt } = useNotices();
  const isOpen = site.status === 'active';
  const can = site.status === 'deleted' && !site.restorable ? undefined : CHANGES[site.status];
  const change = async () => {
    await attempt(() => update(PATH, { status: can.status }), can.told);
    await reload();
  };
  return (
    <Card title={__('Status')}>
      <VStack spacing={4}>
        <Notice status={isOpen ? 'success' : 'warning'} isDismissible={false}>
          {standingOf(site)}
        </Notice>
        {isOpen && <p>{sprintf(/* translators: %s: address */ __('Visitors and editors of %s will be told that it is not available. Nothing of it is lost.'), site.url)}</p>}
        {can && (
          <div>
            <Button __next40pxDefaultSize variant="secondary" isDestructive={isOpen} disabled={site.url === boot.site.url} accessibleWhenDisabled onClick={change}>
              {can.label}
            </Button>
          </div>
        )}
      </VStack>
    </Card>
  );
}

/** Sites that can be cloned stand so. */
const CLONED = ['active', 'suspended'];
const EVERY = 1000;

function Clones({ site }) {
  const { data: clones, reload } = useLoaded(() => get(`${PATH}/clones`), []);
  const running = clones?.find(({ state }) => state === 'running');
  useEffect(() => {
    const timer = running && setInterval(reload, EVERY);
    return () => clearInterval(timer);
  }, [running?.id, reload]);
  return (
    <div id="clone">
      <Card title={__('Clone')}>
        <VStack spacing={4}>
          <p>{__('A new site of this host with the same content, files, people and settings. Members, letters, secrets and logs stay here. Nobody sees it until all of it is there.')}</p>
          {!running && <NewClone site={site} onBegun={reload} />}
          {clones?.map((one) => <OneClone key={one.id} one={one} />)}
        </VStack>
      </Card>
    </div>
  );
}

function NewClone({ site, onBegun }) {
  const [wanted, setWanted] = useState({ url: 'https://', title: site.title });
  const { attempt } = useNotices();
  const field = (name) => ({ __next40pxDefaultSize: true, required: true, value: wanted[name], onChange: (value) => setWanted({ ...wanted, [name]: value }) });
  const submit = async (event) => {
    event.preventDefault();
    await attempt(() => create(`${PATH}/clones`, wanted));
    await onBegun();
  };
  return (
    <form onSubmit={submit}>
      <VStack spacing={4}>
        <TextControl type="url" label={__('Site Address (URL)')} {...field('url')} />
        <TextControl label={__('Site Title')} {...field('title')} />
        <div>
          <Button __next40pxDefaultSize variant="secondary" type="submit">
            {__('Clone this site')}
          </Button>
        </div>
      </VStack>
    </form>
  );
}

const PARTS = { posts: __('Posts'), files: __('Files') };

function OneClone({ one }) {
  if (one.state === 'failed') {
    return <Notice status="error" isDismissible={false}>{one.url}: {one.error}</Notice>;
  }
  if (one.state === 'running') {
    return (
      <div role="status" className="stack">
        <label>
          {one.url}: {PARTS[one.part] ?? __('It begins')} <progress max={one.total || 1} value={one.done} />
        </label>
        <span className="soft">{__('You may leave this page: the clone goes on.')}</span>
      </div>
    );
  }
  const { posts, files, missing_files: missing } = one.report;
  return (
    <Notice status={missing ? 'warning' : 'success'} isDismissible={false}>
      <a href={screen('network/site-info.php', { id: one.site })}>{one.url}</a>
      {': '}
      {sprintf(/* translators: 1: number of posts, 2: number of files */ __('%1$d posts, %2$d files'), posts, files)}
      {missing > 0 && ` ${sprintf(/* translators: %d: number of files */ __('%d files do not stand in the uploads folder; the clone lacks them.'), missing)}`}
    </Notice>
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

/** So long before its end a certificate should have been renewed: those that renew themselves do so a month before. */
const SOON = 14 * 86_400_000;

function Certificate({ domain: { certificate, certificate_error: why, certificate_until: until } }) {
  if (!until) {
    return <span title={why}>{CERTIFICATES[certificate]}</span>;
  }
  return (
    <>
      {sprintf(/* translators: %s: date */ __('Valid until %s'), dateOf(until))}
      {new Date(until) - Date.now() < SOON && <> <span className="badge">{__('Ends soon')}</span></>}
    </>
  );
}

const columnsOf = (take) => [
  { label: __('Domain'), isHead: true, of: ({ host, primary }) => (primary ? <>{host} <span className="badge">{__('Primary')}</span></> : host) },
  { label: __('Leads here'), of: ({ leads_here: leads }) => (leads ? __('Yes') : __('No')) },
  { label: __('Addresses'), of: ({ addresses, dns_error: why }) => why ?? (addresses.join(', ') || '—') },
  { label: __('Certificate'), of: (domain) => <Certificate domain={domain} /> },
  {
    label: __('Action'),
    of: ({ host, primary }) => (primary ? '—' : (
      <Button variant="link" isDestructive onClick={() => take(host)} aria-label={sprintf(/* translators: %s: domain */ __('Remove %s'), host)}>
        {__('Remove')}
      </Button>
    )),
  },
];
