import { type Endpoint, urlOf } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

interface ExportButtonProps {
  readonly endpoint: Endpoint;
  readonly params?: unknown;
  readonly query?: unknown;
}

/** 导出: a plain link to the file, with the same state as the page. */
export function ExportButton({ endpoint, params, query }: ExportButtonProps) {
  const { t } = useTranslation('ui');
  return (
    <a className="btn" href={urlOf(endpoint, { params, query })} download>
      {t('exportXlsx')}
    </a>
  );
}
