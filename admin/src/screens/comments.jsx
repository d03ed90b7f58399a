// `edit-comments.php`: what readers said, moderated by pointer or by keyboard.
import { Button, TextareaControl, TextControl, __experimentalHStack as HStack, __experimentalVStack as VStack } from '@wordpress/components';
import { useEffect, useMemo, useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { check, closeSmall as cancel, external, pencil, comment as reply, trash } from '@wordpress/icons';
import { editPost, may, parameters, remember } from '../shell/address.js';
import { Confirm } from '../shell/confirm.jsx';
import { dateAndTimeOf, strip, titleOf } from '../shell/format.js';
import { List, useList } from '../shell/list.jsx';
import { useNotices } from '../shell/notices.jsx';
import { count, create, get, remove, update, useLoaded } from '../shell/rest.js';
import { Screen } from '../shell/screen.jsx';

const PATH = '/wp/v2/comments';
const TABS = [
  ['all', __('All')],
  ['hold', __('Pending')],
  ['approve', __('Approved')],
  ['spam', __('Spam')],
  ['trash', __('Trash')],
];
/** WordPress's words in addresses. */
const IN_ADDRESS = { hold: 'moderated', approve: 'approved' };

export default function CommentsScreen() {
  return (
    <Screen wide title={__('Comments')} intro={may('moderate_comments') ? __('By keyboard: J and K go through the list, A approves, U unapproves, S marks as spam, D moves to the Trash.') : undefined}>
      <Comments />
    </Screen>
  );
}

function Comments() {
  const [status, setStatus] = useState(startingStatus);
  const mayModerate = may('moderate_comments');
  const state = useList(PATH, { titleField: 'author', fields: ['content', 'post', 'date'], layout: { styles: { content: { minWidth: 320, maxWidth: 520 }, author: { maxWidth: 240 } } }, sort: { field: 'date', direction: 'desc' }, search: parameters.s ?? '' }, () => ({
    ...(mayModerate ? { context: 'edit', status } : {}),
    ...(parameters.p ? { post: parameters.p } : {}),
    type: 'comment',
    _embed: 'up',
  }));
  const counts = useCounts(state.data, mayModerate);
  const { attempt } = useNotices();
  const [selection, setSelection] = useState([]);
  const actions = useMemo(() => (mayModerate ? actionsOf(attempt, state.reload) : []), [mayModerate, attempt, state.reload]);
  useKeys({ items: state.data?.items ?? [], selection, setSelection, actions });
  useEffect(() => {
    remember({ comment_status: status === 'all' ? undefined : (IN_ADDRESS[status] ?? status), p: parameters.p, s: state.view.search });
  }, [status, state.view.search]);
  const choose = (next) => {
    setStatus(next);
    state.setView({ ...state.view, page: 1 });
  };
  return (
    <>
      {mayModerate && (
        <ul className="subsubsub" aria-label={__('By status')}>
          {TABS.filter(([name]) => name === 'all' || name === status || counts?.[name]).map(([name, label]) => (
            <li key={name}>
              <Button variant="link" aria-current={name === status ? 'page' : undefined} onClick={() => choose(name)}>
                {label} <span className="count">({counts?.[name] ?? '…'})</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <List state={state} fields={FIELDS} actions={actions} selection={selection} onSelect={setSelection} label={__('Search Comments')} empty={__('No comments found.')} />
    </>
  );
}

function startingStatus() {
  const asked = parameters.comment_status;
  return Object.keys(IN_ADDRESS).find((name) => IN_ADDRESS[name] === asked) ?? (TABS.some(([name]) => name === asked) ? asked : 'all');
}

function useCounts(data, mayModerate) {
  return useLoaded(async () => {
    if (!mayModerate) {
      return {};
    }
    const counted = await Promise.all(TABS.map(([status]) => count(PATH, { status, type: 'comment', context: 'edit' }).catch(() => 0)));
    return Object.fromEntries(TABS.map(([name], at) => [name, counted[at]]));
  }, [data, mayModerate]).data;
}

const FIELDS = [
  { id: 'author', label: __('Author'), enableHiding: false, enableSorting: false, filterBy: false, getValue: ({ item }) => item.author_name, render: Author },
  { id: 'content', label: __('Comment'), enableSorting: false, filterBy: false, render: Content },
  { id: 'post', label: __('In response to'), enableSorting: false, filterBy: false, render: Post },
  { id: 'date', label: __('Submitted on'), type: 'datetime', filterBy: false, render: ({ item }) => <time dateTime={item.date}>{dateAndTimeOf(item.date)}</time> },
];

function Author({ item }) {
  return (
    <span className="comments__author">
      {item.author_avatar_urls && <img src={item.author_avatar_urls[48]} alt="" width="32" height="32" loading="lazy" />}
      <span>
        <strong>{item.author_name || __('Anonymous')}</strong>
        {item.author_email && <span className="comments__from">{item.author_email}</span>}
        {item.author_ip && <span className="comments__from">{item.author_ip}</span>}
      </span>
    </span>
  );
}

function Content({ item }) {
  return (
    <span className="comments__text">
      {item.status === 'hold' && <span className="badge badge--warn">{__('Pending')}</span>} {strip(item.content.rendered)}
    </span>
  );
}

function Post({ item }) {
  const post = item._embedded?.up?.[0];
  return post?.id ? <a href={may('edit_others_posts') ? editPost(post.id) : post.link}>{titleOf(post)}</a> : '—';
}

function actionsOf(attempt, reload) {
  const set = (status, done) => async (items) => {
    await attempt(async () => {
      for (const { id } of items) {
        await update(`${PATH}/${id}`, { status });
      }
    }, done);
    await reload();
  };
  const gone = (item) => ['spam', 'trash'].includes(item.status);
  return [
    { id: 'approve', key: 'a', label: __('Approve'), isPrimary: true, icon: check, supportsBulk: true, isEligible: (item) => item.status === 'hold', callback: set('approved', __('Approved.')) },
    { id: 'unapprove', key: 'u', label: __('Unapprove'), isPrimary: true, icon: cancel, supportsBulk: true, isEligible: (item) => item.status === 'approved', callback: set('hold', __('Waits for moderation again.')) },
    {
      id: 'reply', label: __('Reply'), icon: reply, isEligible: (item) => item.status === 'approved' || item.status === 'hold', modalSize: 'medium',
      RenderModal: ({ items: [item], closeModal }) => (
        <Reply item={item} onCancel={closeModal} send={async (content) => {
          const sent = await attempt(async () => {
            await create(PATH, { post: item.post, parent: item.id, content });
            if (item.status === 'hold') {
              await update(`${PATH}/${item.id}`, { status: 'approved' });
            }
          }, __('Reply sent.'));
          if (sent) {
            closeModal();
            await reload();
          }
        }} />
      ),
    },
    {
      id: 'edit', label: __('Edit'), icon: pencil, modalSize: 'medium', isEligible: (item) => !gone(item),
      RenderModal: ({ items: [item], closeModal }) => (
        <Edit item={item} onCancel={closeModal} save={async (edits) => {
          if (await attempt(() => update(`${PATH}/${item.id}`, edits), __('Comment updated.'))) {
            closeModal();
            await reload();
          }
        }} />
      ),
    },
    { id: 'view', label: __('View'), icon: external, isEligible: (item) => item.status === 'approved', callback: ([item]) => open(item.link) },
    { id: 'spam', key: 's', label: __('Mark as spam'), supportsBulk: true, isEligible: (item) => !gone(item), callback: set('spam', __('Marked as spam.')) },
    { id: 'trash', key: 'd', label: __('Move to Trash'), icon: trash, supportsBulk: true, isDestructive: true, isEligible: (item) => item.status !== 'trash', callback: set('trash', __('Moved to the Trash.')) },
    { id: 'restore', label: __('Restore'), supportsBulk: true, isEligible: gone, callback: set('hold', __('Restored; it waits for moderation.')) },
    {
      id: 'delete', label: __('Delete Permanently'), supportsBulk: true, isDestructive: true, isEligible: gone,
      RenderModal: (props) => (
        <Confirm {...props} label={__('Delete')} question={__('What is deleted permanently cannot be brought back.')} work={async (items) => {
          await attempt(async () => {
            for (const { id } of items) {
              await remove(`${PATH}/${id}`, { force: true });
            }
          }, __('Deleted permanently.'));
          await reload();
        }} />
      ),
    },
  ];
}

/** WordPress's keys for moderation: J and K choose, the others act on what is chosen. */
function useKeys({ items, selection, setSelection, actions }) {
  useEffect(() => {
    const press = (event) => {
      const isTyping = event.target.closest('input, textarea, select, [contenteditable], [role=dialog]');
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) {
        return;
      }
      const at = items.findIndex(({ id }) => String(id) === selection[0]);
      const step = { j: 1, k: -1 }[event.key];
      if (step && items.length) {
        const next = items[Math.min(items.length - 1, Math.max(0, at + step))];
        setSelection([String(next.id)]);
        return;
      }
      const action = actions.find(({ key }) => key && key === event.key);
      const chosen = items.filter((item) => selection.includes(String(item.id)) && action?.isEligible(item));
      if (action?.callback && chosen.length) {
        action.callback(chosen);
        setSelection([]);
      }
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [items, selection, setSelection, actions]);
}

function Reply({ item, send, onCancel }) {
  const [text, setText] = useState('');
  return (
    <Form onCancel={onCancel} label={item.status === 'hold' ? __('Approve and Reply') : __('Reply')} disabled={!text} submit={() => send(text)}>
      <blockquote className="soft">{strip(item.content.rendered)}</blockquote>
      <TextareaControl label={sprintf(/* translators: %s: name */ __('Reply to %s'), item.author_name)} rows={5} value={text} onChange={setText} />
    </Form>
  );
}

function Edit({ item, save, onCancel }) {
  const { data } = useLoaded(() => get(`${PATH}/${item.id}`, { context: 'edit' }), [item.id]);
  const [edits, setEdits] = useState({});
  const value = (name) => edits[name] ?? (name === 'content' ? data?.content?.raw : data?.[name]) ?? '';
  const field = (name) => ({ value: value(name), onChange: (next) => setEdits({ ...edits, [name]: next }) });
  return (
    <Form onCancel={onCancel} label={__('Update')} disabled={!data} submit={() => save(edits)}>
      <TextControl __next40pxDefaultSize label={__('Name')} {...field('author_name')} />
      <TextControl __next40pxDefaultSize label={__('Email')} type="email" {...field('author_email')} />
      <TextControl __next40pxDefaultSize label={__('URL')} type="url" {...field('author_url')} />
      <TextareaControl label={__('Comment')} rows={6} {...field('content')} />
    </Form>
  );
}

function Form({ children, label, disabled, submit, onCancel }) {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <VStack spacing={4}>
        {children}
        <HStack justify="end">
          <Button __next40pxDefaultSize variant="tertiary" onClick={onCancel}>
            {__('Cancel')}
          </Button>
          <Button __next40pxDefaultSize variant="primary" type="submit" disabled={disabled}>
            {label}
          </Button>
        </HStack>
      </VStack>
    </form>
  );
}
