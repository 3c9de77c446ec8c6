import { signIn } from '@qingzhang/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../api/use-call.ts';
import { useErrorWords } from '../app/error-words.ts';
import { rememberLang } from '../app/preferences.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import './sign-in.css';

/** 登录: two fields, one button, the reason when it fails. Afterwards back to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('signIn');
  useTitle(t('enter'));
  const words = useErrorWords();
  const { lang } = useView();
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const enter = useSend(signIn);
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const other = lang === 'zh' ? 'en' : 'zh';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate(
      { body: { login: login.trim(), password } },
      {
        onSuccess: () => {
          client.clear();
          void navigate({ href: to ?? '/', replace: true });
        },
        onError: () => setPassword(''),
      },
    );
  };

  return (
    <main className="sign-in">
      <form onSubmit={submit} aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">
          {t('title')}
          <small>{t('subtitle')}</small>
        </h1>
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
        {enter.error && (
          <p className="failed" role="alert">
            {words(enter.error)}
          </p>
        )}
        <button type="submit" className="btn pri" disabled={enter.isPending}>
          {enter.isPending ? t('entering') : t('enter')}
        </button>
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
      </form>
    </main>
  );
}
