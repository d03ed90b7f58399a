// `site-health.php`: what the site's owner may want to know of it.
import { Notice, __experimentalVStack as VStack } from '@wordpress/components';
import { __ } from '@wordpress/i18n';
import { strip } from '../shell/format.js';
import { get, useLoaded } from '../shell/rest.js';
import { Card, Screen } from '../shell/screen.jsx';

const TESTS = ['background-updates', 'loopback-requests', 'https-status', 'dotorg-communication', 'page-cache'];
const PATH = '/wp-site-health/v1';

export default function SiteHealth() {
  const { data } = useLoaded(async () => {
    const [sizes, ...tests] = await Promise.all([get(`${PATH}/directory-sizes`), ...TESTS.map((name) => get(`${PATH}/tests/${name}`))]);
    return { sizes, tests };
  }, []);
  const better = data?.tests.filter(({ status }) => status !== 'good') ?? [];
  const good = data?.tests.filter(({ status }) => status === 'good') ?? [];
  return (
    <Screen title={__('Site Health')}>
      {data && (
        <VStack spacing={5}>
          <Notice status={better.length ? 'warning' : 'success'} isDismissible={false}>
            {better.length ? __('Should be improved') : __('Everything is running smoothly here.')}
          </Notice>
          {better.length > 0 && <Tests title={__('Recommended improvements')} tests={better} />}
          <Tests title={__('Passed tests')} tests={good} />
          <Card title={__('Sizes')}>
            <dl className="facts">
              <div>
                <dt>{__('Uploads')}</dt>
                <dd>{data.sizes.uploads_size.size}</dd>
              </div>
            </dl>
          </Card>
        </VStack>
      )}
    </Screen>
  );
}

const Tests = ({ title, tests }) => (
  <Card title={title}>
    {tests.map(({ test, label, badge, description }) => (
      <details key={test} open={title !== __('Passed tests')}>
        <summary>
          {label} <span className="badge">{badge.label}</span>
        </summary>
        <p>{strip(description)}</p>
      </details>
    ))}
  </Card>
);
