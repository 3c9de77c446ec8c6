import { describe, expect, it } from 'vitest';
import { plainCityName, readStationName } from './place-names.ts';

describe('marks in station names', () => {
  it.each([
    ['上兰(对照点)', { name: '上兰', control: true, stopped: false, validFrom: null, validTo: null }],
    ['白马寺 (对照点)', { name: '白马寺', control: true }],
    ['红旗广场(停运160601)', { name: '红旗广场', stopped: true, validTo: '2016-05-31' }],
    ['机引(20190313停运)', { name: '机引', stopped: true, validTo: '2019-03-12' }],
    ['运城学院（已停运）', { name: '运城学院', stopped: true, validTo: null }],
    ['云冈站(145)', { name: '云冈站', control: false, stopped: false, validFrom: null }],
    ['第二人民医院(145搬迁启用200102)', { name: '第二人民医院', validFrom: '2020-01-02' }],
    ['市政府(20190313启用)', { name: '市政府', validFrom: '2019-03-13' }],
    ['某站(停运161399)', { name: '某站', stopped: true, validTo: null }],
    ['尖草坪', { name: '尖草坪', control: false, stopped: false }],
    ['(145)', { name: '(145)' }],
  ])('%s', (raw, expected) => {
    expect(readStationName(raw)).toMatchObject(expected);
  });
});

describe('city names', () => {
  it('are compared without 市, 地区, 盟', () => {
    expect(plainCityName('太原市')).toBe('太原');
    expect(plainCityName('大兴安岭地区')).toBe('大兴安岭');
    expect(plainCityName('锡林郭勒盟')).toBe('锡林郭勒');
    expect(plainCityName('沙市')).toBe('沙市');
    expect(plainCityName(' 太 原 ')).toBe('太原');
  });
});
