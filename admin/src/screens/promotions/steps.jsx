// The way of a plan to production, step by step, and what is to be done next.
import { Button, __experimentalConfirmDialog as ConfirmDialog } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { boot } from '../../boot.js';
import { ago } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { create } from '../../shell/rest.js';
import { Badge } from './badge.jsx';
import { useTask } from './task.jsx';

export function Steps({ plan, place, check, pending, without, onShow, onChanged }) {
  const { begin, running } = useTask();
  const { attempt } = useNotices();
  const makeAnew = () => begin(`${place.path}/plan`, { without });
  const approve = async () => {
    await attempt(() => create(`${place.path}/approval`, { plan: plan.digest }), __('Your approval is noted.'));
    onChanged();
  };
  const isBusy = Boolean(running);
  const state = standing(plan, check, pending);
  const button = (label, onClick, isNext, more = {}) => (
    <Button __next40pxDefaultSize variant={isNext ? 'primary' : 'secondary'} disabled={isBusy} accessibleWhenDisabled onClick={onClick} {...more}>{label}</Button>
  );
  return (
    <ol className="steps">
      <Step title={__('Plan')} isDone={Boolean(plan.digest) && !pending && !state.isOver} note={plan.digest ? sprintf(/* translators: %s: how long ago */ __('Made %s.'), ago(plan.made)) : __('Compares the copy as it was, the environment, and production.')}>
        {button(plan.digest ? __('Make it anew') : __('Make a plan'), makeAnew, !plan.digest || pending || state.isOver)}
      </Step>
      {plan.digest && (
        <>
          <Step title={__('Conflicts')} isDone={state.open === 0} note={conflictsOf(plan, state)}>
            {state.open > 0 && button(__('Decide'), () => onShow('changes'), !pending)}
          </Step>
          <Step title={__('Check')} isDone={state.isChecked} isBad={state.isClosed} note={checkNote(check, state)}>
            {button(__('Gates'), () => onShow('gates'), state.next === 'check')}
          </Step>
          {plan.standing.needs_approval && (
            <Step title={__('Approval')} isDone={Boolean(plan.standing.approved_by)} note={plan.standing.approved_by ? sprintf(/* translators: %s: login */ __('Approved by %s.'), plan.standing.approved_by) : __('Somebody else than who promotes has to approve.')}>
              {plan.standing.approved_by !== boot.user.login && button(__('Approve'), approve, state.next === 'approve')}
            </Step>
          )}
          <Promote plan={plan} place={place} state={state} button={button} />
        </>
      )}
    </ol>
  );
}

/** How far it is, and what comes next. */
function standing(plan, check, pending) {
  const isOver = plan.promotion?.state === 'promoted';
  const open = (plan.conflicts ?? 0) - (plan.decided_since?.length ?? 0);
  const closed = check?.gates.filter(({ outcome }) => outcome === 'red' || outcome === 'could_not_run').length ?? 0;
  const isChecked = Boolean(check?.checked) && closed === 0;
  const needsApproval = plan.standing?.needs_approval && !plan.standing.approved_by;
  const next = !plan.digest || pending || isOver ? 'plan' : open ? 'decide' : !isChecked ? 'check' : needsApproval ? 'approve' : 'promote';
  return { isOver, open, closed, isClosed: closed > 0, isChecked, next };
}

const conflictsOf = (plan, { open }) => {
  if (!plan.conflicts) {
    return __('Both sides get along.');
  }
  return open ? sprintf(/* translators: %d: number of conflicts */ _n('%d waits for a decision.', '%d wait for a decision.', open), open) : __('All are decided.');
};

const checkNote = (check, { closed }) => {
  if (!check?.checked) {
    return __('The gates have not been asked.');
  }
  return closed ? sprintf(/* translators: %d: number of gates */ _n('%d gate is closed.', '%d gates are closed.', closed), closed) : __('All gates let it through.');
};

function Step({ title, note, isDone, isBad, children }) {
  const tone = isBad ? 'bad' : isDone ? 'good' : 'plain';
  return (
    <li className={`step step--${tone}`}>
      <h2>
        {title} <span className="screen-reader-text">{isBad ? __('Failed') : isDone ? __('Done') : __('To do')}</span>
      </h2>
      <p className="soft">{note}</p>
      {children}
    </li>
  );
}

/** What has to be done before anybody needs to hear what else is in the way. */
const FIRST = {
  plan: __('First make the plan anew.'),
  decide: __('First decide the conflicts.'),
};

function Promote({ plan, place, state, button }) {
  const { begin } = useTask();
  const [isAsked, ask] = useState(false);
  const [isBack, askBack] = useState(false);
  const hindrances = state.isOver ? [] : plan.standing.hindrances;
  const isStopped = state.next === 'plan' || state.next === 'decide' || hindrances.length > 0;
  const note = state.isOver ? sprintf(/* translators: %d: number */ __('It is on production, as promotion %d.'), plan.promotion.id) : FIRST[state.next] ?? hindrances[0] ?? __('Nothing known is in the way.');
  return (
    <Step title={__('Production')} isDone={state.isOver} note={note}>
      {!state.isOver && !state.isChecked && !isStopped && <Badge tone="warn">{__('Unchecked')}</Badge>}
      {state.isOver
        ? button(__('Take back'), () => askBack(true), false, { isDestructive: true })
        : button(__('Promote…'), () => ask(true), state.next === 'promote' && !isStopped, isStopped ? { disabled: true } : {})}
      <ConfirmDialog title={__('Promote')} isOpen={isAsked} confirmButtonText={__('Promote')} onCancel={() => ask(false)} onConfirm={() => {
        begin(`${place.path}/promotion`, { plan: plan.digest });
        ask(false);
      }}>
        {sprintf(/* translators: %1$d: number of rows, %2$d: number of files, %3$s: address */ __('Bring %1$d rows and %2$d files to %3$s? Visitors see them at once. It can be taken back.'), plan.total, plan.files, plan.url)}
      </ConfirmDialog>
      <ConfirmDialog title={__('Take back')} isOpen={isBack} confirmButtonText={__('Take back')} onCancel={() => askBack(false)} onConfirm={() => {
        begin(`/platen/v1/promotions/${plan.promotion.id}/rollback`);
        askBack(false);
      }}>
        {state.isOver && sprintf(/* translators: %d: number */ __('Take promotion %d back? What it changed is as before; what visitors and editors wrote since stays.'), plan.promotion.id)}
      </ConfirmDialog>
    </Step>
  );
}
