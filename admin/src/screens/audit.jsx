// `audit-log.php`: who did what, when, from where.
import { __ } from '@wordpress/i18n';
import { dateAndTimeOf } from '../shell/format.js';
import { List, useList } from '../shell/list.jsx';
import { Screen } from '../shell/screen.jsx';

export default function AuditLog() {
  return (
    <Screen wide title={__('Audit Log')} intro={__('Who did what here, when, and from where. Lines are never changed.')}>
      <Lines />
    </Screen>
  );
}

const plain = { enableSorting: false, filterBy: false };
const FIELDS = [
  { id: 'action', label: __('Action'), enableHiding: false, ...plain, render: ({ item }) => `${item.action} ${item.object_type}` },
  { id: 'object', label: __('What'), ...plain, render: ({ item }) => [item.object_id || '', ...Object.entries(item.details ?? {}).map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)].filter(Boolean).join(', ') },
  { id: 'login', label: __('Who'), ...plain, render: ({ item }) => item.login || __('The host itself') },
  { id: 'address', label: __('From'), ...plain, render: ({ item }) => [item.face, item.address].filter(Boolean).join(', ') },
  { id: 'date', label: __('When'), ...plain, render: ({ item }) => dateAndTimeOf(item.date) },
];

function Lines() {
  const state = useList('/platen/v1/audit-log', { titleField: 'action', fields: ['object', 'login', 'address', 'date'], perPage: 50 });
  return <List state={state} fields={FIELDS} label={__('Search')} empty={__('Nothing was done yet.')} />;
}
