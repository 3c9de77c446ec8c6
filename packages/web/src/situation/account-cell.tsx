import type { AccountCell } from '@qingzhang/contract';
import { Ask } from '../ui/figure.tsx';
import { Lamp } from '../ui/lamp.tsx';

/**
 * 一本账: lamp, what may still be afforded, and below how it stands. The reason in words is the cell's
 * title; that the figures are provisional is said once by the badge above the four columns.
 */
export function AccountText({ cell }: { readonly cell: AccountCell }) {
  // Where rows are one line high only the first statement stays: the present value.
  const [head = '', ...rest] = cell.sub.split(/(?=[，,])/);
  const tail = rest.join('');
  // Nothing to evaluate is said once: by the dash of the lamp.
  const nothing = cell.lamp === 'none' && cell.main === '—';
  return (
    <>
      <Lamp state={cell.lamp} />
      {!nothing && (
        <span className="v">
          <Ask why={cell.why}>{cell.main}</Ask>
        </span>
      )}
      {cell.sub && (
        <span className="sub">
          {head}
          <span className="tail">{tail}</span>
        </span>
      )}
    </>
  );
}
