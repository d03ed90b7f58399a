// `customize.php`: the theme's own settings beside the site as it would look with them.
import { Button, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useDebounce } from '@wordpress/compose';
import { DataForm } from '@wordpress/dataviews';
import { useEffect, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import { boot } from '../boot.js';
import { may } from '../shell/address.js';
import { ImageField, ImageEdit } from '../shell/image-field.jsx';
import { useNotices } from '../shell/notices.jsx';
import { get, update, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

const PATH = '/platen/v1/theme-settings';
const KINDS = {
  switch: { type: 'boolean', Edit: 'checkbox' },
  text: { type: 'text' },
  number: { type: 'integer' },
  colour: { type: 'color' },
  choice: { type: 'text', Edit: 'select' },
  image: { type: 'integer', Edit: ImageEdit },
};

export default function Customize() {
  return (
    <Screen wide title={__('Customize')}>
      <Settings />
    </Screen>
  );
}

function Settings() {
  const { data: settings, error, reload } = useLoaded(() => get(PATH), []);
  const [edits, setEdits] = useState({});
  const [saves, setSaves] = useState(0);
  const { attempt } = useNotices();
  if (error) {
    return <p role="alert">{error.message}</p>;
  }
  const saved = Object.fromEntries((settings ?? []).map(({ name, value }) => [name, value]));
  const fields = (settings ?? []).map(fieldOf);
  const publish = async () => {
    if (await attempt(() => update(PATH, { values: edits }), __('Published.'))) {
      await reload();
      setEdits({});
    }
  };
  return (
    <div className="beside customize">
      <div>
      <Identity onSaved={() => setSaves(saves + 1)} />
      <Card title={__('Theme settings')}>
        <VStack spacing={5}>
          {settings && !settings.length && <p className="soft">{__('This theme has nothing to set.')}</p>}
          <DataForm data={{ ...saved, ...edits }} fields={fields} form={{ layout: { type: 'regular' }, fields: fields.map(({ id }) => id) }} onChange={(more) => setEdits({ ...edits, ...more })} />
          <HStack justify="start">
            <Button __next40pxDefaultSize variant="primary" disabled={!Object.keys(edits).length} accessibleWhenDisabled onClick={publish}>
              {__('Publish')}
            </Button>
            <Button __next40pxDefaultSize variant="tertiary" disabled={!Object.keys(edits).length} onClick={() => setEdits({})}>
              {__('Discard')}
            </Button>
          </HStack>
        </VStack>
      </Card>
      </div>
      <Preview key={saves} edits={edits} />
    </div>
  );
}

/** What is the site's and not the theme's: every theme shows it in its own way. */
function Identity({ onSaved }) {
  const { data: saved, reload } = useLoaded(() => get('/wp/v2/settings', { _fields: 'title,description,site_logo,site_icon' }), []);
  const [edits, setEdits] = useState({});
  const { attempt } = useNotices();
  if (!may('manage_options') || !saved) {
    return null;
  }
  const value = (name) => edits[name] ?? saved[name];
  const set = (name) => (next) => setEdits({ ...edits, [name]: next });
  const save = async () => {
    if (await attempt(() => update('/wp/v2/settings', edits), __('Published.'))) {
      await reload();
      setEdits({});
      onSaved();
    }
  };
  return (
    <Card title={__('Site Identity')}>
      <VStack spacing={4}>
        <TextControl __next40pxDefaultSize label={__('Site Title')} value={value('title') ?? ''} onChange={set('title')} />
        <TextControl __next40pxDefaultSize label={__('Tagline')} value={value('description') ?? ''} onChange={set('description')} />
        <ImageField label={__('Logo')} value={value('site_logo') ?? 0} onChange={set('site_logo')} />
        <ImageField label={__('Site Icon')} help={__('In tabs and bookmarks. A square picture of at least 512 pixels.')} value={value('site_icon') ?? 0} onChange={set('site_icon')} />
        <div>
          <Button __next40pxDefaultSize variant="primary" disabled={!Object.keys(edits).length} accessibleWhenDisabled onClick={save}>
            {__('Save identity')}
          </Button>
        </div>
      </VStack>
    </Card>
  );
}

const fieldOf = ({ name, label, help, type, choices }) => ({
  id: name,
  label,
  description: help || undefined,
  ...KINDS[type],
  ...(type === 'choice' ? { elements: Object.entries(choices).map(([value, text]) => ({ value, label: text })) } : {}),
});

/** The site with the edits, a moment after the last of them. */
function Preview({ edits }) {
  const [shown, setShown] = useState(edits);
  const show = useDebounce(setShown, 300);
  useEffect(() => show(edits), [edits, show]);
  return <iframe className="customize__preview" title={__('Site Preview')} src={addQueryArgs(`${boot.site.url}/`, { customize_preview: JSON.stringify(shown) })} />;
}
