import { formatPeriod, spanOf } from '../dates/period.ts';
import { compare, type Rational, sum } from '../numbers/exact.ts';
import { percentilePosition } from '../numbers/percentile.ts';
import { formatRounded, powerOfTen, roundHalfEven } from '../numbers/rounding.ts';
import { INDEX_DECIMALS, INDEX_STATISTIC, indexLimit, indexWeights } from './composite-index.ts';
import { standardOfPeriod } from './editions.ts';
import { decimalText, type Explanation, type ExplanationNote, roundingStep } from './explain.ts';
import type { AirDay, AirPeriod } from './period.ts';
import { type AirPolicy, DEFAULT_AIR_POLICY } from './policy.ts';
import { DECIMALS, POLLUTANTS, type Pollutant, UNITS } from './pollutants.ts';

/** AIR-3.10, 3.16, 4.2: why the statistic of a period (mean, CO 95th, O3 90th percentile) is what it is. */
export function explainPeriod(
  pollutant: Pollutant,
  days: readonly AirDay[],
  evaluated: AirPeriod,
  policy: AirPolicy = DEFAULT_AIR_POLICY,
): Explanation {
  const figures = evaluated.pollutants[pollutant];
  const { validity } = figures;
  const kind = INDEX_STATISTIC[pollutant];
  const { period } = evaluated;
  const within = evaluatedDays(days, evaluated);
  const values = within.flatMap(({ values: six }) => {
    const value = six[pollutant];
    return value === null ? [] : [policy.chain === 'roundedDaily' ? roundedDay(pollutant, value) : value];
  });
  const exact = kind === 'mean' ? figures.mean : figures.percentile;
  const notes: ExplanationNote[] = [];
  if (!validity.valid && period.kind !== 'month' && validity.shortMonths.length > 0) {
    notes.push({ code: 'shortMonths', rule: 'AIR-3.18', detail: validity.shortMonths.join(', ') });
  }
  if (validity.counted < validity.needed) {
    notes.push({ code: 'belowMinimum', rule: 'AIR-1.5', detail: `${validity.counted} < ${validity.needed}` });
  }
  if (validity.counted > validity.days) {
    notes.push({ code: 'dustAccounted', rule: 'AIR-5.7', detail: `${validity.counted - validity.days}` });
  }
  return {
    figure: 'periodStatistic',
    value: figures.published === null ? null : formatRounded(figures.published, DECIMALS[pollutant]),
    unit: UNITS[pollutant],
    edition: evaluated.edition,
    ruleIds: ['AIR-4.2', kind === 'mean' ? 'AIR-3.10' : 'AIR-3.16', 'AIR-3.18', 'AIR-3.11'],
    formula:
      kind === 'mean'
        ? 'C = Σ C_day / N'
        : `C = X(s) + (X(s+1) − X(s)) × (k − s), k = 1 + (N − 1) × ${kind} %`,
    substituted: exact && (kind === 'mean' ? meanText(values, exact) : percentileText(values, kind, exact)),
    inputs: within.map((day) => ({
      key: day.date,
      value: day.values[pollutant] && decimalText(day.values[pollutant]),
    })),
    completeness: { valid: validity.days, needed: validity.needed, of: evaluated.days.calendarDays },
    rounding: roundingStep(figures.statistic, DECIMALS[pollutant]),
    notes:
      notes.length > 0 || figures.statistic
        ? notes
        : [{ code: 'belowMinimum', rule: 'AIR-1.6', detail: formatPeriod(period) }],
  };
}

function roundedDay(pollutant: Pollutant, value: Rational): Rational {
  const decimals = DECIMALS[pollutant];
  return { num: roundHalfEven(value, decimals), den: powerOfTen(decimals) };
}

function evaluatedDays(days: readonly AirDay[], evaluated: AirPeriod): AirDay[] {
  const { from, to } = spanOf(evaluated.period);
  return days.filter((day) => day.date >= from && day.date <= to).sort((a, b) => (a.date < b.date ? -1 : 1));
}

function meanText(values: readonly Rational[], exact: Rational): string {
  return `${decimalText(sum(values))} / ${values.length} = ${decimalText(exact)}`;
}

function percentileText(values: readonly Rational[], percent: number, exact: Rational): string {
  const sorted = [...values].sort(compare);
  const { lower, hundredths } = percentilePosition(sorted.length, percent);
  const [below, above] = [sorted[lower - 1]!, sorted[lower]];
  const k = formatRounded(lower * 100 + hundredths, 2);
  if (hundredths === 0 || !above) return `k = ${k}: ${decimalText(exact)}`;
  const step = `(${decimalText(above)} − ${decimalText(below)}) × ${formatRounded(hundredths, 2)}`;
  return `k = ${k}: ${decimalText(below)} + ${step} = ${decimalText(exact)}`;
}

/** AIR-4.1…4.5: why a composite index is what it is. */
export function explainIndex(evaluated: AirPeriod, policy: AirPolicy = DEFAULT_AIR_POLICY): Explanation {
  const standard = standardOfPeriod(evaluated.period, policy);
  const { index } = evaluated;
  const weights = indexWeights(standard, policy);
  const term = (pollutant: Pollutant): string => {
    const statistic = evaluated.pollutants[pollutant].statistic;
    const weight = weights[pollutant] === 1 ? '' : `${weights[pollutant]} × `;
    return `${weight}${statistic ? decimalText(statistic) : '—'}/${decimalText(indexLimit(pollutant, standard))}`;
  };
  const invalid = POLLUTANTS.filter((pollutant) => evaluated.pollutants[pollutant].statistic === null);
  return {
    figure: 'compositeIndex',
    value: index.published === null ? null : formatRounded(index.published, INDEX_DECIMALS),
    unit: '',
    edition: standard.id,
    ruleIds: ['AIR-4.1', 'AIR-4.2', standard.id === '2012' ? 'AIR-4.3' : 'AIR-6.11', 'AIR-4.5', 'AIR-3.11'],
    formula: 'I = Σ C_i / S_i',
    substituted: index.value && `${POLLUTANTS.map(term).join(' + ')} = ${decimalText(index.value)}`,
    inputs: POLLUTANTS.map((pollutant) => ({
      key: pollutant,
      value: index.single[pollutant] && decimalText(index.single[pollutant]),
    })),
    completeness: {
      valid: POLLUTANTS.length - invalid.length,
      needed: POLLUTANTS.length,
      of: POLLUTANTS.length,
    },
    rounding: roundingStep(index.value, INDEX_DECIMALS),
    notes: invalid.map((pollutant) => ({ code: 'itemInvalid', rule: 'AIR-4.11', detail: pollutant })),
  };
}
