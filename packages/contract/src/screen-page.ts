/**
 * 大屏页: what hall, venues and the chair see, and what a slide of the deck shows — one object, several renderers. A page is
 * one sentence (`title`) and one picture. Figures are texts as published, `value`s only place marks.
 */
import { z } from 'zod';
import { RegionCode } from './figures.ts';

/** Colour by meaning; every tone is also said by a word or a shape. */
export const ScreenTone = z.enum(['plain', 'quiet', 'strong', 'good', 'warn', 'bad']);
export type ScreenTone = z.infer<typeof ScreenTone>;
const Cell = z.object({ text: z.string(), tone: ScreenTone.optional() });
const lamp = z.enum(['blue', 'green', 'yellow', 'red', 'grey']);

export const ScreenBody = z.discriminatedUnion('kind', [
  /** Opening page: name of the meeting, time, venues. */
  z.object({ kind: z.literal('cover'), lines: z.array(z.string()) }),
  z.object({
    kind: z.literal('agenda'),
    items: z.array(z.object({ title: z.string(), minutes: z.number().int(), speakers: z.array(z.string()) })),
  }),
  /** Horizontal bars by city with a planned mark (清洁取暖：安装、运行、序时). */
  z.object({
    kind: z.literal('bars'),
    unit: z.string(),
    /** What the parts of a bar mean, in the order they are stacked. */
    legend: z.array(z.string()).min(1).max(3),
    path: z.object({ label: z.string(), value: z.number() }).nullable(),
    /** The value at the bars' full width. */
    max: z.number().positive(),
    columns: z.array(z.string()),
    rows: z.array(
      z.object({
        region: RegionCode.nullable(),
        name: z.string(),
        lamp: lamp.nullable(),
        /** Cumulative ends, one for each legend entry; null: nothing known. */
        parts: z.array(z.number().nullable()),
        cells: z.array(Cell),
        /** A row to look at. */
        mark: z.enum(['bad', 'warn']).nullable(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.object({ title: z.string(), align: z.enum(['left', 'center', 'right']) })),
    rows: z.array(z.object({ cells: z.array(Cell), emphasis: z.boolean().optional() })),
    note: z.string().nullable(),
  }),
  /** A drawing for dark and for light ground, made by the server alone. */
  z.object({ kind: z.literal('chart'), dark: z.string(), light: z.string(), alt: z.string() }),
  /** Cities as tiles with a figure each. */
  z.object({
    kind: z.literal('map'),
    unit: z.string(),
    tiles: z.array(
      z.object({
        region: RegionCode,
        name: z.string(),
        text: z.string(),
        row: z.number(),
        column: z.number(),
        tone: ScreenTone,
        class: z.string(),
      }),
    ),
    legend: z.array(z.object({ text: z.string(), class: z.string() })),
  }),
  /** 上次承诺—本次兑现. */
  z.object({
    kind: z.literal('pledges'),
    rows: z.array(
      z.object({
        city: z.string(),
        promised: z.string(),
        result: z.string(),
        verdict: z.enum(['kept', 'late', 'broken', 'open']),
        verdictText: z.string(),
      }),
    ),
    summary: z.string(),
  }),
  /** Points said in words: conveyed instructions, requirements. */
  z.object({
    kind: z.literal('points'),
    points: z.array(z.object({ head: z.string(), text: z.string() })),
  }),
  /** A page of a paper: `html` is the document as the server draws it; `sub` of the stage scrolls by screens. */
  z.object({ kind: z.literal('document'), html: z.string() }),
]);
export type ScreenBody = z.output<typeof ScreenBody>;

/** The speaker's panel at the right: what is still to do, last promise and result. */
export const ScreenSide = z.object({
  role: z.string(),
  name: z.string(),
  facts: z
    .array(z.object({ label: z.string(), value: z.string(), unit: z.string(), tone: ScreenTone }))
    .max(6),
  promised: z.string().nullable(),
  result: z.object({ text: z.string(), verdict: z.enum(['kept', 'late', 'broken', 'open']) }).nullable(),
});
export type ScreenSide = z.output<typeof ScreenSide>;

/** Rows of a table on one screen; what is longer goes on on the next `sub`. */
export const TABLE_ROWS = 12;

export const ScreenPage = z.object({
  key: z.string().min(1).max(80),
  agendaItem: z.number().int().nullable(),
  /** The sentence. */
  title: z.string(),
  body: ScreenBody,
  side: ScreenSide.nullable(),
  /** 已结账, 示例, 模拟数据. */
  badges: z.array(z.string()),
  /** 数据截至 2021-06-30 24:00. */
  until: z.string(),
  /** n＝91.93 万户; empty: none. */
  base: z.string(),
  /** Screens of this page that `sub` goes through: a long table shows `TABLE_ROWS` rows on each. */
  subs: z.number().int().min(1),
  version: z.number().int(),
});
export type ScreenPage = z.output<typeof ScreenPage>;
