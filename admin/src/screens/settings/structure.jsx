// How the addresses of posts are made: the usual ways, to choose from.
import { __ } from '@wordpress/i18n';

/** Each way with the name that WordPress's form has for it. */
const WAYS = [
  ['plain', '', __('Plain')],
  ['day-name', '/%year%/%monthnum%/%day%/%postname%/', __('Day and name')],
  ['month-name', '/%year%/%monthnum%/%postname%/', __('Month and name')],
  ['numeric', '/archives/%post_id%', __('Numeric')],
  ['post-name', '/%postname%/', __('Post name')],
];

/** The field of a form; programs that fill forms in know the choices by WordPress's ids. */
export function StructureEdit({ data, field, onChange }) {
  const chosen = field.getValue({ item: data });
  return (
    <fieldset className="ways">
      <legend>{field.label}</legend>
      {WAYS.map(([name, value, label]) => (
        <label key={name} htmlFor={`permalink-input-${name}`}>
          <input type="radio" name="selection" id={`permalink-input-${name}`} className="components-radio-control__input" checked={chosen === value} onChange={() => onChange(field.setValue({ item: data, value }))} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
