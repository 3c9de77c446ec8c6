import type { RecordLine } from '@qingzhang/contract';
import { useLocation } from '@tanstack/react-router';
import { type RefObject, useEffect, useRef } from 'react';

/**
 * A line named in the address (`…/record#<clientKey>`, as the minutes' list of what is lacking has it) is brought into
 * sight and opened, once for each time it is asked for and as soon as the record is there. Answers what is asked for.
 */
export function useAskedLine(
  list: RefObject<HTMLElement | null>,
  lines: readonly RecordLine[] | null,
  open: (line: RecordLine) => void,
): string {
  const asked = useLocation({ select: ({ hash }) => hash });
  const done = useRef('');
  useEffect(() => {
    if (asked === '') done.current = '';
    if (asked === '' || done.current === asked || lines === null) return;
    const line = lines.find(({ clientKey }) => clientKey === asked);
    if (line === undefined) return;
    const place = [...(list.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])].find(
      ({ dataset }) => dataset.key === asked,
    );
    open(line);
    // A line that was void comes with the next drawing.
    if (place === undefined) return;
    done.current = asked;
    place.scrollIntoView({ block: 'center' });
    if (!place.contains(document.activeElement)) place.focus({ preventScroll: true });
  });
  return asked;
}
