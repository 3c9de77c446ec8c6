import { drawLookBacks, getProgramBoard, listItems, type ProgramBoard } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './programs.module.css';

/** 抽取回头看样本: draws from the closed items that are due, at least the program's share; a second time adds none that day. */
export function useLookBacks(board: ProgramBoard) {
  const may = useMay('items.lookBack');
  const send = useSend(drawLookBacks, [getProgramBoard, listItems]);
  return {
    may: may && board.state !== 'draft',
    pending: send.isPending,
    error: send.error,
    result: send.data,
    draw: () => send.mutate({ params: { key: board.key }, body: {} }),
  };
}

type LookBacks = ReturnType<typeof useLookBacks>;

export function LookBackButton({ lookBacks }: { readonly lookBacks: LookBacks }) {
  const { t } = useTranslation('programs');
  return lookBacks.may ? (
    <button type="button" className="btn" disabled={lookBacks.pending} onClick={lookBacks.draw}>
      {t('lookBack.draw')}
    </button>
  ) : null;
}

/** How many were due, how many are drawn, and which. */
export function LookBackResult({
  board,
  lookBacks,
}: {
  readonly board: ProgramBoard;
  readonly lookBacks: LookBacks;
}) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const { result, error } = lookBacks;
  const drawn = result?.items ?? [];
  const rows = useCall(
    listItems,
    { params: { key: board.key }, query: { lang, state: 'lookBack', limit: 500 } },
    { enabled: drawn.length > 0 },
  );
  if (error) return <ErrorPanel error={error} />;
  if (result === undefined) return null;
  const { counter } = board.definition;
  const nameOf = (id: number) => rows.data?.items.find((row) => row.id === id)?.title ?? String(id);
  return (
    <section className={styles.lookBack} role="status">
      <p>
        {result.due === 0
          ? t('lookBack.none')
          : t('lookBack.done', { due: result.due, drawn: result.drawn, counter })}
      </p>
      {drawn.length > 0 && (
        <ul>
          {drawn.map((id) => (
            <li key={id}>
              <Link to="/items/$id" params={{ id: String(id) }}>
                {nameOf(id)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
