// `network/promotions.php`: every environment, the sites in it, and how far each has come. A site's plan has its own room.
import { ExternalLink, Notice, __experimentalVStack as VStack } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { ago } from '../shell/format.js';
import { get, useLoaded } from '../shell/rest.js';
import { Card, LinkButton, Screen } from '../shell/screen.jsx';
import { Table } from '../shell/table.jsx';
import { Badge } from './promotions/badge.jsx';
import { checkOf, promotionOf } from './promotions/words.js';

export default function NetworkPromotions() {
  const { data: environments, error } = useLoaded(() => get('/platen/v1/environments'), []);
  return (
    <Screen wide title={__('Promotions')} intro={__('Where sites are edited and tested before it counts. What is promoted from there reaches visitors.')}>
      {error && <p role="alert">{error.message}</p>}
      {environments && (
        <VStack spacing={5}>
          {!environments.length && <NoEnvironment />}
          {environments.map((environment) => (
            <Environment key={environment.name} environment={environment} />
          ))}
        </VStack>
      )}
    </Screen>
  );
}

/** What there is to do on a host that has none. */
export const NoEnvironment = () => (
  <Card title={__('No environment yet')}>
    <p>{__('An environment is a copy of this host with a front and a database of its own. These commands make one, and copy a site into it:')}</p>
    <pre className="command" tabIndex={0}>{'platen env create staging\nplaten env clone staging --url=https://example.com'}</pre>
  </Card>
);

function Environment({ environment: { name, created, sites } }) {
  const columns = [
    { label: __('Site'), isHead: true, of: ({ title, url }) => title || url },
    { label: __('Copy'), of: (site) => <Copy site={site} /> },
    { label: __('Last plan'), of: ({ last_plan: plan }) => (plan ? ago(plan.made) : '—') },
    { label: __('Last check'), of: ({ last_check: check }) => (check ? <Badge {...checkOf(check)} /> : '—') },
    { label: __('Last promotion'), of: ({ last_promotion: promotion }) => (promotion ? <Last promotion={promotion} /> : '—') },
    { label: __('Actions'), of: ({ title, url }) => (
      <LinkButton variant="secondary" href={`${url}/wp-admin/promotions.php?environment=${name}`}>
        {__('Open')} <span className="screen-reader-text">{title}</span>
      </LinkButton>
    ) },
  ];
  const unreached = sites.filter(({ out_of_reach: why }) => why);
  return (
    <Card title={name}>
      <p className="soft">{sprintf(/* translators: %s: how long ago */ __('Made %s.'), ago(created))}</p>
      {unreached.slice(0, 1).map(({ out_of_reach: why }) => (
        <Notice key={why} status="warning" isDismissible={false}>{why}</Notice>
      ))}
      <Table label={name} rows={sites} keyOf={({ site }) => site} columns={columns} empty={__('No site was copied into it yet.')} />
    </Card>
  );
}

const Copy = ({ site: { staging_url: address, state, cloned } }) => (
  <>
    <ExternalLink href={address}>{address.replace(/^https?:\/\//, '')}</ExternalLink>
    <br />
    <span className="soft">{state === 'ready' && cloned ? ago(cloned) : __('The copy is not complete.')}</span>
  </>
);

const Last = ({ promotion }) => (
  <>
    <Badge {...promotionOf(promotion)} /> <span className="soft">{ago(promotion.started)}</span>
  </>
);
