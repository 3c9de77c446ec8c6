import type { Standing } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { momentText } from './moments.ts';

export type BadgeKind = 'live' | 'shut' | 'sim' | 'dust' | 'adj' | 'plain';

export function Badge({
  kind = 'plain',
  title,
  children,
}: {
  readonly kind?: BadgeKind;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={kind === 'plain' ? 'bdg' : `bdg ${kind}`} title={title}>
      {children}
    </span>
  );
}

/** Which of the standing's statements a place shows; each page shows each statement once. */
export type StandingPart = 'review' | 'closing' | 'dust' | 'simulated' | 'adjusted' | 'asOf';
const all: readonly StandingPart[] = ['closing', 'adjusted', 'asOf', 'review', 'dust', 'simulated'];

interface StandingBadgesProps {
  readonly standing: Standing;
  readonly parts?: readonly StandingPart[];
}

/** 标记: how far the data may be trusted; the same words in the same form everywhere. */
export function StandingBadges({ standing, parts = all }: StandingBadgesProps) {
  const { t, i18n } = useTranslation('ui');
  const moment = (iso: string) => momentText(iso, i18n.language);
  const has = (part: StandingPart) => parts.includes(part);
  return (
    <span className="bdgs">
      {has('closing') &&
        (standing.closed ? (
          <Badge kind="shut" title={t('badge.closedHint', { moment: moment(standing.closed.at) })}>
            {t('badge.closed')}
          </Badge>
        ) : (
          <Badge kind="live" title={t('badge.openHint')}>
            {t('badge.open')}
          </Badge>
        ))}
      {has('adjusted') && standing.adjusted && (
        <Badge kind="adj" title={t('badge.adjustedHint')}>
          {t('badge.adjusted')}
        </Badge>
      )}
      {has('asOf') && standing.asOf && !standing.closed && (
        <Badge kind="adj">{t('badge.asOf', { moment: moment(standing.asOf) })}</Badge>
      )}
      {has('review') &&
        (standing.reviewed ? (
          <Badge title={t('badge.reviewedHint')}>{t('badge.reviewed')}</Badge>
        ) : (
          <Badge kind="live" title={t('badge.liveHint')}>
            {t('badge.live')}
          </Badge>
        ))}
      {has('dust') &&
        (standing.dust === 'deducted' ? (
          <Badge kind="dust" title={t('badge.dustHint', { hours: standing.dustHours })}>
            {t('badge.dustDeducted')}
          </Badge>
        ) : (
          <Badge>{t('badge.dustMeasured')}</Badge>
        ))}
      {has('simulated') && standing.simulated && (
        <Badge kind="sim" title={t('badge.simulatedHint')}>
          {t('badge.simulated')}
        </Badge>
      )}
    </span>
  );
}
