import type { ReactNode } from 'react';

interface ListTableProps {
  readonly className: string | undefined;
  /** Words of the columns; an empty one stands over a column of buttons. */
  readonly headings: readonly string[];
  /** The rows. */
  readonly children: ReactNode;
}

/** A list of records as a table: it scrolls inside its own box, never the page. */
export function ListTable({ className, headings, children }: ListTableProps) {
  return (
    <div className="scroll">
      <table className={className}>
        <thead>
          <tr>
            {headings.map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
