// `options.php`: every setting by its option's name, for those who know what they look for.
import { Button } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { useNotices } from '../shell/notices.jsx';
import { useLoaded } from '../shell/rest.js';
import { Screen } from '../shell/screen.jsx';
import { load, write } from './settings/values.js';

/** WordPress's API calls some of them by other names. */
const OPTIONS = { title: 'blogname', description: 'blogdescription', url: 'siteurl', email: 'admin_email', timezone: 'timezone_string', language: 'WPLANG' };
const LONG = ['moderation_keys', 'disallowed_keys'];
const FIXED = ['url'];

export default function AllSettings() {
  return (
    <Screen title={boot.screen.title} intro={__('Each setting under the name of its option. The other pages of settings say what they mean.')}>
      <Settings />
    </Screen>
  );
}

function Settings() {
  const { data: saved, error, reload } = useLoaded(load, []);
  const [edits, setEdits] = useState({});
  const { attempt } = useNotices();
  if (!saved) {
    return error ? <p role="alert">{error.message}</p> : null;
  }
  const names = Object.keys(saved.values).filter((name) => ['string', 'number', 'boolean'].includes(typeof saved.values[name]));
  const save = async (event) => {
    event.preventDefault();
    const changed = Object.entries(edits).map(([name, text]) => [name, meant(text, saved.values[name])]);
    // What was sent arrives even when the person has gone on already.
    if (await attempt(() => write(Object.fromEntries(changed), saved, { keepalive: true }), __('Settings saved.'))) {
      setEdits({});
      await reload();
    }
  };
  return (
    <form id="all-options" onSubmit={save}>
      <table className="form-table" role="presentation">
        <tbody>
          {names.sort((one, other) => optionOf(one).localeCompare(optionOf(other))).map((name) => (
            <Row key={name} name={name} value={edits[name] ?? written(saved.values[name])} onChange={(text) => setEdits({ ...edits, [name]: text })} />
          ))}
        </tbody>
      </table>
      <Button __next40pxDefaultSize id="Update" variant="primary" type="submit">
        {__('Save Changes')}
      </Button>
    </form>
  );
}

function Row({ name, value, onChange }) {
  const option = optionOf(name);
  const Field = LONG.includes(name) ? 'textarea' : 'input';
  return (
    <tr>
      <th scope="row">
        <label htmlFor={option}>{option}</label>
      </th>
      <td>
        <Field id={option} className="components-text-control__input" readOnly={FIXED.includes(name)} value={value} onChange={(event) => onChange(event.target.value)} />
      </td>
    </tr>
  );
}

const optionOf = (name) => OPTIONS[name] ?? name;

/** As the database of a WordPress has it: a yes is a one, a no is nothing. */
const written = (value) => (typeof value === 'boolean' ? (value ? '1' : '') : String(value));

function meant(text, before) {
  if (typeof before === 'boolean') {
    return !['', '0'].includes(text.trim());
  }
  return typeof before === 'number' ? Number(text) : text;
}
