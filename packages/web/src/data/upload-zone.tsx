import { layoutNames } from '@qingzhang/contract';
import { Checkbox, Select } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorWords } from '../app/error-words.ts';
import { NoSecrets } from '../ui/no-secrets.tsx';
import styles from './data.module.css';
import { bytesText } from './format.ts';
import type { UploadOptions } from './upload.ts';
import type { UploadItem, Uploads } from './use-uploads.ts';

interface UploadZoneProps {
  readonly uploads: Uploads;
}

const kinds = ['air-hours', 'stations', 'dust-events'] as const;
const labels = ['auto', 'end', 'begin'] as const;

/** 导入: drop files, or choose them; how they are read is found out, and may be said beforehand. */
export function UploadZone({ uploads }: UploadZoneProps) {
  const { t } = useTranslation('data');
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [options, setOptions] = useState<UploadOptions>({
    kind: 'air-hours',
    layout: 'auto',
    hourLabel: 'auto',
    dryRun: false,
  });
  const set = (part: Partial<UploadOptions>) => setOptions((before) => ({ ...before, ...part }));
  const send = (files: FileList | null) => {
    if (files && files.length > 0) uploads.add([...files], options);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files);
  };
  return (
    <section aria-label={t('upload.title')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button is the first */}
      <div
        className={over ? `${styles.zone} ${styles.over}` : styles.zone}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t('upload.choose')}
          accept=".csv,.txt,.tsv,.gz,.xlsx"
          onChange={(event) => {
            send(event.target.files);
            event.target.value = '';
          }}
        />
        <button type="button" className="btn pri" onClick={() => input.current?.click()}>
          {t('upload.choose')}
        </button>
        <span className={styles.zoneText}>
          {t('upload.drop')}
          <small>{t('upload.formats')}</small>
        </span>
        <span className={styles.options}>
          <Select
            size="small"
            aria-label={t('upload.kind')}
            value={options.kind}
            onChange={(kind) => set({ kind })}
            popupMatchSelectWidth={false}
            options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          />
          {options.kind === 'air-hours' && (
            <>
              <Select
                size="small"
                aria-label={t('upload.layout')}
                value={options.layout}
                onChange={(layout) => set({ layout })}
                popupMatchSelectWidth={false}
                options={(['auto', ...layoutNames] as const).map((value) => ({
                  value,
                  label: t(`layout.${value}`),
                }))}
              />
              <Select
                size="small"
                aria-label={t('upload.hourLabel')}
                value={options.hourLabel}
                onChange={(hourLabel) => set({ hourLabel })}
                popupMatchSelectWidth={false}
                options={labels.map((value) => ({ value, label: t(`hourLabel.${value}`) }))}
              />
            </>
          )}
          <Checkbox checked={options.dryRun} onChange={(event) => set({ dryRun: event.target.checked })}>
            {t('upload.dryRun')}
          </Checkbox>
        </span>
      </div>
      {uploads.items.length > 0 && (
        <ul className={styles.uploads}>
          {uploads.items.map((item) => (
            <UploadRow key={item.id} item={item} onStop={() => uploads.stop(item.id)} />
          ))}
          {uploads.items.some(({ state }) => state !== 'waiting' && state !== 'sending') && (
            <li>
              <button type="button" className={styles.link} onClick={uploads.clear}>
                {t('upload.clear')}
              </button>
            </li>
          )}
        </ul>
      )}
      <NoSecrets />
    </section>
  );
}

function UploadRow({ item, onStop }: { readonly item: UploadItem; readonly onStop: () => void }) {
  const { t } = useTranslation('data');
  const words = useErrorWords();
  const share = item.file.size === 0 ? 1 : Math.min(1, item.sent / item.file.size);
  const moving = item.state === 'waiting' || item.state === 'sending';
  return (
    <li>
      <span className={styles.fileName}>{item.file.name}</span>
      <span className="n3">{bytesText(item.file.size)}</span>
      <span
        className={styles.progress}
        role="progressbar"
        aria-label={item.file.name}
        aria-valuenow={Math.round(share * 100)}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${share * 100}%` }} />
      </span>
      <span className={item.state === 'failed' ? 'worse' : 'n2'}>
        {item.state === 'failed'
          ? words(item.error)
          : t(`upload.state.${item.state}`, { percent: Math.floor(share * 100) })}
      </span>
      {moving && (
        <button type="button" className={styles.link} onClick={onStop}>
          {t('upload.stop')}
        </button>
      )}
    </li>
  );
}
