import type { AccountCell, DayCell, Delta, LampState, Standing } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { ApiError } from '../api/api-error.ts';
import { AccountText } from '../situation/account-cell.tsx';
import { Badge, StandingBadges } from '../ui/badges.tsx';
import { DayStrip, StripLegend } from '../ui/day-strip.tsx';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import { Lamp, lampCell } from '../ui/lamp.tsx';
import { LineChart } from '../ui/line-chart.tsx';
import { SentenceText } from '../ui/sentence.tsx';
import { SlopeChart } from '../ui/slope-chart.tsx';
import { Empty, ErrorPanel, NoPermission, Skeleton } from '../ui/states.tsx';
import { TileMap } from '../ui/tile-map.tsx';
import { Twin } from '../ui/twin.tsx';
import { Waterfall } from '../ui/waterfall.tsx';
import { cities } from './fixture-cities.ts';
import { ranking } from './fixture-ranking.ts';
import { situation } from './fixture-situation.ts';
import '../situation/situation.css';

const lamps: LampState[] = ['safe', 'tight', 'overdrawn', 'impossible', 'none'];
const deltas: Delta[] = [
  { kind: 'change', text: '-11.3', unit: '%', sense: 'better' },
  { kind: 'change', text: '+0.6', unit: '%', sense: 'worse' },
  { kind: 'change', text: '0.0', unit: '%', sense: 'flat' },
  { kind: 'change', text: '+24', unit: 'days', sense: 'better' },
  { kind: 'change', text: '-3.1', unit: 'points', sense: 'worse' },
  { kind: 'none', reason: '去年同期只有 12 天有效，不可比' },
];
const closed: Standing = {
  ...situation.standing,
  closed: { at: '2020-07-08T10:00:00+08:00', asOf: '2020-07-08T09:00:00+08:00' },
  reviewed: true,
  dust: 'deducted',
  dustHours: 36,
  simulated: true,
  adjusted: true,
};
const strip: DayCell[] = Array.from({ length: 12 }, (_, at) => {
  const state = at === 6 ? 'invalid' : at === 10 ? 'running' : at > 10 ? 'future' : 'valid';
  const level = state === 'valid' ? 1 + (at % 6) : null;
  return {
    day: `2020-06-${String(at + 1).padStart(2, '0')}`,
    state,
    aqi: level === null ? null : level * 45,
    level,
    primary: [],
    dust: at === 4,
  };
});
const cell = (lamp: LampState, main: string, sub: string): AccountCell => ({
  lamp,
  main,
  sub,
  reason: sub,
  pollutant: 'pm25',
  why: lamp === 'none' ? null : 'account|140100|year',
  provisional: false,
});
const accounts = [
  cell('safe', '≤46.2', '余 2.2，目标 46'),
  cell('tight', '≤32.5', '余 0.1，目标 33'),
  cell('overdrawn', '余下 ≤5', '现 17，计划 44'),
  cell('impossible', '已无可能', '超计划 1.7'),
  cell('none', '未设目标', ''),
];
const [half, june] = ranking.columns;

/** Every display in every state, on one page: looked at by people, walked by screenshot tests. */
export function Gallery() {
  return (
    <main className="page">
      <h1>Gallery</h1>
      <Row name="lamp">
        {lamps.map((state) => (
          <span key={state}>
            <Lamp state={state} word /> <Lamp state={state} word provisional />
          </span>
        ))}
      </Row>
      <Row name="account cell">
        <table className="acc" style={{ minWidth: 0, width: 'auto', margin: 0 }}>
          <tbody>
            <tr>
              {accounts.map((one) => (
                <td key={one.lamp} className={`l ${lampCell(one.lamp)}`} style={{ width: 130 }}>
                  <AccountText cell={one} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </Row>
      <Row name="delta">
        {deltas.map((delta) => (
          <DeltaText key={JSON.stringify(delta)} delta={delta} />
        ))}
      </Row>
      <Row name="figure">
        <FigureText figure={{ text: '5.65', why: 'stat|140000|2020-H1|index' }} />
        <FigureText figure={{ text: '5.65', why: null }} unit=" µg/m³" />
        <FigureText figure={{ text: null, why: 'stat|140000|2020-H1|co' }} />
        <FigureText figure={{ text: null, why: null }} />
      </Row>
      <Row name="badge">
        <StandingBadges standing={situation.standing} />
        <StandingBadges standing={closed} />
        <StandingBadges standing={{ ...situation.standing, asOf: '2020-06-08T09:00:00+08:00' }} />
        <Badge kind="sim">示例</Badge>
      </Row>
      <Row name="sentence">
        <p>
          <SentenceText
            runs={(
              ['strong', 'safe', 'tight', 'overdrawn', 'impossible', 'better', 'worse', 'quiet'] as const
            ).map((tone) => ({ text: `${tone} `, tone }))}
          />
        </p>
      </Row>
      <Row name="day strip">
        <div style={{ width: 240 }}>
          <DayStrip place="太原" cells={strip} width={132} />
        </div>
        <StripLegend levels={[1, 2, 3, 4, 5, 6]} />
      </Row>
      <Row name="tile map">
        <div style={{ width: 322 }}>
          <TileMap
            label="PM2.5"
            unit="µg/m³"
            reverse={false}
            note={['二级限值 35']}
            places={cities.map((city, at) => ({
              code: city.code,
              name: city.shortName,
              tile: city.tile,
              figure:
                at === 3
                  ? { text: null, why: null }
                  : (situation.rows[at]?.stats.pm25.figure ?? { text: null, why: null }),
              delta: deltas[at % 3] ?? { kind: 'none', reason: '' },
            }))}
          />
        </div>
      </Row>
      <Row name="slope chart">
        {[half, june].map(
          (column, at) =>
            column && (
              <div key={column.period.key} style={{ width: at === 0 ? 478 : 440 }}>
                <SlopeChart
                  label={column.period.label}
                  rows={column.rows.map((row, index) => ({
                    code: row.region,
                    name: cities.find(({ code }) => code === row.region)?.shortName ?? row.region,
                    rank: index === 4 ? null : row.rank,
                    figure: row.cell.figure,
                    changeRank: index === 4 ? null : row.changeRank,
                    delta: row.cell.delta,
                    n: row.validDays,
                  }))}
                  headings={{
                    state: '状态',
                    stateNote: '越小越好',
                    change: '变化',
                    changeNote: '改善最多在上',
                  }}
                  accents={
                    new Map([
                      ['140100', 'ink'],
                      ['141000', 'better'],
                      ['140200', 'worse'],
                    ] as const)
                  }
                  showN={at === 0}
                  rowHeight={40}
                  selected="140100"
                  onPick={() => undefined}
                />
              </div>
            ),
        )}
      </Row>
      <Row name="waterfall">
        <div style={{ width: 390 }}>
          <Waterfall
            label="CO"
            start={{ label: '2019', text: '5.184' }}
            end={{ label: '2020', text: '5.221' }}
            steps={(ranking.decomposition?.items ?? []).map((item) => ({
              key: item.pollutant,
              label: item.label,
              text: item.contribution,
              value: item.value,
            }))}
          />
        </div>
      </Row>
      <Row name="line chart and its table (T)">
        <div style={{ width: 390 }}>
          <Twin
            label="CO"
            chart={
              <LineChart
                label="CO"
                from="2020-01-01"
                now={ranking.decomposition?.days.now ?? []}
                last={ranking.decomposition?.days.last ?? []}
                limit={{ value: 4, label: '4 mg/m³' }}
              />
            }
            table={<table className="grid" />}
          />
        </div>
      </Row>
      <Row name="states">
        <div style={{ width: 260 }}>
          <Skeleton rows={5} />
        </div>
        <ErrorPanel error={new ApiError('internal', {}, 500, 'req-1')} onRetry={() => undefined} />
        <ErrorPanel error={new ApiError('network.unreachable')} onRetry={() => undefined} />
        <ErrorPanel error={new ApiError('something.newer', {}, 409, 'req-2')} />
        <ErrorPanel error={new ApiError('permission.denied', { permission: 'targets.write' }, 403)} />
        <NoPermission />
        <Empty title="还没有监测数据。" />
      </Row>
    </main>
  );
}

function Row({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <section style={{ padding: '10px 0', borderBottom: '1px solid var(--rule)' }}>
      <h2>{name}</h2>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'flex-start', paddingTop: 6 }}>
        {children}
      </div>
    </section>
  );
}
