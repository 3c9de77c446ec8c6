import { useTranslation } from 'react-i18next';

/** 涉密信息不得进入本系统 (DIS-10.1): stands wherever something is uploaded. */
export function NoSecrets() {
  const { t } = useTranslation('ui');
  return <p className="cap">{t('noSecrets')}</p>;
}
