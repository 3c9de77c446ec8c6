/** 佐证徽标: what lies with an item by rule, as ledger and page show it. */
import type { EvidenceRule } from '@qingzhang/domain';
import type { EvidenceCount } from '../items/record.ts';

export type EvidenceBadge = 'have' | 'missing' | 'refused' | 'repeated';

/** By rule: refused pieces first, then repeated ones nobody has judged, then whether enough lie there. */
export function evidenceBadges(
  rules: readonly Pick<EvidenceRule, 'key' | 'atLeast'>[],
  count: EvidenceCount,
): Record<string, EvidenceBadge> {
  return Object.fromEntries(
    rules.map(({ key, atLeast }): [string, EvidenceBadge] => {
      const own = count[key] ?? { have: 0, refused: 0, repeated: 0 };
      if (own.refused > 0) return [key, 'refused'];
      if (own.repeated > 0) return [key, 'repeated'];
      return [key, own.have >= Math.max(1, atLeast) ? 'have' : 'missing'];
    }),
  );
}
