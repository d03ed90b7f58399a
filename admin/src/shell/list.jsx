// A list over the REST API: search, filters, order and pages are the server's.
import { DataViews } from '@wordpress/dataviews';
import { useEffect, useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { list, useLoaded } from './rest.js';
import { useNotices } from './notices.jsx';

const SIZES = { perPageSizes: [10, 20, 50, 100] };

/** The state of a list of `path`: its view, and the items that the view asks for. `toQuery` adds the filters. */
export function useList(path, startingView, toQuery = () => ({})) {
  const [view, setView] = useState({
    type: 'table', page: 1, perPage: 20, filters: [], layout: {}, search: '', ...startingView,
  });
  const query = {
    page: view.page,
    per_page: view.perPage,
    ...(view.search ? { search: view.search } : {}),
    ...(view.sort ? { orderby: view.sort.field, order: view.sort.direction } : {}),
    ...toQuery(view),
  };
  const asked = JSON.stringify(query);
  const loaded = useLoaded(() => list(path, JSON.parse(asked)), [path, asked]);
  const { complain } = useNotices();
  useEffect(() => {
    if (loaded.error) {
      complain(loaded.error);
    }
  }, [loaded.error, complain]);
  return { view, setView, query, ...loaded };
}

/** The value that a filter of this view has. */
export const filterOf = (view, field) => view.filters?.find((filter) => filter.field === field)?.value;

/** Draws it. */
export function List({ state, fields, actions, layouts = { table: {} }, empty, label, onClick, getItemId, selection, onSelect }) {
  const { view, setView, data, isLoading } = state;
  const pages = useMemo(
    () => ({ totalItems: data?.total ?? 0, totalPages: data?.pages ?? 0 }),
    [data]
  );
  const chosen = selection ? { selection, onChangeSelection: onSelect } : {};
  return (
    <div className="screen__list">
      <DataViews
        data={data?.items ?? []}
        fields={fields}
        view={view}
        onChangeView={setView}
        actions={actions}
        paginationInfo={pages}
        isLoading={isLoading && !data}
        defaultLayouts={layouts}
        config={SIZES}
        getItemId={getItemId ?? ((item) => String(item.id))}
        searchLabel={label ?? __('Search')}
        empty={<p>{empty ?? __('Nothing found.')}</p>}
        {...(onClick ? { onClickItem: onClick, isItemClickable: () => true } : {})}
        {...chosen}
      />
    </div>
  );
}
