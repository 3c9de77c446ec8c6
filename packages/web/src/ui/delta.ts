/** ↑, ↓ or nothing for a signed figure as published ('-11.3', '+0.6', '0.0'). */
export function arrowOf(text: string): '↑' | '↓' | '' {
  if (/^[+-]?0(\.0*)?$/.test(text)) return '';
  return text.startsWith('-') || text.startsWith('−') ? '↓' : '↑';
}

/** The figure without its sign: the arrow says it. */
export function magnitudeOf(text: string): string {
  return text.replace(/^[+\-−]/, '');
}
