/** The short reason beside a speaker in the agenda: 清洁取暖 −18.4 点. */
import { z } from 'zod';

const Reason = z.object({ zh: z.string() });
const Reasons = z.union([
  z.object({ note: z.string() }).transform(({ note }) => note),
  z.object({ note: Reason }).transform(({ note }) => note.zh),
  z.object({ reasons: z.array(Reason).min(1) }).transform(({ reasons }) => reasons[0]?.zh ?? ''),
]);

/** The note of an agenda item's reason; empty where nobody suggested it. */
export function noteOf(reason: unknown): string {
  const known = Reasons.safeParse(reason);
  return known.success ? known.data : '';
}
