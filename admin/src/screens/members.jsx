// `members.php`: who reads by subscription, the plans, and what they bring in.
import { Button, TextControl, SelectControl, __experimentalHStack as HStack, __experimentalNumberControl as NumberControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { trash } from '@wordpress/icons';
import { boot } from '../boot.js';
import { Confirm } from '../shell/confirm.jsx';
import { dateOf } from '../shell/format.js';
import { List, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { Bars } from '../shell/plot.jsx';
import { create, get, remove, update, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';

/** Months that the plots show, and rows that they are made of at the most. */
const MONTHS = 12;
const PER_PAGE = 100;
const MOST_PAGES = 50;

export default function Members() {
  return (
    <Screen wide title={__('Members')}>
      <VStack spacing={5}>
        <Income />
        <Card title={__('Plans')}>
          <Plans />
        </Card>
        <Card title={__('Members')}>
          <People />
        </Card>
      </VStack>
    </Screen>
  );
}

/** Lists of the host's own API that do not say how long they are. */
async function every(path) {
  const rows = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    const some = await get(path, { page, per_page: PER_PAGE });
    rows.push(...some);
    if (some.length < PER_PAGE) break;
  }
  return rows;
}

const monthOf = (date) => date.slice(0, 7);

function lastMonths() {
  const now = new Date();
  return Array.from({ length: MONTHS }, (_, at) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - MONTHS + 1 + at, 1)).toISOString().slice(0, 7));
}

const money = (amount, currency) => new Intl.NumberFormat(boot.site.language, { style: 'currency', currency: currency.toUpperCase() }).format(amount / 100);

function Income() {
  const { data } = useLoaded(async () => {
    const [invoices, subscriptions] = await Promise.all([every('/platen/v1/invoices'), every('/platen/v1/subscriptions')]);
    return { invoices, subscriptions };
  }, []);
  const figures = useMemo(() => data && figuresOf(data), [data]);
  if (!figures) {
    return null;
  }
  return (
    <div className="dashboard">
      <Card title={__('Revenue')}>
        <Bars title={__('Paid, less refunds')} points={figures.revenue} unit={(value) => money(value, figures.currency)} axis={__('Month')} />
      </Card>
      <Card title={__('Churn')}>
        <Bars title={__('Subscriptions that ended, of those that ran')} points={figures.churn} unit={(value) => `${value.toFixed(1)} %`} axis={__('Month')} />
        <p className="soft">{sprintf(/* translators: %d: number of subscriptions */ __('%d subscriptions run now.'), figures.running)}</p>
      </Card>
    </div>
  );
}

/** Amounts of different currencies are not added up: the one that most invoices are in is shown. */
function figuresOf({ invoices, subscriptions }) {
  const currencies = invoices.map(({ currency }) => currency);
  const currency = currencies.sort((a, b) => currencies.filter((one) => one === b).length - currencies.filter((one) => one === a).length)[0] ?? 'eur';
  const paid = invoices.filter((invoice) => invoice.paid && invoice.currency === currency);
  const ran = (month) => subscriptions.filter(({ created, ended, state }) => state !== 'incomplete' && monthOf(created) <= month && (!ended || monthOf(ended) >= month));
  const share = (month) => {
    const all = ran(month);
    return all.length ? (all.filter(({ ended }) => ended && monthOf(ended) === month).length / all.length) * 100 : 0;
  };
  return {
    currency,
    revenue: lastMonths().map((month) => ({ label: month, value: paid.filter((invoice) => monthOf(invoice.paid) === month).reduce((sum, { amount, refunded }) => sum + amount - refunded, 0) })),
    churn: lastMonths().map((month) => ({ label: month, value: share(month), tone: 'bad' })),
    running: subscriptions.filter(({ ended, state }) => !ended && state !== 'incomplete').length,
  };
}

function Plans() {
  const { data, reload } = useLoaded(() => get('/platen/v1/plans'), []);
  const [plan, setPlan] = useState({ name: '', price: '5', every: 'month' });
  const { attempt } = useNotices();
  const add = async (event) => {
    event.preventDefault();
    const amount = Math.round(Number(plan.price) * 100);
    if (await attempt(() => create('/platen/v1/plans', { name: plan.name, amount, every: plan.every }), __('Plan created.'))) {
      setPlan({ ...plan, name: '' });
      await reload();
    }
  };
  const archive = async ({ id, archived }) => {
    await attempt(() => update(`/platen/v1/plans/${id}`, { archived: !archived }), __('Plan changed.'));
    await reload();
  };
  const columns = [
    { label: __('Name'), isHead: true, of: ({ name }) => name },
    { label: __('Price'), of: ({ amount, currency, every: period }) => `${money(amount, currency)} / ${period === 'year' ? __('year') : __('month')}` },
    { label: __('Status'), of: ({ archived }) => (archived ? __('Closed') : __('Open')) },
    { label: __('Actions'), of: (one) => <Button size="compact" variant="tertiary" aria-label={`${one.archived ? __('Open again') : __('Close to new members')}: ${one.name}`} onClick={() => archive(one)}>{one.archived ? __('Open again') : __('Close to new members')}</Button> },
  ];
  return (
    <VStack spacing={4}>
      {data && <Table columns={columns} rows={data} empty={__('No plans yet.')} label={__('Plans')} />}
      <form onSubmit={add}>
        <HStack alignment="bottom" justify="start" wrap>
          <TextControl __next40pxDefaultSize required label={__('Name')} value={plan.name} onChange={(name) => setPlan({ ...plan, name })} />
          <NumberControl __next40pxDefaultSize required label={__('Price')} min={0} step={0.01} value={plan.price} onChange={(price) => setPlan({ ...plan, price })} />
          <SelectControl __next40pxDefaultSize label={__('For a')} value={plan.every} options={[{ value: 'month', label: __('month') }, { value: 'year', label: __('year') }]} onChange={(period) => setPlan({ ...plan, every: period })} />
          <Button __next40pxDefaultSize variant="secondary" type="submit" disabled={!plan.name.trim()}>{__('Add plan')}</Button>
        </HStack>
      </form>
    </VStack>
  );
}

const plain = { enableSorting: false, filterBy: false };
const FIELDS = [
  { id: 'email', label: __('Email'), enableHiding: false, ...plain },
  { id: 'name', label: __('Name'), ...plain },
  { id: 'newsletter', label: __('Newsletter'), ...plain, render: ({ item }) => (item.newsletter ? __('Yes') : __('No')) },
  { id: 'created', label: __('Since'), ...plain, render: ({ item }) => dateOf(item.created) },
];

function People() {
  const state = useList('/platen/v1/members', { titleField: 'email', fields: ['name', 'newsletter', 'created'], perPage: 50 });
  const { attempt } = useNotices();
  const actions = useMemo(
    () => [
      {
        id: 'delete', label: __('Delete'), icon: trash, isDestructive: true,
        RenderModal: (props) => (
          <Confirm {...props} label={__('Delete')} question={__('The member, with all subscriptions, is taken out. Invoices stay, without a name.')} work={async ([member]) => {
            await attempt(() => remove(`/platen/v1/members/${member.id}`), __('Member deleted.'));
            await state.reload();
          }} />
        ),
      },
    ],
    [attempt, state.reload]
  );
  return <List state={state} fields={FIELDS} actions={actions} label={__('Search Members')} empty={__('No members yet.')} />;
}
