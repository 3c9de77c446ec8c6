import { type IFontAttributesProperties, type IRunOptions, type ParagraphChild, TextRun } from 'docx';
import type { Inline } from '../model/inline.ts';
import { legibleText } from '../model/legible.ts';
import { splitFormulas } from '../model/words.ts';

type Face = 'body' | 'title' | 'hei' | 'kai' | 'song';

/** The official typefaces by name, all four slots: the reader's machine supplies them (DIS-7.4). */
const FACES: Readonly<Record<Face, string>> = {
  body: '仿宋_GB2312',
  title: '方正小标宋简体',
  hei: '黑体',
  kai: '楷体_GB2312',
  song: '宋体',
};
const LATIN = 'Times New Roman';

export function face(name: Face): IFontAttributesProperties {
  return { ascii: LATIN, hAnsi: LATIN, eastAsia: FACES[name], cs: LATIN };
}

/** Points to the half-points Word counts in. */
export function points(value: number): number {
  return Math.round(value * 2);
}

/** Millimetres to twentieths of a point. */
export function mm(value: number): number {
  return Math.round((value * 1440) / 25.4);
}

type RunStyle = Pick<IRunOptions, 'font' | 'size' | 'color' | 'bold' | 'characterSpacing'>;

/** Text as runs; formulas such as PM2.5 with lowered figures. */
export function words(value: string, style: RunStyle = {}): TextRun[] {
  return splitFormulas(legibleText(value)).map(
    (part) => new TextRun({ ...style, text: part.text, subScript: part.sub }),
  );
}

/** Inline runs: figures are printed exactly as published, badges as small framed words. */
export function inline(runs: readonly Inline[], style: RunStyle = {}): ParagraphChild[] {
  return runs.flatMap((run) => inlineRun(run, style));
}

function inlineRun(run: Inline, style: RunStyle): ParagraphChild[] {
  switch (run.kind) {
    case 'text':
      return words(run.text, run.bold ? { ...style, bold: true } : style);
    case 'figure':
      return words(run.text + (run.unit ?? ''), run.bold ? { ...style, bold: true } : style);
    case 'badge':
      return [
        new TextRun({
          ...style,
          text: legibleText(run.text),
          size: points(10),
          border: { style: 'single', size: 4, space: 1, color: '424951' },
        }),
      ];
  }
}
