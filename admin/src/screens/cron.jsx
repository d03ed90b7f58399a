// `cron.php`: what is due when, how late it was begun, and what became of it.
import { Button, __experimentalVStack as VStack } from '@wordpress/components';
import { useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { hasRoute } from '../shell/address.js';
import { dateAndTimeOf } from '../shell/format.js';
import { useNotices } from '../shell/notices.jsx';
import { Bars } from '../shell/plot.jsx';
import { create, get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';

const EVENTS = '/platen/v1/cron/events';
const RUNS = '/platen/v1/cron/runs';
const LATENESS = '/platen/v1/cron/lateness';
/** As the server writes it in its table. */
const RUN = '/platen/v1/cron/events/(?P<id>[\\d]+)/run';
/** From so many seconds on a run was late. */
const LATE = 60;

export default function CronScreen() {
  return (
    <Screen wide title={__('Cron Events')} intro={__('What this site does by itself. A runner begins each event when it is due, whether or not anybody visits.')}>
      <Cron />
    </Screen>
  );
}

function Cron() {
  const { data: events, reload } = useLoaded(() => get(EVENTS), []);
  const { data: runs } = useLoaded(() => (hasRoute(RUNS) ? get(RUNS, { per_page: 100 }) : []), []);
  const { data: minutes } = useLoaded(() => (hasRoute(LATENESS) ? get(LATENESS, { minutes: 60 }) : []), []);
  const late = useMemo(() => lateness(minutes ?? []), [minutes]);
  return (
    <VStack spacing={5}>
      <Card title={__('Lateness')}>
        {late.length ? <Bars title={__('Seconds after the planned time')} points={late} unit={seconds} /> : <p className="soft">{__('Nothing has run yet.')}</p>}
      </Card>
      <Card title={__('Events')}>{events && <Events events={events} reload={reload} />}</Card>
      {hasRoute(RUNS) && <Card title={__('Run log')}>{runs && <Runs runs={runs} />}</Card>}
    </VStack>
  );
}

function Events({ events, reload }) {
  const { attempt } = useNotices();
  const runNow = async ({ id }) => {
    await attempt(() => create(`${EVENTS}/${id}/run`), __('It runs as soon as a runner is free.'));
    await reload();
  };
  const columns = [
    { label: __('Hook'), isHead: true, of: ({ hook }) => <code>{hook}</code> },
    { label: __('Arguments'), of: ({ args }) => <code>{JSON.stringify(args)}</code> },
    { label: __('Next Run'), of: ({ next_run: next }) => dateAndTimeOf(next) },
    { label: __('Recurrence'), of: ({ schedule }) => schedule ?? __('Once') },
    { label: __('State'), of: ({ state }) => state },
    ...(hasRoute(RUN) ? [{ label: __('Actions'), of: (event) => <Button size="compact" variant="tertiary" aria-label={`${__('Run now')}: ${event.hook}`} onClick={() => runNow(event)}>{__('Run now')}</Button> }] : []),
  ];
  return <Table columns={columns} rows={events} empty={__('Nothing is planned.')} label={__('Events')} />;
}

function Runs({ runs }) {
  const columns = [
    { label: __('Hook'), isHead: true, of: ({ hook }) => <code>{hook}</code> },
    { label: __('Planned'), of: (run) => dateAndTimeOf(run.due) },
    { label: __('Late by'), of: (run) => seconds(lateBy(run)) },
    { label: __('Took'), of: ({ started, ended }) => (started && ended ? seconds((Date.parse(ended) - Date.parse(started)) / 1000) : '—') },
    { label: __('Outcome'), of: ({ state, error }) => (error ? `${state}: ${error}` : state) },
  ];
  return <Table columns={columns} rows={runs} empty={__('Nothing has run yet.')} label={__('Run log')} />;
}

const lateBy = (run) => Math.max(0, (Date.parse(run.started ?? run.ended) - Date.parse(run.due)) / 1000) || 0;
const seconds = (value) => sprintf(/* translators: %s: seconds */ __('%s s'), value < 10 ? value.toFixed(1) : Math.round(value));

/** The latest run of each minute; the server measures in milliseconds. */
const lateness = (minutes) =>
  minutes.map(({ minute, latest }) => ({ label: dateAndTimeOf(minute), value: latest / 1000, tone: latest > LATE * 1000 ? 'bad' : '' }));
