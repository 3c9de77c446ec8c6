import type { ThemeConfig } from 'antd';

/** A token's value as tokens.css has it, by its name without dashes. */
type ReadToken = (name: string) => string;

/** The least height of what a finger has to hit, px. */
const TOUCH = 44;

/** antd's controls in our ink; on a phone every one of them as high as a finger needs. antd computes shades from colours, so it needs the values themselves, not var(--…). */
export function themeOf(token: ReadToken, touch = false): ThemeConfig {
  return {
    token: {
      colorPrimary: token('act'),
      colorLink: token('act'),
      colorError: token('over'),
      colorSuccess: token('safe'),
      colorWarning: token('tight'),
      colorText: token('ink'),
      colorTextSecondary: token('ink2'),
      colorTextTertiary: token('ink3'),
      colorBorder: token('rule2'),
      colorBorderSecondary: token('rule'),
      fontFamily: token('font'),
      fontSize: 14,
      borderRadius: 3,
      controlHeight: touch ? TOUCH : 30,
      controlHeightSM: touch ? TOUCH : 26,
      motion: false,
      boxShadow: '0 2px 8px rgba(21, 24, 28, 0.16)',
      boxShadowSecondary: '0 2px 8px rgba(21, 24, 28, 0.16)',
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
    },
  };
}

/** The theme of this document: tokens.css is the only place where colours stand. */
export function documentTheme(touch: boolean): ThemeConfig {
  const style = getComputedStyle(document.documentElement);
  return themeOf((name) => style.getPropertyValue(`--${name}`).trim(), touch);
}
