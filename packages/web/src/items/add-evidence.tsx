import { addEvidence, getItem, type ItemPage } from '@qingzhang/contract';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { jpegName, scaleImage } from '../report/scale-image.ts';
import { NoSecrets } from '../ui/no-secrets.tsx';
import { ErrorPanel } from '../ui/states.tsx';
import styles from './evidence.module.css';
import type { EvidenceRule } from './evidence-model.ts';

interface AddEvidenceProps {
  readonly item: number;
  readonly rule: EvidenceRule;
  readonly paired: boolean;
  readonly pair: number;
  readonly side?: 'before' | 'after';
  readonly label?: string;
  readonly evidence: ItemPage['evidenceList'];
}

const pictures = ['photoPair', 'photo', 'satellite'];

/** 补佐证: a picture is scaled down and loses what the camera wrote; papers go as they are. */
export function AddEvidence({ item, rule, paired, pair, side, label: given }: AddEvidenceProps) {
  const { t } = useTranslation('items');
  const id = useId();
  const [label, setLabel] = useState('');
  const send = useSend(addEvidence, [getItem]);
  const upload = async (file: File, of: 'before' | 'after' | undefined) => {
    const scaled = await scaleImage(file);
    const form = new FormData();
    form.append('file', scaled, scaled === file ? file.name : jpegName(file.name));
    const taken = file.lastModified > 0 ? new Date(file.lastModified + 8 * 3_600_000) : null;
    send.mutate({
      params: { id: item },
      query: {
        rule: rule.key,
        label: given ?? label.trim(),
        ...(of && { side: of, pair }),
        ...(taken && scaled !== file && { takenOn: taken.toISOString().slice(0, 10) }),
        deviceKey: crypto.randomUUID(),
      },
      body: form,
    });
  };
  const sides = side ? [side] : paired ? (['before', 'after'] as const) : [undefined];
  return (
    <div className={styles.add}>
      {!side && (
        <input
          aria-label={t('evidence.labelFor', { rule: rule.badge })}
          placeholder={t(paired ? 'evidence.labelPlace' : 'evidence.labelPaper')}
          value={label}
          maxLength={80}
          onChange={({ target }) => setLabel(target.value)}
        />
      )}
      {sides.map((one) => (
        <label key={one ?? 'file'} className={`btn ${styles.pick}`} htmlFor={`${id}-${one ?? 'file'}`}>
          {one
            ? t(`evidence.add.${one}`)
            : t(pictures.includes(rule.kind) ? 'evidence.add.picture' : 'evidence.add.paper')}
          <input
            id={`${id}-${one ?? 'file'}`}
            type="file"
            className="unseen"
            accept={pictures.includes(rule.kind) ? 'image/*' : '.pdf,.doc,.docx,.xls,.xlsx,.wps,.et,image/*'}
            disabled={send.isPending}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) void upload(file, one);
              target.value = '';
            }}
          />
        </label>
      ))}
      {send.isPending && <span className="n3">{t('evidence.sending')}</span>}
      {send.error && <ErrorPanel error={send.error} />}
      <NoSecrets />
    </div>
  );
}
