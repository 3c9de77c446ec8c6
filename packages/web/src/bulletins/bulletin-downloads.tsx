import { getBulletinFile, urlOf } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

const formats = ['docx', 'pdf', 'xlsx'] as const;
const names = { docx: 'DOCX', pdf: 'PDF', xlsx: 'XLSX' } as const;

/** The bulletin as files, made from the same document as the page. */
export function BulletinDownloads({ id, className }: { readonly id: number; readonly className?: string }) {
  const { t } = useTranslation('bulletins');
  return formats.map((format) => (
    <a
      key={format}
      className={className}
      href={urlOf(getBulletinFile, { params: { id, format } })}
      aria-label={t('download', { format: names[format] })}
      download
    >
      {names[format]}
    </a>
  ));
}
