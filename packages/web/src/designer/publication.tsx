import {
  cancelProgramPublication,
  getProgramPublication,
  type ProgramPublication,
  sayError,
} from '@qingzhang/contract';
import { grouped } from '@qingzhang/domain';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useRenew, useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './designer.module.css';
import { touchesOfDesign } from './use-design.ts';

/** How often is asked how far a publication is, in milliseconds. */
const PULSE = 700;

/** The publication that runs as a job, and what became of the last one. Its end renews the page. */
export function usePublication(key: string): ProgramPublication | null {
  const query = useCall(
    getProgramPublication,
    { params: { key } },
    { refetchInterval: (answer) => (answer?.publication?.state === 'running' ? PULSE : false) },
  );
  const renew = useRenew(touchesOfDesign);
  const publication = query.data?.publication ?? null;
  const running = publication?.state === 'running';
  const ran = useRef(false);
  useEffect(() => {
    if (ran.current && !running) void renew();
    ran.current = running;
  }, [running, renew]);
  return publication;
}

/** How far it is, with a way to stop; afterwards why nothing came of it. */
export function Publication({
  of,
  version,
  program,
}: {
  readonly of: ProgramPublication;
  /** The version in force. */
  readonly version: number | null;
  readonly program: string;
}) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const stop = useSend(cancelProgramPublication, [getProgramPublication]);
  const share = Math.round(of.progress * 100);
  if (of.state === 'running') {
    return (
      <div className={styles.publication} role="status">
        <p>{t('publication.running', { version: of.version, items: grouped(of.items), share })}</p>
        <progress max={1} value={of.progress} aria-label={t('publication.progress')} />
        <button
          type="button"
          className="btn"
          disabled={stop.isPending || stop.isSuccess}
          onClick={() => stop.mutate({ params: { key: program } })}
        >
          {t(stop.isSuccess ? 'publication.stopping' : 'publication.stop')}
        </button>
        {stop.error && <ErrorPanel error={stop.error} />}
      </div>
    );
  }
  // What has been followed by another version is history: it stands among the versions.
  if (of.state === 'done' || of.version !== (version ?? 0) + 1) return null;
  return (
    <p className={`${styles.publication} ${of.state === 'failed' ? 'worse' : 'n3'}`} role="status">
      {of.state === 'cancelled'
        ? t('publication.cancelled', { version: of.version })
        : t('publication.failed', {
            version: of.version,
            why: sayError(of.failure?.code ?? 'internal', of.failure?.params ?? {}, lang),
          })}
    </p>
  );
}
