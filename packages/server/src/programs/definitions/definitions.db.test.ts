import * as contract from '@qingzhang/contract';
import {
  type Conversion,
  convertValue,
  type FieldValue,
  type ItemFacts,
  type MeasureRule,
  measureValue,
  type ProgramDefinition,
} from '@qingzhang/domain';
import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTestApp } from '../../../test/harness/app.ts';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { createProvince, NORTH } from '../../accounts/testing/small-province.ts';
import { columnsJson, columnsOf, measuresOf } from '../board/columns.ts';
import { smallDefinition } from '../board/testing/small-program.ts';
import { convertSql } from './migrate-values.ts';
import { endAtSunset, ensurePresets } from './service.ts';

const platform = await createTestPlatform({ now: '2021-07-04T09:00:00+08:00' });
const { db } = platform;
const server = await createTestApp(platform);
const wire = (definition: ProgramDefinition) => contract.ProgramDefinitionSchema.parse(definition);

beforeAll(async () => {
  await createProvince(platform);
});

let no = 1;
async function insertItem(
  program: string,
  values: Record<string, FieldValue>,
  state = 'working',
): Promise<number> {
  const row = await db
    .insertInto('item')
    .values({
      program_key: program,
      version: 1,
      identity: `i${no}`,
      no: no++,
      title: 'x',
      city_code: NORTH,
      state,
      state_since: platform.clock.now(),
      opened_on: '2021-01-01',
      changed_at: platform.clock.now(),
      values: JSON.stringify(values),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return Number(row.id);
}
const itemOf = (id: number) =>
  db.selectFrom('item').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('a program’s way from draft to end', () => {
  const key = 'village-waste';
  const definition: ProgramDefinition = {
    ...smallDefinition,
    key,
    name: { zh: '农村垃圾', en: 'Village waste' },
  };

  it('an office drafts and publishes a program that then is its own', async () => {
    const office = await server.signedIn('office', undefined, [{ kind: 'program', key: 'elsewhere' }]);
    const other = await server.signedIn('office', undefined, [{ kind: 'program', key: 'elsewhere' }]);
    const draft = { params: { key }, body: { definition: wire(definition), office: '土壤农村处' } };
    expect((await office.call(contract.putProgramDraft, draft)).statusCode).toBe(200);
    // Another office neither sees nor changes it.
    expect((await other.call(contract.putProgramDraft, draft)).statusCode).toBe(409);
    expect((await other.call(contract.listProgramDesigns, {})).json().items).toEqual([]);
    const listed = (await office.call(contract.listProgramDesigns, {})).json().items;
    expect(listed).toMatchObject([
      { key, state: 'new', version: null, burden: { entriesPerMonth: expect.any(Number) } },
    ]);
    const published = await office.call(contract.publishProgram, {
      params: { key },
      body: { definition: wire(definition), note: '首次发布', office: '土壤农村处', basedOn: null },
    });
    expect(published.json()).toMatchObject({ version: 1 });
    const mine = await db.selectFrom('user_scope').selectAll().where('user_id', '=', office.id).execute();
    expect(mine).toEqual([
      { user_id: office.id, kind: 'program', key: 'elsewhere' },
      { user_id: office.id, kind: 'program', key },
    ]);
    const again = await office.call(contract.getProgramDesign, { params: { key }, query: {} });
    expect(again.json()).toMatchObject({
      state: 'active',
      office: '土壤农村处',
      draft: null,
      versions: [{ version: 1, note: '首次发布' }],
    });
    const acts = await db.selectFrom('audit_log').select('action').where('object_id', '=', key).execute();
    expect(acts.map(({ action }) => action)).toEqual(['program.draft', 'program.publish']);
  });

  it('refuses what does not hold together, and a publication over somebody else’s', async () => {
    const dispatch = await server.signedIn('dispatch');
    const broken = { ...definition, titleField: 'ghost' };
    const refused = await dispatch.call(contract.publishProgram, {
      params: { key },
      body: { definition: wire(broken), note: '改', basedOn: 1 },
    });
    expect(refused.statusCode).toBe(400);
    expect(refused.json().params.path).toBe('titleField');
    const late = await dispatch.call(contract.publishProgram, {
      params: { key },
      body: { definition: wire(definition), note: '改', basedOn: null },
    });
    expect(late.statusCode).toBe(409);
  });

  it('a new version keeps, converts and sets aside, as the preview said, and nothing is lost', async () => {
    const dispatch = await server.signedIn('dispatch');
    const good = await insertItem(key, {
      village: '甲',
      installed: 5,
      planned: 10,
      paid: 21.2,
      removed: 7,
      route: 'gas',
    });
    const bad = await insertItem(key, { village: '乙', installed: 3, planned: 10, paid: 2.5 });
    const next: ProgramDefinition = {
      ...definition,
      fields: definition.fields
        .filter((field) => field.key !== 'removed')
        .map((field) => {
          if (field.key === 'paid') return { ...field, type: 'integer', unit: '元', decimals: 0 };
          if (field.key === 'route') return { ...field, type: 'text', choices: [] };
          return field;
        }),
      alarms: [],
      measures: definition.measures.filter(({ key: measure }) => measure !== 'gasVillages'),
    };
    const preview = (
      await dispatch.call(contract.previewProgramDefinition, {
        params: { key },
        query: {},
        body: { definition: wire(next) },
      })
    ).json();
    expect(preview.findings).toEqual([]);
    expect(preview.changes.map(({ text }: { text: string }) => text)).toContain(
      '停用字段“旧炉拆除”，已填的值另存不丢',
    );
    expect(preview.burden.fields).toBe(preview.burdenNow.fields - 1);
    const published = (
      await dispatch.call(contract.publishProgram, {
        params: { key },
        body: { definition: wire(next), note: '单位改元', basedOn: 1 },
      })
    ).json();
    expect(published).toEqual({ version: 2, migration: preview.migration, publication: null });
    expect(published.migration.fields).toEqual([
      { key: 'route', name: '路径', converted: 1, setAside: 0 },
      { key: 'removed', name: '旧炉拆除', converted: 0, setAside: 1 },
      { key: 'paid', name: '补贴已付', converted: 2, setAside: 0 },
    ]);
    expect((await itemOf(good)).values).toEqual({
      village: '甲',
      installed: 5,
      planned: 10,
      route: '煤改气',
      paid: 212000,
      removed_v1: 7,
      idle: null,
    });
    expect(await itemOf(bad)).toMatchObject({ version: 2, revision: 2, values: { paid: 25000 } });
    const events = await db
      .selectFrom('item_event')
      .select(['kind', 'detail'])
      .where('item_id', '=', good)
      .execute();
    expect(events).toEqual([
      { kind: 'version', detail: { route: ['gas', '煤改气'], removed: [7, null], paid: [21.2, 212000] } },
    ]);
  });

  it('names what cannot be converted', async () => {
    const dispatch = await server.signedIn('dispatch');
    const { published } = (
      await dispatch.call(contract.getProgramDesign, { params: { key }, query: {} })
    ).json();
    const next = {
      ...published,
      fields: published.fields.map((field: { key: string }) =>
        field.key === 'route' ? { ...field, type: 'integer', choices: undefined } : field,
      ),
    };
    const preview = (
      await dispatch.call(contract.previewProgramDefinition, {
        params: { key },
        query: {},
        body: { definition: next },
      })
    ).json();
    expect(preview.migration.failures).toMatchObject([{ title: 'x', field: '路径', value: '煤改气' }]);
  });

  it('ends, and a renewal brings it back with a later day', async () => {
    const dispatch = await server.signedIn('dispatch');
    expect(
      (await dispatch.call(contract.endProgram, { params: { key }, body: { reason: '做完了' } })).statusCode,
    ).toBe(200);
    expect(
      (await dispatch.call(contract.endProgram, { params: { key }, body: { reason: '再来' } })).statusCode,
    ).toBe(409);
    const renewed = await dispatch.call(contract.renewProgram, {
      params: { key },
      body: { sunset: '2022-12-31', reason: '延长一年' },
    });
    expect(renewed.json()).toEqual({ version: 3, publication: null });
    const design = (await dispatch.call(contract.getProgramDesign, { params: { key }, query: {} })).json();
    expect(design).toMatchObject({ state: 'active', published: { sunset: '2022-12-31' } });
    expect(design.versions[0].changes.map(({ text }: { text: string }) => text)).toEqual([
      '停用日由 2022-03-31 改为 2022-12-31',
    ]);
  });

  it('ends by itself the day after its sunset, not on it', async () => {
    const night = (at: string) => ({ ...platform.call(), at: new Date(at) });
    expect(await endAtSunset(db, night('2022-12-31T23:50:00+08:00'))).not.toContain(key);
    expect(await endAtSunset(db, night('2023-01-01T00:20:00+08:00'))).toContain(key);
    expect(await endAtSunset(db, night('2023-01-02T00:20:00+08:00'))).toEqual([]);
    const dispatch = await server.signedIn('dispatch');
    await dispatch.call(contract.renewProgram, {
      params: { key },
      body: { sunset: '2023-12-31', reason: '再延一年' },
    });
  });

  it('lists as a spreadsheet and gives a definition as a file that comes back equal', async () => {
    const dispatch = await server.signedIn('dispatch');
    expect((await dispatch.call(contract.listProgramDesignsXlsx, { query: {} })).statusCode).toBe(200);
    const file = await dispatch.call(contract.getProgramDefinitionFile, {
      params: { key },
      query: { version: 1 },
    });
    expect(contract.parseDefinition(JSON.parse(file.body))).toEqual(definition);
  });

  it('a city reads the definition and designs nothing', async () => {
    const city = await server.signedIn('city', NORTH);
    expect((await city.call(contract.getProgramDefinition, { params: { key }, query: {} })).statusCode).toBe(
      200,
    );
    expect((await city.call(contract.listProgramDesigns, {})).statusCode).toBe(403);
    const { statusCode } = await city.call(contract.endProgram, { params: { key }, body: { reason: 'x' } });
    expect(statusCode).toBe(403);
  });
});

describe('shipped programs', () => {
  it('are put in force once, with the province’s own number of bureaus', async () => {
    const keys = await ensurePresets(db, 2019, platform.call());
    expect(keys).toHaveLength(11);
    expect(await ensurePresets(db, 2021, platform.call())).toEqual([]);
    const rows = await db.selectFrom('program').select(['key', 'sort']).orderBy('sort').execute();
    expect(rows.slice(-11).map(({ key }) => key)).toEqual(keys);
  });
});

describe('the database agrees with the domain', () => {
  const value = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -99999, max: 99999 }),
    fc.integer({ min: -9999, max: 9999 }).map((tenths) => tenths / 10),
    fc.boolean(),
    fc.constantFrom(
      '',
      '是',
      '煤改电',
      '1,248',
      '-2.5',
      ' 30 ',
      '2021-06-30',
      '2021-06',
      '约 20 户',
      '12.',
      '１２',
      'a',
      '长'.repeat(30),
    ),
  );
  const how: fc.Arbitrary<Conversion['how']> = fc.oneof(
    fc.constant({ do: 'setAside' } as const),
    fc.constant({ do: 'map', map: { 煤改电: 'electric', true: 'yes', a: 3 } } as const),
    fc.record({
      do: fc.constant('number' as const),
      whole: fc.boolean(),
      factor: fc.constantFrom(1, 1e4, 1e-4, 1e-3),
    }),
    fc.constant({ do: 'text', longest: 20 } as const),
    fc.constant({ do: 'date' } as const),
    fc.constant({ do: 'month' } as const),
  );

  it('on every conversion of every value', async () => {
    await fc.assert(
      fc.asyncProperty(value, how, async (one, rule) => {
        const expected = convertValue(one, rule);
        if (one === null || one === '') {
          expect(expected).toBeNull();
          return;
        }
        const { rows } = await sql<{
          v: FieldValue;
        }>`select ${convertSql(sql`v`, rule)} as v from (select ${JSON.stringify(one)}::jsonb as v) one`.execute(
          db,
        );
        expect(rows[0]?.v ?? undefined).toEqual(expected);
      }),
      { numRuns: 400 },
    );
  });

  it('on measures over random items: sums, counts, ratios and weighted works', async () => {
    const key = 'village-waste';
    const rules: [string, MeasureRule][] = [
      ['a', { kind: 'amount', amount: { sum: { field: 'x' }, where: { is: 'kind', in: ['p', 'yes'] } } }],
      [
        'b',
        {
          kind: 'amount',
          amount: { count: { not: { op: 'ge', left: { field: 'x' }, right: { field: 'y' } } } },
        },
      ],
      [
        'c',
        {
          kind: 'ratio',
          done: { sum: { ratio: [{ field: 'x' }, { field: 'y' }] } },
          planned: { count: { state: ['working', 'closed'] } },
        },
      ],
      ['d', { kind: 'ratio', done: { count: { empty: 'kind' } }, planned: { count: 'all' } }],
      [
        'e',
        {
          kind: 'weighted',
          parts: [
            {
              name: { zh: '一', en: '1' },
              unit: 'm',
              weight: 2,
              done: { sum: { field: 'x' } },
              planned: { sum: { field: 'y' } },
            },
            {
              name: { zh: '二', en: '2' },
              unit: 'm',
              weight: 1,
              done: { count: { filled: 'kind' } },
              planned: { sum: { times: [{ field: 'x' }, { field: 'x' }] } },
            },
          ],
        },
      ],
    ];
    const measures = rules.map(([name, of]) => ({
      key: name,
      name: { zh: name, en: name },
      unit: null,
      role: 'figure' as const,
      better: 'more' as const,
      of,
    }));
    const probe = {
      ...smallDefinition,
      key,
      measures,
      alarms: [],
      fields: smallDefinition.fields.slice(0, 1),
    };
    const number = fc.oneof(
      fc.constant(null),
      fc.integer({ min: -50, max: 500 }),
      fc.integer({ min: 0, max: 99 }).map((n) => n / 10),
    );
    const item = fc.record({
      values: fc.record(
        { x: number, y: number, kind: fc.constantFrom('p', 'q', '', null, true, false) },
        { requiredKeys: [] },
      ),
      state: fc.constantFrom('working', 'closed', 'draft', 'reopened'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { maxLength: 8 }), async (items) => {
        const facts: ItemFacts[] = items;
        const columns = columnsJson(columnsOf(probe, { today: '2021-07-04', dueMonth: null }));
        const { rows } = await sql<{
          figures: Record<string, number | null>;
        }>`select ${columns} as figures from (
          select null::date as deadline, null::date as pause_until, null::date as opened_on, null::text as report_month, null::text as report_state,
            0 as rebound_count, null::jsonb as returned, '{}'::text[] as alarms, 'green' as lamp, null::numeric as planned, null::numeric as done,
            '{}'::jsonb as accepted, one->'values' as "values", one->>'state' as state
          from jsonb_array_elements(${JSON.stringify(items)}::jsonb) one) i where i.state <> 'draft'`.execute(
          db,
        );
        const found = measuresOf(probe, rows[0]?.figures ?? {});
        for (const [name, of] of rules) {
          const expected = measureValue({ of }, facts);
          const got = found[name]?.value ?? null;
          if (expected === null || got === null) expect([name, got]).toEqual([name, expected]);
          else expect(got).toBeCloseTo(expected, 5);
        }
      }),
      { numRuns: 150 },
    );
  });
});
