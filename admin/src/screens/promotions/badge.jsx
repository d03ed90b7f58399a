// A state in a word.

/** `tone` is good, bad, warn or nothing. */
export const Badge = ({ tone = 'plain', children }) => <span className={`badge badge--${tone}`}>{children}</span>;
