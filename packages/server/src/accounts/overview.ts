/** 概况: what the shell of the pages needs once. */
import type { Overview, Region } from '@qingzhang/contract';
import { dayOfHour, hourEndIso } from '@qingzhang/standards';
import type { Platform } from '../platform/platform.ts';
import { currentBoundary, listGroups, listRegions } from '../regions/queries.ts';
import { firstHour, hasSimulatedReadings, lastHour, listClosingRows } from './queries.ts';

/** A region as the contract says it. */
const bare = ({ managed: _, ...region }: Region & { managed: boolean }): Region => region;

export async function readOverview(platform: Platform): Promise<Overview> {
  const { db } = platform;
  const [regions, groups, closings, boundary, first, last] = await Promise.all([
    listRegions(db),
    listGroups(db),
    listClosingRows(db),
    currentBoundary(db),
    firstHour(db),
    lastHour(db),
  ]);
  const province = regions.find((region) => region.level === 'province' && region.managed);
  const known = first !== null && last !== null;
  return {
    province: province === undefined ? null : bare(province),
    cities: regions.filter((region) => region.level === 'city' && region.managed).map(bare),
    counties: regions.filter((region) => region.level === 'county' && region.managed).map(bare),
    groups,
    span: known ? { first: hourEndIso(first), last: hourEndIso(last) } : null,
    closings: closings.map(({ period, closedAt, asOf }) => ({
      period,
      closedAt: closedAt.toISOString(),
      asOf: asOf.toISOString(),
    })),
    simulated: known && (await hasSimulatedReadings(db, dayOfHour(first), dayOfHour(last))),
    boundary: boundary
      ? { id: boundary.id, source: boundary.source, approvalNo: boundary.approval_no }
      : null,
  };
}
