/** 表头: names of columns as people write them, made comparable. */

/** Text that is plain already: most cells are, and are not taken apart. */
const PLAIN = /^[\u4e00-\u9fa5a-z0-9.-]*$/;

/** Text as it is compared: full-width to half-width, no spaces, no line breaks, lower case. */
export function plainCell(text: string): string {
  if (PLAIN.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]+/gu, '')
    .toLowerCase();
}

/** Units that may stand in a heading or behind a number, longest first so that 万元 is not read as 元. */
const UNITS = [
  '平方公里',
  '平方米',
  '立方米',
  '万千瓦时',
  '千瓦时',
  '万平方米',
  '万立方米',
  '万吨',
  '万户',
  '万人',
  '亿元',
  '万元',
  '千元',
  '公里',
  '千米',
  '公顷',
  '公斤',
  '千克',
  '工作日',
  '项目',
  '元',
  '吨',
  '户',
  '人',
  '个',
  '家',
  '台',
  '套',
  '座',
  '处',
  '件',
  '条',
  '项',
  '口',
  '村',
  '亩',
  '米',
  '天',
  '次',
  '辆',
  '度',
  'mg/l',
  'km2',
  'km',
  'm2',
  'm3',
  'kw',
  'mw',
  't/d',
  't',
  'm',
  '%',
] as const;

/** Whether a text is nothing but a unit. */
export function isUnit(text: string): boolean {
  return unitIn(text) !== null;
}

/** The unit a text names: 户, (万元), 单位:万元; null when it is no unit. */
export function unitIn(text: string): string | null {
  const plain = plainCell(text)
    .replace(/^单位[::]?/u, '')
    .replace(/^\((.*)\)$/u, '$1');
  return UNITS.find((unit) => unit === plain) ?? null;
}

/** A unit at the end of a number's text: 180户 → 户; null where none stands. */
export function trailingUnit(text: string): string | null {
  return UNITS.find((unit) => text.endsWith(unit)) ?? null;
}

/** The unit written into a heading: 任务数（户）, 补贴/万元, 补贴（单位：万元）; null where none stands. */
export function headingUnit(heading: string): string | null {
  const plain = plainCell(heading);
  for (const match of plain.matchAll(/[([【]([^()[\]【】]*)[)\]】]/gu)) {
    const unit = unitIn(match[1] ?? '');
    if (unit !== null) return unit;
  }
  const tail = /[/_,、]([^/_,、]+)$/u.exec(plain)?.[1];
  return tail === undefined ? null : unitIn(tail);
}

/** What two headings must share to be the same: no unit, no brackets' content that is one, no signs, no filler. */
export function headingKey(heading: string): string {
  let key = plainCell(heading);
  key = key.replace(/[([【]([^()[\]【】]*)[)\]】]/gu, (_, inner: string) =>
    isUnit(inner) || /^(选填|必填|单位.*|填写.*|请.*|如.*|注.*)$/u.test(inner) ? '' : inner,
  );
  const tail = /^(.+)[/_,、]([^/_,、]+)$/u.exec(key);
  if (tail?.[1] !== undefined && tail[2] !== undefined && isUnit(tail[2])) key = tail[1];
  return key.replace(/[^\p{L}\p{N}%]+/gu, '');
}

/** Pairs of neighbouring signs; a single sign stands for itself. */
function pairs(text: string): Map<string, number> {
  const found = new Map<string, number>();
  const signs = [...text];
  if (signs.length === 1) found.set(text, 1);
  for (let i = 0; i + 1 < signs.length; i++) {
    const pair = `${signs[i]}${signs[i + 1]}`;
    found.set(pair, (found.get(pair) ?? 0) + 1);
  }
  return found;
}

/**
 * How alike two keys are, 0–1: shared pairs of signs (Dice), and at least 0.6 to 0.9 where the shorter stands whole in
 * the longer (安装 in 安装户数).
 */
export function likeness(a: string, b: string): number {
  if (a === '' || b === '') return 0;
  if (a === b) return 1;
  const left = pairs(a);
  const right = pairs(b);
  let shared = 0;
  let total = 0;
  for (const [pair, count] of left) {
    shared += Math.min(count, right.get(pair) ?? 0);
    total += count;
  }
  for (const count of right.values()) total += count;
  const dice = (2 * shared) / total;
  const [short, long] = [...a].length <= [...b].length ? [a, b] : [b, a];
  if ([...short].length >= 2 && long.includes(short)) {
    return Math.max(dice, 0.6 + 0.3 * ([...short].length / [...long].length));
  }
  // One sign of a short name: 通 for 通电. It may well be something else, so it is asked about.
  if ([...short].length === 1 && [...long].length <= 3 && long.includes(short)) return 0.5;
  return dice;
}

/** A column's letters as spreadsheets show them: 0 → A, 26 → AA. */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}

/** The address of a cell: column 6, row 17 → G17. */
export function cellAddress(column: number, row: number): string {
  return `${columnLetters(column)}${row}`;
}
