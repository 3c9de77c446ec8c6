import type { StatIndicator, TargetIndicator } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

type Indicator = StatIndicator | TargetIndicator;

/** An indicator in the language of the page. */
export function useIndicatorName(): (indicator: Indicator) => string {
  const { t } = useTranslation('ui');
  return (indicator) => t(`indicator.${indicator}`);
}

export function IndicatorName({ indicator }: { readonly indicator: Indicator }) {
  const name = useIndicatorName();
  return <>{name(indicator)}</>;
}
