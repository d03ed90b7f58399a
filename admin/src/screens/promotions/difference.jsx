// One field, side by side, with the words that differ marked.
import { Button } from '@wordpress/components';
import { useMemo, useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { boot } from '../../boot.js';
import { readable, sideBySide } from './text.js';

/** `isMarkup` is a post's text: shown as people read it, unless only the markup differs or somebody asks for it. */
export function Difference({ label, left, right, leftLabel, rightLabel, isMarkup = false }) {
  const [asksForMarkup, askForMarkup] = useState(false);
  const [one, other] = useMemo(() => (isMarkup ? [readable(left), readable(right)] : [left, right]), [isMarkup, left, right]);
  const isOnlyMarkup = isMarkup && one === other && left !== right;
  const showsMarkup = asksForMarkup || isOnlyMarkup;
  const rows = useMemo(() => sideBySide(showsMarkup ? left : one, showsMarkup ? right : other, boot.site.language), [showsMarkup, left, right, one, other]);
  return (
    <>
      <table className="difference" role="table">
        <caption className="screen-reader-text">{label}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">{leftLabel}</th>
            <th role="columnheader" scope="col">{rightLabel}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, at) => (
            <Row key={at} row={row} labels={[leftLabel, rightLabel]} />
          ))}
        </tbody>
      </table>
      {isMarkup && !isOnlyMarkup && (
        <Button size="compact" variant="tertiary" aria-pressed={asksForMarkup} onClick={() => askForMarkup(!asksForMarkup)}>
          {asksForMarkup ? __('Show the text') : __('Show the markup')}
        </Button>
      )}
      {isOnlyMarkup && <p className="soft">{__('The words are the same: only the markup differs.')}</p>}
    </>
  );
}

function Row({ row, labels }) {
  if (row.kind === 'gap') {
    return (
      <tr role="row" className="difference__gap">
        <td role="cell" colSpan={2}>{sprintf(/* translators: %d: number of lines */ _n('%d unchanged line', '%d unchanged lines', row.count), row.count)}</td>
      </tr>
    );
  }
  return (
    <tr role="row" className={`difference__${row.kind}`}>
      <td role="cell" data-side={labels[0]} className={row.kind === 'changed' && row.left ? 'difference__goes' : ''}>{row.left?.map((part, at) => (part.isDifferent ? <del key={at}>{part.text}</del> : part.text))}</td>
      <td role="cell" data-side={labels[1]} className={row.kind === 'changed' && row.right ? 'difference__comes' : ''}>{row.right?.map((part, at) => (part.isDifferent ? <ins key={at}>{part.text}</ins> : part.text))}</td>
    </tr>
  );
}
