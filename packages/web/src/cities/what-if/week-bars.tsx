import type { Lang, PollutantName } from '@qingzhang/contract';
import { scaleLinear } from 'd3-scale';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { dayText, monthText } from '../../ui/moments.ts';
import { useWidth } from '../chart/use-width.ts';
import { stepOf, type Week, type Weeks } from './model.ts';
import styles from './what-if.module.css';

interface WeekBarsProps {
  readonly pollutant: z.infer<typeof PollutantName>;
  readonly weeks: readonly Week[];
  readonly values: Weeks;
  /** The plan's monthly means, January first; null: no plan. */
  readonly monthly: readonly number[] | null;
  readonly start: Weeks;
  readonly selected: number;
  readonly lang: Lang;
  readonly onSelect: (week: number) => void;
  readonly onChange: (week: number, value: number) => void;
}

const HEIGHT = 190;
const BASE = 164;
const LEFT = 34;

/** The weeks to come as bars that can be drawn up and down, by pointer, touch or arrow keys. */
export function WeekBars(props: WeekBarsProps) {
  const { pollutant, weeks, values, monthly, start, selected, lang, onSelect, onChange } = props;
  const { t } = useTranslation('cities');
  const [ref, width] = useWidth<HTMLFieldSetElement>(720);
  const svg = useRef<SVGSVGElement>(null);
  const dragging = useRef<number | null>(null);
  const highest = Math.max(...start, ...(monthly ?? []), 1) * 1.6;
  const top = Math.max(highest, ...values);
  const y = scaleLinear([0, top], [BASE, 10]);
  const slot = (width - LEFT - 4) / Math.max(1, weeks.length);
  const x = (week: number) => LEFT + week * slot;
  const step = stepOf(pollutant);

  const valueAt = (clientY: number) => {
    const box = svg.current?.getBoundingClientRect();
    return box ? Math.max(0, y.invert(clientY - box.top)) : 0;
  };
  const down = (event: PointerEvent<SVGRectElement>, week: number) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = week;
    onSelect(week);
    onChange(week, valueAt(event.clientY));
  };
  const move = (event: PointerEvent<SVGRectElement>) => {
    const week = dragging.current;
    if (week === null) return;
    // Drawing sideways sets the weeks passed over: a season in one stroke.
    const box = svg.current?.getBoundingClientRect();
    const over = box ? Math.floor((event.clientX - box.left - LEFT) / slot) : week;
    const at = Math.min(weeks.length - 1, Math.max(0, over));
    if (at !== week) dragging.current = at;
    onSelect(at);
    onChange(at, valueAt(event.clientY));
  };
  const keys = (event: KeyboardEvent<SVGRectElement>, week: number) => {
    const value = values[week] ?? 0;
    const next = {
      ArrowUp: value + step,
      ArrowDown: value - step,
      PageUp: value + 10 * step,
      PageDown: value - 10 * step,
    }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      onChange(week, next);
      return;
    }
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const to = Math.min(weeks.length - 1, Math.max(0, week + by));
    onSelect(to);
    svg.current?.querySelector<SVGRectElement>(`[data-week="${to}"]`)?.focus();
  };

  return (
    <fieldset ref={ref} className={styles.drawing} aria-label={t('whatIfPanel.bars')}>
      <svg ref={svg} width={width} height={HEIGHT} className={styles.bars} role="presentation">
        {y.ticks(4).map((tick) => (
          <g key={tick}>
            <path d={`M${LEFT} ${y(tick)}H${width}`} stroke="var(--rule)" />
            <text className="tk" x={LEFT - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {weeks.map((week, index) => {
          const value = values[index] ?? 0;
          const before = start[index] ?? 0;
          const plan = monthly?.[Number(week.from.slice(5, 7)) - 1];
          return (
            <g key={week.from}>
              <rect
                x={x(index) + 1}
                y={y(value)}
                width={Math.max(2, slot - 3)}
                height={BASE - y(value)}
                className={index === selected ? styles.barOn : styles.bar}
              />
              <path d={`M${x(index) + 1} ${y(before)}h${Math.max(2, slot - 3)}`} className={styles.start} />
              {plan !== undefined && <path d={`M${x(index)} ${y(plan)}h${slot}`} className={styles.plan} />}
              <rect
                data-week={index}
                x={x(index)}
                y={0}
                width={slot}
                height={BASE}
                className={styles.hit}
                role="slider"
                tabIndex={index === selected ? 0 : -1}
                aria-orientation="vertical"
                aria-label={t('whatIfPanel.week', {
                  from: dayText(week.from, lang),
                  to: dayText(week.to, lang),
                })}
                aria-valuemin={0}
                aria-valuemax={Math.ceil(top)}
                aria-valuenow={value}
                onPointerDown={(event) => down(event, index)}
                onPointerMove={move}
                onPointerUp={() => {
                  dragging.current = null;
                }}
                onPointerCancel={() => {
                  dragging.current = null;
                }}
                onFocus={() => onSelect(index)}
                onKeyDown={(event) => keys(event, index)}
              />
              {startsMonth(weeks, index) && (
                <text className="tk" x={x(index) + 2} y={BASE + 16} pointerEvents="none">
                  {monthText(Number(week.to.slice(5, 7)), lang)}
                </text>
              )}
            </g>
          );
        })}
        <path d={`M${LEFT} ${BASE}H${width}`} stroke="var(--axis)" />
      </svg>
    </fieldset>
  );
}

/** The week in which a month begins, and the first. */
function startsMonth(weeks: readonly Week[], index: number): boolean {
  const week = weeks[index];
  const before = weeks[index - 1];
  return week !== undefined && (before === undefined || before.to.slice(0, 7) !== week.to.slice(0, 7));
}
