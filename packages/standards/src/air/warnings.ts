/** Colours of a heavy-pollution warning, weakest first; yellow, orange, red are response levels III, II, I. */
export const WARNING_LEVELS = ['blue', 'yellow', 'orange', 'red'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** A run of consecutive days with a daily AQI above (or reaching) a value. */
export interface WarningRun {
  readonly above?: number;
  readonly atLeast?: number;
  readonly days: number;
}

/** One grade: any of the alternatives, each of them all of its runs. */
export interface WarningGrade {
  readonly level: WarningLevel;
  readonly anyOf: readonly (readonly WarningRun[])[];
}

/** Triggers of a plan (AIR-7.3: data, per province and year), strongest grade first. */
export interface WarningPlan {
  readonly id: string;
  readonly grades: readonly WarningGrade[];
}

const over = (above: number, days: number): WarningRun => ({ above, days });
const reaching = (atLeast: number): WarningRun => ({ atLeast, days: 1 });

/** AIR-7.1: the national unified grades of 2017–2023, with the optional blue. */
export const WARNING_PLAN_2018: WarningPlan = {
  id: 'national-2018',
  grades: [
    { level: 'red', anyOf: [[over(200, 4), over(300, 2)], [reaching(500)]] },
    { level: 'orange', anyOf: [[over(200, 3), over(300, 1)]] },
    { level: 'yellow', anyOf: [[over(200, 2)]] },
    { level: 'blue', anyOf: [[over(200, 1)]] },
  ],
};

/** AIR-7.3: the wording of Shanxi's cities of 2021. */
export const WARNING_PLAN_SHANXI_2021: WarningPlan = {
  id: 'shanxi-2021',
  grades: [
    { level: 'red', anyOf: [[over(200, 4), over(300, 2)], [reaching(500)]] },
    { level: 'orange', anyOf: [[over(200, 3)]] },
    { level: 'yellow', anyOf: [[over(200, 2)]] },
  ],
};

/** AIR-7.4: the grades from 2024. */
export const WARNING_PLAN_2024: WarningPlan = {
  id: 'national-2024',
  grades: [
    { level: 'red', anyOf: [[over(200, 3), over(300, 1)]] },
    { level: 'orange', anyOf: [[over(200, 2)], [over(150, 3)]] },
    { level: 'yellow', anyOf: [[over(200, 1)], [over(150, 2)]] },
  ],
};

/**
 * AIR-7.1…7.4: the warning a forecast of daily AQI (consecutive days, null where none) calls for, or null. AIR-7.6: ozone
 * does not open the heavy-pollution plan; days led by ozone must be passed as null.
 */
export function warningLevel(forecast: readonly (number | null)[], plan: WarningPlan): WarningLevel | null {
  const met = (run: WarningRun) =>
    longestRun(forecast, (aqi) => aqi > (run.above ?? -1) && aqi >= (run.atLeast ?? 0)) >= run.days;
  return plan.grades.find((grade) => grade.anyOf.some((runs) => runs.every(met)))?.level ?? null;
}

function longestRun(forecast: readonly (number | null)[], test: (aqi: number) => boolean): number {
  let [longest, current] = [0, 0];
  for (const aqi of forecast) {
    current = aqi !== null && test(aqi) ? current + 1 : 0;
    longest = Math.max(longest, current);
  }
  return longest;
}
