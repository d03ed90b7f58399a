// `import.php`: brings a WordPress export in, and tells how far it is; the server goes on when this page is closed.
import { Button, CheckboxControl, DropZone, FormFileUpload, Notice, __experimentalVStack as VStack } from '@wordpress/components';
import { useEffect, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import apiFetch from '@wordpress/api-fetch';
import { boot } from '../boot.js';
import { ago, bytesOf } from '../shell/format.js';
import { useNotices } from '../shell/notices.jsx';
import { get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';

const PATH = '/platen/v1/imports';
const EVERY = 1000;

export default function ImportScreen() {
  return (
    <Screen title={__('Import')} intro={__('Posts, pages, comments, categories, tags and media of a WordPress site, from the file that its Tools → Export makes. What is here already stays as it is, so that a file may be imported again.')}>
      <Import />
    </Screen>
  );
}

function Import() {
  const { data: imports, reload } = useLoaded(() => get(PATH), []);
  const running = imports?.find(({ state }) => state === 'running');
  useEffect(() => {
    const timer = running && setInterval(reload, EVERY);
    return () => clearInterval(timer);
  }, [running?.id, reload]);
  if (!imports) {
    return null;
  }
  return (
    <VStack spacing={5}>
      {!running && <Send onBegun={reload} />}
      {imports.map((one) => (
        <Outcome key={one.id} one={one} />
      ))}
    </VStack>
  );
}

function Send({ onBegun }) {
  const [wishes, setWishes] = useState({ fetch_attachments: true, create_authors: true });
  const [file, setFile] = useState();
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const begin = async (event) => {
    event.preventDefault();
    const body = new FormData();
    body.append('file', file, file.name);
    Object.entries(wishes).forEach(([name, value]) => body.append(name, String(value)));
    setBusy(true);
    await attempt(() => apiFetch({ path: PATH, method: 'POST', body }));
    setBusy(false);
    await onBegun();
  };
  const wish = (name) => ({ __nextHasNoMarginBottom: true, checked: wishes[name], onChange: (value) => setWishes({ ...wishes, [name]: value }) });
  return (
    <Card title={__('WordPress')}>
      <form onSubmit={begin} className="library">
        <DropZone label={__('Drop the export file here')} onFilesDrop={([dropped]) => setFile(dropped)} />
        <VStack spacing={4}>
          <div className="library__add">
            <FormFileUpload __next40pxDefaultSize accept=".xml,text/xml,application/xml" onChange={(event) => setFile(event.currentTarget.files[0])} render={({ openFileDialog }) => (
              <Button __next40pxDefaultSize variant="secondary" onClick={openFileDialog}>{__('Choose the export file')}</Button>
            )} />
            <span className="soft">{file ? `${file.name}, ${bytesOf(file.size)}` : sprintf(/* translators: %d: megabytes */ __('Or drop it here. Maximum size: %d MB.'), boot.site.canUploadMegabytes)}</span>
          </div>
          <CheckboxControl label={__('Download and import file attachments')} {...wish('fetch_attachments')} />
          <CheckboxControl label={__('Make accounts for authors who have none here')} help={__('They cannot sign in until they get a password. Otherwise you become the author.')} {...wish('create_authors')} />
          <div>
            <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={!file || isBusy} accessibleWhenDisabled>{__('Upload file and import')}</Button>
          </div>
        </VStack>
      </form>
    </Card>
  );
}

function Outcome({ one }) {
  const counts = one.report.counts ?? [];
  const columns = [
    { label: __('What'), isHead: true, of: ({ thing }) => thing },
    { label: __('Imported'), of: ({ imported }) => imported },
    { label: __('Already there'), of: ({ already_there: there }) => there },
    { label: __('Left out'), of: ({ left_out: out, why }) => (out ? `${out}: ${why.join('; ')}` : 0) },
  ];
  return (
    <Card title={one.file_name}>
      <p className="soft">{ago(one.started)}</p>
      {one.state === 'running' && <Running one={one} />}
      {one.state === 'done' && <Notice status="success" isDismissible={false}>{__('All done. Have fun!')}</Notice>}
      {one.state === 'failed' && <Notice status="error" isDismissible={false}>{one.error}</Notice>}
      {counts.length > 0 && <Table columns={columns} rows={counts} keyOf={({ thing }) => thing} label={one.file_name} />}
      {one.report.notes?.length > 0 && (
        <details>
          <summary>{__('What else there is to know')}</summary>
          <ul className="plain">
            {one.report.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  );
}

function Running({ one }) {
  const label = one.phase === 'survey' ? __('Reading the file…') : __('Importing…');
  return (
    <div role="status" className="stack">
      <label>
        {label} <progress max={one.total || 1} value={one.done} />
      </label>
      <span className="soft">{__('You may leave this page: the import goes on.')}</span>
    </div>
  );
}
