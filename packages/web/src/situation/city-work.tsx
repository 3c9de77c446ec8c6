import { type CityWork, getCityWork } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';

/** Overdue tasks and old debts by city; null: not for this reader, or not of the moment that is shown. */
export interface ShownWork {
  readonly day: string;
  readonly of: ReadonlyMap<string, CityWork['cities'][number]>;
  readonly simulated: boolean;
}

/** Asked beside the situation, as who sees figures need not see tasks. An earlier moment has no such column. */
export function useCityWork(refetchInterval: number | false): ShownWork | null {
  const may = useMay('tasks.read');
  const { at, asOf } = useView();
  const enabled = may && at === undefined && asOf === undefined;
  const { data } = useCall(getCityWork, undefined, { enabled, refetchInterval });
  if (!enabled || data === undefined || data.cities.length === 0) return null;
  return { day: data.day, of: new Map(data.cities.map((one) => [one.city, one])), simulated: data.simulated };
}

/** 2 / 5: overdue tasks (to the tasks of the city), old debts (to its account of debts). */
export function WorkText({ city, work }: { readonly city: string; readonly work: ShownWork }) {
  const { t } = useTranslation('situation');
  const name = useRegionName();
  const own = work.of.get(city);
  if (own === undefined) return <span className="n3">—</span>;
  const place = { city: name(city), day: work.day };
  return (
    <>
      <Link
        to="/tasks"
        search={{ city, late: 'true' }}
        className={own.late > 0 ? 'late worse' : 'late'}
        aria-label={t('work.lateOf', { ...place, count: own.late })}
      >
        {own.late}
      </Link>
      <span aria-hidden="true"> / </span>
      <Link
        to="/cities/$code"
        params={{ code: city }}
        hash="debts-title"
        aria-label={t('work.oldOf', { ...place, count: own.old })}
      >
        {own.old}
      </Link>
    </>
  );
}

/** The whole province, where all its cities are seen. */
export function WorkTotal({
  cities,
  work,
}: {
  readonly cities: readonly string[];
  readonly work: ShownWork;
}) {
  const all = cities.map((city) => work.of.get(city));
  if (all.some((one) => one === undefined)) return null;
  const sum = (key: 'late' | 'old') => all.reduce((total, one) => total + (one?.[key] ?? 0), 0);
  const late = sum('late');
  return (
    <>
      <b className={late > 0 ? 'worse' : undefined}>{late}</b> / {sum('old')}
    </>
  );
}
