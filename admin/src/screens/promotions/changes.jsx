// The rows of a plan, by noun, some at a time.
import { Button, CheckboxControl, SearchControl, __experimentalHStack as HStack } from '@wordpress/components';
import { useDebounce } from '@wordpress/compose';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { list, useLoaded } from '../../shell/rest.js';
import { Item } from './item.jsx';
import { nounOf } from './words.js';

const PER_PAGE = 20;

export function Changes({ plan, place, without, onTake, onDecided }) {
  const [asked, setAsked] = useState({ noun: '', conflicts: false, search: '', page: 1 });
  const ask = (more) => setAsked((before) => ({ ...before, page: 1, ...more }));
  const search = useDebounce((text) => ask({ search: text }), 300);
  const [typed, setTyped] = useState('');
  const { data, error, isLoading, reload } = useLoaded(() => list(`${place.path}/items`, { plan: plan.digest, per_page: PER_PAGE, ...given(asked) }), [plan.digest, JSON.stringify(asked)]);
  useEffect(() => ask({}), [plan.digest]);
  const decided = () => Promise.all([reload(), onDecided()]);
  return (
    <>
      <Filters plan={plan} asked={asked} ask={ask} />
      <SearchControl className="changes__search" label={__('Search changes')} placeholder={__('Search changes')} value={typed} onChange={(text) => {
        setTyped(text);
        search(text);
      }} />
      {error && <p role="alert">{error.message}</p>}
      <div aria-busy={isLoading}>
        {data && !data.items.length && <p className="soft">{__('Nothing found.')}</p>}
        {data && grouped(data.items).map(([noun, items]) => (
          <section key={noun} className="changes__group" aria-label={nounOf(noun)}>
            <h2>{nounOf(noun)} <span className="count">{countOf(plan, noun)}</span></h2>
            <ul className="changes">
              {items.map((item) => (
                <Item key={`${plan.digest} ${item.row}`} item={item} place={place} isTaken={!without.includes(item.row)} onTake={(isTaken) => onTake(item.row, isTaken)} onDecided={decided} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {data?.pages > 1 && <Pages page={asked.page} pages={data.pages} onGo={(page) => ask({ page })} />}
      <LeftOut plan={plan} without={without} onTake={onTake} />
    </>
  );
}

const given = (asked) => Object.fromEntries(Object.entries(asked).filter(([, value]) => value));

function Filters({ plan, asked, ask }) {
  const filters = [
    { key: 'all', label: __('All'), count: plan.total, is: !asked.noun && !asked.conflicts, more: { noun: '', conflicts: false } },
    ...(plan.conflicts ? [{ key: 'conflicts', label: __('Conflicts'), count: plan.conflicts, is: asked.conflicts, more: { noun: '', conflicts: true } }] : []),
    ...plan.nouns.map(({ noun, add, change, delete: gone }) => ({ key: noun, label: nounOf(noun), count: add + change + gone, is: asked.noun === noun, more: { noun, conflicts: false } })),
  ];
  return (
    <ul className="subsubsub" aria-label={__('Filter changes')}>
      {filters.map(({ key, label, count, is, more }) => (
        <li key={key}>
          <Button variant="link" aria-current={is || undefined} onClick={() => ask(more)}>
            {label} <span className="count">({count})</span>
          </Button>
        </li>
      ))}
    </ul>
  );
}

function grouped(items) {
  const groups = new Map();
  items.forEach((item) => groups.set(item.noun, [...(groups.get(item.noun) ?? []), item]));
  return [...groups];
}

/** New, changed and deleted, in words. */
function countOf(plan, noun) {
  const { add = 0, change = 0, delete: gone = 0 } = plan.nouns.find((one) => one.noun === noun) ?? {};
  const parts = [
    add && sprintf(/* translators: %d: number of rows */ __('%d new'), add),
    change && sprintf(/* translators: %d: number of rows */ __('%d changed'), change),
    gone && sprintf(/* translators: %d: number of rows */ __('%d deleted'), gone),
  ];
  return parts.filter(Boolean).join(', ');
}

const Pages = ({ page, pages, onGo }) => (
  <HStack as="nav" justify="center" spacing={4} aria-label={__('Pages of the list')}>
    <Button __next40pxDefaultSize variant="secondary" disabled={page <= 1} accessibleWhenDisabled onClick={() => onGo(page - 1)}>{__('Previous')}</Button>
    <span>{sprintf(/* translators: %1$d: this page, %2$d: how many there are */ __('%1$d of %2$d'), page, pages)}</span>
    <Button __next40pxDefaultSize variant="secondary" disabled={page >= pages} accessibleWhenDisabled onClick={() => onGo(page + 1)}>{__('Next')}</Button>
  </HStack>
);

function LeftOut({ plan, without, onTake }) {
  if (!plan.left_out.length) {
    return null;
  }
  return (
    <section className="changes__group" aria-label={__('Left out')}>
      <h2>{__('Left out')}</h2>
      <ul className="changes">
        {plan.left_out.map(({ row, title, noun }) => (
          <li key={row} className="change change--left">
            <div className="change__head">
              <CheckboxControl __nextHasNoMarginBottom checked={!without.includes(row)} onChange={(isTaken) => onTake(row, isTaken)} label={title || row} />
              <span className="change__badges soft">{nounOf(noun)}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
