// `network/jobs.php`: what the runners do for all sites, and whether they keep up.
import { Notice, __experimentalVStack as VStack } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { ago } from '../shell/format.js';
import { Meter } from '../shell/plot.jsx';
import { get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';

/** So long something due may wait before it is worth a notice, seconds. */
const LATE = 60;

export default function NetworkJobs() {
  const { data: status, error } = useLoaded(() => get('/platen/v1/cron/status'), []);
  return (
    <Screen wide title={__('Jobs')} intro={__('What the runners do for all sites of this host.')}>
      {error && <p role="alert">{error.message}</p>}
      {status && (
        <VStack spacing={5}>
          <Health status={status} />
          <Card title={__('Load')}>
            <Meter label={__('Slots in use')} value={status.running} most={status.slots} words={`${status.running} / ${status.slots}`} />
            <p className="soft">{sprintf(/* translators: %d: number of events */ __('%d events are due and wait.'), status.due)}</p>
          </Card>
          <Card title={__('Runners')}>
            <Table label={__('Runners')} rows={status.runners} empty={__('No runner is there: nothing is done.')} columns={[
              { label: __('Name'), isHead: true, of: ({ id }) => <code>{id}</code> },
              { label: __('Version'), of: ({ version }) => version },
              { label: __('Started'), of: ({ started }) => ago(started) },
              { label: __('Last heard of'), of: ({ seen }) => ago(seen) },
              { label: __('Running'), of: ({ running, slots }) => `${running} / ${slots}` },
            ]} />
          </Card>
          <Card title={__('Most to do')}>
            <Table label={__('Most to do')} rows={status.busiest} keyOf={({ site, hook }) => `${site} ${hook}`} empty={__('Nothing waits.')} columns={[
              { label: __('Hook'), isHead: true, of: ({ hook }) => <code>{hook}</code> },
              { label: __('Site'), of: ({ site }) => site || __('The host itself') },
              { label: __('Waiting'), of: ({ due }) => due },
              { label: __('Running'), of: ({ running }) => running },
            ]} />
          </Card>
        </VStack>
      )}
    </Screen>
  );
}

function Health({ status }) {
  const trouble = [
    !status.runners.length && __('No runner is there: nothing is done.'),
    status.oldest_due_seconds > LATE && sprintf(/* translators: %d: seconds */ __('Something has waited for %d seconds.'), Math.round(status.oldest_due_seconds)),
    status.aside.dead > 0 && sprintf(/* translators: %d: number of events */ __('%d events failed for good.'), status.aside.dead),
  ].filter(Boolean);
  return (
    <Notice status={trouble.length ? 'warning' : 'success'} isDismissible={false}>
      {trouble.length ? trouble.join(' ') : __('Everything is done in time.')}
    </Notice>
  );
}
