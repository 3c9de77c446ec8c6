import { getReleaseRules, listPublications, putReleaseRules, type ReleaseRules } from '@qingzhang/contract';
import { App, Input, InputNumber, Switch } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { Field } from '../tasks/acts/fields.tsx';
import { ErrorPanel, Loaded, Skeleton } from '../ui/states.tsx';
import { phrasesOf, phrasesText, wordsOf } from './lists.ts';
import { ReleaseTabs } from './release-tabs.tsx';
import styles from './releases.module.css';

/** 新闻规则: whether the public page is open, terms, and the lists that the checks use. */
export function ReleaseRulesPage() {
  const { t } = useTranslation('releases');
  useTitle(t('rules.title'));
  const query = useCall(getReleaseRules, undefined);
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('rules.title')}</h1>
        <ReleaseTabs />
      </header>
      <p className="lead">{t('rules.lead')}</p>
      <Loaded query={query} skeleton={<Skeleton rows={12} bar={24} />}>
        {(rules) => <Rules key={JSON.stringify(rules)} rules={rules} />}
      </Loaded>
    </main>
  );
}

function Rules({ rules }: { readonly rules: ReleaseRules }) {
  const { t } = useTranslation('releases');
  const writes = useMay('releases.publish');
  const { message } = App.useApp();
  const save = useSend(putReleaseRules, [getReleaseRules, listPublications]);
  const [draft, setDraft] = useState(rules);
  const [phrases, setPhrases] = useState(phrasesText(rules.phrases));
  const [internal, setInternal] = useState(rules.internal.join('\n'));
  const set = (change: Partial<ReleaseRules>) => setDraft((before) => ({ ...before, ...change }));
  const read = phrasesOf(phrases);
  const number = (name: 'answerWorkdays' | 'minWords' | 'maxWords', min: number, max: number) => (
    <InputNumber
      aria-label={t(`rules.${name}`)}
      min={min}
      max={max}
      precision={0}
      disabled={!writes}
      value={draft[name]}
      onChange={(value) => value !== null && set({ [name]: value })}
    />
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const body = { ...draft, phrases: [...read.phrases], internal: wordsOf(internal) };
        save.mutate({ body }, { onSuccess: () => void message.success(t('rules.saved')) });
      }}
    >
      <div className={styles.ruleSets}>
        <section>
          <Line label={t('rules.publicOpen')} hint={t('rules.publicHint')}>
            <Switch
              aria-label={t('rules.publicOpen')}
              disabled={!writes}
              checked={draft.publicOpen}
              onChange={(publicOpen) => set({ publicOpen })}
            />
          </Line>
          <Line label={t('rules.answerWorkdays')}>{number('answerWorkdays', 1, 60)}</Line>
          <Line label={t('rules.minWords')}>{number('minWords', 0, 5000)}</Line>
          <Line label={t('rules.maxWords')}>{number('maxWords', 100, 20_000)}</Line>
          <Field label={t('source.source')}>
            <Input
              disabled={!writes}
              maxLength={120}
              placeholder={t('rules.sourceHint')}
              value={draft.source}
              onChange={({ target }) => set({ source: target.value })}
            />
          </Field>
          <Field label={t('source.reprint')}>
            <Input
              disabled={!writes}
              maxLength={200}
              value={draft.reprint}
              onChange={({ target }) => set({ reprint: target.value })}
            />
          </Field>
        </section>
        <section>
          <Field label={t('rules.phrases')} hint={t('rules.phrasesHint')}>
            <Input.TextArea
              rows={16}
              disabled={!writes}
              value={phrases}
              onChange={({ target }) => setPhrases(target.value)}
            />
          </Field>
          {read.bad.length > 0 && (
            <p className={styles.bad} role="alert">
              {t('rules.badLines', { lines: read.bad.join('；') })}
            </p>
          )}
        </section>
        <section>
          <Field label={t('rules.internal')} hint={t('rules.internalHint')}>
            <Input.TextArea
              rows={16}
              disabled={!writes}
              value={internal}
              onChange={({ target }) => setInternal(target.value)}
            />
          </Field>
        </section>
      </div>
      {save.error && <ErrorPanel error={save.error} />}
      {writes ? (
        <div className={styles.buttons}>
          <button type="submit" className="btn pri" disabled={save.isPending || read.bad.length > 0}>
            {t('rules.save')}
          </button>
        </div>
      ) : (
        <p className="cap">{t('rules.readOnly')}</p>
      )}
    </form>
  );
}

interface LineProps {
  readonly label: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Line({ label, hint, children }: LineProps) {
  return (
    <div className={styles.rule}>
      <span>
        {label}
        {hint !== undefined && <small>{hint}</small>}
      </span>
      {children}
    </div>
  );
}
