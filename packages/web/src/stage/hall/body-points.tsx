import { useMemo } from 'react';
import type { BodyProps } from './body.tsx';
import { fitPoints } from './fit.ts';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

/** Points said in words: 传达的指示, 要求. */
export function PointsBody({ body, room, sub, onScreens }: BodyProps<'points'>) {
  const { font, screens } = useMemo(
    () => fitPoints(body.points, room.width, room.height),
    [body.points, room.width, room.height],
  );
  const at = useScreens(screens.length, sub, onScreens);
  return (
    <ol className={styles.points} style={{ fontSize: font }}>
      {(screens[at] ?? []).map((index) => {
        const point = body.points[index];
        return (
          point && (
            <li key={index} value={index + 1}>
              {point.head !== '' && <b>{point.head}</b>}
              {point.text !== '' && <p>{point.text}</p>}
            </li>
          )
        );
      })}
    </ol>
  );
}
