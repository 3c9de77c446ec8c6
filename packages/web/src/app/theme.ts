import type { ThemeConfig } from 'antd';

/**
 * antd's controls in our ink: greys and the one blue of tokens.css. antd computes shades, so the values are written
 * out here once instead of var(--…); `theme.test.ts` compares them with tokens.css.
 */
export const themeTokens = {
  colorPrimary: '#1a5aa8',
  colorLink: '#1a5aa8',
  colorError: '#bf2418',
  colorSuccess: '#2a7757',
  colorWarning: '#935600',
  colorText: '#15181c',
  colorTextSecondary: '#424951',
  colorTextTertiary: '#626a73',
  colorBorder: '#c3c9cf',
  colorBorderSecondary: '#e3e6e9',
} as const;

export const theme: ThemeConfig = {
  token: {
    ...themeTokens,
    fontFamily:
      '"Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei","HarmonyOS Sans SC",sans-serif',
    fontSize: 14,
    borderRadius: 3,
    controlHeight: 30,
    controlHeightSM: 26,
    wireframe: false,
    motion: false,
    boxShadow: '0 2px 8px rgba(21, 24, 28, 0.16)',
    boxShadowSecondary: '0 2px 8px rgba(21, 24, 28, 0.16)',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};
