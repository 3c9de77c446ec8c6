import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * The width of an element in whole pixels, followed as it changes: charts draw at their true size, so that
 * type stays the size it is everywhere else. `assumed` holds until the first measurement.
 */
export function useWidth<E extends HTMLElement>(assumed: number): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(assumed);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const measure = () => setWidth(Math.max(240, Math.floor(element.clientWidth)));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
