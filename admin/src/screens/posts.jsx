// `edit.php`: posts, pages and every other type as a list.
import { Button } from '@wordpress/components';
import { useEffect, useMemo } from '@wordpress/element';
import { __, sprintf } from '@wordpress/i18n';
import { boot } from '../boot.js';
import { editPost, may, parameters, remember, screen } from '../shell/address.js';
import { dateAndTimeOf, monthOf, titleOf } from '../shell/format.js';
import { List, filterOf, useList } from '../shell/list.jsx';
import { all, get, useLoaded } from '../shell/rest.js';
import { LinkButton, Screen } from '../shell/screen.jsx';
import { usePostActions } from './posts/actions.jsx';
import { ImportPattern } from './posts/import-pattern.jsx';

const LISTED = ['publish', 'future', 'draft', 'pending', 'private'];
const STATUSES = [
  { value: 'publish', label: __('Published') },
  { value: 'future', label: __('Scheduled') },
  { value: 'draft', label: __('Draft') },
  { value: 'pending', label: __('Pending') },
  { value: 'private', label: __('Private') },
  { value: 'trash', label: __('Trash') },
];
const WANTED = 'id,date,date_gmt,modified_gmt,status,link,slug,type,title,author,categories,tags,sticky,password,parent,comment_status,_links,_embedded';

export default function PostsScreen() {
  const name = parameters.post_type ?? 'post';
  const { data: type, error } = useLoaded(() => get(`/wp/v2/types/${name}`, { context: 'edit' }), [name]);
  if (!type) {
    return <Screen title={boot.screen.title}>{error && <p role="alert">{error.message}</p>}</Screen>;
  }
  const canCreate = may(name === 'page' ? 'edit_pages' : 'edit_posts');
  const add = canCreate && (
    <LinkButton href={screen('post-new.php', name === 'post' ? {} : { post_type: name })}>
      {__(type.labels?.add_new_item ?? 'Add New')}
    </LinkButton>
  );
  return (
    <Screen wide title={__(type.labels?.name ?? type.name)} actions={add}>
      <Posts type={type} />
    </Screen>
  );
}

function Posts({ type }) {
  const path = `/${type.rest_namespace ?? 'wp/v2'}/${type.rest_base}`;
  const state = useList(path, startingView(type), toQuery);
  const terms = useTerms(type);
  const { data: authors } = useLoaded(() => all('/wp/v2/users', { who: 'authors', _fields: 'id,name', context: 'view' }).catch(() => []), []);
  const counts = useCounts(type);
  const fields = useMemo(() => fieldsOf(type, authors ?? [], terms ?? {}, counts.data?.months ?? []), [type, authors, terms, counts.data]);
  const onDone = () => Promise.all([state.reload(), counts.reload()]);
  const actions = usePostActions({ type, path, authors: authors ?? [], terms: terms ?? {}, onDone });
  useEffect(() => {
    remember({
      ...(type.slug === 'post' && !parameters.post_type ? {} : { post_type: type.slug }),
      post_status: filterOf(state.view, 'status')?.[0],
      m: filterOf(state.view, 'month')?.replace('-', ''),
      s: state.view.search,
      paged: state.view.page > 1 ? state.view.page : undefined,
    });
  }, [type, state.view]);
  return (
    <>
      {type.slug === 'wp_block' && may('publish_posts') && <ImportPattern onDone={onDone} />}
      <StatusTabs state={state} counts={counts.data?.statuses} />
      <List state={state} fields={fields} actions={actions} label={sprintf(/* translators: %s: type of posts */ __('Search %s'), type.labels?.name ?? type.name)} empty={type.labels?.not_found} />
    </>
  );
}

function startingView(type) {
  const status = parameters.post_status && parameters.post_status !== 'all' ? [{ field: 'status', operator: 'isAny', value: [parameters.post_status] }] : [];
  const author = parameters.author ? [{ field: 'author', operator: 'isAny', value: [Number(parameters.author)] }] : [];
  const category = parameters.cat ? [{ field: 'categories', operator: 'isAny', value: [Number(parameters.cat)] }] : [];
  const month = /^\d{6}$/.test(parameters.m ?? '') ? [{ field: 'month', operator: 'is', value: `${parameters.m.slice(0, 4)}-${parameters.m.slice(4)}` }] : [];
  const taxonomies = type.slug === 'post' ? ['categories', 'tags'] : [];
  return {
    sort: type.hierarchical ? { field: 'title', direction: 'asc' } : { field: 'date', direction: 'desc' },
    titleField: 'title',
    fields: ['author', ...taxonomies, 'date'],
    filters: [...status, ...author, ...category, ...month],
    search: parameters.s ?? '',
    page: Number(parameters.paged ?? 1),
  };
}

function toQuery(view) {
  const given = (field) => filterOf(view, field);
  const some = (field, name = field) => (given(field)?.length ? { [name]: given(field) } : {});
  return {
    context: 'edit',
    status: given('status')?.length ? given('status') : LISTED,
    ...some('author'),
    ...some('categories'),
    ...some('tags'),
    ...during(given('month')),
    _fields: WANTED,
    _embed: 'author,wp:term',
  };
}

/** What lies in a month (`2026-11`), in the site's time; the API leaves both ends out. */
function during(month) {
  if (!month) {
    return {};
  }
  const [year, number] = month.split('-').map(Number);
  const moment = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 19);
  return { after: moment(Date.UTC(year, number - 1, 1) - 1000), before: moment(Date.UTC(year, number, 1)) };
}

function useTerms(type) {
  const names = (type.taxonomies ?? []).filter((name) => ['category', 'post_tag'].includes(name));
  return useLoaded(async () => {
    const base = { category: 'categories', post_tag: 'tags' };
    const loaded = await Promise.all(names.map((name) => all(`/wp/v2/${base[name]}`, { _fields: 'id,name,parent', orderby: 'name' })));
    return Object.fromEntries(names.map((name, at) => [base[name], loaded[at]]));
  }, [names.join()]).data;
}

/** How many there are in each status, and in which months; asked again when something was done to posts. */
const useCounts = (type) => useLoaded(() => get('/platen/v1/post-counts', { post_type: type.slug }).catch(() => ({ statuses: {}, months: [] })), [type.slug]);

function StatusTabs({ state, counts }) {
  const { view, setView } = state;
  const chosen = filterOf(view, 'status');
  const choose = (status) => {
    const others = view.filters.filter(({ field }) => field !== 'status');
    const filters = status ? [...others, { field: 'status', operator: 'isAny', value: [status] }] : others;
    setView({ ...view, filters, page: 1 });
  };
  const inAll = counts && LISTED.reduce((sum, status) => sum + (counts[status] ?? 0), 0);
  const tabs = [{ value: undefined, label: __('All'), number: inAll }].concat(
    STATUSES.map((status) => ({ ...status, number: counts?.[status.value] })).filter(({ number, value }) => number || chosen?.[0] === value)
  );
  return (
    <ul className="subsubsub" aria-label={__('By status')}>
      {tabs.map(({ value, label, number }) => {
        const isCurrent = value ? chosen?.length === 1 && chosen[0] === value : !chosen?.length;
        return (
          <li key={label}>
            <Button variant="link" aria-current={isCurrent ? 'page' : undefined} onClick={() => choose(value)}>
              {label} <span className="count">({number ?? '…'})</span>
            </Button>
          </li>
        );
      })}
    </ul>
  );
}

function fieldsOf(type, authors, terms, months) {
  const named = (list) => list.map(({ id, name }) => ({ value: id, label: name }));
  const taxonomy = (id, label) => ({
    id,
    label,
    enableSorting: false,
    elements: named(terms[id] ?? []),
    filterBy: { operators: ['isAny'] },
    getValue: ({ item }) => item[id],
    render: ({ item }) => <TermLinks ids={item[id] ?? []} terms={terms[id] ?? []} />,
  });
  return [
    { id: 'title', label: __('Title'), enableHiding: false, enableGlobalSearch: true, getValue: ({ item }) => titleOf(item), render: Title, filterBy: false },
    {
      id: 'author', label: __('Author'), elements: named(authors), filterBy: { operators: ['isAny'] }, getValue: ({ item }) => item.author,
      render: ({ item }) => item._embedded?.author?.[0]?.name ?? authors.find(({ id }) => id === item.author)?.name ?? '—',
    },
    ...(terms.categories ? [taxonomy('categories', __('Categories'))] : []),
    ...(terms.tags ? [taxonomy('tags', __('Tags'))] : []),
    { id: 'date', label: __('Date'), type: 'datetime', filterBy: false, render: When },
    {
      id: 'month', label: __('Month'), enableSorting: false, enableHiding: false, filterBy: { operators: ['is'] }, getValue: ({ item }) => item.date.slice(0, 7),
      elements: months.map((value) => ({ value, label: monthOf(value) })),
    },
    { id: 'status', label: __('Status'), elements: STATUSES, enableSorting: false, enableHiding: false, filterBy: { operators: ['isAny'] }, getValue: ({ item }) => item.status },
  ];
}

function Title({ item }) {
  const states = [
    ['draft', 'pending', 'private', 'future'].includes(item.status) && STATUSES.find(({ value }) => value === item.status).label,
    item.sticky && __('Sticky'),
    item.password && __('Password protected'),
  ].filter(Boolean);
  const title = titleOf(item);
  return (
    <span className="posts__title hentry">
      {item.status === 'trash' ? title : <a href={editPost(item.id)}>{title}</a>}
      {states.length > 0 && <span className="posts__state"> — {states.join(', ')}</span>}
    </span>
  );
}

function TermLinks({ ids, terms }) {
  const names = ids.map((id) => terms.find((term) => term.id === id)?.name).filter(Boolean);
  return names.length ? names.join(', ') : <span aria-label={__('None')}>—</span>;
}

function When({ item }) {
  const word = { publish: __('Published'), future: __('Scheduled'), private: __('Published') }[item.status] ?? __('Last Modified');
  return (
    <span className="posts__when">
      {word}
      <br />
      <time dateTime={item.date}>{dateAndTimeOf(item.date)}</time>
    </span>
  );
}
