// `credits.php`: whose work is in the bundle, and under which licences.
import { __ } from '@wordpress/i18n';
import { useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

export default function Licences() {
  const { data } = useLoaded(() => fetch('/wp-admin/assets/licences.txt').then((answer) => answer.text()), []);
  return (
    <Screen title={__('Licences')} intro={__('These screens and the block editor are made of the packages below.')}>
      <Card>
        <pre className="licences" tabIndex="0">{data ?? '…'}</pre>
      </Card>
    </Screen>
  );
}
