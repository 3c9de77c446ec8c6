import { Resvg } from '@resvg/resvg-js';
import { PACKAGE_SANS, packageFontFiles } from '../fonts/package-fonts.ts';
import type { Picture } from './svg.ts';

/** Draws a picture as PNG with the packaged fonts only, so that every machine gives the same picture. */
export function rasterise(drawing: Picture, scale = 3): Buffer {
  const fonts = packageFontFiles();
  return new Resvg(drawing.svg, {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: [fonts.sans, fonts.sansMedium],
      defaultFontFamily: PACKAGE_SANS,
    },
  })
    .render()
    .asPng();
}
