// A page before and after, as the gates saw it.
import { Button, Modal, __experimentalToggleGroupControl as ToggleGroupControl, __experimentalToggleGroupControlOption as Option } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import apiFetch from '@wordpress/api-fetch';

/** Pictures are files of the API: the proof that they are meant goes with the address. */
export const proved = (address) => addQueryArgs(address, { _wpnonce: apiFetch.nonceMiddleware.nonce });

const SIDES = [
  ['before', __('Before')],
  ['after', __('After')],
  ['difference', __('Difference')],
];

export function Pictures({ title, pictures }) {
  const [open, setOpen] = useState();
  const there = SIDES.filter(([side]) => pictures[side]);
  return (
    <div className="pictures">
      {there.map(([side, label]) => (
        <figure key={side}>
          <button type="button" onClick={() => setOpen(side)} aria-label={sprintf(/* translators: %1$s: before, after or difference, %2$s: a page's title */ __('%1$s: %2$s, larger'), label, title)}>
            <img src={proved(pictures[side])} alt="" loading="lazy" />
          </button>
          <figcaption>{label}</figcaption>
        </figure>
      ))}
      {!pictures.before && <p className="soft">{__('The page is new: there is no picture of before.')}</p>}
      {pictures.before && !pictures.difference && <p className="soft">{__('It looks the same as before.')}</p>}
      {open && (
        <Modal title={title} size="fill" onRequestClose={() => setOpen(undefined)}>
          <ToggleGroupControl __next40pxDefaultSize isBlock label={__('Picture')} hideLabelFromVision value={open} onChange={setOpen}>
            {there.map(([side, label]) => (
              <Option key={side} value={side} label={label} />
            ))}
          </ToggleGroupControl>
          <img className="pictures__large" src={proved(pictures[open])} alt={sprintf('%s: %s', title, SIDES.find(([side]) => side === open)[1])} />
          <Button __next40pxDefaultSize variant="tertiary" onClick={() => setOpen(undefined)}>{__('Close')}</Button>
        </Modal>
      )}
    </div>
  );
}
