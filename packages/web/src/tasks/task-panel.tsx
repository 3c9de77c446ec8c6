import { getTask } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { useActionWord, useRungVerb } from './action-word.ts';
import { Facts, Ladder } from './ladder.tsx';
import styles from './tasks.module.css';
import { Tell } from './tell.tsx';

/** The task beside the list: facts, ladder, who will be told when, what to do. */
export function TaskPanel({ id }: { readonly id: number }) {
  const { t } = useTranslation('tasks');
  const { lang } = useView();
  const query = useCall(getTask, { params: { id }, query: { lang } });
  const word = useActionWord();
  const verb = useRungVerb();
  return (
    <aside className={styles.panel} aria-label={t('panel')}>
      <Loaded query={query} skeleton={<Skeleton rows={10} bar={18} />}>
        {(task) => {
          const next = task.rungs.find(({ state }) => state === 'now')?.rung;
          const params = { id: String(task.id) };
          return (
            <>
              <h2>
                <ProgramLamp lamp={task.lamp.lamp} overridden={task.lamp.manual !== null} />{' '}
                <Link to="/tasks/$id" params={params}>
                  {task.text}
                </Link>
              </h2>
              <p className="n2">{task.lamp.reason}</p>
              <Facts task={task} />
              <Ladder task={task} />
              {task.tell && <Tell plan={task.tell} />}
              <div className={styles.buttons}>
                {task.action && task.action.act !== 'notice' && (
                  <Link
                    to="/tasks/$id"
                    params={params}
                    search={{ act: task.action.act }}
                    className="btn pri"
                    title={task.action.why}
                  >
                    {word(task.action)}
                  </Link>
                )}
                {task.can.includes('issueNotice') && next !== undefined && (
                  <Link
                    to="/tasks/$id"
                    params={params}
                    search={{ act: 'notice', rung: next }}
                    className={task.action?.act === 'notice' ? 'btn pri' : 'btn'}
                  >
                    {verb(next)}
                  </Link>
                )}
                {task.can.includes('holdNotice') && next !== undefined && (
                  <Link
                    to="/tasks/$id"
                    params={params}
                    search={{ act: 'holdNotice', rung: next }}
                    className="btn"
                  >
                    {t('action.holdNotice')}
                  </Link>
                )}
                <Link to="/tasks/$id" params={params} className="btn">
                  {t('openTask')}
                </Link>
              </div>
            </>
          );
        }}
      </Loaded>
    </aside>
  );
}
