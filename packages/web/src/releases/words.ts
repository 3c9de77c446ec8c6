import type { Release } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

/** What a release waits for, in words. */
export function useWaits(): (
  release: Pick<Release, 'state' | 'waiting' | 'publication' | 'publishedAt'>,
) => string {
  const { t } = useTranslation('releases');
  return ({ state, waiting, publication, publishedAt }) => {
    const [next] = waiting;
    if (state === 'draft') return t('waits.draft');
    if (state === 'review') return next === undefined ? '' : t('waits.review', { stage: t(`stage.${next}`) });
    if (state === 'approved') return t('waits.approved');
    if (state !== 'published') return '';
    if (publication?.changed) {
      return next === undefined ? t('waits.correct') : t('waits.changed', { stage: t(`stage.${next}`) });
    }
    return publishedAt !== null && Date.parse(publishedAt) > Date.now() ? t('waits.locked') : '';
  };
}
