import { errorWords, sayError } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import appZh from './locale/zh-CN.json';

type Codes<T, Prefix extends string = ''> = {
  [Key in keyof T & string]: T[Key] extends string ? `${Prefix}${Key}` : Codes<T[Key], `${Prefix}${Key}.`>;
}[keyof T & string];
type KnownCode = Codes<typeof appZh.errors>;

/** True for a code that the pages say in words of their own (`session.required` stands under errors → session → required). */
export function hasWords(code: string): code is KnownCode {
  const found = code
    .split('.')
    .reduce<unknown>(
      (at, key) =>
        typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : null,
      appZh.errors,
    );
  return typeof found === 'string';
}

/** The words of a failure: what is wrong, where, what to do. Codes newer than this page get a general sentence. */
export function useErrorWords(): (error: unknown) => string {
  const { t, i18n } = useTranslation('app');
  return (error) => {
    if (!(error instanceof ApiError)) return t('errorUnknownPage');
    const params = Object.fromEntries(
      Object.entries(error.params).map(([key, value]) => [
        key,
        typeof value === 'object' ? JSON.stringify(value) : String(value),
      ]),
    );
    if (hasWords(error.code)) return t(`errors.${error.code}`, { replace: params });
    // The contract's own words, the same as on the command line.
    return Object.hasOwn(errorWords, error.code)
      ? sayError(error.code, error.params, i18n.language.startsWith('zh') ? 'zh' : 'en')
      : t('errorUnknownCode', { code: error.code });
  };
}
