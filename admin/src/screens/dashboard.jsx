// `index.php`: what there is, what waits, and a first line for the next post.
import { Button, TextControl, TextareaControl } from '@wordpress/components';
import { useState } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { editPost, may, parameters, screen } from '../shell/address.js';
import { ago, dateOf, strip, titleOf } from '../shell/format.js';
import { useNotices } from '../shell/notices.jsx';
import { Bars } from '../shell/plot.jsx';
import { count, create, get, list, useLoaded } from '../shell/rest.js';
import { Card, LinkButton, Screen } from '../shell/screen.jsx';

export default function Dashboard() {
  const [drafted, setDrafted] = useState(0);
  return (
    <Screen title={__('Dashboard')} wide>
      {parameters.welcome && <Welcome />}
      <div className="dashboard">
        <Glance />
        {may('edit_posts') && <QuickDraft onSaved={() => setDrafted(drafted + 1)} drafted={drafted} />}
        {may('edit_posts') && <Visits />}
        <Activity />
      </div>
    </Screen>
  );
}

/** After the first visit: what most people do next. */
const Welcome = () => (
  <Card title={__('Your site is ready')} className="welcome">
    <p>{__('You are signed in. Write something, and publish it: whoever visits sees it at once.')}</p>
    <div className="screen__actions">
      <LinkButton href={screen('post-new.php')}>{__('Write your first post')}</LinkButton>
      <LinkButton variant="secondary" href={screen('customize.php')}>{__('Choose how it looks')}</LinkButton>
      <LinkButton variant="tertiary" href={boot.site.url}>{__('Visit Site')}</LinkButton>
    </div>
  </Card>
);

/** Counted without cookies and addresses: pages, not people. */
function Visits() {
  const { data } = useLoaded(() => get('/platen/v1/visits', { days: 30 }), []);
  const total = data?.reduce((sum, { views }) => sum + views, 0);
  return (
    <Card title={__('Visits')}>
      {data && (
        <>
          <Bars title={__('Pages read')} points={data.map(({ day, views }) => ({ label: dateOf(day), value: views }))} />
          <p className="soft">{sprintf(/* translators: %d: number of pages */ __('%d pages were read in the last 30 days. Nobody is followed: no cookies, no addresses.'), total)}</p>
        </>
      )}
    </Card>
  );
}

function Glance() {
  const { data } = useLoaded(async () => {
    const asked = [count('/wp/v2/posts'), count('/wp/v2/pages'), count('/wp/v2/comments'), may('moderate_comments') ? count('/wp/v2/comments', { status: 'hold' }) : 0];
    const [posts, pages, comments, waiting] = await Promise.all(asked);
    return { posts, pages, comments, waiting };
  }, []);
  const lines = [
    [data?.posts, __('Posts'), 'edit.php'],
    [data?.pages, __('Pages'), 'edit.php?post_type=page'],
    [data?.comments, __('Comments'), 'edit-comments.php'],
    ...(data?.waiting ? [[data.waiting, __('Comments in moderation'), 'edit-comments.php?comment_status=moderated']] : []),
  ];
  return (
    <Card title={__('At a Glance')}>
      <ul className="glance">
        {lines.map(([number, label, file]) => (
          <li key={label}>
            <a href={screen(file)}>
              <strong>{number ?? '…'}</strong> {label}
            </a>
          </li>
        ))}
      </ul>
      <p className="soft">
        {sprintf(/* translators: %s: the site's name */ __('You are looking after %s.'), boot.site.name)} <a href={boot.site.url}>{__('Visit Site')}</a>
      </p>
    </Card>
  );
}

function QuickDraft({ onSaved, drafted }) {
  const empty = { title: '', content: '' };
  const [draft, setDraft] = useState(empty);
  const { attempt } = useNotices();
  const save = async (event) => {
    event.preventDefault();
    if (await attempt(() => create('/wp/v2/posts', { ...draft, status: 'draft' }), __('Draft saved.'))) {
      setDraft(empty);
      onSaved();
    }
  };
  return (
    <Card title={__('Quick Draft')}>
      <form onSubmit={save} className="stack">
        <TextControl __next40pxDefaultSize label={__('Title')} value={draft.title} onChange={(title) => setDraft({ ...draft, title })} />
        <TextareaControl label={__('Content')} rows={4} placeholder={__('What’s on your mind?')} value={draft.content} onChange={(content) => setDraft({ ...draft, content })} />
        <div>
          <Button __next40pxDefaultSize variant="primary" type="submit" disabled={!draft.title && !draft.content}>
            {__('Save Draft')}
          </Button>
        </div>
      </form>
      <Drafts key={drafted} />
    </Card>
  );
}

function Drafts() {
  const { data } = useLoaded(() => list('/wp/v2/posts', { status: 'draft', context: 'edit', author: boot.user.id, per_page: 3, orderby: 'modified', _fields: 'id,title,modified_gmt' }), []);
  if (!data?.items.length) {
    return null;
  }
  return (
    <>
      <h3>{__('Your Recent Drafts')}</h3>
      <ul className="plain">
        {data.items.map((post) => (
          <li key={post.id}>
            <a href={editPost(post.id)}>{titleOf(post)}</a> <span className="soft">{ago(post.modified_gmt)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Activity() {
  const { data } = useLoaded(async () => {
    const posts = list('/wp/v2/posts', { per_page: 5, _fields: 'id,title,date_gmt,link' });
    const future = may('edit_posts') ? list('/wp/v2/posts', { status: 'future', context: 'edit', order: 'asc', per_page: 5, _fields: 'id,title,date_gmt,link' }) : { items: [] };
    const comments = list('/wp/v2/comments', { per_page: 5, _fields: 'id,author_name,content,date_gmt,link,post' });
    const [published, scheduled, said] = await Promise.all([posts, future, comments]);
    return { published: published.items, scheduled: scheduled.items, comments: said.items };
  }, []);
  if (!data) {
    return <Card title={__('Activity')} />;
  }
  return (
    <Card title={__('Activity')}>
      <Posts title={__('Publishing Soon')} posts={data.scheduled} />
      <Posts title={__('Recently Published')} posts={data.published} />
      {data.comments.length > 0 && <h3>{__('Recent Comments')}</h3>}
      <ul className="plain">
        {data.comments.map((comment) => (
          <li key={comment.id}>
            <strong>{comment.author_name}</strong> <span className="soft">{ago(comment.date_gmt)}</span>
            <br />
            <a href={comment.link}>{strip(comment.content.rendered).slice(0, 120)}</a>
          </li>
        ))}
      </ul>
      {!data.comments.length && !data.published.length && <p className="soft">{__('No activity yet!')}</p>}
    </Card>
  );
}

function Posts({ title, posts }) {
  if (!posts.length) {
    return null;
  }
  return (
    <>
      <h3>{title}</h3>
      <ul className="plain">
        {posts.map((post) => (
          <li key={post.id}>
            <span className="soft">{ago(post.date_gmt)}</span> <a href={may('edit_posts') ? editPost(post.id) : post.link}>{titleOf(post)}</a>
          </li>
        ))}
      </ul>
    </>
  );
}
