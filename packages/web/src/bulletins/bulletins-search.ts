import { z } from 'zod';

export const bulletinTabs = ['bulletins', 'closings'] as const;
export type BulletinTab = (typeof bulletinTabs)[number];

/** What the bulletins page keeps in its address. */
export const BulletinsSearch = z.object({ tab: z.enum(bulletinTabs).optional().catch(undefined) });
export interface BulletinsSearch {
  tab?: BulletinTab | undefined;
}
