// The point of a picture that must be seen: sizes that are cut are cut around it. Dragged with the pointer, or typed.
import { Button, FocalPointPicker, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useNotices } from '../../shell/notices.jsx';
import { get, update, useLoaded } from '../../shell/rest.js';

const MIDDLE = { x: 0.5, y: 0.5 };
/** The browser cuts as the server does: what is left over goes to both sides of the point. */
const LOOKS = ['1 / 1', '16 / 9', '3 / 4'];

export function Focal({ item, onClose, onDone }) {
  const path = `/platen/v1/media/${item.id}/focal-point`;
  const { data: kept, error } = useLoaded(() => get(path), [path]);
  const [chosen, setChosen] = useState();
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const point = chosen ?? kept ?? MIDDLE;
  const isNew = kept && (point.x !== kept.x || point.y !== kept.y);
  const save = async (event) => {
    event.preventDefault();
    setBusy(true);
    const { x, y } = point;
    if (await attempt(() => update(path, { x, y }), __('Focal point saved. The sizes are cut anew in the background.'))) {
      await onDone();
    }
    setBusy(false);
  };
  if (error) {
    return <p role="alert">{error.message}</p>;
  }
  return (
    <form onSubmit={save} className="focal">
      <VStack spacing={4}>
        <p>{__('Sizes that are cut, such as thumbnails, are cut around this point.')}</p>
        <div className="focal__sides">
          <FocalPointPicker label={__('Focal point')} url={pictureOf(item)} value={{ x: point.x, y: point.y }} onChange={setChosen} onDrag={setChosen} />
          <figure className="focal__looks">
            <figcaption>{__('So it is cut')}</figcaption>
            {LOOKS.map((aspectRatio) => (
              <img key={aspectRatio} src={pictureOf(item)} alt="" style={{ aspectRatio, objectPosition: `${point.x * 100}% ${point.y * 100}%` }} />
            ))}
          </figure>
        </div>
        <HStack justify="end" wrap>
          <Button __next40pxDefaultSize variant="tertiary" onClick={onClose}>{__('Cancel')}</Button>
          <Button __next40pxDefaultSize variant="secondary" onClick={() => setChosen(MIDDLE)}>{__('Back to the middle')}</Button>
          <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !isNew} accessibleWhenDisabled>{__('Save focal point')}</Button>
        </HStack>
      </VStack>
    </form>
  );
}

/** Large enough to point at. */
const pictureOf = ({ media_details: details, source_url: whole }) => (details?.sizes?.large ?? details?.sizes?.medium_large)?.source_url ?? whole;
