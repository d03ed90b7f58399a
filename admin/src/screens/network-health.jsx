// `network/health.php`: how the host stands over all its sites, and which of them needs a look.
import { Notice, __experimentalVStack as VStack } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { screen } from '../shell/address.js';
import { bytesOf } from '../shell/format.js';
import { get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { standingOf } from '../shell/site-standing.js';
import { Table } from '../shell/table.jsx';

export default function NetworkHealth() {
  const { data: health, error } = useLoaded(() => get('/platen/v1/network/health'), []);
  return (
    <Screen wide title={__('Health')} intro={__('How this host stands over all its sites.')}>
      {error && <p role="alert">{error.message}</p>}
      {health && (
        <VStack spacing={5}>
          <Verdict health={health} />
          {health.buckets.length > 0 && <Buckets buckets={health.buckets} />}
          <Sites sites={health.sites} />
        </VStack>
      )}
    </Screen>
  );
}

function Verdict({ health }) {
  const looks = health.sites.filter((site) => site.needs_a_look).length;
  const trouble = [
    health.jobs.trouble,
    ...health.buckets.map((bucket) => bucket.trouble),
    looks > 0 && sprintf(/* translators: %d: number of sites */ __('Sites that need a look: %d.'), looks),
  ].filter(Boolean);
  return (
    <Notice status={trouble.length ? 'warning' : 'success'} isDismissible={false}>
      {trouble.length ? trouble.join(' ') : __('Everything is running smoothly here.')}
    </Notice>
  );
}

const Buckets = ({ buckets }) => (
  <Card title={__('Buckets')}>
    <Table label={__('Buckets')} rows={buckets} keyOf={({ place }) => place} columns={[
      { label: __('Name'), isHead: true, of: ({ place }) => place.toUpperCase() },
      { label: __('Files that wait'), of: ({ files }) => files },
      { label: __('Status'), of: ({ trouble }) => trouble ?? __('Good') },
    ]} />
  </Card>
);

const Sites = ({ sites }) => (
  <Card title={__('Sites')}>
    <Table label={__('Sites')} rows={sites} columns={[
      { label: __('Site'), isHead: true, of: (site) => <a href={screen('network/site-info.php', { id: site.id })}>{site.title || site.url}</a> },
      { label: __('Status'), of: (site) => standingOf(site) },
      { label: __('Uploads'), of: (site) => sprintf(/* translators: 1: bytes used, 2: bytes allowed */ __('%1$s of %2$s'), bytesOf(site.used_bytes), bytesOf(site.quota_bytes)) },
      { label: __('Files that wait'), of: ({ files_waiting: files }) => files },
      { label: __('Events failed for good'), of: ({ events_failed: events }) => events },
      { label: __('Letters'), of: ({ letters_stopped: why }) => why ?? __('Good') },
    ]} />
  </Card>
);
