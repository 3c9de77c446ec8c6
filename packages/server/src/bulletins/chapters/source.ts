import type { Platform } from '../../platform/platform.ts';

/** Where a chapter stands when it gathers its facts. */
export interface ChapterQuestion {
  /** The period's last month, 'YYYY-MM'. */
  readonly month: string;
  readonly at: Date;
  /** Half-year and year: what will come of it is said too (DIS-6.7). */
  readonly forecast: boolean;
  /** Short names of the cities by code. */
  readonly regions: ReadonlyMap<string, string>;
}

/** Gathers one chapter's facts as plain JSON; null: the area has nothing to say of the period. */
export interface ChapterSource {
  readonly key: string;
  gather(platform: Platform, question: ChapterQuestion): Promise<object | null>;
}
