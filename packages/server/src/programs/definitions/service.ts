/** 专项定义: drafts, checks, publication, end and renewal. */

import {
  AppError,
  type DefinitionPreview,
  type Lang,
  ProgramDefinitionSchema,
  type ProgramDesign,
  type ProgramDesignDetail,
  type ValueMigration,
} from '@qingzhang/contract';
import {
  burdenOf,
  checkDefinition,
  compareDefinitions,
  conversionsOf,
  type ProgramDefinition,
  sayChange,
  sayFinding,
} from '@qingzhang/domain';
import type { Actor, Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { beijingDay } from '../../platform/clock.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { listRegions } from '../../regions/queries.ts';
import { managedCities, touchProgress } from '../board/progress.ts';
import type { Reporters } from '../presets/build.ts';
import { presets } from '../presets/presets.ts';
import { countConversions, holdItems, migrateValues, type Pulse } from './migrate-values.ts';
import * as queries from './queries.ts';
import { rebookDebts } from './rebook.ts';

/** Own programs only, unless the role has all (DIS-12). */
const ownsProgram = (actor: Pick<Actor, 'scope'>, key: string): boolean =>
  actor.scope.programs === 'all' || actor.scope.programs.includes(key);

/** Whether the actor may change the program: its own, or a new one that nobody else is drafting. */
export async function requireDesigner(db: Db, key: string, actor: Actor): Promise<void> {
  requirePermission(actor, 'programs.define');
  if (ownsProgram(actor, key)) return;
  const [program] = await queries.programRows(db, [key]);
  const [draft] = await queries.draftRows(db, key);
  if (program !== undefined || (draft !== undefined && draft.ownerId !== actor.id)) {
    // Says no more than that it is not theirs: whether it exists is nobody's business.
    throw new AppError('thing.conflict', { what: 'program.key', state: key });
  }
}

export async function listDesigns(db: Db, actor: Actor): Promise<ProgramDesign[]> {
  requirePermission(actor, 'programs.define');
  const programs = (await queries.programRows(db, null)).filter(({ key }) => ownsProgram(actor, key));
  const drafts = (await queries.draftRows(db, null)).filter(
    (draft) => ownsProgram(actor, draft.key) || draft.ownerId === actor.id,
  );
  const saved = (key: string) => {
    const draft = drafts.find((one) => one.key === key);
    return draft === undefined
      ? null
      : { changedBy: draft.changedBy, changedAt: draft.changedAt.toISOString() };
  };
  const line = (definition: ProgramDefinition) => ({
    key: definition.key,
    name: definition.name,
    burden: burdenOf(definition),
    fields: definition.fields.length,
    sunset: definition.sunset,
    draft: saved(definition.key),
  });
  return [
    ...programs.map(({ definition, state, version, year, office, items }) => ({
      ...line(definition),
      state,
      version,
      year,
      office,
      items,
    })),
    ...drafts
      .filter((draft) => !programs.some(({ key }) => key === draft.key))
      .map(({ definition, office }) => ({
        ...line(definition),
        state: 'new' as const,
        version: null,
        year: null,
        office,
        items: 0,
      })),
  ];
}

export async function getDesign(db: Db, key: string, lang: Lang, actor: Actor): Promise<ProgramDesignDetail> {
  await requireDesigner(db, key, actor);
  const [program] = await queries.programRows(db, [key]);
  const [draft] = await queries.draftRows(db, key);
  if (program === undefined && draft === undefined)
    throw new AppError('thing.notFound', { what: 'program', id: key });
  const versions = await queries.versionRows(db, key);
  return {
    key,
    state: program?.state ?? 'new',
    office: draft?.office || program?.office || '',
    year: program?.year ?? null,
    version: program?.version ?? null,
    items: program?.items ?? 0,
    published: program === undefined ? null : overWire(program.definition),
    draft: draft === undefined ? null : overWire(draft.definition),
    draftSaved:
      draft === undefined ? null : { changedBy: draft.changedBy, changedAt: draft.changedAt.toISOString() },
    versions: versions.map((one, index) => {
      const before = versions[index + 1];
      return {
        version: one.version,
        note: one.note,
        createdBy: one.createdBy,
        createdAt: one.createdAt.toISOString(),
        changes: before === undefined ? [] : changeLog(before.definition, one.definition, lang),
        migration: one.migration,
      };
    }),
  };
}

/** As the contract's schema types it: the same data, its lists not read-only. */
export const overWire = (definition: ProgramDefinition) => ProgramDefinitionSchema.parse(definition);

const changeLog = (from: ProgramDefinition, to: ProgramDefinition, lang: Lang) =>
  compareDefinitions(from, to).map((change) => ({ ...change, text: sayChange(change, lang) }));

/** A version of a definition, the one in force unless said; for everybody who sees the program. */
export async function getDefinition(
  db: Db,
  key: string,
  version: number | undefined,
  actor: Actor,
): Promise<{ version: number; definition: ProgramDefinition }> {
  requirePermission(actor, 'programs.read');
  const [program] = ownsProgram(actor, key) ? await queries.programRows(db, [key]) : [];
  if (program === undefined) throw new AppError('thing.notFound', { what: 'program', id: key });
  if (version === undefined || version === program.version) return program;
  const found = (await queries.versionRows(db, key)).find((one) => one.version === version);
  if (found === undefined)
    throw new AppError('thing.notFound', { what: 'program', id: `${key} v${version}` });
  return found;
}

export const requireKey = (key: string, definition: ProgramDefinition): void => {
  if (definition.key !== key)
    throw new AppError('thing.invalid', { what: 'program.key', reason: definition.key });
};

export async function saveDraft(
  db: Db,
  key: string,
  input: { readonly definition: ProgramDefinition; readonly office: string },
  call: Call,
): Promise<{ savedAt: string }> {
  requireKey(key, input.definition);
  await transaction(db, async (trx) => {
    await requireDesigner(trx, key, call.actor);
    const [program] = await queries.programRows(trx, [key]);
    await queries.saveDraft(trx, { ...input, basedOn: program?.version ?? null }, call);
    await audit(trx, call, { action: 'program.draft', objectType: 'program', objectId: key });
  });
  return { savedAt: call.at.toISOString() };
}

export async function dropDraft(db: Db, key: string, call: Call): Promise<{ removed: boolean }> {
  return transaction(db, async (trx) => {
    await requireDesigner(trx, key, call.actor);
    const removed = await queries.deleteDraft(trx, key);
    if (removed)
      await audit(trx, call, { action: 'program.dropDraft', objectType: 'program', objectId: key });
    return { removed };
  });
}

/** What publishing would mean; changes nothing. */
export async function previewDefinition(
  db: Db,
  key: string,
  definition: ProgramDefinition,
  lang: Lang,
  call: Call,
): Promise<DefinitionPreview> {
  requireKey(key, definition);
  await requireDesigner(db, key, call.actor);
  const [program] = await queries.programRows(db, [key]);
  const conversions = program === undefined ? [] : conversionsOf(program.definition, definition);
  return {
    findings: checkDefinition(definition, beijingDay(call.at)).map((finding) => ({
      ...finding,
      params: { ...finding.params },
      text: sayFinding(finding, lang),
    })),
    burden: burdenOf(definition),
    burdenNow: program === undefined ? null : burdenOf(program.definition),
    changes: program === undefined ? [] : changeLog(program.definition, definition, lang),
    migration: await countConversions(db, key, conversions),
  };
}

export interface Publication {
  readonly definition: ProgramDefinition;
  readonly note: string;
  readonly office?: string | undefined;
  readonly year?: number | undefined;
  /** The version that the change began from; `undefined`: whatever is in force. */
  readonly basedOn?: number | null | undefined;
  /** A past year's program, for its figures: that its form has ended is no fault. */
  readonly past?: true;
  /** Told how far it is; stops the publication by throwing. */
  readonly pulse?: Pulse;
}

/** A version in force. Existing items migrate in the same transaction: all of it happens or nothing. */
export async function publish(
  db: Db,
  key: string,
  input: Publication,
  call: Call,
): Promise<{ version: number; migration: ValueMigration }> {
  const { definition } = input;
  requireKey(key, definition);
  requireSound(definition, input.past ? null : beijingDay(call.at));
  return transaction(db, async (trx) => {
    await requireDesigner(trx, key, call.actor);
    const program = await queries.lockProgram(trx, key);
    if (input.basedOn !== undefined && input.basedOn !== (program?.version ?? null)) {
      throw new AppError('thing.conflict', { what: 'program.version', state: `v${program?.version ?? 0}` });
    }
    const result =
      program === null ? await publishFirst(trx, input, call) : await publishNext(trx, program, input, call);
    await queries.deleteDraft(trx, key);
    await audit(trx, call, {
      action: 'program.publish',
      objectType: 'program',
      objectId: key,
      detail: { version: result.version, note: input.note, items: result.migration.items },
    });
    return result;
  });
}

export function requireSound(definition: ProgramDefinition, today: string | null): void {
  const wrong = checkDefinition(definition, today).filter(({ severity }) => severity === 'error');
  const [first] = wrong;
  if (first === undefined) return;
  throw new AppError('thing.invalid', {
    what: 'program.definition',
    reason: wrong.map((finding) => sayFinding(finding, 'zh')).join(' '),
    path: first.path,
  });
}

async function publishFirst(trx: Db, { definition, note, office, year }: Publication, call: Call) {
  const { key } = definition;
  await queries.insertProgram(
    trx,
    {
      key,
      year: year ?? Number(beijingDay(call.at).slice(0, 4)),
      office: office || call.actor.post,
      simulated: call.actor.login === 'demo',
    },
    call,
  );
  const migration: ValueMigration = { items: 0, fields: [], failures: [] };
  await queries.insertVersion(trx, { version: 1, definition, note, migration: null }, call);
  if (call.actor.id !== null && !ownsProgram(call.actor, key)) {
    await queries.addToScope(trx, call.actor.id, key);
    await audit(trx, call, {
      action: 'scope.program',
      objectType: 'user',
      objectId: call.actor.id,
      detail: { key, because: 'program.publish' },
    });
  }
  return { version: 1, migration };
}

async function publishNext(
  trx: Db,
  program: queries.ProgramRow,
  { definition, note, office, year, pulse = async () => {} }: Publication,
  call: Call,
) {
  const { key } = program;
  const version = program.version + 1;
  // Whoever is changing an item commits first: the migration must see what it leaves, not overwrite it.
  await holdItems(trx, key);
  await pulse(0.05);
  const migration = await migrateValues(
    trx,
    program,
    { definition, version },
    call,
    beijingDay(call.at),
    (share) => pulse(0.1 + share * 0.6),
  );
  await pulse(0.7);
  await queries.insertVersion(trx, { version, definition, note, migration }, call);
  await queries.updateProgram(trx, key, {
    version,
    state: 'active',
    ended_at: null,
    ...(office ? { office } : {}),
    ...(year === undefined ? {} : { year }),
  });
  await rebookDebts(trx, { definition, sort: program.sort, simulated: program.simulated }, call);
  await pulse(0.9);
  const cities = await managedCities(trx);
  await touchProgress(
    trx,
    cities.map((city) => ({ program: key, city })),
    call.at,
  );
  return { version, migration };
}

/** Nothing is asked any more; the items stay to be read and closed. */
export async function endProgram(
  db: Db,
  key: string,
  reason: string,
  call: Call,
): Promise<{ state: 'ended' }> {
  await transaction(db, async (trx) => {
    await requireDesigner(trx, key, call.actor);
    const program = await queries.lockProgram(trx, key);
    if (program === null) throw new AppError('thing.notFound', { what: 'program', id: key });
    if (program.state === 'ended') throw new AppError('thing.conflict', { what: 'program', state: 'ended' });
    await queries.updateProgram(trx, key, { state: 'ended', ended_at: call.at });
    await audit(trx, call, {
      action: 'program.end',
      objectType: 'program',
      objectId: key,
      detail: { reason },
    });
  });
  return { state: 'ended' };
}

/** 停用日: a program that nobody has renewed ends the day after its sunset (DIS-14.3). Returns those that ended. */
export async function endAtSunset(db: Db, call: Call): Promise<string[]> {
  const today = beijingDay(call.at);
  const past = (await queries.programRows(db, null)).filter(
    ({ state, definition }) => state === 'active' && definition.sunset < today,
  );
  for (const { key, definition } of past) await endProgram(db, key, `停用日 ${definition.sunset} 已过`, call);
  return past.map(({ key }) => key);
}

/** How many bureaus report, from the province's own regions. */
async function reportersOf(db: Db): Promise<Reporters | undefined> {
  const regions = (await listRegions(db)).filter(({ managed }) => managed);
  const cities = regions.filter(({ level }) => level === 'city').length;
  const counties = regions.filter(({ level }) => level === 'county').length;
  return cities === 0 ? undefined : { cities, counties: counties === 0 ? cities : counties };
}

/** The shipped programs as they would be for a year. */
export async function presetDefinitions(db: Db, year: number) {
  const reporters = await reportersOf(db);
  return presets.map(({ preset, office }) => ({ definition: preset(year, reporters), office }));
}

/** Put the shipped programs in force; those that stand are left as they are. Returns the keys that are new. */
export async function ensurePresets(db: Db, year: number, call: Call): Promise<string[]> {
  requirePermission(call.actor, 'programs.define');
  return transaction(db, async (trx) => {
    const there = new Set((await queries.programRows(trx, null)).map(({ key }) => key));
    const fresh = (await presetDefinitions(trx, year)).filter(({ definition }) => !there.has(definition.key));
    for (const { definition, office } of fresh) {
      await publish(
        trx,
        definition.key,
        { definition, office, year, note: '随系统提供', basedOn: null, past: true },
        call,
      );
    }
    return fresh.map(({ definition }) => definition.key);
  });
}
