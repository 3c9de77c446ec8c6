import { postTaskFile, type TaskFile } from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { perform } from '../../api/call.ts';
import { NoSecrets } from '../../ui/no-secrets.tsx';
import { ErrorPanel } from '../../ui/states.tsx';
import styles from '../tasks.module.css';

interface FilesFieldProps {
  readonly task: number;
  readonly files: readonly TaskFile[];
  readonly onChange: (files: readonly TaskFile[]) => void;
}

/** Files beside a report: uploaded at once, named when the report is sent. */
export function FilesField({ task, files, onChange }: FilesFieldProps) {
  const { t } = useTranslation('tasks');
  const [failure, setFailure] = useState<unknown>(null);
  const [sending, setSending] = useState(false);
  const add = async (list: FileList) => {
    setFailure(null);
    setSending(true);
    try {
      const added: TaskFile[] = [];
      for (const file of list) {
        const body = new FormData();
        body.append('file', file);
        added.push(await perform(postTaskFile, { params: { id: task }, body }));
      }
      onChange([...files, ...added]);
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <div className={styles.field}>
      <span>{t('files.label')}</span>
      <input
        type="file"
        multiple
        disabled={sending}
        aria-label={t('files.label')}
        onChange={(event) => {
          if (event.target.files) void add(event.target.files);
          event.target.value = '';
        }}
      />
      <small>{t('files.hint')}</small>
      {files.map((file) => (
        <span key={file.id} className={styles.file}>
          {file.name}
          <button
            type="button"
            className="plain"
            aria-label={t('files.remove', { name: file.name })}
            onClick={() => onChange(files.filter(({ id }) => id !== file.id))}
          >
            ×
          </button>
        </span>
      ))}
      {failure !== null && <ErrorPanel error={failure} />}
      <NoSecrets />
    </div>
  );
}
