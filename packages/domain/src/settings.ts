/** Bands of the lamps and the few choices of an account that a province may set; defaults as drawn on the first pages. */

export interface AccountSettings {
  /** 安全 needs at least this share of room (% of the allowance) for the day and the month. */
  readonly safePercent: number;
  /** The same for the whole year, where the room is what stays after the planned path of the rest. */
  readonly safeYearPercent: number;
  /** How many valid days make the "present level" of a month that still has whole days left. */
  readonly paceDays: number;
  /**
   * Which balance is shown while today is unfinished. `prudent`: today's hours count at once when they leave less, and are
   * credited only when the day is settled; `live`: they always count at once; `settled`: only whole days count. On the last
   * day of a period only today's hours are left, so `live` holds whatever is set.
   */
  readonly basis: 'prudent' | 'live' | 'settled';
}

export const DEFAULT_SETTINGS: AccountSettings = {
  safePercent: 10,
  safeYearPercent: 5,
  paceDays: 7,
  basis: 'prudent',
};
