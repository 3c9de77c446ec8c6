/** Ticks above the day strips: days 1, 5, 10 … of one month, or the months' names where the cells span several. */
export interface StripTick {
  /** Share of the width, 0…1, of the cell's middle. */
  readonly at: number;
  readonly label: { readonly kind: 'day' | 'month'; readonly value: number };
}

export function stripTicks(days: readonly string[]): StripTick[] {
  const months = new Set(days.map((day) => day.slice(0, 7)));
  const ticks: StripTick[] = [];
  let before = '';
  days.forEach((day, index) => {
    const at = (index + 0.5) / days.length;
    if (months.size > 1) {
      if (day.slice(0, 7) !== before)
        ticks.push({ at, label: { kind: 'month', value: Number(day.slice(5, 7)) } });
      before = day.slice(0, 7);
    } else {
      const date = Number(day.slice(8, 10));
      if (date === 1 || date % 5 === 0) ticks.push({ at, label: { kind: 'day', value: date } });
    }
  });
  // The first weeks of a year may begin in December: a label without room gives way to the next.
  return ticks.filter(({ at, label }, index) => {
    const next = ticks[index + 1];
    return label.kind === 'day' || next === undefined || next.at - at > 0.04;
  });
}
