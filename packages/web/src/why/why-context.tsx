import type { WhyKey } from '@qingzhang/contract';
import { createContext, type ReactNode, useCallback, useContext, useMemo, useRef } from 'react';
import type { z } from 'zod';

type Key = z.infer<typeof WhyKey>;

export interface Why {
  /** The figure being asked about; null: the drawer is closed. */
  readonly key: Key | null;
  /** Ask why; the element that asked gets the focus back when the drawer closes. */
  readonly open: (key: Key) => void;
  readonly close: () => void;
}

const WhyContext = createContext<Why>({ key: null, open: () => undefined, close: () => undefined });

interface WhyProviderProps {
  /** The question stands in the URL (`?why=`), so that an answer can be sent to a colleague. */
  readonly value: Key | null;
  readonly onChange: (key: Key | null) => void;
  readonly children: ReactNode;
}

/** 为什么: lets any figure below open the drawer, and returns the focus to it afterwards. */
export function WhyProvider({ value, onChange, children }: WhyProviderProps) {
  const asker = useRef<HTMLElement | null>(null);
  const open = useCallback(
    (key: Key) => {
      // A question asked inside the drawer must not lose the figure that opened it.
      const element = document.activeElement;
      if (element instanceof HTMLElement && element.closest('[role="dialog"]') === null)
        asker.current = element;
      onChange(key);
    },
    [onChange],
  );
  const close = useCallback(() => {
    onChange(null);
    asker.current?.focus();
    asker.current = null;
  }, [onChange]);
  const why = useMemo(() => ({ key: value, open, close }), [value, open, close]);
  return <WhyContext value={why}>{children}</WhyContext>;
}

/** The drawer's state and verbs, for figures and for the drawer itself. */
export function useWhy(): Why {
  return useContext(WhyContext);
}
