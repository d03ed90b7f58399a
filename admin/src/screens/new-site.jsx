// `network/site-new.php`: one more site on this host.
import { Button, TextControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { screen } from '../shell/address.js';
import { useNotices } from '../shell/notices.jsx';
import { create } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

export default function NewSite() {
  return (
    <Screen title={__('Add Site')} intro={__('The site answers at once to its address; the name must lead to this host.')}>
      <Form />
    </Screen>
  );
}

function Form() {
  const [site, setSite] = useState({ url: 'https://', title: '', admin_email: '' });
  const { attempt } = useNotices();
  const field = (name) => ({ __next40pxDefaultSize: true, required: true, value: site[name], onChange: (value) => setSite({ ...site, [name]: value }) });
  const submit = async (event) => {
    event.preventDefault();
    if (await attempt(() => create('/platen/v1/sites', site))) {
      location.assign(screen('network/sites.php'));
    }
  };
  return (
    <Card>
      <form onSubmit={submit}>
        <VStack spacing={4}>
          <TextControl type="url" label={__('Site Address (URL)')} {...field('url')} />
          <TextControl label={__('Site Title')} {...field('title')} />
          <TextControl type="email" label={__('Admin Email')} {...field('admin_email')} />
          <div>
            <Button __next40pxDefaultSize variant="primary" type="submit">
              {__('Add Site')}
            </Button>
          </div>
        </VStack>
      </form>
    </Card>
  );
}
