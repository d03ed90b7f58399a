// What a screen has to say: short messages at the bottom, which go by themselves, and errors, which stay.
import { Notice, SnackbarList } from '@wordpress/components';
import { createContext, useCallback, useContext, useMemo, useState } from '@wordpress/element';
import { __ } from '@wordpress/i18n';

const Notices = createContext();
let next = 0;

/** `{ say, complain, attempt }` of the screen around. */
export const useNotices = () => useContext(Notices);

/** Holds the messages of one screen. */
export function NoticesProvider({ children }) {
  const [snacks, setSnacks] = useState([]);
  const [errors, setErrors] = useState([]);
  const say = useCallback((content, actions = []) => {
    setSnacks((before) => [...before.slice(-2), { id: String(next++), content, actions, spokenMessage: content }]);
  }, []);
  const complain = useCallback((error) => {
    setErrors((before) => [...before.filter(({ text }) => text !== words(error)), { id: next++, text: words(error) }]);
  }, []);
  // Does something that may fail; answers whether it did not.
  const attempt = useCallback(
    async (work, done) => {
      try {
        await work();
        setErrors([]);
        if (done) {
          say(done);
        }
        return true;
      } catch (error) {
        complain(error);
        return false;
      }
    },
    [say, complain]
  );
  const value = useMemo(() => ({ say, complain, attempt }), [say, complain, attempt]);
  return (
    <Notices.Provider value={value}>
      {errors.map(({ id, text }) => (
        <Notice key={id} status="error" onRemove={() => setErrors((before) => before.filter((one) => one.id !== id))}>
          {text}
        </Notice>
      ))}
      {children}
      <SnackbarList
        className="screen__snacks"
        notices={snacks}
        onRemove={(id) => setSnacks((before) => before.filter((one) => one.id !== id))}
      />
    </Notices.Provider>
  );
}

/** An error in words for people. */
export function words(error) {
  if (error?.code === 'offline_error' || error?.code === 'fetch_error') {
    return __('The server cannot be reached at the moment. Please try again.');
  }
  return error?.message ? plain(error.message) : __('Something went wrong.');
}

const plain = (html) => new DOMParser().parseFromString(html, 'text/html').body.textContent;
