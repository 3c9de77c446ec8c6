import type { ProgramLamp as ProgramLampState } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

interface ProgramLampProps {
  readonly lamp: ProgramLampState;
  /** Set by a person, with a reason: a small corner mark (DIS-2.2). */
  readonly overridden?: boolean;
}

/** 蓝绿黄红灰: a colour with its character, readable in grey print. It never stands alone: the reason is beside it. */
export function ProgramLamp({ lamp, overridden = false }: ProgramLampProps) {
  const { t } = useTranslation('ui');
  return (
    <span
      className={`plamp ${lamp}${overridden ? ' hand' : ''}`}
      title={overridden ? t('programLamp.byHand') : undefined}
    >
      <span aria-hidden="true">{t(`programLamp.mark.${lamp}`)}</span>
      <span className="unseen">
        {t(`programLamp.${lamp}`)}
        {overridden && t('programLamp.byHand')}
      </span>
    </span>
  );
}
