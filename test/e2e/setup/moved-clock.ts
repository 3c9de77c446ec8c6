/** A machine whose clock stands at another day: for a whole process by `node --import`, for a page as its first script. */

/** Source of a script that moves `Date` by so many milliseconds; time goes on as ever. */
export const movedDate = (milliseconds: number): string => `{
  const Real = Date;
  const by = ${Math.round(milliseconds)};
  globalThis.Date = class Date extends Real {
    constructor(...parts) {
      if (parts.length === 0) super(Real.now() + by);
      else super(...parts);
    }
    static now() {
      return Real.now() + by;
    }
  };
}`;

/** As an argument of \`node\`. */
export const movedNode = (milliseconds: number): string =>
  `data:text/javascript,${encodeURIComponent(movedDate(milliseconds))}`;
