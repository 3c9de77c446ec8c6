export type { TemplateBody } from '@qingzhang/contract';
export type { Block, DocumentModel, Inline, TableBlock } from '@qingzhang/documents';
