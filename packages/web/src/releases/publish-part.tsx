import {
  correctPublication,
  getRelease,
  listPublications,
  listReleases,
  patchRelease,
  publishRelease,
  type Release,
  withdrawRelease,
} from '@qingzhang/contract';
import { DatePicker, Popconfirm } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useView } from '../app/view.ts';
import { ReasonModal } from '../meetings/reason-modal.tsx';
import { Field } from '../tasks/acts/fields.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './releases.module.css';

const touched = [getRelease, listReleases, listPublications];

/** 发布: time lock, publishing, correcting, taking down. */
export function PublishPart({ release }: { readonly release: Release }) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const publish = useSend(publishRelease, touched);
  const withdraw = useSend(withdrawRelease, touched);
  const correct = useSend(correctPublication, touched);
  const [asking, setAsking] = useState<'withdraw' | 'correct' | null>(null);
  const { publication, can } = release;
  const params = { id: release.id };
  const locked = release.publishedAt !== null && Date.parse(release.publishedAt) > Date.now();
  return (
    <section className={styles.next2}>
      <h2>{t('publish.title')}</h2>
      {release.publishedAt !== null && (
        <p className="n2">
          {t(locked ? 'publish.from' : 'publish.at', { at: momentText(release.publishedAt) })}{' '}
          {release.publishedPost}
        </p>
      )}
      {publication !== null && (
        <p>
          <a href={`/public/p/${publication.slug}`} target="_blank" rel="noreferrer">
            {t('publish.address', { slug: publication.slug })}
          </a>
        </p>
      )}
      {can.edit &&
        (release.state === 'review' || release.state === 'approved' || release.state === 'draft') && (
          <Embargo release={release} />
        )}
      {release.publishedAt === null && !can.edit && release.embargoUntil !== null && (
        <p className="n2">{t('publish.from', { at: momentText(release.embargoUntil) })}</p>
      )}
      <div className={styles.buttons}>
        {can.publish && (
          <Popconfirm
            title={t('publish.sure')}
            description={t('publish.sureHint')}
            okText={t('publish.publish')}
            cancelText={t('cancel')}
            onConfirm={() => publish.mutate({ params, query: { lang } })}
          >
            <button type="button" className="btn pri" disabled={publish.isPending}>
              {t('publish.publish')}
            </button>
          </Popconfirm>
        )}
        {can.correct && (
          <button type="button" className="btn pri" onClick={() => setAsking('correct')}>
            {t('publish.correct')}
          </button>
        )}
        {can.withdraw && (
          <button type="button" className="btn" onClick={() => setAsking('withdraw')}>
            {t('publish.withdraw')}
          </button>
        )}
      </div>
      {publish.error && <ErrorPanel error={publish.error} />}
      {asking === 'withdraw' && (
        <ReasonModal
          title={t('publish.withdraw')}
          hint={t('publish.withdrawHint')}
          send={t('publish.withdraw')}
          pending={withdraw.isPending}
          error={withdraw.error}
          onSend={(reason) =>
            withdraw.mutate(
              { params, query: { lang }, body: { reason } },
              { onSuccess: () => setAsking(null) },
            )
          }
          onClose={() => setAsking(null)}
        />
      )}
      {asking === 'correct' && publication !== null && (
        <ReasonModal
          title={t('publish.correct')}
          hint={t('publish.correctHint')}
          send={t('publish.correct')}
          pending={correct.isPending}
          error={correct.error}
          onSend={(note) =>
            correct.mutate(
              { params: { id: publication.id }, body: { note } },
              { onSuccess: () => setAsking(null) },
            )
          }
          onClose={() => setAsking(null)}
        />
      )}
    </section>
  );
}

/** 时间锁: nothing before this moment, on the Beijing clock. */
function Embargo({ release }: { readonly release: Release }) {
  const { t } = useTranslation('releases');
  const { lang } = useView();
  const patch = useSend(patchRelease, [getRelease]);
  const { id, revision, embargoUntil } = release;
  const wall =
    embargoUntil === null
      ? null
      : dayjs(new Date(Date.parse(embargoUntil) + 8 * 3_600_000).toISOString().slice(0, 19));
  return (
    <>
      <Field label={t('publish.embargo')}>
        <DatePicker
          showTime={{ format: 'HH:mm' }}
          format="YYYY-MM-DD HH:mm"
          value={wall}
          disabled={patch.isPending}
          onChange={(at) =>
            patch.mutate({
              params: { id },
              query: { lang },
              body: {
                revision,
                embargoUntil: at === null ? null : `${at.format('YYYY-MM-DDTHH:mm')}:00+08:00`,
              },
            })
          }
        />
      </Field>
      {patch.error && <ErrorPanel error={patch.error} />}
    </>
  );
}
