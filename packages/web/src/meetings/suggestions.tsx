import {
  type AgendaInput,
  getSuggestions,
  listPrograms,
  type Meeting,
  type OutputOf,
  putSuggestionAside,
  type SpeakerSuggestion,
} from '@qingzhang/contract';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useCall, useSend } from '../api/use-call.ts';
import { useOverview, useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { usePrograms } from '../stage/use-programs.ts';
import { Badge } from '../ui/badges.tsx';
import { momentText } from '../ui/moments.ts';
import { ErrorPanel, Loaded, type LoadedQuery } from '../ui/states.tsx';
import styles from './meetings.module.css';
import { ReasonModal } from './reason-modal.tsx';

interface SuggestionsProps {
  readonly query: LoadedQuery<OutputOf<typeof getSuggestions>>;
  readonly meeting: Meeting;
  readonly pending: boolean;
  readonly error: unknown;
  readonly onTake: (input: z.input<typeof AgendaInput>) => void;
}

const keyOf = ({ kind, city, program }: SpeakerSuggestion) => `${kind}/${city}/${program ?? ''}`;
/** Shown before anybody asks for more: priorities of a meeting are few. */
const SHOWN = 6;

/** 建议发言: whom the figures name, and why; what rests on unreviewed data is shown but cannot be taken (DIS-6.3). */
export function Suggestions({ query, meeting, pending, error, onTake }: SuggestionsProps) {
  const { t } = useTranslation('meetings');
  const { lang } = useView();
  const put = useSend(putSuggestionAside, [getSuggestions]);
  const [leaving, setLeaving] = useState<SpeakerSuggestion | null>(null);
  const [showLeft, setShowLeft] = useState(false);
  const [all, setAll] = useState(false);
  const send = ({ kind, city, program }: SpeakerSuggestion, aside: boolean, reason = '') =>
    put.mutate(
      {
        params: { id: meeting.id },
        query: { lang },
        body: { kind, city, program, aside, reason },
      },
      { onSuccess: () => setLeaving(null) },
    );
  return (
    <aside className={styles.panel} aria-label={t('suggest.title')}>
      <h2>
        {t('suggest.title')}
        <small>{t('suggest.note')}</small>
      </h2>
      {error !== null && error !== undefined && <ErrorPanel error={error} />}
      <Loaded query={query}>
        {({ items }) => {
          const open = items.filter((one) => !one.inAgenda && one.aside === null);
          const left = items.filter((one) => !one.inAgenda && one.aside !== null);
          const shown = (['pledge', 'experience'] as const).map((kind) => ({
            kind,
            list: open.filter((one) => one.kind === kind),
          }));
          const more = shown.reduce((sum, { list }) => sum + Math.max(0, list.length - SHOWN), 0);
          return (
            <>
              {items.length === 0 && <p className="n2">{t('suggest.none')}</p>}
              {items.length > 0 && open.length === 0 && <p className="n2">{t('suggest.allTaken')}</p>}
              {shown
                .filter(({ list }) => list.length > 0)
                .map(({ kind, list }) => (
                  <section key={kind}>
                    <h3 className={styles.kindHead}>
                      {t(`agendaKind.${kind}`)} <small>{list.length}</small>
                    </h3>
                    <ul className={styles.suggestions}>
                      {(all ? list : list.slice(0, SHOWN)).map((one) => (
                        <Suggestion
                          key={keyOf(one)}
                          suggestion={one}
                          meeting={meeting}
                          pending={pending}
                          onTake={onTake}
                          onLeave={() => setLeaving(one)}
                        />
                      ))}
                    </ul>
                  </section>
                ))}
              {!all && more > 0 && (
                <button type="button" className={styles.quiet} onClick={() => setAll(true)}>
                  {t('suggest.more', { count: more })}
                </button>
              )}
              {left.length > 0 && (
                <button
                  type="button"
                  className={styles.quiet}
                  aria-expanded={showLeft}
                  onClick={() => setShowLeft(!showLeft)}
                >
                  {t('suggest.left', { count: left.length })}
                </button>
              )}
              {showLeft && left.length > 0 && (
                <ul className={styles.suggestions}>
                  {left.map((one) => (
                    <LeftAside
                      key={keyOf(one)}
                      suggestion={one}
                      pending={put.isPending}
                      onResume={() => send(one, false)}
                    />
                  ))}
                </ul>
              )}
            </>
          );
        }}
      </Loaded>
      {leaving === null && put.error !== null && <ErrorPanel error={put.error} />}
      {leaving !== null && (
        <ReasonModal
          title={t('suggest.leaveTitle')}
          hint={t('suggest.leaveHint')}
          send={t('suggest.leave')}
          optional
          pending={put.isPending}
          error={put.error}
          onSend={(reason) => send(leaving, true, reason)}
          onClose={() => setLeaving(null)}
        />
      )}
    </aside>
  );
}

interface LeftAsideProps {
  readonly suggestion: SpeakerSuggestion;
  readonly pending: boolean;
  readonly onResume: () => void;
}

/** One that was put aside: by whom, when and why, and back again. */
function LeftAside({ suggestion, pending, onResume }: LeftAsideProps) {
  const { t } = useTranslation('meetings');
  const region = useRegionName();
  const { name } = usePrograms();
  const { kind, city, program, aside } = suggestion;
  const matter = program === null ? t('suggest.air') : name(program);
  if (aside === null) return null;
  return (
    <li>
      <span>
        <b>{region(city)}</b> {matter} <small>{t(`agendaKind.${kind}`)}</small>
        <small>{t('suggest.leftBy', { post: aside.post, at: momentText(aside.at) })}</small>
        {aside.reason !== '' && <small>{aside.reason}</small>}
      </span>
      <span className={styles.rowActs}>
        <button type="button" className="btn" disabled={pending} onClick={onResume}>
          {t('suggest.resume')}
          <span className="unseen">
            {region(city)} {matter}
          </span>
        </button>
      </span>
    </li>
  );
}

interface SuggestionProps {
  readonly suggestion: SpeakerSuggestion;
  readonly meeting: Meeting;
  readonly pending: boolean;
  readonly onTake: SuggestionsProps['onTake'];
  readonly onLeave: () => void;
}

function Suggestion({ suggestion, meeting, pending, onTake, onLeave }: SuggestionProps) {
  const { t, i18n } = useTranslation('meetings');
  const region = useRegionName();
  const { name } = usePrograms();
  const { lang } = useView();
  const overview = useOverview();
  const programs = useCall(listPrograms, { query: { lang } });
  const { kind, city, program, reasons, allowed } = suggestion;
  const part = meeting.agenda.find((one) => one.parent === null && one.kind === kind);
  const siblings = meeting.agenda.filter((one) => one.parent === part?.id && part !== undefined);
  const matter = program === null ? t('suggest.air') : name(program);
  const take = () => {
    // The agenda is the department's paper: its words are Chinese, whatever the page's language.
    const zh = i18n.getFixedT('zh-CN', 'meetings');
    const place = overview.data?.cities.find(({ code }) => code === city)?.name ?? city;
    const named = programs.data?.items.find(({ key }) => key === program)?.shortName.zh ?? program;
    onTake({
      parent: part?.id ?? null,
      kind,
      title: zh(`suggest.line.${kind}`, {
        city: place,
        matter: named ?? zh('suggest.air'),
      }),
      minutes: siblings[0]?.minutes ?? (kind === 'pledge' ? 4 : 5),
      city,
      program,
      portfolio: '',
      speaker: zh('suggest.speaker', { city: place }),
      speakerId: null,
    });
  };
  return (
    <li>
      <span>
        <b>{region(city)}</b> {matter}{' '}
        <Badge kind={allowed ? 'plain' : 'live'}>{t(allowed ? 'head.reviewed' : 'head.live')}</Badge>
        {reasons.map(({ code, text }) => (
          <small key={`${code}${text}`}>{text}</small>
        ))}
        {!allowed && <small className={styles.bad}>{t('suggest.forbidden')}</small>}
      </span>
      <span className={styles.rowActs}>
        {allowed && (
          <button type="button" className="btn" disabled={pending} onClick={take}>
            {t('suggest.take')}
            <span className="unseen">
              {region(city)} {matter}
            </span>
          </button>
        )}
        <button type="button" className={styles.quiet} onClick={onLeave}>
          {t('suggest.leave')}
          <span className="unseen">
            {region(city)} {matter}
          </span>
        </button>
      </span>
    </li>
  );
}
