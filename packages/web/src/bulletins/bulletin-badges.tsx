import type { Bulletin } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';

/** How far a bulletin may be trusted: issued or draft, closed or provisional, simulated. */
export function BulletinBadges({ bulletin }: { readonly bulletin: Bulletin }) {
  const { t } = useTranslation('bulletins');
  const { t: ui } = useTranslation('ui');
  return (
    <span className="bdgs">
      {bulletin.state === 'issued' ? (
        <Badge
          kind="shut"
          title={t('badge.issuedHint', {
            by: bulletin.issuedBy ?? '',
            at: bulletin.issuedAt ? momentText(bulletin.issuedAt) : '',
          })}
        >
          {t('badge.issued')}
        </Badge>
      ) : (
        <Badge kind="live" title={t('badge.draftHint')}>
          {t('badge.draft')}
        </Badge>
      )}
      {bulletin.closed ? (
        <Badge title={t('badge.closedHint', { at: momentText(bulletin.asOf) })}>{ui('badge.closed')}</Badge>
      ) : (
        <Badge kind="live" title={t('badge.provisionalHint')}>
          {t('badge.provisional')}
        </Badge>
      )}
      {bulletin.simulated && <Badge kind="sim">{ui('badge.simulated')}</Badge>}
    </span>
  );
}
