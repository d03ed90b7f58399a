// `authorize-application.php`: a program asks for a password of its own; the person says yes or no.
import { Button, Notice, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { addQueryArgs } from '@wordpress/url';
import { boot } from '../boot.js';
import { parameters, screen } from '../shell/address.js';
import { useNotices } from '../shell/notices.jsx';
import { create } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

export default function Authorize() {
  return (
    <Screen title={__('Authorize Application')}>
      <Question />
    </Screen>
  );
}

/** Passwords are only handed to https, or to an app's own scheme. */
function isSafe(address) {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1'].includes(hostname)) || !/^(http|javascript|data|file|blob):$/.test(protocol);
  } catch {
    return false;
  }
}

function Question() {
  const app = parameters.app_name ?? '';
  const [name, setName] = useState(app);
  const [made, setMade] = useState();
  const { attempt } = useNotices();
  const { success_url: success, reject_url: reject } = parameters;
  const refused = [success, reject].filter((address) => address && !isSafe(address));
  const approve = () =>
    attempt(async () => {
      const password = await create('/wp/v2/users/me/application-passwords', { name, ...(parameters.app_id ? { app_id: parameters.app_id } : {}) });
      if (success) {
        location.assign(addQueryArgs(success, { site_url: boot.site.url, user_login: boot.user.login, password: password.password.replaceAll(' ', '') }));
      } else {
        setMade(password);
      }
    });
  const decline = () => location.assign(reject ? addQueryArgs(reject, { success: 'false' }) : success ? addQueryArgs(success, { success: 'false' }) : screen('profile.php'));
  if (refused.length) {
    return <Notice status="error" isDismissible={false}>{__('The address that asks for the password is not secure: it must begin with https.')}</Notice>;
  }
  return (
    <Card title={app || __('An application would like to connect to your account.')}>
      <VStack spacing={4}>
        <p>{sprintf(/* translators: 1: program, 2: site */ __('%1$s wants to connect to your account on %2$s. You should only say yes if you trust it.'), app || __('An application'), boot.site.name)}</p>
        {made ? (
          <Notice status="success" isDismissible={false}>
            <p>{__('Your new password is shown this once:')}</p>
            <p><code className="secret">{made.password}</code></p>
          </Notice>
        ) : (
          <>
            <TextControl __next40pxDefaultSize label={__('New Application Password Name')} value={name} onChange={setName} />
            <HStack justify="start">
              <Button __next40pxDefaultSize variant="primary" disabled={!name.trim()} onClick={approve}>
                {__('Yes, I approve of this connection')}
              </Button>
              <Button __next40pxDefaultSize variant="secondary" onClick={decline}>
                {__('No, I do not approve of this connection')}
              </Button>
            </HStack>
          </>
        )}
      </VStack>
    </Card>
  );
}
