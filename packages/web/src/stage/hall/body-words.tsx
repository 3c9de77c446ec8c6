import { useTranslation } from 'react-i18next';
import type { BodyProps } from './body.tsx';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

/** Opening page: what is under the meeting's name. */
export function CoverBody({ body, onScreens }: BodyProps<'cover'>) {
  useScreens(1, 0, onScreens);
  return (
    <ul className={styles.cover}>
      {body.lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** 议程: what is on, who speaks, how long. */
export function AgendaBody({ body, room, onScreens }: BodyProps<'agenda'>) {
  const { t } = useTranslation('stage');
  useScreens(1, 0, onScreens);
  const row = Math.min(104, Math.floor(room.height / Math.max(1, body.items.length)));
  return (
    <ol className={styles.agendaBody}>
      {body.items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order is the item's number
        <li key={at} style={{ height: row, fontSize: Math.min(44, Math.max(32, row * 0.5)) }}>
          <span className={styles.agendaNo}>{at + 1}</span>
          <b>{item.title}</b>
          <span className={styles.agendaWho}>{item.speakers.join(t('join'))}</span>
          <span className={styles.agendaMinutes}>
            {item.minutes > 0 && t('minutes', { count: item.minutes })}
          </span>
        </li>
      ))}
    </ol>
  );
}
