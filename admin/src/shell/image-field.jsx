// A picture of the library as the value of a field: chosen among the newest, found by name, or uploaded.
import { Button, FormFileUpload, Modal, SearchControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useDebounce } from '@wordpress/compose';
import { useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import apiFetch from '@wordpress/api-fetch';
import { titleOf } from './format.js';
import { useNotices } from './notices.jsx';
import { get, useLoaded } from './rest.js';

const FIELDS = 'id,source_url,title,alt_text,media_details';

/** `value` is the attachment's number, 0 for none. */
export function ImageField({ label, help, value, onChange }) {
  const [isOpen, setOpen] = useState(false);
  const { data: image } = useLoaded(() => (value ? get(`/wp/v2/media/${value}`, { _fields: FIELDS }).catch(() => null) : null), [value]);
  const choose = (id) => {
    setOpen(false);
    onChange(id);
  };
  return (
    <fieldset className="image-field">
      <legend>{label}</legend>
      {image && <img src={smallest(image)} alt={image.alt_text || titleOf(image)} />}
      <HStack justify="start" wrap>
        <Button __next40pxDefaultSize variant="secondary" aria-label={`${image ? __('Replace') : __('Select')}: ${label}`} onClick={() => setOpen(true)}>{image ? __('Replace') : __('Select')}</Button>
        {value > 0 && <Button __next40pxDefaultSize variant="tertiary" isDestructive aria-label={`${__('Remove')}: ${label}`} onClick={() => onChange(0)}>{__('Remove')}</Button>}
      </HStack>
      {help && <p className="soft">{help}</p>}
      {isOpen && <Chooser label={label} onChoose={choose} onClose={() => setOpen(false)} />}
    </fieldset>
  );
}

/** As a field of a DataForm. */
export const ImageEdit = ({ data, field, onChange }) => (
  <ImageField label={field.label} help={field.description} value={Number(field.getValue({ item: data })) || 0} onChange={(value) => onChange({ [field.id]: value })} />
);

function Chooser({ label, onChoose, onClose }) {
  const [words, setWords] = useState('');
  const search = useDebounce(setWords, 250);
  const { data } = useLoaded(() => get('/wp/v2/media', { media_type: 'image', per_page: 24, search: words, _fields: FIELDS }), [words]);
  const { attempt } = useNotices();
  const upload = ([file]) => {
    const body = new FormData();
    body.append('file', file, file.name);
    return attempt(async () => onChoose((await apiFetch({ path: '/wp/v2/media', method: 'POST', body })).id));
  };
  return (
    <Modal title={label} size="large" onRequestClose={onClose}>
      <VStack spacing={4}>
        <HStack wrap>
          <SearchControl label={__('Search media')} onChange={search} />
          <FormFileUpload __next40pxDefaultSize accept="image/*" onChange={(event) => upload(event.currentTarget.files)} render={({ openFileDialog }) => (
            <Button __next40pxDefaultSize variant="primary" onClick={openFileDialog}>{__('Upload')}</Button>
          )} />
        </HStack>
        <ul className="chooser">
          {data?.map((image) => (
            <li key={image.id}>
              <button type="button" onClick={() => onChoose(image.id)}>
                <img src={smallest(image)} alt={image.alt_text || titleOf(image)} loading="lazy" />
              </button>
            </li>
          ))}
        </ul>
        {data && !data.length && <p className="soft">{__('No media items found.')}</p>}
      </VStack>
    </Modal>
  );
}

const smallest = ({ media_details: { sizes = {} } = {}, source_url: whole }) => (sizes.medium ?? sizes.thumbnail)?.source_url ?? whole;
