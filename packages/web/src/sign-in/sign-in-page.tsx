import { type SignedIn, signIn, signInOptions, signInSecond, startOidc } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { useCall, useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { rememberLang } from '../app/preferences.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import './sign-in.css';

/** 登录: two fields, then perhaps a code; the reason when it fails. Afterwards back to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('signIn');
  useTitle(t('enter'));
  const { lang } = useView();
  const { to, step, problem, login } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [second, setSecond] = useState(step === 'code');
  const other = lang === 'zh' ? 'en' : 'zh';
  const enter = () => {
    client.clear();
    void navigate({ href: to ?? '/', replace: true });
  };
  return (
    <main className="sign-in">
      <div>
        <h1 id="sign-in-title">
          {t('title')}
          <small>{t('subtitle')}</small>
        </h1>
        {second ? (
          <SecondStep onEntered={enter} onBack={() => setSecond(false)} />
        ) : (
          <FirstStep
            to={to ?? '/'}
            problem={problem === undefined ? null : new ApiError(problem, { login: login ?? '' }, 403, null)}
            onPassed={({ secondFactor }) => (secondFactor ? setSecond(true) : enter())}
          />
        )}
        <p className="secret">{t('noSecrets')}</p>
        <p className="cap">
          <button
            type="button"
            className="plain turn-lang"
            lang={other}
            onClick={() => {
              rememberLang(other);
              void navigate({ to: '.', search: (before) => ({ ...before, lang: other }), replace: true });
            }}
          >
            {t('otherLanguage')}
          </button>
        </p>
      </div>
    </main>
  );
}

interface FirstStepProps {
  readonly to: string;
  /** What went wrong at the other system, when the browser came back from there. */
  readonly problem: ApiError | null;
  readonly onPassed: (answer: SignedIn) => void;
}

function FirstStep({ to, problem, onPassed }: FirstStepProps) {
  const { t } = useTranslation('signIn');
  const words = useErrorWords();
  const options = useCall(signInOptions, undefined);
  const enter = useSend(signIn);
  const leave = useSend(startOidc);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const failure = enter.error ?? leave.error ?? (enter.isPending ? null : problem);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(
      { body: { login: login.trim(), password } },
      { onSuccess: onPassed, onError: () => setPassword('') },
    );
  };
  return (
    <form onSubmit={submit} aria-labelledby="sign-in-title">
      <label>
        {t('login')}
        <input
          name="username"
          autoComplete="username"
          // biome-ignore lint/a11y/noAutofocus: the page has one purpose
          autoFocus
          required
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
      </label>
      <label>
        {t('password')}
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </label>
      {failure && (
        <p className="failed" role="alert">
          {words(failure)}
        </p>
      )}
      <button type="submit" className="btn pri" disabled={enter.isPending}>
        {enter.isPending ? t('entering') : t('enter')}
      </button>
      {options.data?.oidc && (
        <button
          type="button"
          className="btn"
          disabled={leave.isPending}
          onClick={() =>
            leave.mutate({ body: { to } }, { onSuccess: ({ url }) => window.location.assign(url) })
          }
        >
          {t('oidc', { name: options.data.oidc.name })}
        </button>
      )}
    </form>
  );
}

interface SecondStepProps {
  readonly onEntered: () => void;
  readonly onBack: () => void;
}

/** 动态口令: the device's six digits, or a recovery code. */
function SecondStep({ onEntered, onBack }: SecondStepProps) {
  const { t } = useTranslation('signIn');
  const words = useErrorWords();
  const send = useSend(signInSecond);
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate({ body: { code: code.trim() } }, { onSuccess: onEntered, onError: () => setCode('') });
  };
  return (
    <form onSubmit={submit} aria-labelledby="sign-in-title">
      <label>
        {t('code')}
        <input
          name="code"
          autoComplete="one-time-code"
          inputMode="text"
          // biome-ignore lint/a11y/noAutofocus: the step has one purpose
          autoFocus
          required
          minLength={6}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      </label>
      <p className="cap">{t('codeHint')}</p>
      {send.error && (
        <p className="failed" role="alert">
          {words(send.error)}
        </p>
      )}
      <button type="submit" className="btn pri" disabled={send.isPending}>
        {send.isPending ? t('entering') : t('confirmCode')}
      </button>
      <button type="button" className="plain" onClick={onBack}>
        {t('back')}
      </button>
    </form>
  );
}
