/** The chapters of a bulletin beyond air, in their order: each area gives its own; water joins here. */
import type { ChapterComposer } from '../compose/chapter.ts';
import { keyWorkComposer } from '../compose/key-work.ts';
import { keyWorkSource } from './key-work.ts';
import type { ChapterSource } from './source.ts';

export const chapterSources: readonly ChapterSource[] = [keyWorkSource];
export const chapterComposers: readonly ChapterComposer[] = [keyWorkComposer];
