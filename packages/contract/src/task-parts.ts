/** Pieces that the schemas of tasks are made of. */

import { isDay } from '@qingzhang/standards';
import { z } from 'zod';
import { Day as DayText } from './figures.ts';

/** A day that exists: 2021-02-30 is refused here and not by the database. */
export const Day = DayText.refine((day) => isDay(day));

export const text = (longest: number) => z.string().trim().max(longest);
export const needed = (longest: number) => z.string().trim().min(1).max(longest);
/** Why: never shorter than two characters. */
export const Reason = z.string().trim().min(2).max(2000);
export const Percent = z.number().min(0).max(100);
export const FileIds = z.array(z.number().int().positive()).max(20).default([]);

/** Guards every act against a change in between. */
export const Guarded = z.object({ revision: z.number().int() });
