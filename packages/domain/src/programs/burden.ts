/** 填报负担 (DIS-14.3): what a form costs, visible to who designs it. */
import type { ProgramDefinition } from './definition.ts';

export interface Burden {
  /** Fields asked each time. */
  readonly fields: number;
  readonly people: number;
  /** Times a month. */
  readonly times: number;
  /** fields × people × times. */
  readonly entriesPerMonth: number;
  /** Fields filled only once. */
  readonly once: number;
}

/** Fields × people × times a month. */
export function burdenOf(definition: Pick<ProgramDefinition, 'fields' | 'reporting'>): Burden {
  const { fields, reporting } = definition;
  const asked = fields.filter((field) => field.source === 'reported').length;
  const times = reporting.every === 'month' ? 1 : reporting.every === 'week' ? 4 : 0;
  return {
    fields: asked,
    people: reporting.people,
    times,
    entriesPerMonth: asked * reporting.people * times,
    once: fields.filter((field) => field.source === 'once').length,
  };
}
