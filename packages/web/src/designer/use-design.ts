import {
  getProgramDesign,
  listProgramDesigns,
  ProgramDefinitionSchema,
  putProgramDraft,
} from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import { useCallback, useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { useSend } from '../api/use-call.ts';

/** Kept on this device at every stroke; it need not hold together. */
const Stored = z.object({ basedOn: z.number().nullable(), definition: z.looseObject({ key: z.string() }) });
const place = (key: string) => `qz.design.${key}`;

/** The draft on this device that began from this version, as far as it can be read. */
function stored(key: string, basedOn: number | null): ProgramDefinition | null {
  try {
    const text = localStorage.getItem(place(key));
    if (text === null) return null;
    const found = Stored.safeParse(JSON.parse(text));
    if (!found.success || found.data.basedOn !== basedOn) return null;
    const definition: ProgramDefinition = JSON.parse(text).definition;
    // A draft of an older program may lack whole parts: then the server's is taken.
    return Array.isArray(definition.fields) && Array.isArray(definition.measures) ? definition : null;
  } catch {
    return null;
  }
}

export function forgetDraft(key: string): void {
  localStorage.removeItem(place(key));
}

/** How long after the last stroke the server keeps the draft too. */
const PAUSE = 1200;

export type SaveState = 'saved' | 'waiting' | 'local' | 'failed';

/** The definition being written: on this device at once, on the server as soon as it has a form. */
export function useDesign(start: ProgramDefinition, basedOn: number | null, office: string) {
  const [definition, setDefinition] = useState(() => stored(start.key, basedOn) ?? start);
  const [state, setState] = useState<SaveState>('saved');
  const send = useSend(putProgramDraft, [listProgramDesigns]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const keep = useRef(send.mutate);
  keep.current = send.mutate;
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = useCallback(
    (patch: Partial<ProgramDefinition>) => {
      setDefinition((before) => {
        const next = { ...before, ...patch };
        localStorage.setItem(place(next.key), JSON.stringify({ basedOn, definition: next }));
        clearTimeout(timer.current);
        const parsed = ProgramDefinitionSchema.safeParse(next);
        setState(parsed.success ? 'waiting' : 'local');
        if (parsed.success) {
          timer.current = setTimeout(() => {
            keep.current(
              { params: { key: next.key }, body: { definition: parsed.data, office } },
              { onSuccess: () => setState('saved'), onError: () => setState('failed') },
            );
          }, PAUSE);
        }
        return next;
      });
    },
    [basedOn, office],
  );
  return { definition, change, state, cancelSave: () => clearTimeout(timer.current) };
}

/** Places where the form itself is not filled yet (an empty name): said like the other findings. */
export function formGaps(definition: ProgramDefinition): string[] {
  const parsed = ProgramDefinitionSchema.safeParse(definition);
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))];
}

export const touchesOfDesign = [getProgramDesign, listProgramDesigns] as const;
