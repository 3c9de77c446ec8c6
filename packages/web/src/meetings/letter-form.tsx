import { getFollowUp, listPapers, listRecord, type Meeting, postLetter } from '@qingzhang/contract';
import { Checkbox, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { DayField, Field, Form } from '../tasks/acts/fields.tsx';
import styles from './meetings.module.css';

const touched = [getFollowUp, listPapers];
const kinds = ['supervision', 'warning', 'plain'] as const;

/** 发函: to one city, about lines of the record that concern it; a draft until it is issued. */
export function LetterForm({
  meeting,
  onClose,
}: {
  readonly meeting: Meeting;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const overview = useOverview();
  const region = useRegionName();
  const record = useCall(listRecord, { params: { id: meeting.id }, query: { lang } });
  const send = useSend(postLetter, touched);
  const [kind, setKind] = useState<(typeof kinds)[number]>('supervision');
  const [city, setCity] = useState<string | null>(null);
  const [matter, setMatter] = useState('');
  const [due, setDue] = useState<string | null>(null);
  const [lines, setLines] = useState<readonly string[]>([]);
  const offered = (record.data?.items ?? []).filter(
    (line) =>
      line.state !== 'void' &&
      (line.kind === 'requirement' || line.kind === 'commitment' || line.kind === 'comment') &&
      city !== null &&
      (line.cities.length === 0 || line.cities.includes(city)),
  );
  return (
    <Drawer open title={t('letter.open')} onClose={onClose} size={560}>
      <Form
        title=""
        send={t('letter.draft')}
        ready={city !== null && matter.trim().length >= 2}
        pending={send.isPending}
        error={send.error}
        onSend={() =>
          city !== null &&
          send.mutate(
            {
              params: { id: meeting.id },
              query: { lang },
              body: { kind, city, matter: matter.trim(), lines: [...lines], due },
            },
            { onSuccess: onClose },
          )
        }
      >
        <div className={styles.pair}>
          <Field label={t('letter.kind')}>
            <Select
              aria-label={t('letter.kind')}
              value={kind}
              onChange={setKind}
              options={kinds.map((value) => ({ value, label: t(`letterKind.${value}`) }))}
            />
          </Field>
          <Field label={t('letter.city')}>
            <Select
              aria-label={t('letter.city')}
              value={city}
              onChange={(next: string) => {
                setCity(next);
                setLines([]);
              }}
              options={(overview.data?.cities ?? []).map(({ code }) => ({
                value: code,
                label: region(code),
              }))}
            />
          </Field>
        </div>
        <Field label={t('letter.matter')} hint={t('letter.matterHint')}>
          <Input value={matter} maxLength={120} onChange={({ target }) => setMatter(target.value)} />
        </Field>
        <DayField label={t('letter.due')} value={due} onChange={setDue} hint={t('letter.dueHint')} />
        {city !== null && (
          <fieldset className={styles.lines}>
            <legend>{t('letter.lines')}</legend>
            {offered.length === 0 && <p className="n2">{t('letter.noLines')}</p>}
            {offered.map((line) => (
              <Checkbox
                key={line.clientKey}
                checked={lines.includes(line.clientKey)}
                onChange={({ target }) =>
                  setLines(
                    target.checked
                      ? [...lines, line.clientKey]
                      : lines.filter((one) => one !== line.clientKey),
                  )
                }
              >
                {line.text}
              </Checkbox>
            ))}
          </fieldset>
        )}
      </Form>
    </Drawer>
  );
}
