/** Every paper of a meeting from one context. */
import type { PaperKind, TemplateBody, TemplateKind } from '@qingzhang/contract';
import type { ComposedPaper, PaperModel } from '../store.ts';
import { composeAgenda, composeNotice } from './agenda.ts';
import { composeCards } from './cards.ts';
import { composeCityPaper, composeSpeech } from './city-paper.ts';
import type { PaperContext } from './context.ts';
import { meetingFigures } from './figures.ts';
import { composeReview } from './review.ts';

/** Templates in force by kind. */
export type Templates = Readonly<
  Record<TemplateKind, { readonly version: number; readonly body: TemplateBody }>
>;

/** Kinds that `composePapers` makes; minutes and letters follow from the record. */
export const COMPOSED = [
  'notice',
  'agenda',
  'review',
  'comment-card',
  'city-paper',
  'speech',
] as const satisfies readonly PaperKind[];

/** The papers of these kinds, in the order one reads them. */
export function composeAll(
  context: PaperContext,
  templates: Templates,
  kinds: readonly PaperKind[] = COMPOSED,
): ComposedPaper[] {
  const { facts, agenda } = context;
  const all = meetingFigures(facts);
  const paper = (
    kind: PaperKind,
    model: PaperModel,
    more: Partial<ComposedPaper> = {},
    template: TemplateKind | null = null,
  ): ComposedPaper => ({
    kind,
    subject: '',
    cityCode: null,
    userId: null,
    title: model.kind === 'official' ? model.title : '',
    model,
    figures: all,
    template: template === null ? null : { kind: template, version: templates[template].version },
    ...more,
  });
  const speaks = agenda.filter(
    ({ kind, city_code, parent_id }) =>
      (kind === 'experience' || kind === 'pledge') && city_code !== null && parent_id !== null,
  );
  return [
    ...(kinds.includes('notice')
      ? [paper('notice', composeNotice(context, templates.notice.body), {}, 'notice')]
      : []),
    ...(kinds.includes('agenda')
      ? [paper('agenda', composeAgenda(context, templates.agenda.body), {}, 'agenda')]
      : []),
    ...(kinds.includes('review')
      ? [paper('review', composeReview(context, templates.review.body), {}, 'review')]
      : []),
    ...(kinds.includes('comment-card')
      ? composeCards(context).map(({ model, ...more }) => paper('comment-card', model, more))
      : []),
    ...(kinds.includes('city-paper')
      ? facts.cities.map((city) =>
          paper(
            'city-paper',
            composeCityPaper(context, templates['city-paper'].body, city),
            { subject: city.code, cityCode: city.code, figures: meetingFigures(facts, city.code) },
            'city-paper',
          ),
        )
      : []),
    ...(kinds.includes('speech')
      ? speaks.flatMap((row) => {
          const city = facts.cities.find(({ code }) => code === row.city_code);
          if (city === undefined) return [];
          // Titles of two speeches must differ in lists.
          const model = composeSpeech(context, templates.speech.body, city, row);
          return [
            paper(
              'speech',
              model,
              {
                subject: `${city.code}-${row.kind}`,
                cityCode: city.code,
                title: `${city.name}${row.kind === 'pledge' ? '表态发言' : '经验交流'}`,
                figures: meetingFigures(facts, city.code),
              },
              'speech',
            ),
          ];
        })
      : []),
  ];
}
