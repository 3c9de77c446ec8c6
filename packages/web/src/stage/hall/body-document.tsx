import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyProps } from './body.tsx';
import { fitSheet } from './fit.ts';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

/** A page of a paper as the server draws it, sandboxed; `sub` scrolls it by screens. */
export function DocumentBody({ body, room, sub, onScreens }: BodyProps<'document'>) {
  const { t } = useTranslation('stage');
  const frame = useRef<HTMLIFrameElement>(null);
  const [fit, setFit] = useState(() => fitSheet(room, () => 0));
  const measure = () => {
    const element = frame.current;
    const sheet = element?.contentDocument?.body;
    if (!element || !sheet) return;
    const found = fitSheet(room, (width) => {
      element.style.width = `${width}px`;
      return textHeight(sheet);
    });
    element.style.width = `${found.width}px`;
    setFit(found);
  };
  const at = useScreens(fit.screens, sub, onScreens);
  const shown = room.height / fit.scale;
  // The last screen ends where the text ends.
  const top = Math.min(at * fit.step, Math.max(0, fit.height - shown));
  return (
    <div className={styles.paperRoom} style={{ width: room.width, height: room.height }}>
      <iframe
        ref={frame}
        className={styles.paper}
        title={t('hall.document')}
        sandbox="allow-same-origin"
        tabIndex={-1}
        srcDoc={body.html}
        style={{
          width: fit.width,
          height: Math.max(fit.height, shown) + 40,
          transform: `scale(${fit.scale}) translateY(${-top}px)`,
        }}
        onLoad={measure}
      />
    </div>
  );
}

/**
 * How far down the text goes, with the room that the sheet leaves above it left below it too. The window's own height does
 * not count: a short text in a tall frame is short.
 */
function textHeight(sheet: HTMLElement): number {
  const article = sheet.querySelector('article') ?? sheet;
  const text = sheet.ownerDocument.createRange();
  text.selectNodeContents(article);
  const { top, bottom } = text.getBoundingClientRect();
  return Math.ceil(bottom + Math.min(top, 16));
}
