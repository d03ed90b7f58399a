// `export-personal-data.php` and `erase-personal-data.php`: what is kept about one person, as a file or not any more.
import { Button, Notice, TextControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { screen } from '../shell/address.js';
import { useNotices } from '../shell/notices.jsx';
import { create } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

const isExport = boot.screen.file.startsWith('export');

export default function PersonalData() {
  const intro = isExport
    ? __('All that this site keeps about whoever has a mail address: the account and the comments. Make sure first that it is this person who asks.')
    : __('Makes the comments under a mail address nobody’s: name, address, website and network address go, the text stays. This cannot be undone.');
  return (
    <Screen title={boot.screen.title} intro={intro}>
      {isExport ? <Export /> : <Erase />}
    </Screen>
  );
}

function Form({ label, isDestructive, onSend }) {
  const [email, setEmail] = useState('');
  const send = (event) => {
    event.preventDefault();
    onSend(email.trim());
  };
  return (
    <form onSubmit={send}>
      <VStack spacing={4}>
        <TextControl __next40pxDefaultSize required type="email" label={__('Email address')} value={email} onChange={setEmail} />
        <div>
          <Button __next40pxDefaultSize variant="primary" type="submit" isDestructive={isDestructive}>{label}</Button>
        </div>
      </VStack>
    </form>
  );
}

function Export() {
  const [found, setFound] = useState();
  const { attempt } = useNotices();
  const collect = (email) => attempt(async () => setFound({ email, ...(await create('/platen/v1/personal-data/export', { email })) }));
  return (
    <Card title={__('Collect')}>
      <Form label={__('Collect personal data')} onSend={collect} />
      {found && <Found found={found} />}
    </Card>
  );
}

function Found({ found }) {
  const save = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([JSON.stringify(found, null, 2)], { type: 'application/json' }));
    link.download = 'personal-data.json';
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div role="status" className="stack">
      <p>
        {found.account ? sprintf(/* translators: %s: login */ __('There is an account: %s.'), found.account.login) : __('There is no account.')}{' '}
        {sprintf(/* translators: %d: number of comments */ _n('%d comment.', '%d comments.', found.comments.length), found.comments.length)}
      </p>
      <div>
        <Button __next40pxDefaultSize variant="secondary" onClick={save}>{__('Download as a file')}</Button>
      </div>
    </div>
  );
}

function Erase() {
  const [done, setDone] = useState();
  const { attempt } = useNotices();
  const erase = (email) => attempt(async () => setDone(await create('/platen/v1/personal-data/erase', { email })));
  return (
    <Card title={__('Erase')}>
      <Form label={__('Erase personal data')} isDestructive onSend={erase} />
      {done && (
        <Notice status="success" isDismissible={false}>
          {sprintf(/* translators: %d: number of comments */ _n('%d comment is nobody’s now.', '%d comments are nobody’s now.', done.comments), done.comments)}{' '}
          {done.has_account && <a href={screen('users.php')}>{__('There is an account as well: delete it on the users’ screen.')}</a>}
        </Notice>
      )}
    </Card>
  );
}
