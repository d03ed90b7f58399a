// `options-*.php`: the site's settings, page by page; each field is one of `/wp/v2/settings`.
import { Button, Notice, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { DataForm } from '@wordpress/dataviews';
import { useEffect, useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { useNotices } from '../shell/notices.jsx';
import { all, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { pageNamed } from './settings/pages.js';
import { load, write } from './settings/values.js';

export default function SettingsScreen() {
  const page = pageNamed(boot.screen.file);
  return (
    <Screen title={boot.screen.title} intro={page.intro}>
      <Settings page={page} />
    </Screen>
  );
}

function Settings({ page }) {
  const { data: saved, error, reload } = useLoaded(load, []);
  const { data: choices } = useLoaded(() => loadChoices(page), [page]);
  const [edits, setEdits] = useState({});
  const [isBusy, setBusy] = useState(false);
  const [isSaved, setSaved] = useState(false);
  const { attempt, complain } = useNotices();
  const groups = useMemo(() => (saved ? shownGroups(page, saved.values, choices ?? {}) : []), [page, saved, choices]);
  useEffect(() => {
    if (error) {
      complain(error);
    }
  }, [error, complain]);
  useLeaving(Object.keys(edits).length > 0);
  if (!saved) {
    return null;
  }
  const save = async (event) => {
    event.preventDefault();
    setBusy(true);
    setSaved(false);
    if (await attempt(() => write(edits, saved))) {
      setSaved(true);
      setEdits({});
      await reload();
    }
    setBusy(false);
  };
  return (
    <form onSubmit={save}>
      <VStack spacing={5}>
        {isSaved && <Notice status="success" className="notice-success" onRemove={() => setSaved(false)}>{__('Settings saved.')}</Notice>}
        {groups.map(({ title, fields }) => (
          <Card key={title} title={title}>
            <DataForm data={{ ...saved.values, ...edits }} fields={fields} form={{ layout: { type: 'regular' }, fields: fields.map(({ id }) => id) }} onChange={(more) => setEdits({ ...edits, ...more })} />
          </Card>
        ))}
        <HStack justify="start">
          <Button __next40pxDefaultSize id="submit" variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !Object.keys(edits).length} accessibleWhenDisabled>
            {__('Save Changes')}
          </Button>
        </HStack>
      </VStack>
    </form>
  );
}

/** Only what this server knows of: a field that is no setting is not shown, rather than lost on saving. */
function shownGroups(page, saved, choices) {
  const known = page.groups.map(({ title, fields }) => ({
    title,
    fields: fields.filter(({ id, setValue }) => id in saved || setValue).map((field) => (field.choices ? { ...field, elements: choices[field.choices] ?? [] } : field)),
  }));
  return known.filter(({ fields }) => fields.length);
}

async function loadChoices(page) {
  const wanted = new Set(page.groups.flatMap(({ fields }) => fields.map(({ choices }) => choices)).filter(Boolean));
  const load = {
    pages: () => all('/wp/v2/pages', { _fields: 'id,title', orderby: 'title', order: 'asc' }).then((pages) => [{ value: 0, label: __('— Select —') }, ...pages.map(({ id, title }) => ({ value: id, label: title.rendered }))]),
    categories: () => all('/wp/v2/categories', { _fields: 'id,name' }).then((terms) => terms.map(({ id, name }) => ({ value: id, label: name }))),
  };
  const loaded = await Promise.all([...wanted].map(async (name) => [name, await load[name]()]));
  return Object.fromEntries(loaded);
}

function useLeaving(isDirty) {
  useEffect(() => {
    const ask = (event) => isDirty && event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isDirty]);
}
