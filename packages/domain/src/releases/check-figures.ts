/** Numbers typed by hand: the same as a known figure, other than a known figure, or without any source. */
import type { CheckBlock } from './checks.ts';
import type { SafetyFinding } from './finding.ts';

/** A figure that texts may refer to. */
export interface KnownFigure {
  readonly id: string;
  /** Place, what, period: 大同市 清洁取暖 完成率. */
  readonly label: string;
  readonly text: string;
  readonly unit: string;
}

/** Numbers that read like measurements: with a decimal point, or with a unit of rates and concentrations. */
const NUMBER =
  /(?<![\d.〔第])(?:\d+(?:,\d{3})*\.\d+|\d+(?:,\d{3})*(?=\s*(?:%|％|个百分点|微克|毫克)))\s*(%|％|个百分点|微克\/立方米|毫克\/立方米)?/gu;

const digits = (text: string): string => text.replace(/[^\d.]/gu, '');

/** PM2.5 is a name. */
const NAMES = /PM\s*(?:2\.5|₂\.₅|10)/giu;

/**
 * Typed numbers of a block. A clause that names place and subject of a known figure and gives another number of its unit is
 * wrong (stop); the known number itself should be a reference, any other measurement needs a source (ask).
 */
export function figureFindings(block: CheckBlock, figures: readonly KnownFigure[]): SafetyFinding[] {
  const found: SafetyFinding[] = [];
  let before = '';
  const whole = block.runs.map((run) => (run.kind === 'figure' ? run.text : run.text)).join('');
  for (const run of block.runs) {
    if (run.kind === 'text') {
      const plain = run.text.replace(NAMES, (name) => '某'.repeat(name.length));
      for (const match of plain.matchAll(NUMBER)) {
        const [words, unit = ''] = match;
        const at = before.length + match.index;
        const finding = judge(words.trim(), unit.replace('％', '%'), clauseAt(whole, at), figures);
        if (finding !== null) found.push({ ...finding, block: block.key });
      }
    }
    before += run.text;
  }
  return found;
}

function judge(
  words: string,
  unit: string,
  clause: string,
  figures: readonly KnownFigure[],
): Omit<SafetyFinding, 'block'> | null {
  const same = figures.find((figure) => digits(figure.text) === digits(words) && fits(figure, unit));
  if (same !== undefined) {
    const facts = { words, label: same.label };
    return { code: 'figure', severity: 'ask', reason: 'typed', excerpt: words, facts };
  }
  const other = figures.filter((figure) => fits(figure, unit) && isAbout(figure, clause));
  const [known] = other;
  if (known !== undefined) {
    const facts = { words, label: known.label, known: `${known.text}${known.unit}` };
    return { code: 'figure', severity: 'stop', reason: 'differs', excerpt: words, facts };
  }
  return { code: 'figure', severity: 'ask', reason: 'unknownFigure', excerpt: words, facts: { words } };
}

const fits = (figure: KnownFigure, unit: string): boolean => unit === '' || figure.unit === unit;

/** The clause names the place and everything else that the label says, as far as it is not the period. */
function isAbout(figure: KnownFigure, clause: string): boolean {
  const [place = '', ...rest] = figure.label.split(/\s+/u);
  const what = rest.filter((word) => !/^\d{4}年/u.test(word));
  if (place === '' || what.length === 0) return false;
  const name = place.replace(/市$/u, '');
  return clause.includes(name) && what.every((word) => clause.includes(word));
}

/** From the mark before to the mark behind. */
function clauseAt(text: string, at: number): string {
  const start = Math.max(...['。', '；'].map((mark) => text.lastIndexOf(mark, at - 1))) + 1;
  const ends = ['。', '；'].map((mark) => text.indexOf(mark, at)).filter((end) => end >= 0);
  return text.slice(start, ends.length === 0 ? undefined : Math.min(...ends));
}
