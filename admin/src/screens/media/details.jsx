// One file: what it is, where it stands, and the words that go with it.
import { Button, ExternalLink, Modal, TextControl, TextareaControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useCopyToClipboard } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { bytesOf, dateOf, titleOf } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { get, update, useLoaded } from '../../shell/rest.js';
import { Crop } from './crop.jsx';
import { Focal } from './focal.jsx';

export function Details({ id, onClose, onSaved }) {
  const { data: item, error } = useLoaded(() => get(`/wp/v2/media/${id}`, { context: 'edit', _embed: 'author' }), [id]);
  const [desk, setDesk] = useState();
  const done = () => Promise.resolve(onClose()).then(onSaved);
  return (
    <Modal title={__('Attachment details')} size="large" onRequestClose={onClose}>
      {error && <p role="alert">{error.message}</p>}
      {item && !desk && <Form item={item} onClose={onClose} onSaved={onSaved} onDesk={setDesk} />}
      {item && desk === 'cut' && <Crop item={item} onClose={() => setDesk()} onDone={done} />}
      {item && desk === 'focal' && <Focal item={item} onClose={() => setDesk()} onDone={done} />}
    </Modal>
  );
}

function Form({ item, onClose, onSaved, onDesk }) {
  const [edits, setEdits] = useState({});
  const { attempt, say } = useNotices();
  const { large, full } = item.media_details?.sizes ?? {};
  const page = large ?? full;
  const copy = useCopyToClipboard(item.source_url, () => say(__('Copied!')));
  const value = (name) => edits[name] ?? item[name]?.raw ?? item[name] ?? '';
  const field = (name) => ({ value: value(name), onChange: (next) => setEdits({ ...edits, [name]: next }) });
  const save = async (event) => {
    event.preventDefault();
    if (await attempt(() => update(`/wp/v2/media/${item.id}`, edits), __('Media file updated.'))) {
      onClose();
      await onSaved();
    }
  };
  return (
    <form onSubmit={save} className="details">
      <figure className="details__picture">
        {item.media_type === 'image' && <img src={item.source_url} alt={value('alt_text')} />}
        {item.media_type !== 'image' && page && <img src={page.source_url} alt={__('First page of the document')} />}
        {item.mime_type.startsWith('video/') && <video src={item.source_url} controls />}
        {item.mime_type.startsWith('audio/') && <audio src={item.source_url} controls />}
        {item.media_type === 'image' && item.mime_type !== 'image/svg+xml' && (
          <figcaption>
            <Button __next40pxDefaultSize variant="secondary" onClick={() => onDesk('cut')}>
              {__('Edit Image')}
            </Button>
            <Button __next40pxDefaultSize variant="secondary" onClick={() => onDesk('focal')}>
              {__('Focal point')}
            </Button>
          </figcaption>
        )}
      </figure>
      <VStack spacing={4}>
        <Facts item={item} />
        {item.media_type === 'image' && <TextareaControl rows={2} label={__('Alternative Text')} help={__('Describe the purpose of the image. Leave empty if the image is purely decorative.')} {...field('alt_text')} />}
        <TextControl __next40pxDefaultSize label={__('Title')} {...field('title')} />
        <TextareaControl rows={2} label={__('Caption')} {...field('caption')} />
        <TextareaControl rows={3} label={__('Description')} {...field('description')} />
        <HStack alignment="bottom">
          <TextControl __next40pxDefaultSize readOnly label={__('File URL:')} value={item.source_url} onChange={() => {}} />
          <Button __next40pxDefaultSize variant="secondary" ref={copy}>
            {__('Copy URL')}
          </Button>
        </HStack>
        <HStack justify="space-between">
          <ExternalLink href={item.link}>{__('View attachment page')}</ExternalLink>
          <Button __next40pxDefaultSize variant="primary" type="submit" disabled={!Object.keys(edits).length} accessibleWhenDisabled>
            {__('Update')}
          </Button>
        </HStack>
      </VStack>
    </form>
  );
}

function Facts({ item }) {
  const { width, height, filesize } = item.media_details ?? {};
  const facts = [
    [__('Uploaded on:'), dateOf(item.date)],
    [__('Uploaded by:'), item._embedded?.author?.[0]?.name],
    [__('File name:'), item.source_url.split('/').pop()],
    [__('File type:'), item.mime_type],
    [__('File size:'), filesize && bytesOf(filesize)],
    [__('Dimensions:'), width && height && `${width} × ${height}`],
  ];
  return (
    <dl className="facts" aria-label={titleOf(item)}>
      {facts.filter(([, value]) => value).map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
