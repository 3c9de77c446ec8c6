import { z } from 'zod';

/** Of a hall's screen: the ground (a projector may need the light one), room kept free for the conference's window. */
export const ScreenSearch = z.object({
  venue: z.coerce.number().int().positive().optional().catch(undefined),
  ground: z.enum(['light', 'dark']).optional().catch(undefined),
  video: z.enum(['right', 'corner']).optional().catch(undefined),
});
export interface ScreenSearch {
  venue?: number | undefined;
  ground?: 'light' | 'dark' | undefined;
  video?: 'right' | 'corner' | undefined;
}
