import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const { resolve } = createRequire(import.meta.url);

/** Font files that come with the installation, so that a fresh machine needs nothing else. */
export function packageFontFiles(): {
  serif: string;
  serifSemiBold: string;
  serifBold: string;
  sans: string;
  sansMedium: string;
  sansBold: string;
} {
  const serif = dirname(resolve('@expo-google-fonts/noto-serif-sc'));
  // The package exports its entry in dist/ and keeps the fonts beside it.
  const sans = join(dirname(resolve('@embedpdf/fonts-sc')), '..', 'fonts');
  return {
    serif: join(serif, '400Regular', 'NotoSerifSC_400Regular.ttf'),
    serifSemiBold: join(serif, '600SemiBold', 'NotoSerifSC_600SemiBold.ttf'),
    serifBold: join(serif, '700Bold', 'NotoSerifSC_700Bold.ttf'),
    sans: join(sans, 'NotoSansHans-Regular.otf'),
    sansMedium: join(sans, 'NotoSansHans-Medium.otf'),
    sansBold: join(sans, 'NotoSansHans-Bold.otf'),
  };
}

/** The names by which renderers find the packaged fonts. */
export const PACKAGE_SERIF = 'Noto Serif SC';
export const PACKAGE_SANS = 'Noto Sans S Chinese';
