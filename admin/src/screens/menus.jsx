// `nav-menus.php`: menus, what stands in them, and where the theme shows them.
import { Button, SelectControl, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useNotices } from '../shell/notices.jsx';
import { all, create, get, remove, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';
import { MenuItems } from './menus/items.jsx';
import { Places } from './menus/places.jsx';

export default function MenusScreen() {
  return (
    <Screen wide title={__('Menus')}>
      <Menus />
    </Screen>
  );
}

function Menus() {
  const menus = useLoaded(() => all('/wp/v2/menus', { context: 'edit' }), []);
  const places = useLoaded(() => get('/wp/v2/menu-locations', { context: 'edit' }), []);
  const [chosen, setChosen] = useState();
  const [name, setName] = useState('');
  const { attempt } = useNotices();
  const shown = menus.data?.find(({ id }) => id === chosen) ?? menus.data?.[0];
  const add = async (event) => {
    event.preventDefault();
    await attempt(async () => {
      const made = await create('/wp/v2/menus', { name });
      setName('');
      setChosen(made.id);
      await menus.reload();
    }, __('Menu created.'));
  };
  const drop = async () => {
    await attempt(() => remove(`/wp/v2/menus/${shown.id}`, { force: true }), __('The menu has been deleted.'));
    setChosen(undefined);
    await menus.reload();
  };
  if (menus.error) {
    return <p role="alert">{menus.error.message}</p>;
  }
  return (
    <div className="beside">
      <div>
        <Card title={__('Menus')}>
          <VStack spacing={4}>
            {menus.data?.length > 0 && (
              <SelectControl __next40pxDefaultSize label={__('Select a menu to edit:')} value={String(shown?.id ?? '')} options={menus.data.map((menu) => ({ value: String(menu.id), label: menu.name }))} onChange={(id) => setChosen(Number(id))} />
            )}
            <form onSubmit={add}>
              <HStack alignment="bottom">
                <TextControl __next40pxDefaultSize label={__('New menu')} value={name} onChange={setName} />
                <Button __next40pxDefaultSize variant="secondary" type="submit" disabled={!name.trim()}>
                  {__('Create Menu')}
                </Button>
              </HStack>
            </form>
          </VStack>
        </Card>
        {shown && places.data && <Places menu={shown} places={Object.values(places.data)} onSaved={() => Promise.all([menus.reload(), places.reload()])} />}
      </div>
      {shown && <MenuItems key={shown.id} menu={shown} onDelete={drop} />}
    </div>
  );
}
