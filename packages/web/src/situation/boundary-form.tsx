import { deleteBoundary, getBoundary, getOverview, postBoundary } from '@qingzhang/contract';
import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';

interface BoundaryFormProps {
  /** A boundary is there already: it can be replaced or taken away. */
  readonly present: boolean;
  readonly onClose: () => void;
}

/** 行政区边界: the operator's own reviewed file, with its source and review number; none is shipped. */
export function BoundaryForm({ present, onClose }: BoundaryFormProps) {
  const { t } = useTranslation('situation');
  const words = useErrorWords();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [source, setSource] = useState('');
  const [approvalNo, setApprovalNo] = useState('');
  const touches = [getOverview, getBoundary];
  const send = useSend(postBoundary, touches);
  const remove = useSend(deleteBoundary, touches);
  const error = send.error ?? remove.error;
  const ready = file !== null && source.trim() !== '' && approvalNo.trim() !== '';
  const save = () => {
    if (file === null) return;
    const body = new FormData();
    // Fields first: the server reads the stream once and wants them before the file.
    body.append('source', source.trim());
    body.append('approvalNo', approvalNo.trim());
    body.append('file', file);
    send.mutate({ body }, { onSuccess: onClose });
  };
  return (
    <Modal
      open
      title={t('boundary.title')}
      onCancel={onClose}
      footer={[
        present && (
          <Button
            key="remove"
            danger
            loading={remove.isPending}
            onClick={() => remove.mutate(undefined, { onSuccess: onClose })}
          >
            {t('boundary.remove')}
          </Button>
        ),
        <Button key="save" type="primary" disabled={!ready} loading={send.isPending} onClick={save}>
          {t('boundary.save')}
        </Button>,
      ]}
    >
      <div className="boundary-form">
        <p className="cap">{t('boundary.hint')}</p>
        <label htmlFor={`${id}file`}>{t('boundary.file')}</label>
        <input
          id={`${id}file`}
          type="file"
          accept=".json,.geojson,application/geo+json"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <label htmlFor={`${id}source`}>{t('boundary.source')}</label>
        <Input id={`${id}source`} value={source} onChange={(event) => setSource(event.target.value)} />
        <label htmlFor={`${id}no`}>{t('boundary.approvalNo')}</label>
        <Input id={`${id}no`} value={approvalNo} onChange={(event) => setApprovalNo(event.target.value)} />
        {error && (
          <p role="alert" className="worse">
            {words(error)}
          </p>
        )}
      </div>
    </Modal>
  );
}
