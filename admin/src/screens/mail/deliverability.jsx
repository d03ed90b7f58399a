// Whether letters arrive: what came back, whether the domain vouches for them, and who wants none.
import { Button, Notice, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ago } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { create, get, remove, useLoaded } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';
import { Table } from '../../shell/table.jsx';

const PATH = '/platen/v1/mail';

export function Deliverability() {
  const { data: status, reload } = useLoaded(() => get(PATH), []);
  const { attempt } = useNotices();
  const reset = async () => {
    await attempt(() => remove(`${PATH}/breaker`), __('Letters leave again.'));
    await reload();
  };
  return (
    <>
      {status && (
        <Card title={__('Deliverability')}>
          <VStack spacing={4}>
            {status.breaker_opened && (
              <Notice status="error" isDismissible={false} actions={[{ label: __('Send again'), onClick: reset }]}>
                {sprintf(/* translators: %s: reason */ __('Letters wait: %s'), status.breaker_reason)}
              </Notice>
            )}
            <p>{sprintf(/* translators: %1$d: letters, %2$s: percent, %3$s: percent */ __('%1$d letters left in a day; %2$s came back, %3$s were called unwanted.'), status.sent, `${status.bounce_percent.toFixed(2)} %`, `${status.complaint_percent.toFixed(2)} %`)}</p>
            <Table label={__('Ways out')} rows={status.doors} keyOf={({ door }) => door} empty={__('Letters leave one after the other.')} columns={[
              { label: __('Way out'), isHead: true, of: ({ door }) => door },
              { label: __('A second'), of: ({ per_second: rate }) => rate },
              { label: __('Left today'), of: ({ left_today: left, per_day: most }) => `${left} / ${most}` },
              { label: __('State'), of: ({ may_send: may, note }) => (may ? __('Open') : note || __('Closed')) },
            ]} />
          </VStack>
        </Card>
      )}
      <Domain />
      <Suppressions />
    </>
  );
}

function Domain() {
  const [asked, setAsked] = useState(false);
  const { data, isLoading } = useLoaded(() => (asked ? get(`${PATH}/domain`) : undefined), [asked]);
  return (
    <Card title={__('The sender’s domain')}>
      <VStack spacing={4}>
        {!data && (
          <div>
            <Button __next40pxDefaultSize variant="secondary" isBusy={asked && isLoading} onClick={() => setAsked(true)}>{__('Check the records')}</Button>
          </div>
        )}
        {data && <Notice status={data.good ? 'success' : 'warning'} isDismissible={false}>{data.good ? sprintf(/* translators: %s: domain */ __('%s vouches for these letters.'), data.domain) : sprintf(/* translators: %s: domain */ __('%s does not vouch for these letters yet.'), data.domain)}</Notice>}
        {data && <Table label={__('Records')} rows={data.records} keyOf={({ kind, name }) => `${kind}${name}`} empty={__('Nothing found.')} columns={[
          { label: __('Record'), isHead: true, of: ({ kind, name }) => `${kind ?? ''} ${name ?? ''}` },
          { label: __('Found'), of: ({ found }) => <code>{Array.isArray(found) ? found.join(' ') : (found ?? '—')}</code> },
          { label: __('Wanted'), of: ({ wanted, advice }) => <code>{wanted ?? advice ?? '—'}</code> },
        ]} />}
      </VStack>
    </Card>
  );
}

function Suppressions() {
  const { data, reload } = useLoaded(() => get(`${PATH}/suppressions`, { per_page: 100 }), []);
  const [address, setAddress] = useState('');
  const { attempt } = useNotices();
  const add = async (event) => {
    event.preventDefault();
    if (await attempt(() => create(`${PATH}/suppressions`, { address }), __('No letters go there any more.'))) {
      setAddress('');
      await reload();
    }
  };
  const allow = async (row) => {
    await attempt(() => remove(`${PATH}/suppressions`, { address: row.address }), __('Letters go there again.'));
    await reload();
  };
  return (
    <Card title={__('Who gets no letters')}>
      <VStack spacing={4}>
        {data && <Table label={__('Who gets no letters')} rows={data} keyOf={({ address: to, kind }) => `${to} ${kind}`} empty={__('Everybody gets them.')} columns={[
          { label: __('Address'), isHead: true, of: ({ address: to }) => to },
          { label: __('Reason'), of: ({ reason, note }) => [reason, note].filter(Boolean).join(': ') },
          { label: __('Since'), of: ({ created }) => ago(created) },
          { label: __('Actions'), of: (row) => <Button size="compact" variant="tertiary" aria-label={`${__('Allow')}: ${row.address}`} onClick={() => allow(row)}>{__('Allow')}</Button> },
        ]} />}
        <form onSubmit={add}>
          <HStack alignment="bottom" justify="start" wrap>
            <TextControl __next40pxDefaultSize required type="email" label={__('Email address')} value={address} onChange={setAddress} />
            <Button __next40pxDefaultSize variant="secondary" type="submit">{__('Send no letters there')}</Button>
          </HStack>
        </form>
      </VStack>
    </Card>
  );
}
