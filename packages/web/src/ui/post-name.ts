import { useTranslation } from 'react-i18next';

/** A post as it is read; what the program itself did is said to be its doing. */
export function usePostName(): (post: string) => string {
  const { t } = useTranslation('ui');
  return (post) => (post === 'system' || post === 'cli' || post === 'demo' ? t(`post.${post}`) : post);
}
