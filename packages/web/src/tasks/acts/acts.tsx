import type { Task, TaskAct } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useActionWord, useRungVerb } from '../action-word.ts';
import type { TaskForm } from '../task-search.ts';
import styles from '../tasks.module.css';

/** Which form does an act; the rest have one of their own name. */
const formOf: Partial<Record<TaskAct, TaskForm>> = {
  edit: 'complete',
  setPlan: 'plan',
  issueNotice: 'notice',
  liftNotice: 'lift',
};
/** Acts that stand quietly under the others. */
const quiet: readonly TaskAct[] = [
  'proposeLamp',
  'liftLamp',
  'setApplicability',
  'holdNotice',
  'reassign',
  'comment',
  'discard',
  'setSelfDeadline',
  'split',
  'askExtension',
];

/** What can be done now: the one that is due first, each a verb with its object. */
export function Acts({ task, open }: { readonly task: Task; readonly open: TaskForm | null }) {
  const { t } = useTranslation('tasks');
  const word = useActionWord();
  const verb = useRungVerb();
  const params = { id: String(task.id) };
  const next = task.rungs.find(({ state }) => state === 'now')?.rung;
  const due = task.action?.act;
  const waits = task.reports.some(({ state }) => state === 'sent');
  const forms = task.can
    // There is nothing to judge before somebody has reported.
    .filter((act) => act !== 'judge' || waits)
    .map((act) => ({ act, form: formOf[act] ?? (act as TaskForm) }));
  // What is due but no act of its own: 看回复 only reads.
  const alone = due !== undefined && due === 'seeReply' ? due : null;
  const name = (act: TaskAct, form: TaskForm): string => {
    if (act === 'issueNotice') return next === undefined ? t('action.notice') : verb(next);
    if (task.action !== null && task.action.act === form) return word(task.action);
    return t(`action.${form}`);
  };
  return (
    <div className={styles.acts}>
      {task.action && (
        <p className={styles.actWhy}>
          <b>{word(task.action)}</b>
          {task.action.why !== '' && <span className="n2">　{task.action.why}</span>}
        </p>
      )}
      <div className={styles.buttons}>
        {alone !== null && task.action !== null && (
          <Link
            to="/tasks/$id"
            params={params}
            search={{ act: alone }}
            className="btn pri"
            aria-current={alone === open}
            resetScroll={false}
          >
            {word(task.action)}
          </Link>
        )}
        {forms
          .filter(({ act }) => !quiet.includes(act))
          .map(({ act, form }) => (
            <Link
              key={act}
              to="/tasks/$id"
              params={params}
              search={{ act: form, ...(act === 'issueNotice' && next !== undefined && { rung: next }) }}
              className={form === due || (due === 'resubmit' && form === 'report') ? 'btn pri' : 'btn'}
              aria-current={form === open}
              resetScroll={false}
            >
              {name(act, form)}
            </Link>
          ))}
      </div>
      <div className={styles.links}>
        {forms
          .filter(({ act }) => quiet.includes(act))
          .map(({ act, form }) => (
            <Link
              key={act}
              to="/tasks/$id"
              params={params}
              search={{ act: form, ...(act === 'holdNotice' && next !== undefined && { rung: next }) }}
              aria-current={form === open}
              resetScroll={false}
            >
              {t(`action.${form}`)}
            </Link>
          ))}
      </div>
      {task.cannot.map(({ act, code }) => (
        <p key={`${act}${code}`} className="cap">
          {t(`action.${formOf[act] ?? act}` as 'action.close')}：{t(`cannot.${code}` as 'cannot.fourEyes')}
        </p>
      ))}
    </div>
  );
}
