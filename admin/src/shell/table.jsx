// A plain table for what is short and needs no search.

/** `columns` are `{ label, of, isHead }`; `of` draws a row's cell. */
export function Table({ columns, rows, keyOf = (row) => row.id, empty, label }) {
  if (!rows.length) {
    return <p className="soft">{empty}</p>;
  }
  return (
    <div className="scrolls" role="group" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {columns.map(({ label: head }) => (
              <th key={head} scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ label: head, of, isHead }) =>
                isHead ? <th key={head} scope="row">{of(row)}</th> : <td key={head}>{of(row)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
