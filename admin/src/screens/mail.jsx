// `mail.php`: the letters of this site and what became of them.
import { __ } from '@wordpress/i18n';
import { useState } from '@wordpress/element';
import { SelectControl, __experimentalVStack as VStack } from '@wordpress/components';
import { hasRoute } from '../shell/address.js';
import { ago } from '../shell/format.js';
import { get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';
import { Deliverability } from './mail/deliverability.jsx';

const STATES = [
  { value: '', label: __('All letters') },
  { value: 'queued', label: __('Waiting') },
  { value: 'sending', label: __('On their way') },
  { value: 'sent', label: __('Sent') },
  { value: 'failed', label: __('Failed') },
  { value: 'unknown', label: __('Unknown outcome') },
];
const stateName = (name) => STATES.find(({ value }) => value === name)?.label ?? name;

export default function Mail() {
  const [state, setState] = useState('');
  const { data } = useLoaded(() => get('/platen/v1/letters', { per_page: 100, ...(state ? { state } : {}) }), [state]);
  const columns = [
    { label: __('Subject'), isHead: true, of: ({ subject }) => subject },
    { label: __('To'), of: ({ recipient }) => recipient },
    { label: __('Kind'), of: ({ kind }) => <code>{kind}</code> },
    { label: __('State'), of: ({ state: name, error }) => (error && name !== 'sent' ? `${stateName(name)}: ${error}` : stateName(name)) },
    { label: __('Tries'), of: ({ attempts }) => attempts },
    { label: __('Written'), of: ({ created }) => ago(created) },
  ];
  return (
    <Screen wide title={__('Outbox')} intro={__('Every letter that this site has written: notices, password links, newsletters. Their texts are not shown.')}>
      <VStack spacing={5}>
      {hasRoute('/platen/v1/mail') && <Deliverability />}
      <Card title={__('Letters')}>
        <VStack spacing={4}>
          <SelectControl __next40pxDefaultSize label={__('State')} value={state} options={STATES} onChange={setState} />
          {data && <Table columns={columns} rows={data} empty={__('No letters.')} label={__('Letters')} />}
        </VStack>
      </Card>
      </VStack>
    </Screen>
  );
}
