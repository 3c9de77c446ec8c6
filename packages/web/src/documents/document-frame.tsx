import { type Ref, useState } from 'react';
import styles from './document.module.css';

interface DocumentFrameProps {
  readonly html: string;
  readonly title: string;
  readonly ref?: Ref<HTMLIFrameElement>;
}

/**
 * A document of the server on the page: sandboxed, so that nothing in it can run or reach this page; same-origin only
 * to measure its height and to print it. Links in it open nowhere.
 */
export function DocumentFrame({ html, title, ref }: DocumentFrameProps) {
  // A frame never measures less than it is high: it begins low.
  const [height, setHeight] = useState(600);
  return (
    <div className={styles.desk}>
      <iframe
        ref={ref}
        className={styles.paper}
        title={title}
        sandbox="allow-same-origin allow-modals"
        srcDoc={html}
        style={{ height }}
        onLoad={(event) => {
          const page = event.currentTarget.contentDocument?.documentElement;
          if (!page) return;
          // The desk is the only grey: whatever ground the document has of its own stays out of sight.
          for (const ground of [page, page.querySelector('body')])
            ground?.style.setProperty('background', 'none');
          setHeight(Math.max(600, page.scrollHeight + 2));
        }}
      />
    </div>
  );
}
