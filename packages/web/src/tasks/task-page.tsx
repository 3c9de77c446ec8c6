import { getTask, type Task } from '@qingzhang/contract';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { useLive } from '../notifications/live.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { ActForm } from './acts/act-form.tsx';
import { Acts } from './acts/acts.tsx';
import { figureText } from './figures.ts';
import { History } from './history.tsx';
import { Facts, Ladder } from './ladder.tsx';
import { Clocks, Due } from './marks.tsx';
import { CloseOuts, Extensions, Parts, Plan, Reports } from './task-parts.tsx';
import styles from './tasks.module.css';
import { Tell } from './tell.tsx';

/** One task: what is asked, how it stands and why, what was done, what can be done now. */
export function TaskPage() {
  const { id } = useParams({ from: '/shell/tasks/$id' });
  const { lang } = useView();
  const query = useCall(getTask, { params: { id: Number(id) }, query: { lang } });
  useLive({ type: 'task', id }, [getTask]);
  return (
    <main className="page">
      <Loaded query={query} skeleton={<Skeleton rows={16} bar={22} />}>
        {(task) => <Whole key={task.id} task={task} />}
      </Loaded>
    </main>
  );
}

function Whole({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const { t: ui } = useTranslation('ui');
  const { act, rung } = useSearch({ from: '/shell/tasks/$id' });
  const navigate = useNavigate({ from: '/tasks/$id' });
  useTitle(task.no);
  const close = () => void navigate({ search: {}, replace: true, resetScroll: false });
  return (
    <>
      <nav className={styles.crumbs} aria-label={t('crumbs')}>
        <Link to="/tasks">{t('title')}</Link> › {task.no}
        {task.parent !== null && (
          <>
            {' · '}
            <Link to="/tasks/$id" params={{ id: String(task.parent) }}>
              {t('parent')}：{task.parentText}
            </Link>
          </>
        )}
      </nav>
      <header className={styles.taskHead}>
        <ProgramLamp lamp={task.lamp.lamp} overridden={task.lamp.manual !== null} />
        <h1>{task.text}</h1>
        {task.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
        <Badge>{t(`state.${task.state}`)}</Badge>
        {task.urgency !== 'normal' && <Badge kind="adj">{t(`urgency.${task.urgency}`)}</Badge>}
      </header>
      <p className={styles.taskWhy}>
        {task.lamp.reason}
        {task.lamp.manual && (
          <span className="n2">
            {t('manualLamp', {
              post: task.lamp.manual.post,
              confirmed: task.lamp.manual.confirmedBy,
              reason: task.lamp.manual.reason,
              computed: ui(`programLamp.${task.lamp.manual.computed}`),
            })}
          </span>
        )}
        <Due due={task.due} deadline={task.deadline} />
        <Clocks clocks={task.clocks} />
      </p>
      {task.returned && (
        <p className={styles.returned}>
          <b>↩ {t('returned', { post: task.returned.post, at: momentText(task.returned.at) })}</b>
          {task.returned.reason}
        </p>
      )}
      <div className={styles.two}>
        <div>
          <Terms task={task} />
          <Facts task={task} />
          <Plan task={task} />
          <Reports task={task} />
          <Extensions task={task} />
          <CloseOuts task={task} />
          <Parts task={task} />
          <History id={task.id} revision={task.revision} />
        </div>
        <aside className={styles.panel}>
          <Acts task={task} open={act ?? null} />
          {act !== undefined && (
            <ActForm key={`${act}${rung ?? ''}`} task={task} act={act} rung={rung ?? null} onDone={close} />
          )}
          <Ladder task={task} />
          {task.tell && act !== 'notice' && <Tell plan={task.tell} />}
        </aside>
      </div>
    </>
  );
}

/** 交办要素: who, until when, what counts as done, where it comes from. */
function Terms({ task }: { readonly task: Task }) {
  const { t } = useTranslation('tasks');
  const region = useRegionName();
  const place = task.county ?? task.city;
  const rows: [string, string | null][] = [
    [
      t('terms.source'),
      [t(`source.${task.source}`), task.sourceTitle, task.sourceDocument, task.sourceClause]
        .filter(Boolean)
        .join(' · '),
    ],
    [t('terms.lead'), [place && region(place), task.leadUnit].filter(Boolean).join(' ') || null],
    [t('terms.supporting'), task.supportingUnits.join(t('join')) || null],
    [t('terms.owner'), [task.ownerPost, task.ownerPhone].filter(Boolean).join(' ') || null],
    [
      t('terms.deadline'),
      task.deadline &&
        [
          task.deadline,
          task.deadlineSetBy && t(`terms.setBy.${task.deadlineSetBy}`),
          task.selfDeadline && t('terms.self', { day: task.selfDeadline }),
        ]
          .filter(Boolean)
          .join(' · '),
    ],
    [t('terms.measure'), measureWords()],
    [t('terms.complexity'), t(`complexity.${task.complexity}`)],
    [t('terms.confidentiality'), t(`confidentiality.${task.confidentiality}`)],
    [t('terms.issued'), task.issuedAt && `${momentText(task.issuedAt)} ${task.issuedPost ?? ''}`],
    [t('terms.signed'), task.signedAt && momentText(task.signedAt)],
  ];
  return (
    <dl className={styles.terms}>
      {rows
        .filter(([, value]) => value !== null && value !== '')
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );

  function measureWords(): string | null {
    const { measure } = task;
    if (measure === null) return null;
    if (measure.kind === 'text') return measure.text;
    const { name, baseline, target, unit, current } = measure;
    return t('terms.figure', {
      name,
      unit,
      baseline: figureText(baseline),
      target: figureText(target),
      current: current === null ? t('terms.unreported') : t('terms.now', { value: figureText(current) }),
    });
  }
}
