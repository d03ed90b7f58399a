// One row of a plan: what happens to it, and all that a person needs to judge it.
import { Button, CheckboxControl, ExternalLink, Icon } from '@wordpress/components';
import { useInstanceId } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __, _n, isRTL, sprintf } from '@wordpress/i18n';
import { chevronDown, chevronLeft, chevronRight } from '@wordpress/icons';
import { Badge } from './badge.jsx';
import { Conflict } from './conflict.jsx';
import { Difference } from './difference.jsx';
import { Pictures } from './pictures.jsx';
import { textOf } from './text.js';
import { actionOf, fieldOf, inOrder, isForPeople } from './words.js';

export function Item({ item, place, isTaken, onTake, onDecided }) {
  const [isOpen, setOpen] = useState(item.conflicts > 0);
  const id = useInstanceId(Item, 'promotion-item');
  const waiting = item.conflicts - Object.keys(item.decided_since).length;
  return (
    <li className={`change ${isTaken ? '' : 'change--left'}`}>
      <div className="change__head">
        <CheckboxControl __nextHasNoMarginBottom checked={isTaken} onChange={onTake} label={<span className="screen-reader-text">{sprintf(/* translators: %s: title */ __('Promote “%s”'), item.title)}</span>} />
        <h3 className="change__title">
          <Button className="change__toggle" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
            <Icon icon={isOpen ? chevronDown : isRTL() ? chevronLeft : chevronRight} />
            <span>{item.title || item.row}</span>
          </Button>
        </h3>
        <span className="change__badges">
          {waiting > 0 && <Badge tone="warn">{sprintf(/* translators: %d: number of conflicts */ _n('%d conflict', '%d conflicts', waiting), waiting)}</Badge>}
          {item.conflicts > 0 && waiting <= 0 && <Badge tone="good">{__('Decided')}</Badge>}
          {item.brought_along && <Badge>{__('Comes along')}</Badge>}
          <Badge {...actionOf(item.action)} />
        </span>
      </div>
      <div id={id} hidden={!isOpen} className="change__body">
        {isOpen && <Body item={item} place={place} onDecided={onDecided} />}
      </div>
    </li>
  );
}

function Body({ item, place, onDecided }) {
  return (
    <>
      <Links item={item} place={place} />
      {item.notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {item.action === 'delete' && <p>{__('It goes from production. Taking the promotion back brings it again, with what visitors wrote under it.')}</p>}
      <Fields item={item} place={place} onDecided={onDecided} />
      {item.pictures && <Pictures title={item.title} pictures={item.pictures} />}
      <Others label={__('Comes with it:')} rows={item.needs} />
      <Others label={__('Needed by:')} rows={item.needed_by} />
    </>
  );
}

function Links({ item: { address, row }, place }) {
  return (
    <p className="change__links">
      <code>{row}</code>
      {address.staging && <ExternalLink href={address.staging}>{sprintf(/* translators: %s: an environment's name */ __('See it in %s'), place.environment)}</ExternalLink>}
      {address.production && <ExternalLink href={address.production}>{__('See it on production')}</ExternalLink>}
      {address.edit && <ExternalLink href={address.edit}>{sprintf(/* translators: %s: an environment's name */ __('Edit it in %s'), place.environment)}</ExternalLink>}
    </p>
  );
}

function Fields({ item, place, onDecided }) {
  const isAsked = (field) => field.outcome === 'conflict' || field.decided;
  const asked = item.fields.filter(isAsked).sort(inOrder);
  const shown = item.fields.filter((field) => !isAsked(field) && says(item, field));
  const kept = shown.filter(({ outcome }) => outcome === 'production');
  const others = shown.filter(({ outcome }) => outcome !== 'production').sort(inOrder);
  const people = others.filter(({ field }) => isForPeople(field));
  const programs = others.filter(({ field }) => !isForPeople(field));
  return (
    <>
      {asked.map((field) => (
        <Conflict key={field.field} item={item} field={field} place={place} onDecided={onDecided} />
      ))}
      {people.map((field) => (
        <Field key={field.field} item={item} field={field} />
      ))}
      {programs.length > 0 && (
        <details>
          <summary>{sprintf(/* translators: %d: number of fields */ _n('%d more field', '%d more fields', programs.length), programs.length)}</summary>
          {programs.map((field) => (
            <Field key={field.field} item={item} field={field} />
          ))}
        </details>
      )}
      {kept.length > 0 && <p className="soft">{sprintf(/* translators: %s: names of fields */ __('Only production changed these, and keeps its own: %s'), kept.map(({ field }) => fieldOf(field)).join(', '))}</p>}
    </>
  );
}

/** Times of change follow the others, and a new row's empty fields say nothing. */
const FOLLOWS = ['modified', 'modified_gmt', 'date_gmt'];
const says = (item, { field, staging, production }) =>
  !FOLLOWS.includes(field) && (item.action !== 'add' || production !== null || ![null, '', 0, false].includes(staging)) && JSON.stringify(staging) !== '[]';

function Field({ item, field }) {
  const label = fieldOf(field.field);
  const text = (which) => textOf(field.field, field[which], item.names);
  return (
    <section className="field" aria-label={label}>
      <h4>
        {label} {field.outcome === 'merged' && <Badge tone="good">{__('Both merged')}</Badge>}
      </h4>
      <Difference label={label} left={text('production')} right={text('after')} leftLabel={__('Production now')} rightLabel={__('After the promotion')} isMarkup={field.field === 'content'} />
    </section>
  );
}

function Others({ label, rows }) {
  if (!rows.length) {
    return null;
  }
  return (
    <p className="soft">
      {label} {rows.map(({ row, title }) => title || row).join(', ')}
    </p>
  );
}
