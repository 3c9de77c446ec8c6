import type { FormDefinition } from '@qingzhang/contract';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { newDeviceKey } from '../offline/register.ts';
import { NoSecrets } from '../ui/no-secrets.tsx';
import type { DraftPhoto } from './draft.ts';
import { photoRule } from './model.ts';
import styles from './report.module.css';
import { jpegName, scaleImage } from './scale-image.ts';

interface PhotosProps {
  readonly definition: FormDefinition;
  readonly photos: readonly DraftPhoto[];
  readonly onChange: (photos: DraftPhoto[]) => void;
}

/** 现场照片: taken or chosen, scaled down here, with the reason why it is asked; its position never leaves the device. */
export function Photos({ definition, photos, onChange }: PhotosProps) {
  const { t } = useTranslation('report');
  const { lang } = useView();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const rule = photoRule(definition);
  if (rule === null) return null;
  const add = async (file: File) => {
    setBusy(true);
    const blob = await scaleImage(file).finally(() => setBusy(false));
    onChange([
      ...photos,
      {
        key: newDeviceKey(),
        name: blob === file ? file.name : jpegName(file.name),
        rule: rule.key,
        side: rule.kind === 'photoPair' ? 'after' : null,
        takenOn:
          file.lastModified > 0
            ? new Date(file.lastModified + 8 * 3_600_000).toISOString().slice(0, 10)
            : null,
        blob,
        sent: false,
      },
    ]);
  };
  return (
    <div className={styles.field}>
      <span>
        {photos.length === 0 ? t('photos') : t('photosCount', { count: photos.length })}{' '}
        <small>{rule.position === true ? t('positionAsked') : t('noPosition')}</small>
      </span>
      <p className="cap">{rule.why[lang]}</p>
      <div className={styles.pictures}>
        {photos.map((photo, index) => (
          <span key={photo.key}>
            <Preview blob={photo.blob} label={t('photoNo', { no: index + 1 })} />
            {!photo.sent && (
              <button
                type="button"
                className="btn"
                aria-label={t('removeOf', { no: index + 1 })}
                onClick={() => onChange(photos.filter(({ key }) => key !== photo.key))}
              >
                {t('remove')}
              </button>
            )}
          </span>
        ))}
        <label htmlFor={id} className={styles.camera}>
          {busy ? t('scaling') : photos.length === 0 ? t('take') : t('takeMore')}
          <input
            id={id}
            type="file"
            accept="image/*"
            capture="environment"
            className="unseen"
            disabled={busy}
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              if (file) void add(file);
              target.value = '';
            }}
          />
        </label>
      </div>
      <NoSecrets />
    </div>
  );
}

function Preview({ blob, label }: { readonly blob: Blob; readonly label: string }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return url === undefined ? null : <img src={url} alt={label} />;
}
