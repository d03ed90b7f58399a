// Small plots: drawn as SVG, told as a table to whoever does not see them.
import { __ } from '@wordpress/i18n';

const WIDTH = 640;
const HEIGHT = 160;
const FOOT = 18;

/** Bars, one a point: `points` are `{ label, value, tone }`; `unit` says a value in words. */
export function Bars({ title, points, unit = String, axis = __('When') }) {
  const most = Math.max(1, ...points.map(({ value }) => value));
  const step = WIDTH / Math.max(1, points.length);
  const height = (value) => ((HEIGHT - FOOT - 14) * value) / most;
  return (
    <figure className="plot">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}: ${summary(points, unit)}`} preserveAspectRatio="none">
        <line x1="0" x2={WIDTH} y1={HEIGHT - FOOT} y2={HEIGHT - FOOT} className="plot__line" />
        {points.map(({ label, value, tone }, at) => (
          <rect key={at} className={`plot__bar ${tone ? `plot__bar--${tone}` : ''}`} x={at * step + step * 0.1} width={step * 0.8} y={HEIGHT - FOOT - Math.max(1, height(value))} height={Math.max(1, height(value))}>
            <title>{`${label}: ${unit(value)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption className="plot__ends soft">
        <span>{points[0]?.label}</span>
        <span>{points.length > 1 && points.at(-1).label}</span>
      </figcaption>
      <table className="screen-reader-text">
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{axis}</th>
            <th scope="col">{title}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ label, value }, at) => (
            <tr key={at}>
              <th scope="row">{label}</th>
              <td>{unit(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

function summary(points, unit) {
  const values = points.map(({ value }) => value);
  return values.length ? `${unit(Math.min(...values))} – ${unit(Math.max(...values))}` : __('Nothing yet.');
}

/** How full something is. */
export const Meter = ({ label, value, most, words }) => (
  <div className="gauge">
    <span>{label}</span>
    <meter min="0" max={most || 1} high={(most || 1) * 0.9} value={value} aria-label={label} />
    <span className="soft">{words}</span>
  </div>
);
