import { test } from 'vitest';
import { createTestPlatform } from '../../../test/harness/platform.ts';
import { loadRealShanxi } from '../testing/real-shanxi.ts';
import { readSituation } from './situation.ts';

const platform = await createTestPlatform();
test('x', async () => {
  console.time('load');
  await loadRealShanxi(platform);
  console.timeEnd('load');
  const q = { at: '2020-06-30T14:00:00+08:00', periodKey: '2020-H1', lang: 'zh' as const };
  for (let i = 0; i < 3; i++) {
    const t = performance.now();
    await readSituation(platform, q);
    console.log(performance.now() - t);
  }
  const s = await readSituation(platform, q);
  console.log(JSON.stringify(s.standing), s.period, s.headings);
  for (const p of s.say) console.log(p.heading, '|', p.sentence.map((r) => r.text).join(''));
  for (const r of s.rows)
    console.log(
      r.region,
      ...(['today', 'month', 'year', 'days'] as const).map(
        (k) => `${r[k].lamp} ${r[k].main} / ${r[k].sub} |`,
      ),
      r.failing,
      r.stats.index.figure.text,
      (r.stats.index.delta as any).text,
      r.stats.pm25.figure.text,
      (r.stats.pm25.delta as any).text,
      r.stats.goodDays.figure.text,
      (r.stats.goodDays.delta as any).text,
      JSON.stringify(r.rank),
      r.validDays,
      r.strip.map((d) => d.aqi).join(' '),
    );
  console.log(
    s.province.lamps,
    s.province.stats.index,
    s.province.stats.pm25.figure.text,
    s.province.stats.goodDays,
  );
  for (const w of s.worse) console.log(w.region, w.indicator, w.last.text, w.now.text, w.percent);
  console.log(s.worseNote.map((r) => r.text).join(''));
  for (const w of s.speakers) console.log(w.kind, w.who, w.reason.map((r) => r.text).join(''));
  const en = await readSituation(platform, { ...q, lang: 'en' });
  for (const p of en.say) console.log(p.heading, '|', p.sentence.map((r) => r.text).join(''));
  console.log(en.worseNote.map((r) => r.text).join(''), en.headings);
  for (const w of en.speakers) console.log(w.kind, w.who, w.reason.map((r) => r.text).join(''));
}, 120000);
