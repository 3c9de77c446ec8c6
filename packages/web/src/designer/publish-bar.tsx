import {
  endProgram,
  getProgramPublication,
  ProgramDefinitionSchema,
  type ProgramDesignDetail,
  previewProgramDefinition,
  publishProgram,
  renewProgram,
} from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './designer.module.css';
import { Labelled } from './inputs.tsx';
import { Publication, usePublication } from './publication.tsx';
import { forgetDraft, touchesOfDesign } from './use-design.ts';
import { Migration } from './versions.tsx';

/** Beside the design itself: whether its publication goes on as a job. */
const touches = [...touchesOfDesign, getProgramPublication];

interface PublishBarProps {
  readonly design: ProgramDesignDetail;
  readonly definition: ProgramDefinition;
  readonly wrong: number;
  readonly changed: boolean;
  readonly onPublish: () => void;
}

/** 发布: what would become of existing values is counted first; then the version with its note. */
export function PublishBar({ design, definition, wrong, changed, onPublish }: PublishBarProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const [note, setNote] = useState('');
  const [office, setOffice] = useState(design.office);
  const preview = useSend(previewProgramDefinition);
  const publish = useSend(publishProgram, touches);
  const publication = usePublication(design.key);
  const running = publication?.state === 'running';
  const ready = wrong === 0 && changed && note.trim() !== '' && !publish.isPending && !running;
  const parsed = () => ProgramDefinitionSchema.parse(definition);
  return (
    <form
      className={styles.bar}
      aria-label={t('publish.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        onPublish();
        publish.mutate(
          {
            params: { key: design.key },
            body: { definition: parsed(), note: note.trim(), office: office.trim(), basedOn: design.version },
          },
          {
            onSuccess: ({ version }) => {
              preview.reset();
              // As a job it may still come to nothing: until it is done the draft stays.
              if (version === null) return;
              forgetDraft(design.key);
              setNote('');
            },
          },
        );
      }}
    >
      <Labelled label={t('publish.office')}>
        {(id) => (
          <input id={id} maxLength={100} value={office} onChange={(event) => setOffice(event.target.value)} />
        )}
      </Labelled>
      <Labelled label={t('publish.note')} wide>
        {(id) => (
          <input
            id={id}
            maxLength={1000}
            placeholder={t('publish.noteHint')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Labelled>
      {design.items > 0 && (
        <button
          type="button"
          className="btn"
          disabled={wrong > 0 || preview.isPending}
          onClick={() =>
            preview.mutate({ params: { key: design.key }, query: { lang }, body: { definition: parsed() } })
          }
        >
          {t('publish.count', { items: design.items })}
        </button>
      )}
      <button type="submit" className="btn pri" disabled={!ready}>
        {t('publish.act', { version: (design.version ?? 0) + 1 })}
      </button>
      {publication !== null && (
        <Publication key={publication.id} of={publication} version={design.version} program={design.key} />
      )}
      {wrong > 0 && <span className="worse">{t('publish.wrong', { count: wrong })}</span>}
      {wrong === 0 && !changed && !running && <span className="n3">{t('publish.same')}</span>}
      {preview.data && <Migration migration={preview.data.migration} />}
      {(publish.error ?? preview.error) && <ErrorPanel error={publish.error ?? preview.error} />}
    </form>
  );
}

/** 停用与续期. */
export function EndAndRenew({ design }: { readonly design: ProgramDesignDetail }) {
  const { t } = useTranslation('designer');
  const [reason, setReason] = useState('');
  const [sunset, setSunset] = useState(design.published?.sunset ?? '');
  const end = useSend(endProgram, touchesOfDesign);
  const renew = useSend(renewProgram, touches);
  if (design.published === null) return null;
  const params = { key: design.key };
  const later = sunset > design.published.sunset;
  const error = end.error ?? renew.error;
  return (
    <section aria-label={t('end.title')} className={styles.end}>
      <h2>{t('end.title')}</h2>
      <Labelled label={t('end.reason')} wide>
        {(id) => <input id={id} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Labelled>
      <Labelled label={t('reporting.sunset')}>
        {(id) => (
          <input id={id} type="date" value={sunset} onChange={(event) => setSunset(event.target.value)} />
        )}
      </Labelled>
      <div className={styles.sentence}>
        <button
          type="button"
          className="btn"
          disabled={!later || reason.trim() === '' || renew.isPending}
          onClick={() => renew.mutate({ params, body: { sunset, reason: reason.trim() } })}
        >
          {t('end.renew')}
        </button>
        {design.state === 'active' && (
          <button
            type="button"
            className="btn"
            disabled={reason.trim() === '' || end.isPending}
            onClick={() => end.mutate({ params, body: { reason: reason.trim() } })}
          >
            {t('end.act')}
          </button>
        )}
      </div>
      {error && <ErrorPanel error={error} />}
    </section>
  );
}
