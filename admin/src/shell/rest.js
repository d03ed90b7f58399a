// Reading and writing over the REST API, as the screens need it.
import apiFetch from '@wordpress/api-fetch';
import { useCallback, useEffect, useRef, useState } from '@wordpress/element';
import { addQueryArgs } from '@wordpress/url';

/** One answer; throws `{ code, message, data }` as the API says it. */
export const get = (path, query = {}) => apiFetch({ path: addQueryArgs(path, query) });

/** A list with how long it is: `{ items, total, pages }`. */
export async function list(path, query = {}) {
  const answer = await apiFetch({ path: addQueryArgs(path, query), parse: false }).catch(readError);
  const number = (name) => Number(answer.headers.get(name) ?? 0);
  return { items: await answer.json(), total: number('X-WP-Total'), pages: number('X-WP-TotalPages') };
}

/** Every item of a list, a hundred at a time. */
export async function all(path, query = {}) {
  const first = await list(path, { ...query, per_page: 100 });
  const others = Array.from({ length: Math.max(0, first.pages - 1) }, (_, at) =>
    list(path, { ...query, per_page: 100, page: at + 2 })
  );
  return [first, ...(await Promise.all(others))].flatMap((part) => part.items);
}

/** How many there are. */
export const count = (path, query = {}) => list(path, { ...query, per_page: 1, _fields: 'id' }).then(({ total }) => total);

/** What somebody may do at an address, from its `Allow` header. */
export async function allowed(path) {
  const answer = await apiFetch({ path, method: 'OPTIONS', parse: false });
  return (answer.headers.get('Allow') ?? '').split(',').map((method) => method.trim());
}

export const create = (path, data) => apiFetch({ path, method: 'POST', data });
export const update = (path, data, options = {}) => apiFetch({ path, method: 'PUT', data, ...options });
export const remove = (path, query = {}) => apiFetch({ path: addQueryArgs(path, query), method: 'DELETE' });

async function readError(answer) {
  throw answer instanceof Response ? await answer.json() : answer;
}

/** Loads when `inputs` change: `{ data, error, isLoading, reload }`; what comes too late is dropped. */
export function useLoaded(load, inputs) {
  const [state, setState] = useState({ data: undefined, error: undefined, isLoading: true });
  const turn = useRef(0);
  // The caller's function is new with each drawing; its inputs say when it means something else.
  const reload = useCallback(async () => {
    const mine = ++turn.current;
    setState((before) => ({ ...before, isLoading: true }));
    try {
      const data = await load();
      if (mine === turn.current) {
        setState({ data, error: undefined, isLoading: false });
      }
    } catch (error) {
      if (mine === turn.current) {
        setState((before) => ({ data: before.data, error, isLoading: false }));
      }
    }
  }, inputs);
  useEffect(() => {
    reload();
  }, [reload]);
  return { ...state, reload };
}
