import type { AccountCell } from '@qingzhang/contract';
import { Ask } from '../ui/figure.tsx';
import { Lamp } from '../ui/lamp.tsx';

/** 一本账: lamp, what may still be afforded, and below how it stands. The reason in words is the cell's title. */
export function AccountText({ cell }: { readonly cell: AccountCell }) {
  return (
    <>
      <Lamp state={cell.lamp} provisional={cell.provisional && cell.lamp !== 'none'} />
      <span className="v">
        <Ask why={cell.why}>{cell.main}</Ask>
      </span>
      {cell.sub && <span className="sub">{cell.sub}</span>}
    </>
  );
}
