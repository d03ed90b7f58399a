// The room of one environment: the way to production, the changes, the gates, and the log.
import { ExternalLink, Notice, TabPanel } from '@wordpress/components';
import { useEffect, useRef, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { screen } from '../../shell/address.js';
import { ago, bytesOf } from '../../shell/format.js';
import { get, useLoaded } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';
import { Changes } from './changes.jsx';
import { Gates } from './gates.jsx';
import { Log } from './log.jsx';
import { Steps } from './steps.jsx';
import { useTask } from './task.jsx';

export function Room({ room, isOnly }) {
  const path = `/platen/v1/staging/${room.environment}`;
  return (
    <>
      <p className="room__place">
        <strong>{room.environment}</strong> <ExternalLink href={room.staging_url}>{room.staging_url}</ExternalLink>{' '}
        {room.cloned && <span className="soft">{sprintf(/* translators: %s: how long ago */ __('Copied %s.'), ago(room.cloned))}</span>}{' '}
        {!isOnly && <a href={screen('promotions.php')}>{__('All environments')}</a>}
      </p>
      {room.out_of_reach || room.state !== 'ready' ? (
        <>
          <Notice status="warning" isDismissible={false}>{room.out_of_reach ?? __('The copy is not complete.')}</Notice>
          <Card title={__('Promotions')}><Log /></Card>
        </>
      ) : (
        <Inside place={{ path, environment: room.environment }} />
      )}
    </>
  );
}

function Inside({ place }) {
  const { ended } = useTask();
  const { data, error, reload } = useLoaded(async () => {
    const plan = await get(`${place.path}/plan`);
    return { plan, check: plan.digest ? await get(`${place.path}/check`, { plan: plan.digest }) : undefined };
  }, [place.path, ended]);
  if (error) {
    return <Notice status="error" isDismissible={false}>{error.message}</Notice>;
  }
  return data ? <Plan key={data.plan.digest} {...data} place={{ ...place, plan: data.plan.digest }} reload={reload} /> : null;
}

function Plan({ plan, check, place, reload }) {
  const rows = (plan.left_out ?? []).map(({ row }) => row);
  const [without, setWithout] = useState(rows);
  const [tab, setTab] = useState({ name: 'changes', turn: 0 });
  const panel = useRef();
  const take = (row, isTaken) => setWithout((before) => (isTaken ? before.filter((one) => one !== row) : [...before, row]));
  const isOtherwise = without.length !== rows.length || without.some((row) => !rows.includes(row));
  const [isReopened, setReopened] = useState(false);
  const { ended, last } = useTask();
  useEffect(() => {
    if (last?.work === 'plan' && last.state === 'done') {
      setReopened(false);
    }
  }, [ended]);
  const pending = isOtherwise || isReopened || plan.decided_since?.length > 0;
  const show = (name) => {
    setTab(({ turn }) => ({ name, turn: turn + 1 }));
  };
  useEffect(() => {
    tab.turn && panel.current?.querySelector('[role=tab][aria-selected=true]')?.focus();
  }, [tab]);
  const decided = async () => {
    setReopened(true);
    await reload();
  };
  const tabs = [
    { name: 'changes', title: sprintf(/* translators: %d: number of rows */ __('Changes (%d)'), plan.total ?? 0) },
    { name: 'gates', title: __('Gates') },
    { name: 'log', title: __('Log') },
  ];
  return (
    <>
      <Steps plan={plan} check={check} place={{ ...place, plan: plan.digest }} pending={pending} without={without} onShow={show} onChanged={reload} />
      {pending && plan.digest && (
        <Notice status="info" isDismissible={false}>
          {__('You decided something that this plan does not have yet. Make it anew to see what comes of it.')}
        </Notice>
      )}
      {plan.obstacles?.map((obstacle) => (
        <Notice key={obstacle} status="warning" isDismissible={false}>{obstacle}</Notice>
      ))}
      {plan.digest ? (
        <div ref={panel}>
          <TabPanel key={tab.turn} className="room" initialTabName={tab.name} tabs={tabs}>
            {({ name }) => (
              <div className="room__part">
                {name === 'changes' && <WhatChanges plan={plan} place={place} without={without} onTake={take} onDecided={decided} />}
                {name === 'gates' && <Card title={__('Gates')}><Gates plan={plan} place={place} check={check} /></Card>}
                {name === 'log' && <Card title={__('Log')}><Log /></Card>}
              </div>
            )}
          </TabPanel>
        </div>
      ) : (
        <Card title={__('Promotions')}><Log /></Card>
      )}
    </>
  );
}

function WhatChanges({ plan, ...others }) {
  if (!plan.total && !plan.left_out.length) {
    return <p>{__('There is nothing to promote: the environment says what production says.')}</p>;
  }
  const files = plan.files ? sprintf(/* translators: %1$d: number of files, %2$s: their size */ _n('%1$d file (%2$s) goes up.', '%1$d files (%2$s) go up.', plan.files), plan.files, bytesOf(plan.new_bytes)) : '';
  return (
    <>
      <p className="soft">
        {files} {!plan.production_changes ? __('Everything that visitors write stays.') : sprintf(/* translators: %d: number of rows */ _n('%d row that only production changed stays as it is, and everything that visitors write.', '%d rows that only production changed stay as they are, and everything that visitors write.', plan.production_changes), plan.production_changes)}
      </p>
      <Changes plan={plan} {...others} />
    </>
  );
}
