import type { TargetIndicator } from '@qingzhang/contract';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { useIndicatorName } from '../cities/indicator-name.tsx';
import { type Cell, type Grid, unitOf } from './grid-model.ts';
import styles from './targets.module.css';

interface TargetGridProps {
  readonly grid: Grid;
  readonly open: { readonly region: string; readonly indicator: TargetIndicator } | null;
  readonly mayWrite: boolean;
  readonly onOpen: (place: { region: string; indicator: TargetIndicator }) => void;
}

/** Cities in protocol order, one column an indicator; arrow keys walk, Enter opens a cell. */
export function TargetGrid({ grid, open, mayWrite, onOpen }: TargetGridProps) {
  const { t } = useTranslation('targets');
  const region = useRegionName();
  const indicator = useIndicatorName();
  const [at, setAt] = useState<readonly [row: number, column: number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const row = Math.min(grid.rows.length - 1, Math.max(0, at[0] + (step[0] ?? 0)));
    const column = Math.min(grid.indicators.length - 1, Math.max(0, at[1] + (step[1] ?? 0)));
    setAt([row, column]);
    table.current?.querySelector<HTMLElement>(`[data-at="${row}/${column}"]`)?.focus();
  };
  if (grid.indicators.length === 0) return null;
  return (
    <div className="scroll">
      <table ref={table} className={styles.grid} onKeyDown={walk}>
        <thead>
          <tr>
            <th scope="col">{t('city')}</th>
            {grid.indicators.map((one) => (
              <th key={one} scope="col" className="num">
                {indicator(one)} <small>{unitOf[one] || (one === 'heavyDays' ? t('days') : '')}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {grid.rows.map((row, rowIndex) => (
            <tr key={row.region}>
              <th scope="row">{region(row.region)}</th>
              {row.cells.map((cell, columnIndex) => {
                const current = at[0] === rowIndex && at[1] === columnIndex;
                const isOpen = open?.region === cell.region && open.indicator === cell.indicator;
                return (
                  <td key={cell.indicator} className={isOpen ? `num ${styles.on}` : 'num'}>
                    {cell.current === null && cell.earlier.length === 0 && !mayWrite ? (
                      <span className="n3">{t('notSet')}</span>
                    ) : (
                      <button
                        type="button"
                        className={styles.cell}
                        data-at={`${rowIndex}/${columnIndex}`}
                        tabIndex={current ? 0 : -1}
                        onFocus={() => setAt([rowIndex, columnIndex])}
                        onClick={() => onOpen({ region: cell.region, indicator: cell.indicator })}
                        aria-label={t('cellAria', {
                          region: region(cell.region),
                          indicator: indicator(cell.indicator),
                          value: cell.current?.value ?? t('notSet'),
                        })}
                      >
                        <CellText cell={cell} />
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CellText({ cell }: { readonly cell: Cell }) {
  const { t } = useTranslation('targets');
  if (cell.current === null) return <span className={styles.unset}>{t('set')}</span>;
  const { value, version, monthly } = cell.current;
  return (
    <>
      {monthly && <span className={styles.mark}>{t('monthlyMark')}</span>}
      {version > 1 && <span className={styles.mark}>{t('versionMark', { version })}</span>}
      <b>{value}</b>
    </>
  );
}
