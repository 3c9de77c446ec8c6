import { useTranslation } from 'react-i18next';
import { momentText } from '../ui/moments.ts';

/** Anything that is entered and may be withdrawn, by whom and when. */
export interface Withdrawable {
  readonly createdBy: string;
  readonly createdAt: string;
  readonly withdrawnBy: string | null;
  readonly withdrawnAt: string | null;
  readonly withdrawnReason: string | null;
}

/** Who entered it and when; and, if it was withdrawn, who did that, when and why. */
export function WithdrawnText({ entry }: { readonly entry: Withdrawable }) {
  const { t } = useTranslation('data');
  return (
    <>
      {t('entered', { by: entry.createdBy, at: momentText(entry.createdAt) })}
      {entry.withdrawnAt && (
        <>
          <br />
          <span className="worse">
            {t('withdrawn', {
              by: entry.withdrawnBy ?? '',
              at: momentText(entry.withdrawnAt),
              reason: entry.withdrawnReason ?? '',
            })}
          </span>
        </>
      )}
    </>
  );
}
