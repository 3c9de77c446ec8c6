import { getPaperFile, listPapers, type Paper, urlOf } from '@qingzhang/contract';
import { Drawer } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRenew } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { DocumentFrame } from '../documents/document-frame.tsx';
import { useFileText } from '../documents/use-file-text.ts';
import { CopiesPanel } from '../papers/copies-panel.tsx';
import { ErrorPanel, Skeleton } from '../ui/states.tsx';
import styles from './meetings.module.css';
import { PaperActs, PaperFiles, PaperState, SpeechActs } from './papers.tsx';

const touched = [listPapers];

/** A paper as it will be read, beside the list; to whom it goes and who has opened it. */
export function PaperDrawer({
  paper,
  onClose,
}: {
  readonly paper: Paper | null;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('meetings');
  const office = useMay('papers.write');
  const [side, setSide] = useState<'page' | 'copies'>('page');
  if (paper === null) return null;
  const sends = office && (paper.can.send || (paper.copies?.sent ?? 0) > 0);
  return (
    <Drawer
      open
      size="min(960px, 100vw)"
      title={paper.title}
      onClose={onClose}
      extra={
        <span className={styles.files}>
          <PaperFiles paper={paper} />
        </span>
      }
    >
      <div className={styles.sideHead}>
        <span>
          <PaperState paper={paper} />
        </span>
        {sends && (
          <span className="seg">
            {(['page', 'copies'] as const).map((one) => (
              <button key={one} type="button" aria-pressed={one === side} onClick={() => setSide(one)}>
                {t(`papers.side.${one}`)}
              </button>
            ))}
          </span>
        )}
        <span className={styles.ways}>
          {paper.kind === 'speech' && !office ? (
            <SpeechActs paper={paper} />
          ) : (
            <PaperActs paper={paper} onOpen={null} />
          )}
        </span>
      </div>
      {side === 'copies' && sends ? <CopiesPanel owner="paper" id={paper.id} /> : <Page paper={paper} />}
    </Drawer>
  );
}

function Page({ paper }: { readonly paper: Paper }) {
  const page = useFileText(
    // The revision is part of the address: a changed paper is read anew.
    `${urlOf(getPaperFile, { params: { id: paper.id, format: 'html' } })}?revision=${paper.revision}-${paper.state}`,
  );
  const renew = useRenew(touched);
  const opened = page.data !== undefined;
  // Opening an own copy made it read.
  useEffect(() => {
    if (opened) void renew();
  }, [opened, renew]);
  if (page.data !== undefined) return <DocumentFrame html={page.data} title={paper.title} />;
  return page.error ? (
    <ErrorPanel error={page.error} onRetry={() => void page.refetch()} />
  ) : (
    <Skeleton rows={20} bar={22} />
  );
}
