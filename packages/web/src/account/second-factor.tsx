import {
  confirmSecondFactor,
  currentSession,
  getSecondFactor,
  removeSecondFactor,
  setUpSecondFactor,
} from '@qingzhang/contract';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { momentText } from '../ui/moments.ts';
import { Loaded } from '../ui/states.tsx';
import styles from './account.module.css';

/** 动态口令: as it stands, set up in three steps, taken away with a code. */
export function SecondFactorPart() {
  const { t } = useTranslation('account');
  const state = useCall(getSecondFactor, undefined);
  const [settingUp, setSettingUp] = useState(false);
  return (
    <section aria-labelledby="account-factor">
      <h2 id="account-factor">{t('factor.title')}</h2>
      <Loaded query={state}>
        {({ active, since, recoveryLeft, required }) =>
          settingUp ? (
            <SetUp onDone={() => setSettingUp(false)} />
          ) : active ? (
            <div className={styles.steps}>
              <p>{t('factor.active', { since: since ? momentText(since) : '', count: recoveryLeft })}</p>
              <Removal />
            </div>
          ) : (
            <div className={styles.steps}>
              <p>{t(required ? 'factor.required' : 'factor.none')}</p>
              <button type="button" className="btn" onClick={() => setSettingUp(true)}>
                {t('factor.setUp')}
              </button>
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

/** Before anything else: the role cannot go without a second factor. */
export function SecondFactorFirst() {
  const { t } = useTranslation('account');
  return (
    <main className={`page ${styles.page}`}>
      <h1>{t('factor.title')}</h1>
      <p>{t('factor.required')}</p>
      <SetUp onDone={() => {}} />
    </main>
  );
}

function SetUp({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation('account');
  const words = useErrorWords();
  const begin = useSend(setUpSecondFactor);
  // Asked again only when the recovery codes have been read: the session changes with it.
  const confirm = useSend(confirmSecondFactor);
  const refresh = useCall(currentSession, undefined).refetch;
  const state = useCall(getSecondFactor, undefined).refetch;
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const submit = (send: () => void) => (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  if (confirm.data) {
    const finish = async () => {
      await state();
      onDone();
      await refresh();
    };
    return (
      <div className={styles.steps}>
        <p className="b">{t('factor.keepCodes')}</p>
        <div className={styles.codes}>
          {confirm.data.recoveryCodes.map((one) => (
            <code key={one}>{one}</code>
          ))}
        </div>
        <button type="button" className="btn pri" onClick={() => void finish()}>
          {t('factor.kept')}
        </button>
      </div>
    );
  }
  if (begin.data) {
    const { svg, secret } = begin.data;
    return (
      <form
        className={styles.steps}
        onSubmit={submit(() =>
          confirm.mutate({ body: { code: code.trim() } }, { onError: () => setCode('') }),
        )}
      >
        <p>{t('factor.scan')}</p>
        <img
          className={styles.qr}
          alt={t('factor.qr')}
          src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
        />
        <p>
          {t('factor.byHand')} <code>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
        <label>
          {t('factor.code')}
          <input
            autoComplete="one-time-code"
            inputMode="numeric"
            required
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </label>
        <Failed text={confirm.error ? words(confirm.error) : ''} />
        <button type="submit" className="btn pri" disabled={confirm.isPending}>
          {t('factor.confirm')}
        </button>
      </form>
    );
  }
  return (
    <form className={styles.steps} onSubmit={submit(() => begin.mutate({ body: { password } }))}>
      <label>
        {t('factor.password')}
        <input
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      <Failed text={begin.error ? words(begin.error) : ''} />
      <button type="submit" className="btn pri" disabled={begin.isPending}>
        {t('factor.begin')}
      </button>
    </form>
  );
}

function Removal() {
  const { t } = useTranslation('account');
  const words = useErrorWords();
  const remove = useSend(removeSecondFactor, [getSecondFactor, currentSession]);
  const [code, setCode] = useState('');
  return (
    <form
      className={styles.steps}
      onSubmit={(event) => {
        event.preventDefault();
        remove.mutate({ body: { code: code.trim() } });
      }}
    >
      <label>
        {t('factor.removeCode')}
        <input
          autoComplete="one-time-code"
          required
          minLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <Failed text={remove.error ? words(remove.error) : ''} />
      <button type="submit" className="btn" disabled={remove.isPending}>
        {t('factor.remove')}
      </button>
    </form>
  );
}

function Failed({ text }: { readonly text: string }) {
  return (
    <p role="alert" className="worse">
      {text}
    </p>
  );
}
