import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import styles from './hall.module.css';

export const HALL = { width: 1920, height: 1080 } as const;

/** 1920×1080 units in whatever room there is: scaled as a whole, so that proportions hold at every size. */
export function HallFrame({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  const room = useRef<HTMLDivElement>(null);
  const [{ scale, left, top }, place] = useState({ scale: 0, left: 0, top: 0 });
  useLayoutEffect(() => {
    const element = room.current;
    if (element === null) return;
    const fit = () => {
      const { clientWidth, clientHeight } = element;
      const next = Math.min(clientWidth / HALL.width, clientHeight / HALL.height);
      place({
        scale: next,
        left: (clientWidth - HALL.width * next) / 2,
        top: (clientHeight - HALL.height * next) / 2,
      });
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return (
    <div
      ref={room}
      className={styles.room}
      {...(label === undefined ? {} : { role: 'img', 'aria-label': label })}
    >
      <div className={styles.scaled} style={{ transform: `translate(${left}px, ${top}px) scale(${scale})` }}>
        {children}
      </div>
    </div>
  );
}
