/** 行政边界: uploaded by an operator with its source and 审图号, since only reviewed outlines may be shown. */
import type { Readable } from 'node:stream';
import { AppError, type Region } from '@qingzhang/contract';
import { z } from 'zod';
import type { Call } from '../../platform/actor.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Db, transaction } from '../../platform/database/transaction.ts';
import { requirePermission } from '../../platform/policy.ts';
import { currentBoundary, listRegions } from '../../regions/queries.ts';

const Position = z.array(z.number()).min(2).max(4);
const Ring = z.array(Position).min(4);
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)).min(1) }),
]);
const Feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()),
  geometry: Geometry,
});
const Collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.unknown()).max(5000),
});
type Feature = z.output<typeof Feature>;

/** More than this is no boundary of a province for a page. */
export const BOUNDARY_LIMIT = 32 * 1024 * 1024;

export interface BoundaryUpload {
  readonly file: Uint8Array;
  readonly source: string;
  readonly approvalNo: string;
}

/** A boundary whose features are known regions, each with its code; nothing else of the file is kept. */
export interface ReadBoundary {
  readonly level: 'city' | 'county';
  readonly geojson: { readonly type: 'FeatureCollection'; readonly features: readonly Feature[] };
}

/**
 * Read a GeoJSON: its polygons are matched with the regions by code (adcode, code, gb) or else by name. All cities (or all
 * counties) managed here must be found; outlines of anything else are refused, since nobody has said what they are.
 */
export function readBoundary(
  file: Uint8Array,
  regions: readonly (Region & { managed: boolean })[],
): ReadBoundary {
  const refuse = (what: string, reason: string): never => {
    throw new AppError('thing.invalid', { what: `boundary.${what}`, reason });
  };
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(file).toString('utf8').replace(/^﻿/, ''));
  } catch (error) {
    refuse('json', error instanceof Error ? error.message : String(error));
  }
  const collection = Collection.safeParse(parsed);
  if (!collection.success) return refuse('collection', 'FeatureCollection');
  const found = new Map<string, Feature>();
  const unknown: string[] = [];
  const levels = new Set<Region['level']>();
  for (const [index, raw] of collection.data.features.entries()) {
    const feature = Feature.safeParse(raw);
    if (!feature.success) return refuse('feature', `${index + 1}: ${feature.error.issues[0]?.message ?? ''}`);
    const region = regionOf(feature.data.properties, regions);
    if (region === undefined || region.level === 'province') {
      unknown.push(String(feature.data.properties.name ?? feature.data.properties.adcode ?? index + 1));
      continue;
    }
    if (found.has(region.code)) return refuse('repeated', region.name);
    levels.add(region.level);
    const properties = { code: region.code, name: region.name };
    found.set(region.code, { type: 'Feature', properties, geometry: feature.data.geometry });
  }
  if (unknown.length > 0) return refuse('unknown', unknown.slice(0, 10).join('、'));
  const [level] = levels;
  if (levels.size !== 1 || (level !== 'city' && level !== 'county')) {
    return refuse('levels', [...levels].join(', ') || '—');
  }
  const missing = regions.filter((one) => one.managed && one.level === level && !found.has(one.code));
  // Counties come and go; a missing city would be a hole in the map.
  if (level === 'city' && missing.length > 0)
    return refuse('missing', missing.map(({ name }) => name).join('、'));
  return { level, geojson: { type: 'FeatureCollection', features: [...found.values()] } };
}

function regionOf<T extends Region>(
  properties: Readonly<Record<string, unknown>>,
  regions: readonly T[],
): T | undefined {
  for (const key of ['adcode', 'code', 'gb', 'ADCODE', 'CODE']) {
    const code = String(properties[key] ?? '').replace(/^156/, '');
    const region = regions.find((one) => one.code === code);
    if (region !== undefined) return region;
  }
  const name = String(properties.name ?? properties.NAME ?? '');
  const named = regions.filter((one) => one.name === name || one.shortName === name);
  return named.length === 1 ? named[0] : undefined;
}

/** The boundary in force; `thing.notFound` when none was uploaded. */
export async function readCurrentBoundary(db: Db): Promise<{ geojson: unknown }> {
  const row = await currentBoundary(db);
  if (row === undefined) throw new AppError('thing.notFound', { what: 'boundary', id: '' });
  return { geojson: row.geojson };
}

/** Put a boundary into force; earlier ones stay on record. */
export async function putBoundary(db: Db, upload: BoundaryUpload, call: Call): Promise<{ id: number }> {
  requirePermission(call.actor, 'settings.write');
  if (upload.source === '') throw new AppError('thing.invalid', { what: 'boundary.source', reason: '' });
  const { level, geojson } = readBoundary(upload.file, await listRegions(db));
  return transaction(db, async (trx) => {
    const row = await trx
      .insertInto('boundary')
      .values({
        level,
        geojson: JSON.stringify(geojson),
        source: upload.source,
        approval_no: upload.approvalNo,
        created_by: call.actor.login,
        created_at: call.at,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    await audit(trx, call, {
      action: 'boundary.put',
      objectType: 'boundary',
      objectId: row.id,
      detail: {
        level,
        features: geojson.features.length,
        source: upload.source,
        approvalNo: upload.approvalNo,
      },
    });
    return row;
  });
}

/** Remove every boundary: pages show the schematic tiles again. */
export async function removeBoundary(db: Db, call: Call): Promise<{ removed: boolean }> {
  requirePermission(call.actor, 'settings.write');
  return transaction(db, async (trx) => {
    const rows = await trx.deleteFrom('boundary').returning(['id', 'source', 'approval_no']).execute();
    if (rows.length > 0) {
      await audit(trx, call, {
        action: 'boundary.remove',
        objectType: 'boundary',
        objectId: null,
        detail: { removed: rows },
      });
    }
    return { removed: rows.length > 0 };
  });
}

/** A whole upload in memory; refuses more than the limit. */
export async function readAll(content: Readable, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > limit) throw new AppError('request.tooLarge', { limit });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
