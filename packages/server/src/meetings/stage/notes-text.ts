/** The short reason beside a speaker in the agenda: 清洁取暖 −18.4 点. */
import { KeptReasons } from '../cycle/reason-words.ts';
import { signedText } from './pages/page.ts';

type Kept = KeptReasons['reasons'][number];

/** The note of an agenda item's reasons, in a few words; empty where nobody suggested it. `name` says a program. */
export function noteOf(reason: unknown, name: (program: string) => string): string {
  const known = KeptReasons.safeParse(reason);
  if (!known.success) return '';
  const { program, reasons } = known.data;
  const [first] = reasons;
  return first === undefined ? '' : short(first, program === null ? '' : name(program));
}

function short(reason: Kept, program: string): string {
  switch (reason.code) {
    case 'ahead':
      return `${program} ${signedText(reason.points)} 点`;
    case 'behind':
      return `${program} ${signedText(-reason.points)} 点`;
    case 'topState':
    case 'bottomState':
      return `综合指数第 ${reason.rank} 位`;
    case 'mostImproved':
      return `综合指数改善最多${reason.change === null ? '' : `（${reason.change}%）`}`;
    case 'bottomChange':
      return `综合指数同比${reason.change === null ? '靠后' : ` ${reason.change}%`}`;
    case 'named':
      return `已点名 ${reason.times} 次`;
  }
}
