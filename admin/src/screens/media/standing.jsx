// What waits for a bucket and why: a line above the library, only while something is behind.
import { Notice } from '@wordpress/components';
import { __, sprintf } from '@wordpress/i18n';
import { get, useLoaded } from '../../shell/rest.js';

/** So many seconds behind is nothing to speak of. */
const SOON = 60;

export function Standing() {
  const { data } = useLoaded(() => get('/platen/v1/media/status'), []);
  const behind = (data?.waiting ?? []).filter(({ files, seconds, trouble }) => trouble || (files && seconds > SOON));
  return behind.map(({ bucket, files, seconds, trouble }) => (
    <Notice key={bucket} status="warning" isDismissible={false}>
      {/* translators: 1: number of files, 2: name of a bucket, 3: number of minutes */}
      {sprintf(__('%1$d files wait for bucket %2$s, the first of them for %3$d minutes.'), files, bucket, Math.floor(seconds / 60))}
      {trouble && ` ${sentence(trouble)}`}
    </Notice>
  ));
}

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}.`;
