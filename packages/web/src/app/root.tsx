import { Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { App, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { lazy, Suspense, useCallback, useEffect, useMemo } from 'react';
import { I18nextProvider } from 'react-i18next';
import { NARROW, useMedia } from '../ui/use-media.ts';
import { useWhy, WhyProvider } from '../why/why-context.tsx';
import { createI18n, localeOf } from './i18n.ts';
import { documentTheme } from './theme.ts';
import { useView } from './view.ts';

const instances = { zh: createI18n('zh'), en: createI18n('en') };
const WhyDrawer = lazy(() => import('../why/why-drawer.tsx').then((m) => ({ default: m.WhyDrawer })));

/** Language, theme and the one drawer that every page shares. */
export function Root() {
  const { lang } = useView();
  const { why, screen } = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const narrow = useMedia(NARROW);
  const theme = useMemo(() => documentTheme(narrow), [narrow]);
  useEffect(() => {
    document.documentElement.lang = localeOf[lang];
    dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  }, [lang]);
  useEffect(() => {
    document.documentElement.classList.toggle('dark', screen === 'hall');
    document.documentElement.classList.toggle('hall', screen === 'hall');
    if (screen !== 'hall') return;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      void navigate({ to: '.', search: (before) => ({ ...before, screen: undefined }), replace: true });
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [screen, navigate]);
  const ask = useCallback(
    (key: string | null) =>
      void navigate({
        to: '.',
        search: (before) => ({ ...before, why: key ?? undefined }),
        replace: key === null,
        resetScroll: false,
      }),
    [navigate],
  );
  return (
    <I18nextProvider i18n={instances[lang]}>
      <ConfigProvider locale={lang === 'zh' ? zhCN : enUS} theme={theme} button={{ autoInsertSpace: false }}>
        <App>
          <WhyProvider value={why ?? null} onChange={ask}>
            <Outlet />
            <Drawer />
          </WhyProvider>
        </App>
      </ConfigProvider>
    </I18nextProvider>
  );
}

/** Loaded with the first question, then kept. */
function Drawer() {
  const { key } = useWhy();
  return key === null ? null : (
    <Suspense fallback={null}>
      <WhyDrawer />
    </Suspense>
  );
}
