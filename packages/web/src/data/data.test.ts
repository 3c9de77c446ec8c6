import { describe, expect, it } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { addsUp } from './batch-bar.tsx';
import { changesOf } from './changes.ts';
import { byCity, dayState, daysDue, summaryOf } from './completeness-model.ts';
import { completeness, doneBatch, revisions } from './fixtures/data.ts';
import { bytesText } from './format.ts';
import { instantOfHour } from './hour-field.tsx';
import { readAnswer, uploadForm } from './upload.ts';

describe('upload', () => {
  it('puts the fields before the file, as the server reads them in order', () => {
    const form = uploadForm(new File(['a'], 'h.csv'), {
      kind: 'air-hours',
      layout: 'auto',
      hourLabel: 'begin',
      dryRun: true,
    });
    expect([...form.keys()]).toEqual(['kind', 'layout', 'hourLabel', 'dryRun', 'file']);
  });

  it('asks no layout of stations and no hour label where none was chosen', () => {
    const form = uploadForm(new File(['a'], 's.csv'), {
      kind: 'stations',
      layout: 'auto',
      hourLabel: 'auto',
      dryRun: false,
    });
    expect([...form.keys()]).toEqual(['kind', 'dryRun', 'file']);
  });

  it('reads the batch, the error, and what is neither', () => {
    expect(readAnswer(200, JSON.stringify(doneBatch))).toMatchObject({ id: doneBatch.id });
    const refused = readAnswer(
      403,
      JSON.stringify({ code: 'permission.denied', params: { permission: 'intake.write' }, requestId: 'r' }),
    );
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused).toMatchObject({ code: 'permission.denied', status: 403 });
    expect(readAnswer(502, '<html>')).toMatchObject({ code: 'internal' });
    expect(readAnswer(200, '{}')).toMatchObject({ code: 'response.unreadable' });
  });
});

describe('rows of an import', () => {
  it('add up to the total, and it is seen when they do not', () => {
    expect(addsUp(doneBatch.rows)).toBe(true);
    expect(addsUp({ ...doneBatch.rows, same: doneBatch.rows.same + 1 })).toBe(false);
  });
});

describe('completeness', () => {
  it('calls a day short below 20 hours (AIR-1.5) and does not miss days to come', () => {
    expect([24, 20, 19, 0].map((hours) => dayState(hours, false))).toEqual([
      'full',
      'enough',
      'short',
      'none',
    ]);
    expect(dayState(0, true)).toBe('future');
  });

  it('knows how many days of a month are due', () => {
    expect(daysDue('2020-05', 31, '2020-06-30')).toBe(31);
    expect(daysDue('2020-06', 30, '2020-06-12')).toBe(12);
    expect(daysDue('2020-07', 31, '2020-06-12')).toBe(0);
    expect(daysDue('2020-07', 31, null)).toBe(0);
  });

  it('rounds down, so that 100.0 means all', () => {
    const place = completeness.places[0];
    if (!place) throw new Error('fixture without places');
    const almost = { ...place, hours: place.hours.map((_, day) => (day === 0 ? 23 : 24)) };
    expect(summaryOf(almost, 30).percent).toBe('99.8');
    expect(summaryOf({ ...place, hours: place.hours.map(() => 24) }, 30).percent).toBe('100.0');
    expect(summaryOf(place, 0).percent).toBeNull();
  });

  it('keeps the order of the server within and between cities', () => {
    expect(byCity(completeness.places).map(({ city }) => city)).toEqual(['140100', '140200']);
  });
});

it('an hour is labelled by its end: 24 is the midnight that follows', () => {
  expect(instantOfHour({ day: '2020-06-30', hour: 24 })).toBe('2020-07-01T00:00:00+08:00');
});

it('a revision shows only what changed', () => {
  expect(revisions[0] && changesOf(revisions[0])).toEqual([{ pollutant: 'pm10', before: 812, after: 112 }]);
});

it('sizes are told in the unit that fits', () => {
  expect([bytesText(812), bytesText(18_400), bytesText(1_200_000_000)]).toEqual([
    '812 B',
    '18.4 kB',
    '1.2 GB',
  ]);
});
