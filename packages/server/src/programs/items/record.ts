/** An item as the program holds it, and as its row in the table. */
import {
  type FieldValues,
  type ItemLampReason,
  type ItemState,
  itemStates,
  type LifeFacts,
  type LifeRecord,
  type ProgramLamp,
} from '@qingzhang/domain';
import { z } from 'zod';

/** 整改措施. */
export interface MeasureRecord {
  readonly id: number;
  readonly text: string;
  readonly due: string | null;
  readonly doneOn: string | null;
  readonly planned: number | null;
  readonly done: number | null;
  readonly unit: string | null;
  readonly weight: number;
}

/** 灯色人工调整: in force once a second person has confirmed it (DIS-12). */
export interface LampOverride {
  readonly lamp: ProgramLamp;
  readonly reason: string;
  readonly people: readonly number[];
  readonly post: string;
  readonly at: string;
  readonly confirmed: { readonly post: string; readonly at: string } | null;
}

/** Why the item came back to who reports it. */
export interface Returned {
  readonly reason: string;
  readonly post: string;
  readonly at: string;
  readonly reportId: number | null;
}

/** What lies with the item, by evidence rule. */
export type EvidenceCount = Readonly<
  Record<string, { readonly have: number; readonly refused: number; readonly repeated: number }>
>;

/** What people and spreadsheets say about an item besides its values. */
export interface ItemFactsOfOwn {
  readonly township: string | null;
  readonly site: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly level: LifeFacts['level'];
  readonly kind: LifeFacts['kind'];
  readonly sourceDocument: string | null;
  readonly sourceClause: string | null;
  readonly problem: string | null;
  readonly target: string | null;
  readonly leadUnit: string | null;
  readonly supportingUnits: readonly string[];
  readonly leaderPost: string | null;
  readonly supervisorUnit: string | null;
  readonly acceptorUnit: string | null;
  readonly startOn: string | null;
  readonly deadline: string | null;
  readonly nationalDeadline: string | null;
}

/** One item. */
export interface ItemRecord extends ItemFactsOfOwn {
  readonly id: number;
  readonly program: string;
  readonly version: number;
  readonly identity: string;
  readonly no: number;
  readonly title: string;
  readonly city: string;
  readonly county: string | null;
  readonly handlerId: number | null;
  readonly pauseUntil: string | null;
  readonly state: ItemState;
  readonly stateSince: Date;
  readonly life: LifeRecord;
  readonly values: FieldValues;
  readonly accepted: FieldValues;
  readonly planned: number | null;
  readonly done: number | null;
  readonly progress: number | null;
  readonly lamp: ProgramLamp;
  readonly lampReason: ItemLampReason;
  readonly lampOverride: LampOverride | null;
  readonly lampBase: ProgramLamp;
  readonly lampMonth: string | null;
  readonly yellowMonths: number;
  readonly alarms: readonly string[];
  readonly rejectedCount: number;
  readonly reboundCount: number;
  readonly returned: Returned | null;
  readonly reportMonth: string | null;
  readonly reportState: 'sent' | 'returned' | 'accepted' | null;
  readonly reportedAt: Date | null;
  readonly openedOn: string;
  readonly closedOn: string | null;
  readonly lookBackOn: string | null;
  readonly evidence: EvidenceCount;
  readonly search: readonly string[];
  readonly changedAt: Date;
  readonly revision: number;
  readonly measures: readonly MeasureRecord[];
}

const Value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Values = z.record(z.string(), Value);
const Lamp = z.enum(['blue', 'green', 'yellow', 'red', 'grey']);
const number = z.union([z.string(), z.number()]).transform(Number).nullable();
/** JSON that this program alone writes: only its being an object is looked at. */
const own = <T extends object>() =>
  z.custom<T>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));

/** A row of `item`. */
const Row = z.object({
  id: z.number(),
  program_key: z.string(),
  version: z.number(),
  identity: z.string(),
  no: z.number(),
  title: z.string(),
  city_code: z.string(),
  county_code: z.string().nullable(),
  township: z.string().nullable(),
  site: z.string().nullable(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  level: z.enum(['national', 'province', 'city']),
  kind: z.enum(['immediate', 'dated', 'standing']),
  source_document: z.string().nullable(),
  source_clause: z.string().nullable(),
  problem: z.string().nullable(),
  target: z.string().nullable(),
  lead_unit: z.string().nullable(),
  supporting_units: z.array(z.string()),
  leader_post: z.string().nullable(),
  supervisor_unit: z.string().nullable(),
  acceptor_unit: z.string().nullable(),
  handler_id: z.number().nullable(),
  start_on: z.string().nullable(),
  deadline: z.string().nullable(),
  national_deadline: z.string().nullable(),
  pause_until: z.string().nullable(),
  state: z.enum(itemStates),
  state_since: z.date(),
  life: own<LifeRecord>(),
  values: Values,
  accepted: Values,
  planned: number,
  done: number,
  progress: number,
  lamp: Lamp,
  lamp_reason: own<ItemLampReason>(),
  lamp_override: own<LampOverride>().nullable(),
  lamp_base: Lamp,
  lamp_month: z.string().nullable(),
  yellow_months: z.number(),
  alarms: z.array(z.string()),
  rejected_count: z.number(),
  rebound_count: z.number(),
  returned: own<Returned>().nullable(),
  report_month: z.string().nullable(),
  report_state: z.enum(['sent', 'returned', 'accepted']).nullable(),
  reported_at: z.date().nullable(),
  opened_on: z.string(),
  closed_on: z.string().nullable(),
  look_back_on: z.string().nullable(),
  evidence_count: own<EvidenceCount>(),
  search: z.array(z.string()),
  changed_at: z.date(),
  revision: z.number(),
});

/** The item of a row; its measures come beside. */
export function recordOf(raw: unknown, measures: readonly MeasureRecord[]): ItemRecord {
  const row = Row.parse(raw);
  return {
    id: row.id,
    program: row.program_key,
    version: row.version,
    identity: row.identity,
    no: row.no,
    title: row.title,
    city: row.city_code,
    county: row.county_code,
    township: row.township,
    site: row.site,
    longitude: row.longitude,
    latitude: row.latitude,
    level: row.level,
    kind: row.kind,
    sourceDocument: row.source_document,
    sourceClause: row.source_clause,
    problem: row.problem,
    target: row.target,
    leadUnit: row.lead_unit,
    supportingUnits: row.supporting_units,
    leaderPost: row.leader_post,
    supervisorUnit: row.supervisor_unit,
    acceptorUnit: row.acceptor_unit,
    handlerId: row.handler_id,
    startOn: row.start_on,
    deadline: row.deadline,
    nationalDeadline: row.national_deadline,
    pauseUntil: row.pause_until,
    state: row.state,
    stateSince: row.state_since,
    life: row.life,
    values: row.values,
    accepted: row.accepted,
    planned: row.planned,
    done: row.done,
    progress: row.progress,
    lamp: row.lamp,
    lampReason: row.lamp_reason,
    lampOverride: row.lamp_override,
    lampBase: row.lamp_base,
    lampMonth: row.lamp_month,
    yellowMonths: row.yellow_months,
    alarms: row.alarms,
    rejectedCount: row.rejected_count,
    reboundCount: row.rebound_count,
    returned: row.returned,
    reportMonth: row.report_month,
    reportState: row.report_state,
    reportedAt: row.reported_at,
    openedOn: row.opened_on,
    closedOn: row.closed_on,
    lookBackOn: row.look_back_on,
    evidence: row.evidence_count,
    search: row.search,
    changedAt: row.changed_at,
    revision: row.revision,
    measures,
  };
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly of: (item: ItemRecord) => unknown;
}

/** Columns given once, when the item is made. */
export const fixedColumns: readonly Column[] = [
  { name: 'program_key', type: 'text', of: (item) => item.program },
  { name: 'no', type: 'integer', of: (item) => item.no },
  { name: 'opened_on', type: 'date', of: (item) => item.openedOn },
];

/** Columns that may change; `revision` is raised by the statement. */
export const columns: readonly Column[] = [
  { name: 'version', type: 'integer', of: (item) => item.version },
  { name: 'identity', type: 'text', of: (item) => item.identity },
  { name: 'title', type: 'text', of: (item) => item.title },
  { name: 'city_code', type: 'text', of: (item) => item.city },
  { name: 'county_code', type: 'text', of: (item) => item.county },
  { name: 'township', type: 'text', of: (item) => item.township },
  { name: 'site', type: 'text', of: (item) => item.site },
  { name: 'longitude', type: 'double precision', of: (item) => item.longitude },
  { name: 'latitude', type: 'double precision', of: (item) => item.latitude },
  { name: 'level', type: 'text', of: (item) => item.level },
  { name: 'kind', type: 'text', of: (item) => item.kind },
  { name: 'source_document', type: 'text', of: (item) => item.sourceDocument },
  { name: 'source_clause', type: 'text', of: (item) => item.sourceClause },
  { name: 'problem', type: 'text', of: (item) => item.problem },
  { name: 'target', type: 'text', of: (item) => item.target },
  { name: 'lead_unit', type: 'text', of: (item) => item.leadUnit },
  { name: 'supporting_units', type: 'text[]', of: (item) => item.supportingUnits },
  { name: 'leader_post', type: 'text', of: (item) => item.leaderPost },
  { name: 'supervisor_unit', type: 'text', of: (item) => item.supervisorUnit },
  { name: 'acceptor_unit', type: 'text', of: (item) => item.acceptorUnit },
  { name: 'handler_id', type: 'integer', of: (item) => item.handlerId },
  { name: 'start_on', type: 'date', of: (item) => item.startOn },
  { name: 'deadline', type: 'date', of: (item) => item.deadline },
  { name: 'national_deadline', type: 'date', of: (item) => item.nationalDeadline },
  { name: 'pause_until', type: 'date', of: (item) => item.pauseUntil },
  { name: 'state', type: 'text', of: (item) => item.state },
  { name: 'state_since', type: 'timestamptz', of: (item) => item.stateSince },
  { name: 'life', type: 'jsonb', of: (item) => item.life },
  { name: 'values', type: 'jsonb', of: (item) => item.values },
  { name: 'accepted', type: 'jsonb', of: (item) => item.accepted },
  { name: 'planned', type: 'numeric', of: (item) => item.planned },
  { name: 'done', type: 'numeric', of: (item) => item.done },
  { name: 'progress', type: 'numeric', of: (item) => item.progress },
  { name: 'lamp', type: 'text', of: (item) => item.lamp },
  { name: 'lamp_reason', type: 'jsonb', of: (item) => item.lampReason },
  { name: 'lamp_override', type: 'jsonb', of: (item) => item.lampOverride },
  { name: 'lamp_base', type: 'text', of: (item) => item.lampBase },
  { name: 'lamp_month', type: 'text', of: (item) => item.lampMonth },
  { name: 'yellow_months', type: 'integer', of: (item) => item.yellowMonths },
  { name: 'alarms', type: 'text[]', of: (item) => item.alarms },
  { name: 'rejected_count', type: 'integer', of: (item) => item.rejectedCount },
  { name: 'rebound_count', type: 'integer', of: (item) => item.reboundCount },
  { name: 'returned', type: 'jsonb', of: (item) => item.returned },
  { name: 'report_month', type: 'text', of: (item) => item.reportMonth },
  { name: 'report_state', type: 'text', of: (item) => item.reportState },
  { name: 'reported_at', type: 'timestamptz', of: (item) => item.reportedAt },
  { name: 'closed_on', type: 'date', of: (item) => item.closedOn },
  { name: 'look_back_on', type: 'date', of: (item) => item.lookBackOn },
  { name: 'evidence_count', type: 'jsonb', of: (item) => item.evidence },
  { name: 'search', type: 'text[]', of: (item) => item.search },
  { name: 'changed_at', type: 'timestamptz', of: (item) => item.changedAt },
];

/** The facts of the item that its life changes. */
export function lifeFacts(item: ItemRecord): LifeFacts {
  const { state, level, kind, leadUnit, deadline, nationalDeadline, pauseUntil, closedOn, lookBackOn } = item;
  const { reboundCount, rejectedCount, life: record } = item;
  return {
    state,
    level,
    kind,
    leadUnit,
    deadline,
    nationalDeadline,
    pauseUntil,
    closedOn,
    lookBackOn,
    reboundCount,
    rejectedCount,
    record,
  };
}

/** The item after a step of its life. */
export function withLife(item: ItemRecord, facts: LifeFacts, at: Date): ItemRecord {
  const { record, ...rest } = facts;
  return {
    ...item,
    ...rest,
    life: record,
    stateSince: facts.state === item.state ? item.stateSince : at,
  };
}
