// A conflict, and the person who decides it.
import { Button, RadioControl, TextareaControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { useNotices } from '../../shell/notices.jsx';
import { create, remove } from '../../shell/rest.js';
import { Badge } from './badge.jsx';
import { Difference } from './difference.jsx';
import { textOf } from './text.js';
import { fieldOf } from './words.js';

/** What a field came to by a decision that the plan has already. */
const sideOf = ({ decided, outcome }) => (decided ? outcome : undefined);

export function Conflict({ item, field, place, onDecided }) {
  const earlier = item.decided_since[field.field] ?? sideOf(field);
  const [side, setSide] = useState(earlier);
  const [value, setValue] = useState();
  const { attempt } = useNotices();
  const text = (which) => textOf(field.field, field[which], item.names);
  const decide = async (chosen, written) => {
    const data = { plan: place.plan, row: item.staging_row, field: field.field, for: chosen, value: written };
    if (await attempt(() => create(`${place.path}/decisions`, data), __('Noted. It holds as long as nobody changes these values.'))) {
      onDecided();
    }
  };
  const choose = (chosen) => {
    setSide(chosen);
    if (chosen !== 'merged') {
      decide(chosen);
    }
  };
  const reopen = async () => {
    const query = { row: item.staging_row, field: field.field };
    if (await attempt(() => remove(`${place.path}/decisions`, query), __('The conflict is open again.'))) {
      setSide(undefined);
      onDecided();
    }
  };
  const label = fieldOf(field.field);
  const options = [
    { value: 'staging', label: sprintf(/* translators: %s: an environment's name */ __('Take what %s has'), place.environment) },
    { value: 'production', label: __('Keep what production has') },
    ...(field.is_text ? [{ value: 'merged', label: __('Write it anew, out of both') }] : []),
  ];
  return (
    <section className={`conflict ${earlier ? 'conflict--decided' : ''}`} aria-label={sprintf(/* translators: %s: a field */ __('Conflict: %s'), label)}>
      <h4>
        {label} <Badge tone={earlier ? 'good' : 'warn'}>{earlier ? __('Decided') : __('Conflict')}</Badge>
      </h4>
      {!earlier && <p className="soft">{__('Both sides changed this since the copy was made. Somebody has to decide.')}</p>}
      <Difference label={label} left={text('production')} right={text('staging')} leftLabel={__('Production')} rightLabel={place.environment} isMarkup={field.field === 'content'} />
      <details>
        <summary>{__('What it was when the copy was made')}</summary>
        <p className="conflict__base">{text('base') || __('(nothing)')}</p>
      </details>
      <RadioControl label={__('What is it to be?')} selected={side} options={options} onChange={choose} />
      {side === 'merged' && (
        <div className="stack">
          <TextareaControl label={label} rows={field.field === 'content' ? 10 : 2} value={value ?? (field.outcome === 'merged' ? textOf(field.field, field.after) : text('staging'))} onChange={setValue} />
          <div>
            <Button __next40pxDefaultSize variant="secondary" onClick={() => decide('merged', value ?? text('staging'))}>{__('Take this text')}</Button>
          </div>
        </div>
      )}
      {earlier && <Button size="compact" variant="tertiary" onClick={reopen}>{__('Open the conflict again')}</Button>}
    </section>
  );
}
