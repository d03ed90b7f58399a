// What was promoted, by whom, how it ended, and taking it back.
import { Button, Modal, Notice, __experimentalConfirmDialog as ConfirmDialog } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { ago, dateAndTimeOf } from '../../shell/format.js';
import { get, useLoaded } from '../../shell/rest.js';
import { Table } from '../../shell/table.jsx';
import { Badge } from './badge.jsx';
import { useTask } from './task.jsx';
import { actionOf, isCutOff, nounOf, promotionOf } from './words.js';

const PATH = '/platen/v1/promotions';

export function Log() {
  const { begin, running, ended } = useTask();
  const { data: promotions } = useLoaded(() => get(PATH), [ended]);
  const [asked, setAsked] = useState();
  const [shown, setShown] = useState();
  if (!promotions) {
    return null;
  }
  const columns = [
    { label: __('Promotion'), isHead: true, of: ({ id }) => <Button variant="link" aria-label={sprintf(/* translators: %d: number */ __('What promotion %d changed'), id)} onClick={() => setShown(id)}>#{id}</Button> },
    { label: __('From'), of: ({ environment }) => environment },
    { label: __('State'), of: (promotion) => <Badge {...promotionOf(promotion)} /> },
    { label: __('Who'), of: ({ person, approved_by: second }) => [person || __('The host itself'), second && sprintf(/* translators: %s: login */ __('approved by %s'), second)].filter(Boolean).join(', ') },
    { label: __('When'), of: ({ started }) => <time dateTime={started} title={dateAndTimeOf(started)}>{ago(started)}</time> },
    { label: __('Told'), of: ({ told }) => told },
    { label: __('Actions'), of: (promotion) => promotion.state === 'promoted' && (
      <Button size="compact" variant="secondary" isDestructive disabled={Boolean(running)} accessibleWhenDisabled aria-label={sprintf(/* translators: %d: number */ __('Take promotion %d back'), promotion.id)} onClick={() => setAsked(promotion)}>
        {__('Take back')}
      </Button>
    ) },
  ];
  return (
    <>
      {!running && promotions.some(isCutOff) && (
        <Notice status="warning" isDismissible={false} actions={[{ label: __('End what was cut off'), onClick: () => begin(`${PATH}/recovery`) }]}>
          {__('A promotion was cut off in the middle. Ended, production is as before or as promised.')}
        </Notice>
      )}
      <Table label={__('Promotions')} rows={promotions} columns={columns} empty={__('Nothing was ever promoted.')} />
      <ConfirmDialog title={__('Take back')} isOpen={Boolean(asked)} confirmButtonText={__('Take back')} onCancel={() => setAsked(undefined)} onConfirm={() => {
        begin(`${PATH}/${asked.id}/rollback`);
        setAsked(undefined);
      }}>
        {asked && sprintf(/* translators: %d: number */ __('Take promotion %d back? What it changed is as before; what visitors and editors wrote since stays.'), asked.id)}
      </ConfirmDialog>
      {shown && <Rows id={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}

function Rows({ id, onClose }) {
  const { data } = useLoaded(() => get(`${PATH}/${id}`), [id]);
  return (
    <Modal title={sprintf(/* translators: %d: number */ __('Promotion %d'), id)} size="large" onRequestClose={onClose}>
      {data && (
        <Table label={__('Changes')} rows={data.rows} keyOf={({ row }) => row} empty={__('Nothing found.')} columns={[
          { label: __('What'), isHead: true, of: ({ title, row }) => title || row },
          { label: __('Kind'), of: ({ noun }) => noun && nounOf(noun) },
          { label: __('Change'), of: ({ action }) => <Badge {...actionOf(action)} /> },
        ]} />
      )}
      {data?.total > data?.rows.length && <p className="soft">{sprintf(/* translators: %1$d: shown, %2$d: all */ __('%1$d of %2$d'), data.rows.length, data.total)}</p>}
    </Modal>
  );
}
