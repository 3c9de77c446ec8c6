/** The templates as shipped: what holds until an office changes it. */
import type { TemplateKind } from '@qingzhang/contract';
import type { TemplateDefinition } from '../catalogue.ts';
import { agendaTemplate } from './agenda.ts';
import { bulletinTemplate } from './bulletin.ts';
import { cityPaperTemplate } from './city-paper.ts';
import { letterTemplate } from './letter.ts';
import { minutesTemplate } from './minutes.ts';
import { noticeTemplate } from './notice.ts';
import { releaseTemplate } from './release.ts';
import { reviewTemplate } from './review.ts';
import { speechTemplate } from './speech.ts';

/** By kind. */
export const shippedTemplates: Readonly<Record<TemplateKind, TemplateDefinition>> = {
  bulletin: bulletinTemplate,
  notice: noticeTemplate,
  agenda: agendaTemplate,
  review: reviewTemplate,
  'city-paper': cityPaperTemplate,
  speech: speechTemplate,
  minutes: minutesTemplate,
  letter: letterTemplate,
  release: releaseTemplate,
};

export {
  agendaTemplate,
  bulletinTemplate,
  cityPaperTemplate,
  letterTemplate,
  minutesTemplate,
  noticeTemplate,
  releaseTemplate,
  reviewTemplate,
  speechTemplate,
};
