/** A figure as people read it: thousands apart, at most two decimals; 8,600 and 70.83. */
export function figureText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** A percentage with one decimal, none where it is whole: 48%, 70.8%. */
export function percentText(value: number): string {
  return `${(Math.round(value * 10) / 10).toLocaleString('en-US')}%`;
}
