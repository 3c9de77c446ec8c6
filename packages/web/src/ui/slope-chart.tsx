import type { Delta, Figure } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useWhy } from '../why/why-context.tsx';
import { arrowOf, magnitudeOf } from './delta.ts';
import { rowOf, type SlopeStep, slopeLines, slopeSteps } from './slope-layout.ts';

/** Why a line stands out; at most three do, the rest is grey. */
export type Accent = 'better' | 'worse' | 'ink';
const accentColour: Record<Accent, string> = {
  better: 'var(--safe)',
  worse: 'var(--over)',
  ink: 'var(--ink)',
};
const GREY = 'var(--ink3)';

export interface SlopeRow {
  readonly code: string;
  readonly name: string;
  readonly rank: number | null;
  readonly figure: Figure;
  readonly changeRank: number | null;
  readonly delta: Delta;
  /** Valid days. */
  readonly n: number;
}

interface SlopeChartProps {
  readonly label: string;
  readonly rows: readonly SlopeRow[];
  readonly headings: {
    readonly state: string;
    readonly stateNote: string;
    readonly change: string;
    readonly changeNote: string;
  };
  readonly accents: ReadonlyMap<string, Accent>;
  /** Show the column of valid days at the left. */
  readonly showN: boolean;
  readonly rowHeight: number;
  readonly selected: string | null;
  readonly onPick: (code: string) => void;
}

const TOP = 46;

/** 斜率图: state and change as two columns of the same height, one line a city; ties are one thick step. */
export function SlopeChart(props: SlopeChartProps) {
  const { t } = useTranslation('ui');
  const { label, rows, headings, accents, showN, rowHeight } = props;
  const left = slopeSteps(rows);
  const right = slopeSteps(rows.map(({ code, changeRank }) => ({ code, rank: changeRank })));
  const x = showN ? { dot: 180, far: 308, width: 478, n: 0 } : { dot: 168, far: 254, width: 440, n: 0 };
  const count = Math.max(...left.map(({ to }) => to + 1), ...right.map(({ to }) => to + 1), 1);
  const height = TOP + (count - 1) * rowHeight + 18;
  const y = (row: number) => TOP + 6 + row * rowHeight;
  const lines = slopeLines(left, right).sort(
    (a, b) => Number(accents.has(a.code)) - Number(accents.has(b.code)),
  );
  return (
    // The figure around it carries the label; names and values inside are buttons.
    <svg className="slope" viewBox={`0 0 ${x.width} ${height}`} aria-label={label}>
      {showN && (
        <text className="tk" x={0} y={30}>
          {t('slope.n')}
        </text>
      )}
      <text className="tb" x={x.dot - 8} y={14} textAnchor="end">
        {headings.state}
      </text>
      <text className="tk" x={x.dot - 8} y={30} textAnchor="end">
        {headings.stateNote}
      </text>
      <text className="tb" x={x.far + 8} y={14}>
        {headings.change}
      </text>
      <text className="tk" x={x.far + 8} y={30}>
        {headings.changeNote}
      </text>
      {lines.map(({ code, from, to }) => {
        const accent = accents.get(code);
        return (
          <path
            key={code}
            d={`M${x.dot} ${y(from)}L${x.far} ${y(to)}`}
            fill="none"
            stroke={accent ? accentColour[accent] : 'var(--rule2)'}
            strokeWidth={accent === undefined ? 1.3 : accent === 'ink' ? 1.8 : 2.6}
          />
        );
      })}
      {left.map((step) => (
        <Step key={step.rank} step={step} side="state" x={x.dot} y={y} {...props} />
      ))}
      {right.map((step) => (
        <Step key={step.rank} step={step} side="change" x={x.far} y={y} {...props} />
      ))}
      {showN &&
        rows.map(({ code, n }) => {
          const row = rowOf(left, code);
          const step = left.find(({ codes }) => codes.includes(code));
          if (row === null || step === undefined) return null;
          return (
            <text key={code} className="tk" x={0} y={y(step.from + step.codes.indexOf(code)) + 4.5}>
              {n}
            </text>
          );
        })}
    </svg>
  );
}

interface StepProps extends SlopeChartProps {
  readonly step: SlopeStep;
  readonly side: 'state' | 'change';
  readonly x: number;
  readonly y: (row: number) => number;
}

/** One rank: dot (or thick step for a tie), value, name or joined names, rank. Names can be picked. */
function Step({ step, side, x, y, rows, accents, selected, onPick }: StepProps) {
  const { t } = useTranslation('ui');
  const members = step.codes.flatMap((code) => rows.filter((row) => row.code === code));
  const first = members[0];
  if (first === undefined) return null;
  const middle = y((step.from + step.to) / 2);
  const tied = members.length > 1;
  const accent = tied ? undefined : accents.get(first.code);
  const colour = accent ? accentColour[accent] : 'var(--ink)';
  const weight = accent ? 700 : 400;
  const text = { fontSize: 14, fontWeight: weight };
  const nameWidth = widthOf(members.map(({ name }) => name).join(t('join')));
  const rankText = tied ? t('slope.tied', { rank: step.rank }) : String(step.rank);
  // Two short names stand side by side as one step; more, or longer ones, stand in the rows that the tie fills.
  const stacked = tied && nameWidth > 74;
  const nameX = side === 'state' ? x - 52 : x + 76;
  const anchor = side === 'state' ? 'end' : 'start';
  // Ranks stand in a column of their own beside the longest name; a tie's joined names push theirs outwards.
  const reach = Math.max(stacked ? 0 : nameWidth, ...rows.map(({ name }) => widthOf(name)));
  const pick = (member: SlopeRow, before: string) => (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside an SVG
    <tspan
      key={member.code}
      className={member.code === selected ? 'pick on' : 'pick'}
      role="button"
      tabIndex={side === 'state' ? 0 : -1}
      aria-label={t('slope.pick', { name: member.name })}
      onClick={() => onPick(member.code)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          onPick(member.code);
        }
      }}
    >
      {before}
      {member.name}
    </tspan>
  );
  const nameStyle = { ...text, fill: colour };
  const names = stacked ? (
    members.map((member, index) => (
      <text key={member.code} x={nameX} y={y(step.from + index) + 5} textAnchor={anchor} style={nameStyle}>
        {pick(member, '')}
      </text>
    ))
  ) : (
    <text x={nameX} y={middle + 5} textAnchor={anchor} style={nameStyle}>
      {members.map((member, index) => pick(member, index > 0 ? t('join') : ''))}
    </text>
  );
  return (
    <g>
      {tied && <path d={`M${x} ${y(step.from)}V${y(step.to)}`} stroke={GREY} strokeWidth={3} fill="none" />}
      <circle cx={x} cy={middle} r={tied ? 4 : 3} fill={accent ? accentColour[accent] : GREY} />
      {side === 'state' ? (
        <>
          <text x={x - 8} y={middle + 5} textAnchor="end" style={{ ...text, fill: colour }}>
            <Value figure={first.figure} />
          </text>
          {names}
          <text className="tk" x={nameX - reach - 8} y={middle + 4.5} textAnchor="end">
            {rankText}
          </text>
        </>
      ) : (
        <>
          <text
            x={x + 68}
            y={middle + 5}
            textAnchor="end"
            style={{ ...text, fill: senseColour(first.delta) }}
          >
            {deltaText(first.delta)}
          </text>
          {names}
          <text className="tk" x={nameX + reach + 8} y={middle + 4.5}>
            {rankText}
          </text>
        </>
      )}
    </g>
  );

  function deltaText(delta: Delta): string {
    if (delta.kind === 'none') return '—';
    return `${arrowOf(delta.text)}${magnitudeOf(delta.text)}${delta.unit === '%' ? '%' : ''}`;
  }
}

/** About how wide a text stands at 14 px: Chinese letters are square, others narrower. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 14 : 8), 0);
}

/** The published value; asks why where it can. */
function Value({ figure }: { readonly figure: Figure }) {
  const { open } = useWhy();
  const { why } = figure;
  if (why === null) return <tspan>{figure.text ?? '—'}</tspan>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button cannot stand inside an SVG
    <tspan
      className="why-value"
      role="button"
      tabIndex={0}
      aria-haspopup="dialog"
      onClick={() => open(why)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' || event.key === ' ') {
          event.preventDefault();
          open(why);
        }
      }}
    >
      {figure.text ?? '—'}
    </tspan>
  );
}

function senseColour(delta: Delta): string {
  return delta.kind === 'none' ? 'var(--flat)' : `var(--${delta.sense})`;
}
