// Cuts, turns and mirrors a picture; the outcome is a file of its own. The cut is drawn with the pointer or typed.
import { Button, __experimentalHStack as HStack, __experimentalNumberControl as NumberControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useRef, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useNotices } from '../../shell/notices.jsx';
import { create } from '../../shell/rest.js';

const WHOLE = { left: 0, top: 0, width: 100, height: 100 };
const within = (value, most = 100) => Math.min(most, Math.max(0, Math.round(value)));

export function Crop({ item, onDone, onClose }) {
  const [cut, setCut] = useState(WHOLE);
  const [turns, setTurns] = useState(0);
  const [isMirrored, setMirrored] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const steps = stepsOf(cut, turns, isMirrored);
  const save = async () => {
    setBusy(true);
    const body = { src: item.source_url, modifiers: steps };
    if (await attempt(() => create(`/wp/v2/media/${item.id}/edit`, body), __('Saved as a new file.'))) {
      await onDone();
    }
    setBusy(false);
  };
  const number = (name, label, most) => (
    <NumberControl __next40pxDefaultSize label={label} min={name === 'width' || name === 'height' ? 1 : 0} max={most} value={cut[name]} onChange={(value) => setCut({ ...cut, [name]: within(Number(value), most) })} />
  );
  return (
    <VStack spacing={4}>
      <Canvas item={item} cut={cut} setCut={setCut} look={{ transform: `rotate(${turns * 90}deg) scaleX(${isMirrored ? -1 : 1})` }} isTurned={turns !== 0 || isMirrored} />
      <div className="crop__numbers">
        {number('left', __('Left (%)'), 99)}
        {number('top', __('Top (%)'), 99)}
        {number('width', __('Width (%)'), 100 - cut.left)}
        {number('height', __('Height (%)'), 100 - cut.top)}
      </div>
      <HStack justify="start" wrap>
        <Button __next40pxDefaultSize variant="secondary" onClick={() => setTurns((turns + 1) % 4)}>{__('Rotate')}</Button>
        <Button __next40pxDefaultSize variant="secondary" aria-pressed={isMirrored} onClick={() => setMirrored(!isMirrored)}>{__('Mirror')}</Button>
      </HStack>
      <HStack justify="end">
        <Button __next40pxDefaultSize variant="tertiary" onClick={onClose}>{__('Cancel')}</Button>
        <Button __next40pxDefaultSize variant="primary" isBusy={isBusy} disabled={isBusy || !steps.length} accessibleWhenDisabled onClick={save}>{__('Save as new image')}</Button>
      </HStack>
    </VStack>
  );
}

/** The cut comes first: it was chosen on the picture as it lies. */
function stepsOf(cut, turns, isMirrored) {
  const isWhole = Object.keys(WHOLE).every((name) => cut[name] === WHOLE[name]);
  return [
    ...(isWhole ? [] : [{ type: 'crop', args: cut }]),
    ...(isMirrored ? [{ type: 'flip', args: { flip: { horizontal: true, vertical: false } } }] : []),
    ...(turns ? [{ type: 'rotate', args: { angle: turns * 90 } }] : []),
  ];
}

function Canvas({ item, cut, setCut, look, isTurned }) {
  const from = useRef();
  const at = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: ((event.clientX - box.left) / box.width) * 100, y: ((event.clientY - box.top) / box.height) * 100 };
  };
  const draw = (event) => {
    if (!from.current) {
      return;
    }
    const [here, there] = [at(event), from.current];
    const left = within(Math.min(here.x, there.x), 99);
    const top = within(Math.min(here.y, there.y), 99);
    setCut({ left, top, width: Math.max(1, within(Math.abs(here.x - there.x), 100 - left)), height: Math.max(1, within(Math.abs(here.y - there.y), 100 - top)) });
  };
  const begin = (event) => {
    from.current = at(event);
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  // A turned picture is only looked at: the cut was chosen before.
  const hands = isTurned ? {} : { onPointerDown: begin, onPointerMove: draw, onPointerUp: () => (from.current = undefined) };
  return (
    <div className="crop" {...hands}>
      <img src={item.source_url} alt={item.alt_text} draggable={false} style={look} />
      {!isTurned && <span className="crop__cut" style={{ insetBlockStart: `${cut.top}%`, left: `${cut.left}%`, width: `${cut.width}%`, height: `${cut.height}%` }} />}
    </div>
  );
}
