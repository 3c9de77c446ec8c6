import { getRelease, listReleases, patchRelease, type Release } from '@qingzhang/contract';
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { Field } from '../tasks/acts/fields.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './releases.module.css';

/** 来源与转载声明: text like the rest; a change asks the reviewers again. */
export function SourceLines({ release }: { readonly release: Release }) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const [source, setSource] = useState(release.source);
  const [reprint, setReprint] = useState(release.reprint);
  const patch = useSend(patchRelease, [getRelease, listReleases]);
  if (!release.can.edit) return null;
  const changed = source !== release.source || reprint !== release.reprint;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        const { id, revision } = release;
        patch.mutate({ params: { id }, query: { lang }, body: { revision, source, reprint } });
      }}
    >
      <Field label={t('source.source')}>
        <Input maxLength={120} value={source} onChange={({ target }) => setSource(target.value)} />
      </Field>
      <Field label={t('source.reprint')}>
        <Input maxLength={200} value={reprint} onChange={({ target }) => setReprint(target.value)} />
      </Field>
      {changed && (
        <div className={styles.buttons}>
          <button type="submit" className="btn pri" disabled={patch.isPending}>
            {t('source.save')}
          </button>
          <span className="cap">{t('source.hint')}</span>
        </div>
      )}
      {patch.error && <ErrorPanel error={patch.error} />}
    </form>
  );
}
