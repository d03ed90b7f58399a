// A pattern that was exported as JSON, here or in a WordPress, comes in again.
import { Button, FormFileUpload, Modal, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useNotices } from '../../shell/notices.jsx';
import { create } from '../../shell/rest.js';

/** The button and the form behind it; `onDone` when a pattern has come in. */
export function ImportPattern({ onDone }) {
  const [isOpen, setOpen] = useState(false);
  const [hasCome, setCome] = useState(false);
  const come = () => {
    setCome(true);
    return onDone();
  };
  return (
    <>
      <Button __next40pxDefaultSize variant="secondary" onClick={() => setOpen(true)}>
        {__('Import from JSON')}
      </Button>
      {hasCome && <p role="status" className="notice-success">{__('Pattern imported successfully!')}</p>}
      {isOpen && <Form onClose={() => setOpen(false)} onDone={come} />}
    </>
  );
}

function Form({ onClose, onDone }) {
  const [file, setFile] = useState();
  const [isBusy, setBusy] = useState(false);
  const { attempt } = useNotices();
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    await attempt(async () => {
      await create('/wp/v2/blocks', patternIn(await file.text()));
      await onDone();
    });
    onClose();
  };
  return (
    <Modal title={__('Import pattern from JSON')} onRequestClose={onClose}>
      <form onSubmit={submit}>
        <VStack spacing={4}>
          <HStack justify="start">
            <FormFileUpload __next40pxDefaultSize variant="secondary" accept="application/json" onChange={(event) => setFile(event.currentTarget.files[0])}>
              {__('Choose a file')}
            </FormFileUpload>
            <span>{file?.name}</span>
          </HStack>
          <HStack justify="start">
            <Button __next40pxDefaultSize variant="primary" type="submit" isBusy={isBusy} disabled={isBusy || !file} accessibleWhenDisabled>
              {__('Import')}
            </Button>
          </HStack>
        </VStack>
      </form>
    </Modal>
  );
}

/** What the API is to make of a file's text; throws for what is no pattern. */
export function patternIn(text) {
  let read;
  try {
    read = JSON.parse(text);
  } catch {
    throw new Error(__('This file is not JSON.'));
  }
  const { __file: kind, title, content, syncStatus } = read ?? {};
  if (kind !== 'wp_block' || !title || typeof title !== 'string' || typeof content !== 'string') {
    throw new Error(__('This file is not a pattern.'));
  }
  return { title, content, status: 'publish', ...(syncStatus === 'unsynced' ? { meta: { wp_pattern_sync_status: syncStatus } } : {}) };
}
