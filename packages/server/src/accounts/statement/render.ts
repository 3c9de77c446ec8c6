/** The statement as a standing page or a PDF. */
import { renderStatementHtml, renderStatementPdf, type StatementDocument } from '@qingzhang/documents';
import type { FileReply } from '../../http/route.ts';

const escaped = (words: string): string => words.replace(/[&<>"]/g, (mark) => `&#${mark.codePointAt(0)};`);

export async function renderStatement(
  document: StatementDocument,
  format: 'html' | 'pdf',
): Promise<FileReply> {
  const name = `账单-${document.number}`;
  if (format === 'pdf') {
    const { pdf } = await renderStatementPdf(document);
    return { name: `${name}.pdf`, mime: 'application/pdf', content: pdf };
  }
  const title = escaped(`${document.city} 账单 ${document.period}`);
  return {
    name: `${name}.html`,
    mime: 'text/html; charset=utf-8',
    inline: true,
    content: `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title></head>
<body style="margin:0;background:#f3f4f5">
${renderStatementHtml(document)}
</body>
</html>
`,
  };
}
