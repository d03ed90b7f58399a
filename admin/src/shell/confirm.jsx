// A question before something cannot be undone, for actions of lists.
import { Button, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

/** The content of an action's dialog; `work` gets the items. */
export function Confirm({ question, label, items, closeModal, work, isDestructive = true }) {
  const [isBusy, setBusy] = useState(false);
  const confirm = async () => {
    setBusy(true);
    await work(items);
    closeModal();
  };
  return (
    <VStack spacing={5}>
      <p className="screen__question">{question}</p>
      <HStack justify="end">
        <Button __next40pxDefaultSize variant="tertiary" onClick={closeModal}>
          {__('Cancel')}
        </Button>
        <Button __next40pxDefaultSize variant="primary" isDestructive={isDestructive} isBusy={isBusy} disabled={isBusy} onClick={confirm}>
          {label}
        </Button>
      </HStack>
    </VStack>
  );
}
