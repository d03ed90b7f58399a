// What takes longer than a request: begun once, looked at until it has ended, told to whoever listens.
import { Notice } from '@wordpress/components';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';
import { useNotices } from '../../shell/notices.jsx';
import { create, get } from '../../shell/rest.js';
import { DONE, WORKS, partOf } from './words.js';

const PATH = '/platen/v1/promotion-tasks';
const EVERY = 700;
const Tasks = createContext();

/** `{ begin, running, ended, last }`: `ended` counts up with each task that ends, for whoever loads anew then. */
export const useTask = () => useContext(Tasks);

export function TaskProvider({ children }) {
  const [task, setTask] = useState();
  const [ended, setEnded] = useState(0);
  const { attempt, say } = useNotices();
  const running = task?.state === 'running' ? task : undefined;
  // Somebody else, or this person before the page was loaded again, may have begun one.
  useEffect(() => {
    get(PATH).then(([newest]) => newest?.state === 'running' && setTask(newest), () => {});
  }, []);
  useEffect(() => {
    const look = async () => {
      const now = await get(`${PATH}/${running.id}`).catch(() => running);
      setTask(now);
      if (now.state !== 'running') {
        setEnded((before) => before + 1);
        now.state === 'done' && say(DONE[now.work]);
      }
    };
    const timer = running && setInterval(look, EVERY);
    return () => clearInterval(timer);
  }, [running?.id, say]);
  const begin = useCallback((path, data = {}) => attempt(async () => setTask(await create(path, data))), [attempt]);
  const value = useMemo(() => ({ begin, running, ended, last: task }), [begin, running, ended, task]);
  return (
    <Tasks.Provider value={value}>
      {running && <Running task={running} />}
      {task && !running && task.told && (
        <Notice status={task.state === 'failed' ? 'error' : 'info'} onRemove={() => setTask(undefined)}>
          {task.told}
        </Notice>
      )}
      {children}
    </Tasks.Provider>
  );
}

const Running = ({ task }) => (
  <div role="status" className="task">
    <strong>{WORKS[task.work]}</strong>
    <label>
      {partOf(task)} <progress {...(task.total > 1 ? { max: task.total, value: task.done } : {})} />
    </label>
    <span className="soft">{__('You may leave this page: the server goes on.')}</span>
  </div>
);
