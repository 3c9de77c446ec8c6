import type { TaskRow } from '@qingzhang/contract';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { useActionWord } from './action-word.ts';
import { Clocks, Due, LadderDots } from './marks.tsx';
import styles from './tasks.module.css';

/** A part of the list under its heading. */
export interface TaskGroup {
  readonly key: string;
  readonly heading: ReactNode;
  readonly rows: readonly TaskRow[];
}

interface TaskTableProps {
  readonly groups: readonly TaskGroup[];
  readonly selected: number | null;
  readonly onSelect: (id: number) => void;
}

/** The list: lamp, why, what, who, the clocks, the ladder, until when, and the one act that is due. */
export function TaskTable({ groups, selected, onSelect }: TaskTableProps) {
  const { t } = useTranslation('tasks');
  return (
    <div className="scroll">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('column.lamp')}</th>
            <th scope="col">{t('column.why')}</th>
            <th scope="col">{t('column.task')}</th>
            <th scope="col">{t('column.owner')}</th>
            <th scope="col">{t('column.clocks')}</th>
            <th scope="col">{t('column.ladder')}</th>
            <th scope="col">{t('column.due')}</th>
            <th scope="col">
              <span className="unseen">{t('column.act')}</span>
            </th>
          </tr>
        </thead>
        {groups.map(({ key, heading, rows }) => (
          <tbody key={key}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={8}>
                {heading}
              </th>
            </tr>
            {rows.map((row) => (
              <Row key={row.id} row={row} selected={row.id === selected} onSelect={onSelect} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface RowProps {
  readonly row: TaskRow;
  readonly selected: boolean;
  readonly onSelect: (id: number) => void;
}

function Row({ row, selected, onSelect }: RowProps) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  const word = useActionWord();
  const navigate = useNavigate();
  const place = row.county ?? row.city;
  return (
    // The row is a larger target for the pointer; the link inside does the same from the keyboard.
    <tr
      data-task={row.id}
      className={selected ? styles.selected : undefined}
      onClick={() => onSelect(row.id)}
    >
      <td>
        <ProgramLamp lamp={row.lamp.lamp} overridden={row.lamp.manual !== null} />
      </td>
      <td className={styles.why} data-label={t('column.why')}>
        {row.lamp.reason}
      </td>
      <th scope="row" className={styles.what}>
        <Link
          to="/tasks/$id"
          params={{ id: String(row.id) }}
          title={row.text}
          onClick={(event) => event.stopPropagation()}
        >
          {row.text}
        </Link>
        <small>
          {row.sourceTitle || t(`source.${row.source}`)}
          {row.parts && ` · ${t('parts', row.parts)}`}
          {row.rebounds > 0 && <b className={styles.bad}> · {t('rebounds', { count: row.rebounds })}</b>}
        </small>
      </th>
      <td className={styles.who} data-label={t('column.owner')}>
        {place ? region(place) : (row.leadUnit ?? '—')}
        <small className={styles.under}>{row.ownerPost ?? t('noOwner')}</small>
      </td>
      <td data-label={t('column.clocks')}>
        <Clocks clocks={row.clocks} />
      </td>
      <td data-label={t('column.ladder')}>
        <LadderDots ladder={row.ladder} />
      </td>
      <td data-label={t('column.due')}>
        <Due due={row.due} deadline={row.deadline} />
      </td>
      <td className={styles.act}>
        {row.action && (
          <button
            type="button"
            className={selected ? 'btn pri' : 'btn'}
            title={row.action.why}
            onClick={(event) => {
              event.stopPropagation();
              void navigate({
                to: '/tasks/$id',
                params: { id: String(row.id) },
                search: { act: row.action?.act, rung: row.action?.rung ?? undefined },
              });
            }}
          >
            {word(row.action)}
          </button>
        )}
      </td>
    </tr>
  );
}
