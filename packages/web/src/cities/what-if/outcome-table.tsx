import type { Lang, TargetIndicator } from '@qingzhang/contract';
import { type Outcome, unitOf, type WhatIf } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { Lamp, lampCell } from '../../ui/lamp.tsx';
import { monthText } from '../../ui/moments.ts';
import { useIndicatorName } from '../indicator-name.tsx';
import tables from '../tables.module.css';

interface OutcomeTableProps {
  readonly result: WhatIf;
  /** The month at hand, 1…12. */
  readonly month: number;
  readonly lang: Lang;
}

/** 照此推演: each target with its month and its year, and whether they would be kept. */
export function OutcomeTable({ result, month, lang }: OutcomeTableProps) {
  const { t } = useTranslation('cities');
  const name = useIndicatorName();
  return (
    <table className={tables.table}>
      <thead>
        <tr>
          <th scope="col">{t('whatIfPanel.target')}</th>
          <th scope="col" className="num">
            {t('whatIfPanel.month', { month: monthText(month, lang) })}
          </th>
          <th scope="col" className="num">
            {t('whatIfPanel.year')}
          </th>
          <th scope="col" className="num">
            {t('whatIfPanel.value')}
          </th>
          <th scope="col">{t('whatIfPanel.lamp')}</th>
        </tr>
      </thead>
      <tbody aria-live="polite">
        {result.outcomes.map((outcome) => (
          <Row key={outcome.target.indicator} outcome={outcome} month={month} name={name} />
        ))}
        <tr>
          <th scope="row">{t('whatIfPanel.goodDays')}</th>
          <td className="num n3">—</td>
          <td className="num">
            {t('whatIfPanel.goodDaysOf', { days: result.goodDays.days, valid: result.goodDays.valid })}
          </td>
          <td className="num n3">—</td>
          <td />
        </tr>
        {!result.outcomes.some(({ target }) => target.indicator === 'index') && (
          <tr>
            <th scope="row">{name('index')}</th>
            <td className="num">{result.monthIndex ?? '—'}</td>
            <td className="num">{result.yearIndex ?? '—'}</td>
            <td className="num n3">—</td>
            <td />
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Row({
  outcome,
  month,
  name,
}: {
  readonly outcome: Outcome;
  readonly month: number;
  readonly name: (indicator: TargetIndicator) => string;
}) {
  const { t } = useTranslation('cities');
  const { target } = outcome;
  const unit = unitOf(target.indicator);
  const plan = target.monthly?.[month - 1] ?? null;
  return (
    <tr>
      <th scope="row">
        <b>{name(target.indicator)}</b> <small>{unit === 'days' ? t('whatIfPanel.days') : unit}</small>
      </th>
      <td className={`num${outcome.meetsMonth === false ? ' worse b' : ''}`}>
        {outcome.month ?? '—'}
        {plan !== null && <small> {t('whatIfPanel.plan', { plan })}</small>}
      </td>
      <td className={`num b${outcome.meetsYear === false ? ' worse' : ''}`}>{outcome.year ?? '—'}</td>
      <td className="num">{target.value}</td>
      <td className={lampCell(outcome.lamp.state)}>
        <Lamp state={outcome.lamp.state} word />
      </td>
    </tr>
  );
}
