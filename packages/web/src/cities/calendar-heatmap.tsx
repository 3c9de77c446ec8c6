import type { DayCell, Lang } from '@qingzhang/contract';
import { POLLUTANT_NAMES } from '@qingzhang/standards';
import { Fragment, type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayText, monthText } from '../ui/moments.ts';
import styles from './calendar.module.css';
import { type CalendarBlock, calendarBlocks } from './chart/calendar-layout.ts';
import { useWidth } from './chart/use-width.ts';

interface CalendarHeatmapProps {
  readonly year: number;
  readonly cells: readonly DayCell[];
  readonly counts: readonly { readonly level: number; readonly days: number }[];
  readonly invalidDays: number;
  readonly lang: Lang;
  readonly selected: string | null;
  readonly onSelect: (day: string) => void;
}

const ROWS = ['1', '3', '5', '7'] as const;

/**
 * 每天: the year as weeks. Class is told by colour and by one to four strokes, invalid days are crossed, dust
 * underlined, days to come pale. Arrow keys walk, Enter opens the hours of the day.
 */
export function CalendarHeatmap(props: CalendarHeatmapProps) {
  const { year, cells, counts, invalidDays, lang, selected } = props;
  const { t } = useTranslation('cities');
  const [ref, width] = useWidth<HTMLDivElement>(696);
  const split = width < 560 ? 2 : 1;
  const blocks = useMemo(() => calendarBlocks(cells, split), [cells, split]);
  const columns = Math.max(1, ...blocks.map((block) => block.columns));
  const pitch = Math.min(18, Math.max(8, (width - 28) / columns));
  const last = cells.findLast(({ state }) => state === 'valid' || state === 'invalid');
  const [focused, setFocused] = useState<string | null>(null);
  const current = focused ?? selected ?? last?.day ?? cells[0]?.day ?? null;
  const grid = useRef<HTMLFieldSetElement>(null);

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: -7, ArrowRight: 7, ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined || current === null) return;
    event.preventDefault();
    const index = cells.findIndex(({ day }) => day === current) + step;
    const next = cells[index];
    if (next === undefined || next.state === 'future') return;
    setFocused(next.day);
    grid.current?.querySelector<SVGGElement>(`[data-day="${next.day}"]`)?.focus();
  };

  return (
    <div ref={ref}>
      <h2>
        {t('calendar.title', { year })}
        <small className={styles.legend}>
          {counts.map(({ level, days }) => (
            <span key={level}>
              <svg width="12" height="12" aria-hidden="true">
                <Cell size={10.6} cell={{ ...BLANK, level }} />
              </svg>
              {t(`level.${asLevel(level)}`)} {days}
            </span>
          ))}
          <span>
            <svg width="12" height="12" aria-hidden="true">
              <Cell size={10.6} cell={{ ...BLANK, state: 'invalid', level: null }} />
            </svg>
            {t('level.invalid')} {invalidDays}
          </span>
        </small>
      </h2>
      <fieldset
        ref={grid}
        className={styles.cells}
        aria-label={t('calendar.aria', { year })}
        onKeyDown={walk}
      >
        {blocks.map((block, index) => (
          <Fragment key={block.days[0]?.cell.day ?? index}>{drawBlock(block)}</Fragment>
        ))}
      </fieldset>
    </div>
  );

  function drawBlock(block: CalendarBlock) {
    return (
      // biome-ignore lint/a11y/noSvgWithoutTitle: the group is named, each cell has its own title
      <svg width={28 + block.columns * pitch} height={18 + 7 * pitch} className={styles.block}>
        {block.months.map(({ month, column }) => (
          <text key={month} className="tk" x={28 + column * pitch} y={12}>
            {monthText(month, lang)}
          </text>
        ))}
        {ROWS.map((row) => (
          <text key={row} className="tk" x={0} y={18 + (Number(row) - 1) * pitch + pitch * 0.75}>
            {t(`weekday.${row}`)}
          </text>
        ))}
        {block.days.map(({ cell, column, row }) => (
          <Fragment key={cell.day}>{drawDay(cell, 28 + column * pitch, 18 + row * pitch)}</Fragment>
        ))}
      </svg>
    );
  }

  function drawDay(cell: DayCell, x: number, y: number) {
    const size = pitch - 2;
    const place = `translate(${x} ${y})`;
    if (cell.state === 'future') {
      return (
        <g transform={place}>
          <Cell size={size} cell={cell} />
        </g>
      );
    }
    const text = describe(cell);
    return (
      // biome-ignore lint/a11y/useSemanticElements: cells are drawn
      <g
        role="button"
        transform={place}
        data-day={cell.day}
        tabIndex={cell.day === current ? 0 : -1}
        aria-label={text}
        aria-pressed={cell.day === selected}
        className={styles.day}
        onClick={() => props.onSelect(cell.day)}
        onFocus={() => setFocused(cell.day)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          props.onSelect(cell.day);
        }}
      >
        <title>{text}</title>
        <Cell size={size} cell={cell} />
        {cell.day === selected && (
          <rect x={-1.5} y={-1.5} width={size + 3} height={size + 3} className={styles.ring} />
        )}
      </g>
    );
  }

  function describe(cell: DayCell): string {
    const day = dayText(cell.day, lang);
    const dust = cell.dust ? t('calendar.dust') : '';
    if (cell.state === 'running') return t('calendar.running', { day });
    if (cell.level === null) return t('calendar.invalid', { day }) + dust;
    const primary = cell.primary.map((one) => POLLUTANT_NAMES[one]).join(lang === 'zh' ? '、' : ', ');
    const text = t('calendar.day', { day, aqi: cell.aqi ?? '—', level: t(`level.${asLevel(cell.level)}`) });
    return text + (primary === '' ? '' : t('calendar.primary', { primary })) + dust;
  }
}

const BLANK: DayCell = { day: '', state: 'valid', aqi: null, level: null, primary: [], dust: false };

type Level = '1' | '2' | '3' | '4' | '5' | '6';
/** The class as the key of its name. */
export function asLevel(level: number): Level {
  return String(Math.min(6, Math.max(1, level))) as Level;
}

/** One day's square. */
function Cell({ cell, size }: { readonly cell: DayCell; readonly size: number }) {
  if (cell.state === 'future') return <rect width={size} height={size} className={styles.future} />;
  if (cell.state === 'running') {
    return <rect x={0.75} y={0.75} width={size - 1.5} height={size - 1.5} className={styles.running} />;
  }
  if (cell.level === null) {
    return (
      <>
        <rect x={0.5} y={0.5} width={size - 1} height={size - 1} className={styles.invalid} />
        <path d={`M1 ${size - 1}L${size - 1} 1`} className={styles.invalid} />
      </>
    );
  }
  const strokes = Math.max(0, cell.level - 2);
  const inset = size * 0.21;
  return (
    <>
      <rect width={size} height={size} fill={`var(--aqi${cell.level}f)`} />
      {Array.from({ length: strokes }, (_, index) => size - inset - 0.5 - index * (size * 0.24)).map((y) => (
        <path
          key={y}
          d={`M${inset} ${y}H${size - inset}`}
          className={cell.level === 3 ? styles.dark : styles.light}
        />
      ))}
      {cell.dust && <path d={`M0 ${size + 0.9}H${size}`} className={styles.dust} />}
    </>
  );
}
