/** Runs as the content of an editable element and back: figures are chips that nobody can type into. */
import type { EditRun } from '@qingzhang/contract';
import { joined } from './runs.ts';

/** What a chip says. */
export type SayFigure = (id: string) => string;

/** A figure as one sign among the words: it can be taken out as a whole, never typed into. */
export function chip(id: string, say: SayFigure, className: string): HTMLElement {
  const element = document.createElement('span');
  element.dataset.figure = id;
  element.contentEditable = 'false';
  element.className = className;
  element.textContent = say(id);
  return element;
}

/** Put runs into an element, in place of what it holds. */
export function fill(
  element: HTMLElement,
  runs: readonly EditRun[],
  say: SayFigure,
  className: string,
): void {
  element.replaceChildren(
    ...runs.map((run) => {
      if (run.kind === 'figure') return chip(run.id, say, className);
      if (!run.bold) return document.createTextNode(run.text);
      const bold = document.createElement('b');
      bold.textContent = run.text;
      return bold;
    }),
  );
}

/** What an element holds: words, bold words, figures; whatever else browsers put in is read as its words. */
export function read(element: HTMLElement): EditRun[] {
  const runs: EditRun[] = [];
  const visit = (node: Node, bold: boolean): void => {
    if (node instanceof Text) {
      const text = node.data.replaceAll('\u200b', '').replaceAll('\u00a0', ' ');
      runs.push(bold ? { kind: 'text', text, bold: true } : { kind: 'text', text });
    } else if (node instanceof HTMLElement) {
      const { figure } = node.dataset;
      if (figure !== undefined) runs.push({ kind: 'figure', id: figure });
      else if (node.tagName === 'BR') runs.push({ kind: 'text', text: ' ' });
      else for (const child of node.childNodes) visit(child, bold || isBold(node));
    }
  };
  for (const child of element.childNodes) visit(child, false);
  return joined(runs);
}

const isBold = ({ tagName, style }: HTMLElement): boolean =>
  tagName === 'B' || tagName === 'STRONG' || Number(style.fontWeight) >= 600 || style.fontWeight === 'bold';

/** Put a chip where the caret is (at the end, where it is elsewhere), and the caret behind it. */
export function insertAtCaret(element: HTMLElement, node: Node, caret: Range | null): void {
  const inside = caret !== null && element.contains(caret.commonAncestorContainer);
  const range = inside ? caret : document.createRange();
  if (!inside) {
    range.selectNodeContents(element);
    range.collapse(false);
  }
  range.deleteContents();
  range.insertNode(node);
  range.setStartAfter(node);
  range.collapse(true);
  element.focus();
  const selection = window.getSelection();
  selection?.removeAllRanges();
  selection?.addRange(range);
}
