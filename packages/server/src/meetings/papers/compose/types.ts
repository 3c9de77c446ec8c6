export type { TemplateBody } from '@qingzhang/contract';
export type { DocumentModel, Inline, TableBlock } from '@qingzhang/documents';
