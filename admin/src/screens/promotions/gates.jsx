// What the gates said of a plan, and asking them.
import { Button, CheckboxControl, ExternalLink, Notice } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ago } from '../../shell/format.js';
import { Table } from '../../shell/table.jsx';
import { Badge } from './badge.jsx';
import { proved } from './pictures.jsx';
import { useTask } from './task.jsx';
import { gateOf, outcomeOf } from './words.js';

/** So many findings are shown at once. */
const SHOWN = 3;

export function Gates({ plan, place, check }) {
  const [off, setOff] = useState([]);
  const { begin, running } = useTask();
  const columns = [
    { label: __('Gate'), isHead: true, of: ({ name }) => <><code>{name}</code><br /><span className="gates__about">{gateOf(name)}</span></> },
    { label: __('Result'), of: ({ outcome }) => <Badge {...outcomeOf(outcome)} /> },
    { label: __('Took'), of: ({ milliseconds, outcome }) => (outcome === 'switched_off' ? '—' : seconds(milliseconds)) },
    { label: __('Findings'), of: (gate) => <Findings gate={gate} pictures={check.pictures} /> },
  ];
  const turn = (name, isOn) => setOff(isOn ? off.filter((one) => one !== name) : [...off, name]);
  return (
    <>
      {check.checked ? <p className="soft">{sprintf(/* translators: %s: how long ago */ __('Asked %s.'), ago(check.checked))} {check.is_sealed ? __('The result is sealed.') : ''}</p> : <p>{__('Nobody has asked the gates about this plan yet.')}</p>}
      {check.command ? (
        <Notice status="info" isDismissible={false}>
          {__('Production takes sealed plans alone, and the key that seals is not on this server. Where it is, run:')}
          <pre className="command" tabIndex={0}>{check.command}</pre>
        </Notice>
      ) : (
        <div className="gates__ask">
          <Button __next40pxDefaultSize variant={check.checked ? 'secondary' : 'primary'} disabled={Boolean(running)} accessibleWhenDisabled onClick={() => begin(`${place.path}/check`, { plan: plan.digest, switch_off: off })}>
            {check.checked ? __('Ask the gates again') : __('Ask the gates')}
          </Button>
          <details>
            <summary>{__('Gates to leave out')}</summary>
            <p className="soft">{__('A gate that cannot run is as good as red. Those that need eyes want Chromium on the server.')}</p>
            <div className="gates__switches">
              {check.known_gates.map((name) => (
                <CheckboxControl key={name} __nextHasNoMarginBottom label={gateOf(name)} checked={!off.includes(name)} onChange={(isOn) => turn(name, isOn)} />
              ))}
            </div>
          </details>
        </div>
      )}
      {check.gates.length > 0 && <Table label={__('Gates')} rows={check.gates} keyOf={({ name }) => name} columns={columns} />}
    </>
  );
}

function Findings({ gate, pictures }) {
  const lines = (findings) => (
    <ul className="plain gates__findings">
      {findings.map((finding, at) => (
        <li key={at}><Finding text={finding} pictures={pictures} /></li>
      ))}
    </ul>
  );
  const [first, rest] = [gate.findings.slice(0, SHOWN), gate.findings.slice(SHOWN)];
  return (
    <>
      {first.length > 0 && lines(first)}
      {rest.length > 0 && (
        <details>
          <summary>{sprintf(/* translators: %d: number of findings */ __('%d more'), rest.length)}</summary>
          {lines(rest)}
        </details>
      )}
    </>
  );
}

/** A picture that a finding names is a link to it. */
function Finding({ text, pictures }) {
  const picture = pictures.find(({ name }) => text.endsWith(`; ${name}`));
  if (!picture) {
    return text;
  }
  return (
    <>
      {text.slice(0, -picture.name.length - 2)} <ExternalLink href={proved(picture.address)}>{__('Picture')}</ExternalLink>
    </>
  );
}

const seconds = (milliseconds) => sprintf(/* translators: %s: seconds */ __('%s s'), (milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0));
