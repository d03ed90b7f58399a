// Where the theme shows a menu.
import { CheckboxControl, __experimentalVStack as VStack } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { useNotices } from '../../shell/notices.jsx';
import { update } from '../../shell/rest.js';
import { Card } from '../../shell/screen.jsx';

export function Places({ menu, places, onSaved }) {
  const { attempt } = useNotices();
  const here = places.filter((place) => place.menu === menu.id).map(({ name }) => name);
  const set = async (name, isHere) => {
    const locations = isHere ? [...here, name] : here.filter((other) => other !== name);
    await attempt(() => update(`/wp/v2/menus/${menu.id}`, { locations }), __('Menu locations updated.'));
    await onSaved();
  };
  return (
    <Card title={__('Display location')}>
      <VStack spacing={3}>
        {places.map((place) => (
          <CheckboxControl key={place.name} label={place.description} checked={place.menu === menu.id} onChange={(isHere) => set(place.name, isHere)} />
        ))}
      </VStack>
    </Card>
  );
}
