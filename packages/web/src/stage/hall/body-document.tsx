import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyProps } from './body.tsx';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

/** Width of an A4 sheet in CSS pixels: what the documents are drawn for. */
const SHEET = 794;
/** Each screen begins a little before the last one ended, so that no line is lost between them. */
const STEP = 0.92;

/** A page of a paper as the server draws it, sandboxed; `sub` scrolls it by screens. */
export function DocumentBody({ body, room, sub, onScreens }: BodyProps<'document'>) {
  const { t } = useTranslation('stage');
  const [height, setHeight] = useState(600);
  const scale = Math.min(2.1, room.width / SHEET);
  const step = (room.height / scale) * STEP;
  const screens = Math.max(1, Math.ceil((height - (room.height / scale) * (1 - STEP)) / step));
  const at = useScreens(screens, sub, onScreens);
  const top = Math.min(at * step, Math.max(0, height - room.height / scale));
  return (
    <div className={styles.paperRoom} style={{ width: SHEET * scale, height: room.height }}>
      <iframe
        className={styles.paper}
        title={t('hall.document')}
        sandbox="allow-same-origin"
        tabIndex={-1}
        srcDoc={body.html}
        style={{ width: SHEET, height, transform: `scale(${scale}) translateY(${-top}px)` }}
        onLoad={(event) => {
          const page = event.currentTarget.contentDocument?.documentElement;
          if (page) setHeight(Math.max(600, page.scrollHeight + 2));
        }}
      />
    </div>
  );
}
