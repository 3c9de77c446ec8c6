import { hourIndex } from '@qingzhang/standards';
import { describe, expect, it } from 'vitest';
import {
  dayOfText,
  hourLabelOfText,
  hourOf,
  hourOfStamp,
  hourStamp,
  instantOfHour,
  StampParser,
  TIME_INVALID,
  TIME_NOT_WHOLE,
  TIME_OTHER_ZONE,
} from './time-cells.ts';

const parse = (text: string) => {
  const bytes = Buffer.from(`,${text},`);
  return new StampParser().parse(bytes, 1, bytes.length - 1);
};

describe('hour labels (AIR-3.1, AIR-3.2)', () => {
  it('names the END: 16:00 is label 16, 00:00 and 24:00 are the same hour, the last of the day before', () => {
    expect(parse('2020-06-30 16:00')).toBe(hourIndex('2020-06-30', 16));
    expect(parse('2020-07-01 00:00')).toBe(hourIndex('2020-06-30', 24));
    expect(parse('2020-06-30 24:00')).toBe(hourIndex('2020-06-30', 24));
    expect(hourStamp(parse('2020-07-01 00:00'))).toBe('2020-06-30 24:00');
    expect(instantOfHour(parse('2020-07-01 00:00')).toISOString()).toBe('2020-06-30T16:00:00.000Z');
  });

  it.each([
    '2020-06-30 16:00',
    '2020-06-30T16:00',
    '2020-06-30 16:00:00',
    '2020-06-30T16:00:00',
    '2020-06-30T16:00:00+08:00',
    '2020-06-30T16:00:00.000+08:00',
    '2020/6/30 16:00',
    '2020/06/30 16:00:00',
    '2020-06-30 16',
    '2020年6月30日16时',
    '2020年6月30日 16时00分',
    '2020063016',
    '202006301600',
    '20200630 16:00',
    '２０２０-06-30 16：00',
  ])('reads %s', (text) => {
    expect(parse(text)).toBe(hourIndex('2020-06-30', 16));
    expect(hourOfStamp(text)).toBe(hourIndex('2020-06-30', 16));
  });

  it.each([
    '',
    '2020-06-30',
    '2020-06-31 01:00',
    '2021-02-29 01:00',
    '2020-13-01 01:00',
    '2020-06-30 25:00',
    '2020-06-30 16:60',
    '1989-01-01 01:00',
    '16:00',
    'yesterday',
  ])('says that “%s” is no hour', (text) => {
    expect(parse(text)).toBe(TIME_INVALID);
  });

  it('does not round to the hour and does not shift from other zones', () => {
    expect(parse('2020-06-30 16:30')).toBe(TIME_NOT_WHOLE);
    expect(parse('2020-06-30 16:00:01')).toBe(TIME_NOT_WHOLE);
    expect(parse('2020-06-30T16:00:00Z')).toBe(TIME_OTHER_ZONE);
    expect(parse('2020-06-30T16:00:00+09:00')).toBe(TIME_OTHER_ZONE);
  });

  it('keys by date and hour: hour 0 of a date is label 24 of the day before (AIR-3.2)', () => {
    const day = dayOfText('20200115');
    expect(hourOf(day, hourLabelOfText('0'))).toBe(hourIndex('2020-01-14', 24));
    expect(hourOf(day, hourLabelOfText('1'))).toBe(hourIndex('2020-01-15', 1));
    expect(hourOf(day, hourLabelOfText('24'))).toBe(hourIndex('2020-01-15', 24));
    expect(dayOfText('2020/1/15')).toBe(day);
    expect(dayOfText('2020-01-15 00:00')).toBe(day);
    expect(dayOfText('2020-01-32')).toBe(-1);
    expect(hourLabelOfText('25')).toBe(-1);
    expect(hourLabelOfText('03:00')).toBe(3);
  });

  it('a parser that is used on keeps the dates apart', () => {
    const stamps = new StampParser();
    const read = (text: string) => stamps.parse(Buffer.from(text), 0, text.length);
    expect(read('2020-01-31 01:00')).toBe(hourIndex('2020-01-31', 1));
    expect(read('2020-02-30 01:00')).toBe(TIME_INVALID);
    expect(read('2020-02-29 02:00')).toBe(hourIndex('2020-02-29', 2));
    expect(read('2020-02-29 03:00')).toBe(hourIndex('2020-02-29', 3));
  });
});
