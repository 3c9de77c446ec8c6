/** The file has this place-hour for the first time. */
export const FIRST = 0;
/** The file had this place-hour before. */
export const REPEATED = 1;
/** It had, but under another name of the place; this row names it as registered and is preferred. */
export const PREFERRED = 2;
/** It had, and this row names the place otherwise than registered. */
export const OTHER_NAME = 3;

/** Per place: pages of 4096 hours, one bit each. */
type Pages = Array<Map<number, Uint8Array> | undefined>;

/** The place-hours a file had so far: all that is remembered of a file, one bit each. */
export class SeenHours {
  private readonly seen: Pages = [];
  /** The same for hours that so far came only under another name of the place. */
  private readonly seenOtherwise: Pages = [];
  private readonly lastPage: Array<{ page: number; bits: Uint8Array } | undefined> = [];

  /** Remembers a place-hour; says whether the file had it before, and under which name of the place. */
  mark(place: number, hour: number, otherName: boolean): number {
    const page = hour >> 12;
    let last = this.lastPage[place];
    if (last === undefined || last.page !== page) {
      last = { page, bits: pageOf(this.seen, place, page) };
      this.lastPage[place] = last;
    }
    const at = (hour & 4095) >> 3;
    const bit = 1 << (hour & 7);
    if ((last.bits[at]! & bit) === 0) {
      last.bits[at]! |= bit;
      if (otherName) pageOf(this.seenOtherwise, place, page)[at]! |= bit;
      return FIRST;
    }
    if (otherName) return OTHER_NAME;
    const otherwise = this.seenOtherwise[place]?.get(page);
    if (otherwise === undefined || (otherwise[at]! & bit) === 0) return REPEATED;
    otherwise[at]! &= ~bit;
    return PREFERRED;
  }
}

/** The page of 4096 bits that holds an hour of a place. */
function pageOf(pages: Pages, place: number, page: number): Uint8Array {
  let own = pages[place];
  if (!own) {
    own = new Map();
    pages[place] = own;
  }
  let bits = own.get(page);
  if (!bits) {
    bits = new Uint8Array(512);
    own.set(page, bits);
  }
  return bits;
}
