import type { Lang } from '@qingzhang/contract';
import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en, zhCN } from './texts.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof zhCN;
  }
}

/** What browsers and i18next call the two languages of the contract. */
export const localeOf: Record<Lang, 'zh-CN' | 'en'> = { zh: 'zh-CN', en: 'en' };

/** The words of the interface. Values are put in as text by React, so i18next must not escape them again. */
export function createI18n(lang: Lang): i18n {
  const instance = createInstance();
  void instance.use(initReactI18next).init({
    lng: localeOf[lang],
    fallbackLng: 'zh-CN',
    defaultNS: 'app',
    resources: { 'zh-CN': zhCN, en },
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  return instance;
}
