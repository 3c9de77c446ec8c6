/** How numbers are printed for people: the one place where thousands are set apart. */

/** 1832 → 1,832; 12345.60 → 12,345.60: a printed number with its thousands apart, decimals as they are. */
export function groupDigits(text: string): string {
  const [whole = '', ...decimals] = text.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/gu, ','), ...decimals].join('.');
}

/** 1,832; 4.5; 0.25: rounded to at most `decimals`, without zeros at the end. */
export function grouped(value: number, decimals = 2): string {
  const unit = 10 ** decimals;
  return groupDigits(String(Math.round(value * unit) / unit));
}

/** 1,832; 4.5; 1,832.0 where something is left of a whole: whole numbers whole, others with one decimal. */
export const sayCount = (value: number): string =>
  groupDigits(Number.isInteger(value) ? String(value) : value.toFixed(1));
