import { RecordKind } from '@qingzhang/contract';
import { useEffect, useState } from 'react';
import { z } from 'zod';
import { type LineDraft, newDraft, partNames } from './draft.ts';

const Stored = z.object({
  key: z.uuid(),
  revision: z.number().int().nullable(),
  kind: RecordKind.nullable(),
  text: z.string(),
  typed: z.partialRecord(z.enum(partNames), z.string()),
  agendaItem: z.number().int().nullable(),
  amends: z.boolean(),
  verb: z.string(),
  supportingUnits: z.array(z.string()),
});

/** A key of its own for each line; also where the browser knows no `randomUUID` (an address without TLS). */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The line being written, kept on the device at every stroke: a reload goes on in the middle of a word. */
export function useDraft(meeting: number) {
  const place = `qingzhang.record-draft.${meeting}`;
  const [draft, setDraft] = useState<LineDraft>(() => read(place) ?? newDraft(newKey(), null));
  useEffect(() => {
    try {
      if (draft.text === '' && Object.keys(draft.typed).length === 0) localStorage.removeItem(place);
      else localStorage.setItem(place, JSON.stringify(draft));
    } catch {
      // Storage may be forbidden by policy: what was kept with Enter is safe without it.
    }
  }, [draft, place]);
  return [draft, setDraft] as const;
}

function read(place: string): LineDraft | null {
  try {
    const parsed = Stored.safeParse(JSON.parse(localStorage.getItem(place) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
