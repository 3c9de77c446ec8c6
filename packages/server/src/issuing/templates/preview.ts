/** What a template would print: over a sample in which every name says its example. */
import type { TemplateBody, TemplateKind } from '@qingzhang/contract';
import { type DocumentModel, renderHtmlPage } from '@qingzhang/documents';
import type { Day } from '@qingzhang/standards';
import { sampleContext, type TemplateDefinition } from './catalogue.ts';
import { shippedTemplates } from './defaults/index.ts';
import { checkTemplate, type TemplateProblem } from './parse.ts';
import { blocksOf, renderAny, titleOf } from './render.ts';

/** The page of a template before it is saved; parts with a fault are left out of it and named. */
export function previewTemplate(
  kind: TemplateKind,
  body: TemplateBody,
  day: Day,
): { html: string; problems: TemplateProblem[] } {
  const definition: TemplateDefinition = shippedTemplates[kind];
  const problems = checkTemplate(definition, body);
  const faulty = new Set(problems.map(({ part }) => part));
  const sound = { parts: body.parts.filter(({ key }) => !faulty.has(key)) };
  const parts =
    sound.parts.length === 0 || checkTemplate(definition, sound).length > 0
      ? []
      : renderAny(definition, sound, sampleContext(definition.catalogue));
  const model: DocumentModel = {
    kind: 'official',
    version: 1,
    id: `template-${kind}`,
    title: titleOf(parts) || definition.name,
    language: 'zh-CN',
    date: day,
    organisation: '',
    simulated: false,
    watermark: '模板预览',
    badges: [],
    blocks: blocksOf(parts, (name) => [
      { kind: 'notice', text: `此处由系统生成：${name}`, key: `part-${name}` },
    ]),
  };
  return { html: renderHtmlPage(model), problems };
}
