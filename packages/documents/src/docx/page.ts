/** Widths of the text on an upright and on a turned page, in millimetres (DIS-7.4). */
export const PORTRAIT_MM = 156;
export const LANDSCAPE_MM = 243;
/** 225 mm for 22 lines: 28.99 pt, in twentieths. */
export const LINE = 580;
/** 机关红. */
export const RED = 'D7000F';
