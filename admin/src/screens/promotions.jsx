// `promotions.php`: what was edited in an environment, and what of it goes to production.
import { Card as Panel, CardBody, ExternalLink, Notice } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { parameters, screen } from '../shell/address.js';
import { ago } from '../shell/format.js';
import { get, useLoaded } from '../shell/rest.js';
import { Screen } from '../shell/screen.jsx';
import { NoEnvironment } from './network-promotions.jsx';
import { Badge } from './promotions/badge.jsx';
import { Log } from './promotions/log.jsx';
import { Room } from './promotions/room.jsx';
import { TaskProvider } from './promotions/task.jsx';
import { checkOf, promotionOf } from './promotions/words.js';

export default function Promotions() {
  const { data: rooms, error } = useLoaded(() => get('/platen/v1/staging'), []);
  const asked = rooms?.find(({ environment }) => environment === parameters.environment);
  const only = rooms?.length === 1 ? rooms[0] : undefined;
  return (
    <Screen wide title={__('Promotions')} intro={__('What was edited in an environment, and what of it goes to production. Nothing goes up unseen, and nothing that was written here meanwhile is lost.')}>
      {error && <p role="alert">{error.message}</p>}
      {rooms && (
        <TaskProvider>
          {(asked ?? only) ? <Room room={asked ?? only} isOnly={rooms.length === 1} /> : <Rooms rooms={rooms} />}
        </TaskProvider>
      )}
    </Screen>
  );
}

function Rooms({ rooms }) {
  return (
    <>
      {!rooms.length && <NoEnvironment />}
      <ul className="rooms">
        {rooms.map((room) => (
          <li key={room.environment}>
            <Panel>
              <CardBody>
                <h2><a href={screen('promotions.php', { environment: room.environment })}>{room.environment}</a></h2>
                <ExternalLink href={room.staging_url}>{room.staging_url}</ExternalLink>
                <p className="soft">{room.last_plan ? ago(room.last_plan.made) : __('No plan was made yet.')}</p>
                {room.last_check && <Badge {...checkOf(room.last_check)} />} {room.last_promotion && <Badge {...promotionOf(room.last_promotion)} />}
                {room.out_of_reach && <Notice status="warning" isDismissible={false}>{room.out_of_reach}</Notice>}
              </CardBody>
            </Panel>
          </li>
        ))}
      </ul>
      <Log />
    </>
  );
}
