import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../app/session.ts';
import { ListTable } from '../ui/list-table.tsx';
import { momentText } from '../ui/moments.ts';
import { Empty, ErrorPanel, Loaded, type LoadedQuery } from '../ui/states.tsx';
import styles from './data.module.css';
import { WithdrawButton } from './withdraw-button.tsx';
import { type Withdrawable, WithdrawnText } from './withdrawn-text.tsx';

/** What both kinds of exclusion carry: the hours they take out, who entered them, whether they were withdrawn. */
interface Exclusion extends Withdrawable {
  readonly id: number;
  readonly firstHour: string;
  readonly lastHour: string;
}

interface ExclusionSectionProps<T extends Exclusion> {
  /** The link to the list as a spreadsheet. */
  readonly exported: ReactNode;
  /** Its own words: 沙尘 or 审核剔除. */
  readonly words: (key: 'title' | 'note' | 'one' | 'add' | 'empty') => string;
  readonly query: LoadedQuery<{ readonly items: readonly T[] }>;
  readonly withdraw: Withdrawing;
  /** Headings of the three columns of their own. */
  readonly headings: readonly [string, string, string];
  readonly cells: (entry: T) => ReactNode;
  readonly form: (onDone: () => void) => ReactNode;
}

interface Withdrawing {
  readonly isPending: boolean;
  readonly error: unknown;
  readonly mutate: (call: { params: { id: number }; body: { reason: string } }) => void;
}

/** One kind of exclusion: its list, the form that adds to it, and the withdrawing with a reason. */
export function ExclusionSection<T extends Exclusion>(props: ExclusionSectionProps<T>) {
  const { words, query, withdraw, headings, cells, form } = props;
  const { t } = useTranslation('data');
  const mayReview = useMay('readings.review');
  const [adding, setAdding] = useState(false);
  return (
    <section className={styles.block}>
      <div className={styles.blockHead}>
        <h2>
          {words('title')}
          <small>{words('note')}</small>
        </h2>
        {props.exported}
        {mayReview && (
          <button type="button" className="btn" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            {adding ? t('form.close') : words('add')}
          </button>
        )}
      </div>
      {adding && form(() => setAdding(false))}
      {withdraw.error !== null && <ErrorPanel error={withdraw.error} />}
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={words('empty')} />
          ) : (
            <ListTable
              className={styles.table}
              headings={[t('dust.hours'), ...headings, t('dust.trace'), '']}
            >
              {items.map((entry) => (
                <tr key={entry.id} className={entry.withdrawnAt ? styles.struck : undefined}>
                  <th scope="row" className="nowrap">
                    {momentText(entry.firstHour)} — {momentText(entry.lastHour)}
                  </th>
                  {cells(entry)}
                  <td className={styles.wrap}>
                    <small>
                      <WithdrawnText entry={entry} />
                    </small>
                  </td>
                  <td className="num">
                    {mayReview && entry.withdrawnAt === null && (
                      <WithdrawButton
                        what={words('one')}
                        pending={withdraw.isPending}
                        onWithdraw={(reason) =>
                          withdraw.mutate({ params: { id: entry.id }, body: { reason } })
                        }
                      />
                    )}
                  </td>
                </tr>
              ))}
            </ListTable>
          )
        }
      </Loaded>
    </section>
  );
}
