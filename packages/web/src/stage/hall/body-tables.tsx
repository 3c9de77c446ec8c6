import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyProps } from './body.tsx';
import { tone } from './body-pictures.tsx';
import { fitTable } from './fit.ts';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

const HEAD = 58;
const NOTE = 46;

/** A table as large as it can be; one with too many rows goes on on the next screen. */
export function TableBody({ body, room, sub, onScreens }: BodyProps<'table'>) {
  const { t } = useTranslation('stage');
  const fit = useMemo(
    () =>
      fitTable(
        {
          columns: body.columns.map(({ title }) => title),
          rows: body.rows.map(({ cells }) => cells.map(({ text }) => text)),
        },
        room.width,
        room.height - HEAD - NOTE,
      ),
    [body, room.width, room.height],
  );
  const at = useScreens(fit.screens, sub, onScreens);
  const first = at * fit.perScreen;
  return (
    <>
      <table className={styles.table} style={{ fontSize: fit.font }}>
        <colgroup>
          {fit.widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
            <col key={column} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr style={{ height: HEAD }}>
            {body.columns.map(({ title, align }, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <th key={column} scope="col" style={{ textAlign: align }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.rows.slice(first, first + fit.perScreen).map(({ cells, emphasis }, row) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity
              key={first + row}
              className={emphasis ? styles.emphasis : undefined}
              style={{ height: fit.rowHeight }}
            >
              {cells.map((cell, column) => {
                const align = body.columns[column]?.align ?? 'left';
                return column === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <th key={column} scope="row" style={{ textAlign: align, fontSize: fit.name }}>
                    <span className={tone(cell.tone)}>{cell.text}</span>
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={column} style={{ textAlign: align }}>
                    <span className={tone(cell.tone)}>{cell.text}</span>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        {body.note}
        {fit.screens > 1 && <span>{t('hall.part', { at: at + 1, of: fit.screens })}</span>}
      </p>
    </>
  );
}

/** 上次承诺—本次兑现: a mark and a word for each, the colour repeats it. */
export function PledgesBody({ body, room, sub, onScreens }: BodyProps<'pledges'>) {
  const { t } = useTranslation('stage');
  const heads = [t('pledges.city'), t('pledges.promised'), t('pledges.result'), ''];
  const fit = useMemo(
    () =>
      fitTable(
        {
          columns: ['', '', '', ''],
          rows: body.rows.map((row) => [row.city, row.promised, row.result, `✕ ${row.verdictText} `]),
        },
        room.width,
        room.height - HEAD - NOTE,
      ),
    [body.rows, room.width, room.height],
  );
  const at = useScreens(fit.screens, sub, onScreens);
  const first = at * fit.perScreen;
  return (
    <>
      <table className={styles.table} style={{ fontSize: fit.font }}>
        <colgroup>
          {fit.widths.map((width, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
            <col key={column} style={{ width }} />
          ))}
        </colgroup>
        <thead>
          <tr style={{ height: HEAD }}>
            {heads.map((title, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <th key={column} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.rows.slice(first, first + fit.perScreen).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a city may promise the same twice
            <tr key={first + index} style={{ height: fit.rowHeight }}>
              <th scope="row" style={{ fontSize: fit.name }}>
                {row.city}
              </th>
              <td>{row.promised}</td>
              <td>{row.result}</td>
              <td>
                <Verdict verdict={row.verdict}>{row.verdictText}</Verdict>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.note}>
        {body.summary}
        {fit.screens > 1 && <span>{t('hall.part', { at: at + 1, of: fit.screens })}</span>}
      </p>
    </>
  );
}

const marks = { kept: '●', late: '▲', broken: '✕', open: '○' } as const;
export type VerdictName = keyof typeof marks;

/** 兑现 · 晚 · 未兑现 · 未到期. */
export function Verdict({ verdict, children }: { readonly verdict: VerdictName; readonly children: string }) {
  return (
    <b className={`${styles.verdict} ${styles[verdict]}`}>
      <i aria-hidden="true">{marks[verdict]}</i>
      {children}
    </b>
  );
}
