// `export.php`: the site's content as a file.
import { Button, RadioControl, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { screen } from '../shell/address.js';
import { get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

export default function Export() {
  const { data: types } = useLoaded(() => get('/wp/v2/types', { context: 'edit' }), []);
  const [content, setContent] = useState('all');
  const shown = Object.values(types ?? {}).filter(({ viewable }) => viewable);
  const options = [{ value: 'all', label: __('All content') }, ...shown.map(({ slug, name }) => ({ value: slug, label: name }))];
  return (
    <Screen title={__('Export')} intro={__('The file holds posts, pages, comments, custom fields, categories and tags. Any WordPress site and any site of this host can import it.')}>
      <Card title={__('Choose what to export')}>
        <VStack spacing={5}>
          <RadioControl label={__('Content')} hideLabelFromVision selected={content} options={options} onChange={setContent} />
          <div>
            <Button __next40pxDefaultSize variant="primary" href={screen('export.php', { download: 'true', content, _wpnonce: boot.screen.nonce })} download>
              {__('Download Export File')}
            </Button>
          </div>
        </VStack>
      </Card>
    </Screen>
  );
}
