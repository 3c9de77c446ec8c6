import type { FollowUp } from '@qingzhang/contract';
import { taskStates } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { today as dayNow } from '../notifications/today.ts';
import { ListTable } from '../ui/list-table.tsx';
import { dayText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import styles from './meetings.module.css';

type Task = FollowUp['tasks'][number];
const FOLDED = 12;
const order = ['red', 'yellow', 'green', 'blue', 'grey'];

interface TaskListProps {
  readonly tasks: readonly Task[];
  readonly city: string | null;
  readonly onAll: () => void;
}

/** The tasks a meeting left, the troubled first; of one city where one was chosen. */
export function TaskList({ tasks, city, onAll }: TaskListProps) {
  const { t } = useTranslation('meetings');
  const region = useRegionName();
  const [all, setAll] = useState(false);
  const list = tasks
    .filter((task) => city === null || task.city === city)
    .toSorted((a, b) => order.indexOf(a.lamp) - order.indexOf(b.lamp));
  if (tasks.length === 0) return null;
  const shown = all || city !== null ? list : list.slice(0, FOLDED);
  return (
    <section className={styles.section}>
      <h2>
        {city === null ? t('follow.list') : t('follow.listOf', { city: region(city) })}
        <small>{t('follow.listCount', { count: list.length })}</small>
        {city !== null && (
          <button type="button" className={styles.quiet} onClick={onAll}>
            {t('follow.all')}
          </button>
        )}
      </h2>
      {list.length === 0 ? (
        <p className="n2">{t('follow.noneOfCity')}</p>
      ) : (
        <ListTable
          className={`${styles.table} ${styles.tasks}`}
          headings={[
            t('follow.lamp'),
            t('follow.task'),
            t('follow.owner'),
            t('follow.state'),
            t('follow.clock'),
            t('follow.deadline'),
          ]}
        >
          {shown.map((task) => (
            <Row key={task.id} task={task} />
          ))}
        </ListTable>
      )}
      {shown.length < list.length && (
        <button type="button" className={styles.quiet} onClick={() => setAll(true)}>
          {t('follow.more', { count: list.length - shown.length })}
        </button>
      )}
    </section>
  );
}

function Row({ task }: { readonly task: Task }) {
  const { t, i18n } = useTranslation('meetings');
  const { t: words } = useTranslation('tasks');
  const region = useRegionName();
  const state = taskStates.find((one) => one === task.state);
  const day = (text: string) => dayText(text, i18n.language);
  const late = task.arrangedOn === null && task.arrangedDue !== null && task.arrangedDue < dayNow();
  return (
    <tr>
      <td>
        <ProgramLamp lamp={task.lamp} />
      </td>
      <th scope="row">
        <Link to="/tasks/$id" params={{ id: String(task.id) }}>
          {task.text}
        </Link>
        <small>{task.no}</small>
        {task.apart.length > 0 && (
          <small className={styles.bad}>
            {task.apart.includes('withdrawn')
              ? t('follow.apartWithdrawn')
              : t('follow.apart', {
                  what: task.apart
                    .map((part) => t(`follow.apartOf.${part}`))
                    .join(i18n.language === 'en' ? ', ' : '、'),
                })}
          </small>
        )}
      </th>
      <td>
        {task.city === null ? '—' : region(task.city)}
        <small>{task.ownerPost}</small>
      </td>
      <td className="nowrap">{state === undefined ? task.state : words(`state.${state}`)}</td>
      <td className="nowrap">
        {task.signedOn === null ? t('follow.unsigned') : t('follow.signedOn', { day: day(task.signedOn) })}
        <small className={late ? styles.bad : undefined}>
          {task.arrangedOn !== null
            ? t('follow.arrangedOn', { day: day(task.arrangedOn) })
            : task.arrangedDue !== null &&
              t(late ? 'follow.arrangeLate' : 'follow.arrangeDue', { day: day(task.arrangedDue) })}
        </small>
      </td>
      <td className="nowrap">{task.deadline === null ? '—' : day(task.deadline)}</td>
    </tr>
  );
}
