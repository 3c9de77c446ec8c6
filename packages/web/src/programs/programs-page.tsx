import {
  getProgramScores,
  getProgramScoresXlsx,
  listPrograms,
  listProgramsXlsx,
  type ProgramSummary,
  setProgramScores,
} from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Badge } from '../ui/badges.tsx';
import { ExportButton } from '../ui/export-button.tsx';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Empty, ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { gapText } from './gap-text.ts';
import styles from './programs.module.css';

/** 专项: every program as a row, with a strip of the cities' lamps and percent against the path. */
export function ProgramsPage() {
  const { t } = useTranslation('programs');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  useTitle(t('title'));
  const mayDefine = useMay('programs.define');
  const query = useCall(listPrograms, { query: { lang } });
  return (
    <main className="page">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <span className="r">
          {mayDefine && (
            <Link className="btn" to="/programs/design">
              {t('define')}
            </Link>
          )}
          <ExportButton endpoint={listProgramsXlsx} query={{ lang }} />
        </span>
      </header>
      <Loaded query={query} skeleton={<Skeleton rows={11} bar={30} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('empty.programs')}>
              <p className="n2">{t('empty.programsHint')}</p>
            </Empty>
          ) : (
            <>
              <Lead programs={items} />
              <div className="scroll">
                <table className={styles.programs}>
                  <thead>
                    <tr>
                      <th scope="col">{t('list.name')}</th>
                      <th scope="col">{t('list.cities')}</th>
                      <th scope="col">{t('list.progress')}</th>
                      <th scope="col" className="num">
                        {t('list.gap')}
                      </th>
                      <th scope="col" className="num">
                        {t('list.open')}
                      </th>
                      <th scope="col" className="num">
                        {t('list.overdue')}
                      </th>
                      <th scope="col">{t('list.office')}</th>
                      <th scope="col">{t('list.sunset')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {items.map((program) => (
                      <ProgramRow key={program.key} program={program} simulated={ui('badge.simulated')} />
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )
        }
      </Loaded>
      <Scores />
    </main>
  );
}

const late = ({ gap }: ProgramSummary) => gap !== null && gap > 5;

/** Which programs need somebody, in a sentence. */
function Lead({ programs }: { readonly programs: readonly ProgramSummary[] }) {
  const { t, i18n } = useTranslation('programs');
  const { lang } = useView();
  const between = i18n.language.startsWith('zh') ? '、' : ', ';
  const red = programs.filter(({ lamps }) => lamps.red > 0);
  const behind = programs.filter(late);
  const overdue = programs.reduce((sum, one) => sum + one.overdue, 0);
  return (
    <p className="lead">
      {t('list.lead', { count: programs.length })}
      {behind.length === 0 ? (
        t('list.leadCalm')
      ) : (
        <b className="run-worse">
          {t('list.leadBehind', { names: behind.map(({ shortName }) => shortName[lang]).join(between) })}
        </b>
      )}
      {red.length > 0 && t('list.leadRed', { count: red.reduce((sum, { lamps }) => sum + lamps.red, 0) })}
      {overdue > 0 && <b className="run-worse">{t('list.leadOverdue', { count: overdue })}</b>}
    </p>
  );
}

function ProgramRow({
  program,
  simulated,
}: {
  readonly program: ProgramSummary;
  readonly simulated: string;
}) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const region = useRegionName();
  const { progress, planned, gap } = program;
  return (
    <tr>
      <th scope="row">
        <Link to="/programs/$key" params={{ key: program.key }}>
          {program.name[lang] || program.name.zh}
        </Link>{' '}
        {program.simulated && <Badge kind="sim">{simulated}</Badge>}
        {program.state !== 'active' && <Badge>{t(`state.${program.state}`)}</Badge>}
        <small className="n3">
          {program.items.toLocaleString('en-US')} {program.counter}
        </small>
      </th>
      <td>
        <span className={styles.strip}>
          {program.strip.map(({ region: code, lamp, reason }) => (
            <span key={code} className={styles.stripCell} title={`${region(code)}　${reason}`}>
              <ProgramLamp lamp={lamp} />
              <small>{region(code, 'short')}</small>
              <span className="unseen">{reason}</span>
            </span>
          ))}
        </span>
      </td>
      <td>
        {program.items === 0 ? (
          <span className="n3">{t('list.noItems')}</span>
        ) : (
          <PercentBar progress={progress} planned={planned} />
        )}
      </td>
      <td className={`num ${gap !== null && gap > 5 ? styles.red : 'n2'}`}>
        {gap === null ? '—' : gapText(gap, t)}
      </td>
      <td className="num">{program.openItems.toLocaleString('en-US')}</td>
      <td className={`num ${program.overdue > 0 ? styles.red : 'n3'}`}>
        {program.overdue.toLocaleString('en-US')}
      </td>
      <td className="n2">{program.office}</td>
      <td className="n3 nowrap">{program.sunset}</td>
    </tr>
  );
}

/** Percent done as a bar, the plan as a line across it. */
function PercentBar({
  progress,
  planned,
}: {
  readonly progress: number | null;
  readonly planned: number | null;
}) {
  const { t } = useTranslation('programs');
  if (progress === null) return <span className="n3">{t('list.noPath')}</span>;
  return (
    <span className={styles.percent}>
      <svg width="120" height="14" aria-hidden="true">
        <rect x=".5" y="3.5" width="119" height="7" fill="var(--paper)" stroke="var(--rule2)" />
        <rect x="1" y="4" width={Math.min(118, (progress / 100) * 118)} height="6" fill="var(--ink2)" />
        {planned !== null && (
          <line
            x1={1 + (Math.min(100, planned) / 100) * 118}
            x2={1 + (Math.min(100, planned) / 100) * 118}
            y1="0"
            y2="14"
            stroke={planned - progress > 5 ? 'var(--worse)' : 'var(--axis)'}
            strokeWidth="2"
          />
        )}
      </svg>
      <b>{progress.toFixed(1)}%</b>
      {planned !== null && <span className="n3">{t('list.planned', { percent: planned.toFixed(1) })}</span>}
    </span>
  );
}

/** 市重点工作评分 (DIS-5.2): off until switched on; always with its parts and n. */
function Scores() {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const region = useRegionName();
  const query = useCall(getProgramScores, { query: { lang } });
  const set = useSend(setProgramScores, [getProgramScores]);
  const scores = query.data;
  if (scores === undefined) return query.error ? <ErrorPanel error={query.error} /> : null;
  if (!scores.enabled && !scores.maySet) return null;
  const toggle = scores.maySet && (
    <button
      type="button"
      className="btn"
      disabled={set.isPending}
      onClick={() => set.mutate({ body: { enabled: !scores.enabled } })}
    >
      {t(scores.enabled ? 'score.off' : 'score.on')}
    </button>
  );
  return (
    <section className={styles.scores} aria-label={t('score.title')}>
      <header className={styles.bar}>
        <h2>
          {t('score.title')}
          <small>{scores.enabled ? scores.rule : t('score.isOff')}</small>
        </h2>
        <span className={styles.right}>
          {toggle}
          {scores.enabled && <ExportButton endpoint={getProgramScoresXlsx} query={{ lang }} />}
        </span>
      </header>
      {scores.enabled && (
        <div className="scroll">
          <table className={styles.programs}>
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('rank.rank')}
                </th>
                <th scope="col">{t('rank.city')}</th>
                <th scope="col" className="num">
                  {t('score.total')}
                </th>
                {(['water', 'air', 'programs', 'honesty', 'overdue'] as const).map((part) => (
                  <th key={part} scope="col" className="num">
                    {t(`score.part.${part}`)}
                  </th>
                ))}
                <th scope="col" className="num">
                  n
                </th>
                <th scope="col">{t('rank.note')}</th>
              </tr>
            </thead>
            <tbody>
              {scores.rows.map((row) => (
                <tr key={row.region}>
                  <td className="num b">{row.rank ?? '—'}</td>
                  <th scope="row">{region(row.region)}</th>
                  <td className="num b">
                    {row.total === null ? '—' : row.total.toFixed(1)}
                    <span className="n3"> / {row.of}</span>
                  </td>
                  {row.parts.map((part) => (
                    <td key={part.part} className="num">
                      {part.points === null ? (
                        <span className="n3">{t('score.noData')}</span>
                      ) : (
                        part.points.toFixed(1)
                      )}
                    </td>
                  ))}
                  <td className="num">{row.n.toLocaleString('en-US')}</td>
                  <td className="n3">{row.unranked}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
