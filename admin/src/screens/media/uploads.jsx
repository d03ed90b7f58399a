// Uploads under way: each with its progress, and with the server's own words where it refuses one.
import { Button, ProgressBar } from '@wordpress/components';
import { useCallback, useRef, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import apiFetch from '@wordpress/api-fetch';
import { boot } from '../../boot.js';

/** Two at a time: more only slow each other down. */
const AT_ONCE = 2;

/** `{ running, add, dismiss }`; `onDone` after each file that has arrived. */
export function useUploads(onDone) {
  const [running, setRunning] = useState([]);
  const waiting = useRef([]);
  const busy = useRef(0);
  const change = useCallback((id, more) => setRunning((all) => all.map((one) => (one.id === id ? { ...one, ...more } : one))), []);
  const dismiss = useCallback((id) => setRunning((all) => all.filter((one) => one.id !== id)), []);
  const next = useCallback(async () => {
    const upload = busy.current < AT_ONCE && waiting.current.shift();
    if (!upload) {
      return;
    }
    busy.current += 1;
    try {
      await send(upload.file, (percent) => change(upload.id, { percent }));
      dismiss(upload.id);
      await onDone();
    } catch (error) {
      change(upload.id, { error: error.message });
    }
    busy.current -= 1;
    next();
  }, [change, dismiss, onDone]);
  const add = useCallback(
    (files) => {
      const added = [...files].map((file) => ({ id: crypto.randomUUID(), file, percent: 0 }));
      setRunning((all) => [...all, ...added]);
      waiting.current.push(...added);
      added.forEach(next);
    },
    [next]
  );
  return { running, add, dismiss };
}

/** With XMLHttpRequest, since fetch tells nothing of what has been sent. */
function send(file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append('file', file, file.name);
    request.open('POST', `${boot.rest.root}wp/v2/media`);
    request.setRequestHeader('X-WP-Nonce', apiFetch.nonceMiddleware.nonce);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress(Math.round((100 * loaded) / total));
    request.onload = () => (request.status < 300 ? resolve(request.response) : reject(new Error(request.response?.message ?? __('The upload failed.'))));
    request.onerror = () => reject(new Error(__('The connection was lost. Please try again.')));
    request.send(form);
  });
}

export function Uploads({ uploads }) {
  if (!uploads.running.length) {
    return null;
  }
  return (
    <ul className="uploads" aria-label={__('Uploads')}>
      {uploads.running.map(({ id, file, percent, error }) => (
        <li key={id}>
          <span className="uploads__name">{file.name}</span>
          {error ? (
            <span role="alert" className="uploads__error">
              {error}{' '}
              <Button size="small" variant="link" onClick={() => uploads.dismiss(id)}>
                {__('Dismiss')}
              </Button>
            </span>
          ) : (
            <ProgressBar value={percent} aria-label={sprintf(/* translators: %s: file */ __('Uploading %s'), file.name)} />
          )}
        </li>
      ))}
    </ul>
  );
}
