import { type Milestone, OVERDUE_RED } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { withAt, without } from './definition-model.ts';
import styles from './designer.module.css';
import { NumberInput, RowTools } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

const WIDTH = 320;
const HEIGHT = 96;

/** 序时进度: by which day how much; the curve is drawn as it will stand on the board. */
export function MilestonesPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { milestones, overdueRed } = definition;
  const set = (next: readonly Milestone[]) => change({ milestones: next });
  return (
    <Part id="milestones" title={t('milestones.title')} hint={t('milestones.hint')}>
      <div className={styles.beside}>
        <div className={styles.lines}>
          {milestones.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a milestone has no identity but its place
            <div key={index} className={styles.sentence}>
              <input
                type="date"
                aria-label={t('milestones.day', { n: index + 1 })}
                value={one.day}
                onChange={(event) => set(withAt(milestones, index, { ...one, day: event.target.value }))}
              />
              <NumberInput
                bare
                min={0}
                max={100}
                label={t('milestones.share', { n: index + 1 })}
                value={one.share}
                onChange={(share) => set(withAt(milestones, index, { ...one, share: share ?? 0 }))}
              />
              <span>%</span>
              <input
                aria-label={t('milestones.name', { n: index + 1 })}
                placeholder={t('milestones.nameHint')}
                value={one.name?.zh ?? ''}
                onChange={(event) => {
                  const { name, ...rest } = one;
                  const zh = event.target.value;
                  set(
                    withAt(
                      milestones,
                      index,
                      zh === '' ? rest : { ...rest, name: { zh, en: name?.en ?? '' } },
                    ),
                  );
                }}
              />
              <RowTools name={one.day} onRemove={() => set(without(milestones, index))} />
              <FaultsAt path={`milestones.${index}`} />
            </div>
          ))}
          <button
            type="button"
            className="btn"
            onClick={() => set([...milestones, nextMilestone(milestones, definition.sunset)])}
          >
            {t('milestones.add')}
          </button>
        </div>
        {milestones.length > 1 && <Curve milestones={milestones} />}
      </div>
      <NumberInput
        label={t('overdueRed.label')}
        min={0}
        max={100}
        value={overdueRed}
        onChange={(percent) =>
          change({ overdueRed: percent === undefined ? undefined : Math.min(100, Math.max(0, percent)) })
        }
      />
      <p className="n3">{t('overdueRed.help', { n: overdueRed ?? OVERDUE_RED, standard: OVERDUE_RED })}</p>
      <FaultsAt path="overdueRed" />
    </Part>
  );
}

/** The first begins the year at zero, the next ends at a hundred by the end of it. */
function nextMilestone(milestones: readonly Milestone[], sunset: string): Milestone {
  if (milestones.length === 0) return { day: `${sunset.slice(0, 4)}-01-01`, share: 0 };
  return { day: sunset, share: 100 };
}

function Curve({ milestones }: { readonly milestones: readonly Milestone[] }) {
  const { t } = useTranslation('designer');
  const time = (day: string) => Date.parse(`${day}T00:00:00Z`);
  const known = milestones.filter(({ day }) => Number.isFinite(time(day)));
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined || time(last.day) <= time(first.day)) return null;
  const span = time(last.day) - time(first.day);
  const x = (day: string) => 4 + ((time(day) - time(first.day)) / span) * (WIDTH - 8);
  const y = (share: number) => HEIGHT - 18 - (Math.min(100, Math.max(0, share)) / 100) * (HEIGHT - 30);
  return (
    <svg
      className={styles.curve}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('milestones.curve')}
    >
      <line x1={4} x2={WIDTH - 4} y1={y(0)} y2={y(0)} stroke="var(--rule2)" />
      <line x1={4} x2={WIDTH - 4} y1={y(100)} y2={y(100)} stroke="var(--rule)" />
      <polyline
        points={known.map(({ day, share }) => `${x(day)},${y(share)}`).join(' ')}
        fill="none"
        stroke="var(--ink2)"
        strokeWidth={1.5}
        strokeDasharray="4 3"
      />
      {known.map(({ day, share }) => (
        <circle key={`${day}${share}`} cx={x(day)} cy={y(share)} r={3} fill="var(--ink)" />
      ))}
      <text className="tk" x={4} y={HEIGHT - 4}>
        {first.day}
      </text>
      <text className="tk" x={WIDTH - 4} y={HEIGHT - 4} textAnchor="end">
        {last.day}
      </text>
      <text className="tk" x={4} y={y(100) - 3}>
        100%
      </text>
    </svg>
  );
}
