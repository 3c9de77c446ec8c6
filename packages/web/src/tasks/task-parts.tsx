import { getTaskFile, type Task, type TaskFile, urlOf } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { momentText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { figureText, percentText } from './figures.ts';
import { Due } from './marks.tsx';
import styles from './tasks.module.css';

interface PartProps {
  readonly task: Task;
}

export function Files({ task, files }: { readonly task: number; readonly files: readonly TaskFile[] }) {
  return files.map((file) => (
    <a
      key={file.id}
      className={styles.file}
      href={urlOf(getTaskFile, { params: { id: task, file: file.id } })}
      download
    >
      {file.name}
    </a>
  ));
}

/** 序时: the milestones, and how far it is by now. */
export function Plan({ task }: PartProps) {
  const { t } = useTranslation('tasks');
  if (task.milestones.length === 0 && task.months.length === 0) return null;
  return (
    <section>
      <h2 className={styles.next}>
        {t('plan.title')}
        {task.planned !== null && (
          <small>
            {t('plan.now', { planned: task.planned.toFixed(1), done: (task.progress ?? 0).toFixed(1) })}
          </small>
        )}
      </h2>
      {task.milestones.length > 0 && (
        <ul className={styles.milestones}>
          {task.milestones.map(({ day, percent }) => (
            <li key={day}>
              {day} <b>{percentText(percent)}</b>
            </li>
          ))}
        </ul>
      )}
      {task.months.length > 0 && (
        <ul className={styles.milestones}>
          {task.months.map(({ month, lamp, gap }) => (
            <li key={month}>
              {month} <ProgramLamp lamp={lamp} />
              {gap !== null && (
                <small>
                  {' '}
                  {t(gap > 0 ? 'plan.behind' : 'plan.ahead', { points: Math.abs(gap).toFixed(1) })}
                </small>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** 进展, newest first; a return stands with its reason. */
export function Reports({ task }: PartProps) {
  const { t } = useTranslation('tasks');
  if (task.reports.length === 0) return null;
  return (
    <section>
      <h2 className={styles.next}>{t('reports.title')}</h2>
      <ul className={styles.records}>
        {task.reports.map((report) => (
          <li key={report.id}>
            <span className={styles.when}>
              {momentText(report.at)} <small>{report.post}</small>
              {report.actingFor && <small> {t('actingFor', { post: report.actingFor })}</small>}
            </span>
            <div>
              <b>{t(`reports.kind.${report.kind}`)}</b>
              {report.cause && ` · ${t(`cause.${report.cause}`)}`}
              {report.progress !== null && ` · ${percentText(report.progress)}`}
              {report.value !== null &&
                task.measure?.kind === 'figure' &&
                ` · ${figureText(report.value)} ${task.measure.unit}`}
              {report.text && <p>{report.text}</p>}
              <Files task={task.id} files={report.files} />
              <p className={report.state === 'returned' ? 'worse' : 'n3'}>
                {t(`reports.state.${report.state}`)}
                {report.judged && ` · ${report.judged.post} ${momentText(report.judged.at)}`}
                {report.judged?.reason && `：${report.judged.reason}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Extensions({ task }: PartProps) {
  const { t } = useTranslation('tasks');
  if (task.extensions.length === 0) return null;
  return (
    <section>
      <h2 className={styles.next}>{t('extensions.title')}</h2>
      <ul className={styles.records}>
        {task.extensions.map((one) => (
          <li key={one.id}>
            <span className={styles.when}>
              {momentText(one.askedAt)} <small>{one.askedPost}</small>
            </span>
            <div>
              <b>{t(one.pause ? 'extensions.pause' : 'extensions.move', { from: one.from, to: one.to })}</b>
              <p>{one.reason}</p>
              <p className={one.decision?.approved === false ? 'worse' : 'n3'}>
                {one.decision === null
                  ? t('extensions.waiting')
                  : `${t(one.decision.approved ? 'extensions.approved' : 'extensions.denied')} · ${one.decision.post} ${momentText(one.decision.at)}`}
                {one.decision?.reason && `：${one.decision.reason}`}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 销号: every close-out stays visible, also after a rebound. */
export function CloseOuts({ task }: PartProps) {
  const { t } = useTranslation('tasks');
  if (task.closeOuts.length === 0) return null;
  return (
    <section>
      <h2 className={styles.next}>{t('closeOuts.title')}</h2>
      <ul className={styles.records}>
        {task.closeOuts.map((one) => (
          <li key={one.id}>
            <span className={styles.when}>
              {momentText(one.appliedAt)} <small>{one.appliedPost}</small>
            </span>
            <div>
              <p>{one.note}</p>
              <Files task={task.id} files={one.files} />
              {one.checked && (
                <p className="n2">
                  {t('closeOuts.checked')} · {one.checked.post} {momentText(one.checked.at)}{' '}
                  {one.checked.note}
                </p>
              )}
              {one.accepted && (
                <p className="n2">
                  {t('closeOuts.accepted')} · {one.accepted.post} {momentText(one.accepted.at)}{' '}
                  {one.accepted.note}
                </p>
              )}
              {one.returned && (
                <p className="worse">
                  {t('closeOuts.returned')} · {one.returned.post} {momentText(one.returned.at)}：
                  {one.returned.reason}
                </p>
              )}
              {one.lookBacks.map((look) => (
                <p key={look.dueOn} className={look.outcome === 'rebound' ? 'worse' : 'n2'}>
                  {t('closeOuts.lookBack', { day: look.dueOn })} ·{' '}
                  {look.outcome === null ? t('closeOuts.waiting') : t(`closeOuts.${look.outcome}`)}
                  {look.post && ` · ${look.post}`} {look.note}
                </p>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** 分任务: sub-tasks per city or county. */
export function Parts({ task }: PartProps) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  if (task.partRows.length === 0) return null;
  return (
    <section>
      <h2 className={styles.next}>
        {t('partsTitle')}
        {task.parts && <small>{t('parts', task.parts)}</small>}
      </h2>
      <ul className={styles.partRows}>
        {task.partRows.map((row) => {
          const place = row.county ?? row.city;
          return (
            <li key={row.id}>
              <ProgramLamp lamp={row.lamp.lamp} overridden={row.lamp.manual !== null} />
              <span>
                <Link to="/tasks/$id" params={{ id: String(row.id) }}>
                  {place ? region(place) : row.leadUnit} {row.text}
                </Link>
                <small>{row.lamp.reason}</small>
              </span>
              <Due due={row.due} deadline={row.deadline} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
