import { importTargets, listTargets, type OutputOf } from '@qingzhang/contract';
import { Modal } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './targets.module.css';

type Result = OutputOf<typeof importTargets>;

/** 导入目标: a CSV or XLSX of targets; what was added, what was known, which lines want mending. */
export function ImportTargets() {
  const { t } = useTranslation('targets');
  const input = useRef<HTMLInputElement>(null);
  const send = useSend(importTargets, [listTargets]);
  const upload = (file: File | undefined) => {
    if (!file) return;
    const form = new FormData();
    form.append('file', file, file.name);
    send.mutate({ body: form });
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('import.choose')}
        accept=".csv,.xlsx"
        onChange={(event) => {
          upload(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <button type="button" className="btn" disabled={send.isPending} onClick={() => input.current?.click()}>
        {send.isPending ? t('import.sending') : t('import.choose')}
      </button>
      <Modal
        open={send.data !== undefined || send.error !== null}
        title={t('import.title')}
        footer={null}
        width={720}
        onCancel={() => send.reset()}
      >
        {send.error && <ErrorPanel error={send.error} />}
        {send.data && <ImportResult result={send.data} />}
      </Modal>
    </>
  );
}

/** Counts first, then each line that was turned away, as it stands in the file. */
export function ImportResult({ result }: { readonly result: Result }) {
  const { t } = useTranslation('targets');
  return (
    <>
      <p className="lead">
        <b>{t('import.added', { count: result.added })}</b>
        {t('import.same', { count: result.same })}
        {result.rejected.length > 0 ? (
          <b className="tight"> ▲ {t('import.rejected', { count: result.rejected.length })}</b>
        ) : (
          t('import.clean')
        )}
      </p>
      {result.rejected.length > 0 && (
        <>
          <div className={styles.sheet}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('import.line')}</th>
                  <th scope="col">{t('import.column')}</th>
                  <th scope="col">{t('import.reason')}</th>
                  <th scope="col">{t('import.raw')}</th>
                </tr>
              </thead>
              <tbody>
                {result.rejected.map((reject) => (
                  <tr key={`${reject.line}${reject.column ?? ''}${reject.reason}`}>
                    <td className="num">{reject.line}</td>
                    <td>{reject.column ?? '—'}</td>
                    <td>{reject.reason}</td>
                    <td>
                      <code>{reject.raw}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="n2">{t('import.mend')}</p>
        </>
      )}
    </>
  );
}
