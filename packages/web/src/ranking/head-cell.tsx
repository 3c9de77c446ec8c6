import { useTranslation } from 'react-i18next';

interface HeadCellProps {
  readonly of: 'rank' | 'city' | 'change' | 'changeRank' | 'validDays';
}

/** A heading that the slope chart's table and the full table share: same words, figures to the right. */
export function HeadCell({ of }: HeadCellProps) {
  const { t } = useTranslation('ranking');
  return (
    <th scope="col" className={of === 'city' ? undefined : 'num'}>
      {t(`table.${of}`)}
    </th>
  );
}
