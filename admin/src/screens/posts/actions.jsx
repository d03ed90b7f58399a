// What can be done with posts of a list, one or many.
import { useMemo } from '@wordpress/element';
import { __, _n, sprintf } from '@wordpress/i18n';
import { external, pencil, rotateLeft as restore, seen, trash } from '@wordpress/icons';
import { editPost } from '../../shell/address.js';
import { Confirm } from '../../shell/confirm.jsx';
import { titleOf } from '../../shell/format.js';
import { useNotices } from '../../shell/notices.jsx';
import { remove, update } from '../../shell/rest.js';
import { QuickEdit } from './quick-edit.jsx';

/** Actions for the list; each tells afterwards what it did. */
export function usePostActions(context) {
  const { attempt } = useNotices();
  const { path, onDone } = context;
  return useMemo(() => {
    const each = async (items, work, done) => {
      await attempt(async () => {
        for (const item of items) {
          await work(item);
        }
      }, done);
      await onDone();
    };
    const isTrashed = (item) => item.status === 'trash';
    return [
      { id: 'edit', label: __('Edit'), isPrimary: true, icon: pencil, isEligible: (item) => !isTrashed(item), callback: ([item]) => location.assign(editPost(item.id)) },
      {
        id: 'quick-edit', label: __('Quick Edit'), supportsBulk: true, modalSize: 'medium', modalHeader: (items) => (items.length > 1 ? __('Bulk Edit') : __('Quick Edit')),
        isEligible: (item) => !isTrashed(item),
        RenderModal: (props) => <QuickEdit {...props} {...context} />,
      },
      {
        id: 'trash', label: __('Move to Trash'), icon: trash, supportsBulk: true, isDestructive: true, isEligible: (item) => !isTrashed(item) && can(item, 'DELETE'),
        callback: (items) => each(items, (item) => remove(`${path}/${item.id}`), moved(items)),
      },
      { id: 'view', label: __('View'), icon: external, isEligible: (item) => ['publish', 'private'].includes(item.status), callback: ([item]) => open(item.link) },
      { id: 'preview', label: __('Preview'), icon: seen, isEligible: (item) => ['draft', 'pending', 'future'].includes(item.status), callback: ([item]) => open(previewOf(item.link)) },
      { id: 'restore', label: __('Restore'), isPrimary: true, icon: restore, supportsBulk: true, isEligible: isTrashed, callback: (items) => each(items, (item) => update(`${path}/${item.id}`, { status: 'draft' }), __('Restored from the Trash.')) },
      {
        id: 'delete', label: __('Delete Permanently'), supportsBulk: true, isDestructive: true, isEligible: isTrashed,
        RenderModal: (props) => (
          <Confirm {...props} label={__('Delete')} question={__('What is deleted permanently cannot be brought back.')} work={(items) => each(items, (item) => remove(`${path}/${item.id}`, { force: true }), __('Deleted permanently.'))} />
        ),
      },
    ];
  }, [context, attempt, path, onDone]);
}

function can(item, method) {
  const allowed = item._links?.self?.[0]?.targetHints?.allow;
  return !allowed || allowed.includes(method);
}

const previewOf = (link) => `${link}${link.includes('?') ? '&' : '?'}preview=true`;

const moved = (items) =>
  items.length === 1
    ? sprintf(/* translators: %s: title */ __('“%s” moved to the Trash.'), titleOf(items[0]))
    : sprintf(/* translators: %d: number of posts */ _n('%d post moved to the Trash.', '%d posts moved to the Trash.', items.length), items.length);
