import type { ReportForm as Form, FormDefinition } from '@qingzhang/contract';
import { Link } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { fieldText } from '../items/field-text.ts';
import { newDeviceKey } from '../offline/register.ts';
import { monthText } from '../ui/moments.ts';
import { Clash } from './clash.tsx';
import { type Draft, type ReportKind, textOf } from './draft.ts';
import { removeDraft, writeDraft } from './draft-store.ts';
import { ForecastBar } from './forecast-bar.tsx';
import { askedFields, fallenFields, faultsOf, planField, questionsOf } from './model.ts';
import { Photos } from './photos.tsx';
import { Questions } from './questions.tsx';
import styles from './report.module.css';
import { Banner } from './report-banner.tsx';
import { ReportField } from './report-field.tsx';
import { clockText } from './times.ts';

interface ReportFormProps {
  readonly form: Form;
  readonly definition: FormDefinition;
  readonly today: string;
  readonly user: number;
  readonly stored: Draft | undefined;
  readonly online: boolean;
}

const causes = ['funds', 'permits', 'season', 'upstream', 'staff', 'technique', 'other'] as const;

/** What a draft starts from: last month's values, and "progress" as the choice that shows them. */
function fresh(form: Form, definition: FormDefinition, user: number): Draft {
  return {
    user,
    item: form.item,
    title: form.title,
    month: form.month,
    revision: form.revision,
    key: newDeviceKey(),
    kind: 'progress',
    texts: Object.fromEntries(
      askedFields(definition, form).map(({ key }) => [key, textOf(form.values[key])]),
    ),
    cause: '',
    note: '',
    answers: {},
    photos: [],
    state: 'writing',
    outcome: null,
    savedAt: '',
  };
}

/** The form of one item. Every keystroke is kept on the device; nothing leaves it before the button is pressed. */
export function ReportForm({ form, definition, today, user, stored, online }: ReportFormProps) {
  const { t } = useTranslation('report');
  const { lang } = useView();
  const [draft, setDraft] = useState<Draft>(() => stored ?? fresh(form, definition, user));
  const [tried, setTried] = useState(false);
  const [sentAt, setSentAt] = useState<string | null>(null);
  const queued = useRef(stored?.state === 'queued' || stored?.state === 'sent');
  /** The texts as the form was opened: a field does not move while it is typed into. */
  const opened = useRef(draft.texts);
  const pressed = useRef<HTMLButtonElement>(null);

  // The sending goes on beside this form: take over what became of the draft.
  useEffect(() => {
    if (stored !== undefined) {
      queued.current = stored.state === 'queued' || stored.state === 'sent';
      setDraft((before) =>
        stored.key === before.key && stored.state !== before.state
          ? { ...before, state: stored.state, outcome: stored.outcome, photos: stored.photos }
          : before,
      );
    } else if (queued.current) {
      queued.current = false;
      setSentAt(new Date().toISOString());
    }
  }, [stored]);

  const keep = useCallback((next: Draft) => {
    const saved = { ...next, savedAt: new Date().toISOString() };
    setDraft(saved);
    setSentAt(null);
    void writeDraft(saved);
  }, []);
  /** A change to what has been answered is another sending. */
  const change = (part: Partial<Draft>) =>
    keep({
      ...draft,
      ...part,
      ...(draft.state === 'writing' ? {} : { state: 'writing' as const, key: newDeviceKey() }),
    });

  const fields = askedFields(definition, form);
  const faults = faultsOf(definition, form, draft, lang);
  const local = [
    ...questionsOf(definition, form, draft, lang),
    ...fallenFields(definition, form, draft).map(({ field, from, to }) => ({
      key: `falls.${field.key}`,
      say: t('falls.say', { name: field.name[lang], from, to }),
      causes: [t('falls.corrected'), t('falls.redefined'), t('falls.gone')],
    })),
  ];
  const asked = [
    ...local,
    ...(draft.state === 'asked' ? (draft.outcome?.questions ?? []) : []).filter(
      ({ key }) => !local.some((one) => one.key === key),
    ),
  ];
  const open = asked.filter(({ key }) => (draft.answers[key] ?? '').trim() === '');
  const needsCause = draft.kind === 'none' && draft.cause === '';
  const blocked = faults.length > 0 || open.length > 0 || needsCause;
  const submit = () => {
    setTried(true);
    if (blocked) {
      document.querySelector<HTMLElement>('[aria-invalid="true"], [data-open="true"]')?.focus();
      return;
    }
    queued.current = true;
    keep({ ...draft, state: 'queued', key: draft.state === 'writing' ? draft.key : newDeviceKey() });
  };
  const choose = (kind: ReportKind) =>
    change({ kind, ...(kind === 'done' ? { texts: planned(draft) } : {}) });
  /** 已完成: running totals stand at what was planned. */
  const planned = (before: Draft) =>
    Object.fromEntries(
      fields.map(({ key }) => {
        const plan = planField(definition, key);
        const value = plan === null ? null : form.values[plan];
        return [key, typeof value === 'number' ? String(value) : (before.texts[key] ?? '')];
      }),
    );

  const figures = draft.kind === 'progress' || draft.kind === 'done';
  // What must be filled, was filled last time or has been typed stands open; the rest waits folded.
  const isMain = ({ key, required }: (typeof fields)[number]) =>
    required !== 'never' ||
    textOf(form.values[key]) !== '' ||
    (opened.current[key] ?? '') !== '' ||
    faults.some(({ field }) => field === key);
  const main = fields.filter(isMain);
  const rest = fields.filter((field) => !isMain(field));
  const shown = (field: (typeof fields)[number]) => {
    const plan = planField(definition, field.key);
    const source = plan === null ? undefined : definition.fields.find(({ key }) => key === plan);
    return (
      <ReportField
        key={field.key}
        field={field}
        text={draft.texts[field.key] ?? ''}
        last={fieldText(field, form.values[field.key], lang)}
        lastAt={form.lastReported}
        plan={source === undefined ? '' : fieldText(source, form.values[source.key], lang)}
        fault={faults.find((one) => one.field === field.key)}
        showMissing={tried}
        onChange={(text) => change({ texts: { ...draft.texts, [field.key]: text } })}
      />
    );
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <State draft={draft} online={online} sentAt={sentAt} />
      {draft.state === 'clash' && draft.outcome?.current && (
        <Clash
          definition={definition}
          form={form}
          draft={draft}
          current={draft.outcome.current}
          onMine={(revision) => {
            queued.current = true;
            keep({ ...draft, revision, state: 'queued', key: newDeviceKey() });
          }}
          onTheirs={() => void removeDraft(draft)}
        />
      )}
      <fieldset className={styles.choice}>
        <legend>{t('situation')}</legend>
        <div role="radiogroup" aria-label={t('situation')}>
          {(['unchanged', 'progress', 'done'] as const).map((kind) => (
            <label key={kind} className={draft.kind === kind ? styles.on : undefined}>
              <input
                type="radio"
                name="kind"
                className="unseen"
                checked={draft.kind === kind}
                onChange={() => choose(kind)}
              />
              {t(`kind.${kind}`)}
            </label>
          ))}
        </div>
        <label className={styles.none}>
          <input
            type="checkbox"
            checked={draft.kind === 'none'}
            onChange={({ target }) => choose(target.checked ? 'none' : 'progress')}
          />{' '}
          {t('kind.none')}
        </label>
      </fieldset>
      {draft.kind === 'none' && (
        <div className={styles.field}>
          <label htmlFor="cause">{t('cause')}</label>
          <select
            id="cause"
            value={draft.cause}
            aria-invalid={tried && needsCause}
            onChange={({ target }) => change({ cause: target.value })}
          >
            <option value="">{t('pickCause')}</option>
            {causes.map((one) => (
              <option key={one} value={t(`causes.${one}`)}>
                {t(`causes.${one}`)}
              </option>
            ))}
          </select>
        </div>
      )}
      {figures && main.map(shown)}
      {figures && rest.length > 0 && (
        <details className={styles.rest}>
          <summary>{t('rest', { count: rest.length })}</summary>
          {rest.map(shown)}
        </details>
      )}
      <div className={styles.field}>
        <label htmlFor="note">
          {t('note')} <small>{t('optional')}</small>
        </label>
        <textarea
          id="note"
          rows={2}
          maxLength={4000}
          placeholder={t('noteHint')}
          value={draft.note}
          onChange={({ target }) => change({ note: target.value })}
        />
      </div>
      <Photos definition={definition} photos={draft.photos} onChange={(photos) => change({ photos })} />
      <Questions
        questions={asked}
        answers={draft.answers}
        tried={tried}
        onAnswer={(key, answer) => change({ answers: { ...draft.answers, [key]: answer } })}
      />
      {draft.state === 'refused' && (draft.outcome?.issues ?? []).length > 0 && (
        <ul className="worse" role="alert">
          {draft.outcome?.issues.map(({ field, say }) => (
            <li key={`${field}-${say}`}>{say}</li>
          ))}
        </ul>
      )}
      {figures && faults.every(({ missing }) => missing) && (
        <ForecastBar
          form={form}
          definition={definition}
          draft={draft}
          today={today}
          online={online}
          partial={faults.length > 0}
        />
      )}
      <p className="cap">{t('once')}</p>
      <div className={styles.foot}>
        <button
          ref={pressed}
          type="submit"
          className="btn pri"
          disabled={draft.state === 'queued' || sentAt !== null}
        >
          {online
            ? t('send', { month: monthText(Number(form.month.slice(5)), t('language')) })
            : t('keepAndSend')}
        </button>
        {tried && blocked && (
          <p className="worse">{faults.length > 0 ? t('blocked.faults') : t('blocked.questions')}</p>
        )}
        {sentAt !== null && (
          <Link to="/report" className="btn">
            {t('next')}
          </Link>
        )}
      </div>
    </form>
  );
}

/** Where the words are: on the device, on their way, there; with the time. */
function State({
  draft,
  online,
  sentAt,
}: {
  readonly draft: Draft;
  readonly online: boolean;
  readonly sentAt: string | null;
}) {
  const { t } = useTranslation('report');
  const time = draft.savedAt === '' ? '' : clockText(draft.savedAt);
  if (sentAt !== null) return <Banner kind="sent">{t('banner.sent', { time: clockText(sentAt) })}</Banner>;
  if (draft.state === 'asked') return <Banner kind="offline">{t('banner.asked')}</Banner>;
  if (draft.state === 'clash') return <Banner kind="offline">{t('banner.clash')}</Banner>;
  if (draft.state === 'refused') return <Banner kind="returned">{t('banner.refused')}</Banner>;
  if (draft.state === 'queued' || draft.state === 'sent')
    return online ? (
      <Banner kind="wait">{t('banner.sending')}</Banner>
    ) : (
      <Banner kind="offline">{t('banner.queued', { time })}</Banner>
    );
  if (!online)
    return (
      <Banner kind="offline">{time === '' ? t('banner.offline') : t('banner.offlineDraft', { time })}</Banner>
    );
  return time === '' ? null : <Banner kind="wait">{t('banner.draft', { time })}</Banner>;
}
