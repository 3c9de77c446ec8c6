import { describe, expect, it } from 'vitest';
import { detectLayout } from './detect.ts';

const columns = (text: string) => text.split(',');

describe('the layout of a header', () => {
  it.each([
    ['plain', 'station', 'time,station,so2,no2,pm10,pm25,co,o3'],
    ['plain', 'station', '\u65f6\u95f4,station,SO2,NO2,PM10,PM2.5,CO,O3'],
    ['city-hours', 'city_series', 'time,city,adcode,aqi,pm25,pm10,so2,no2,o3,co,pm25_24h,o3_8h'],
    ['city-hours', 'city_series', 'time,adcode,pm25'],
    [
      'station-hours',
      'station',
      'time,city,adcode,station_name,aqi,level,primary,pm25,pm10,co,no2,o3_1h,o3_8h,so2',
    ],
    [
      'cnemc-stations',
      'station',
      'timepoint,stationcode,longitude,latitude,area,positionname,primarypollutant,aqi,pm10,pm10_24h,pm2_5,pm2_5_24h,o3,o3_24h,o3_8h,o3_8h_24h,no2,no2_24h,so2,so2_24h,co,co_24h',
    ],
    [
      'national-cities',
      'city_series',
      'date,hour,城市,AQI,PM2.5,PM2.5_24h,PM10,PM10_24h,SO2,SO2_24h,NO2,NO2_24h,O3,O3_24h,O3_8h,O3_8h_24h,CO,CO_24h',
    ],
    ['national-wide', 'city_series', 'date,hour,type,北京,天津,石家庄'],
    ['national-wide', 'station', 'date,hour,type,1001A,1002A,1003A'],
  ])('%s (%s)', (layout, kind, header) => {
    expect(detectLayout(columns(header))).toMatchObject({ layout, kind });
  });

  it('says which columns it does not use and which pollutants are not there', () => {
    const plan = detectLayout(columns('time,station,pm25,PM2.5_24h,备注,reject_reason'));
    expect(plan).toMatchObject({
      ignored: ['PM2.5_24h', '备注'],
      absent: ['so2', 'no2', 'pm10', 'co', 'o3'],
    });
  });

  it('knows units in headings: CO in µg/m³ is a thousandth of CO in mg/m³', () => {
    expect(detectLayout(columns('time,station,co_ug_m3,PM10(μg/m3)'))).toMatchObject({
      cells: [
        { pollutant: 'co', divisor: 1000 },
        { pollutant: 'pm10', divisor: 1 },
      ],
    });
  });

  it('insists on a layout when told to', () => {
    expect(detectLayout(columns('time,city,pm25'), 'city-hours')).toMatchObject({ layout: 'city-hours' });
    expect(detectLayout(columns('time,city,pm25'), 'plain')).toEqual({
      code: 'layout.other',
      params: { wanted: 'plain', found: 'city-hours' },
    });
  });

  it.each([
    ['station,pm25', ['time']],
    ['time,pm25', ['station']],
    ['time,station,o3_8h', ['pollutant']],
    ['date,hour,type', ['station']],
    ['a,b', ['time', 'station', 'pollutant']],
  ])('%s: says what is missing', (header, missing) => {
    expect(detectLayout(columns(header))).toMatchObject({ code: 'layout.unknown', params: { missing } });
  });

  it('refuses daily files and columns that stand twice', () => {
    expect(detectLayout(columns('date,city,adcode,aqi,pm25'))).toMatchObject({ code: 'layout.daily' });
    expect(detectLayout(columns('time,station,pm25,PM2.5'))).toMatchObject({ code: 'layout.repeatedColumn' });
    expect(detectLayout(columns('time,station,城市,city,pm25'))).toMatchObject({
      code: 'layout.repeatedColumn',
    });
  });
});
