/**
 * A province with many tasks, written set by set: every state, lamp, act, clock and rung in the shares of a busy year, with
 * their history, reports and notices. Invented, deterministic by PostgreSQL's `setseed`.
 */
import { sql } from 'kysely';
import type { Platform } from '../packages/server/src/platform/platform.ts';
import { searchTerms } from '../packages/server/src/tasks/search.ts';

const MATTERS = [
  '清洁取暖：补齐欠装户',
  '重点行业 VOCs 十环节问题整改',
  '两高沿线裸露渣土清运',
  '沿河雨污混接重新整改',
  '农村生活污水：闲置设施恢复运行',
  '断面氨氮异常溯源',
  '自动监测数据造假线索核查',
  '非道路移动机械编码登记',
  '固定源监测设备校准全覆盖',
  '环境信访积案化解',
  '散煤治理回头看',
  '秋冬季重污染应急减排清单复核',
  '焦化废水深度治理',
  '汛期排口雨前检查',
  '重点用车企业门禁联网',
  '城镇污水处理厂提标改造',
];
const PLACES = [
  '东庄',
  '西关',
  '南堡',
  '北沟',
  '上岭',
  '下河',
  '石坡',
  '柳湾',
  '杨家',
  '桃园',
  '马铺',
  '平川',
];
const SOURCES = ['月调度会要求', '督察方案第 44 项', '厅长批示', '乘车暗访', '水质预警', '信访转办'];

/** Debts of programs beside the tasks, as many as a province has items. */
const DEBTS = 300_000;

/** `count` tasks up to the day; about four in ten are closed, most of the rest run by themselves. */
export async function fillTasks(
  { db }: Pick<Platform, 'db'>,
  wanted: { readonly count: number; readonly today: string; readonly owner: number },
): Promise<void> {
  const { count, today, owner } = wanted;
  await sql`select setseed(0.42)`.execute(db);
  const texts = MATTERS.flatMap((matter) => PLACES.map((place) => `${matter}（${place}）`));
  const words = texts.flatMap((text, t) =>
    SOURCES.map((source, s) => ({
      n: t * SOURCES.length + s,
      text,
      source,
      terms: searchTerms(text, source),
    })),
  );
  await sql`create temp table task_words as
    select (w->>'n')::int as n, w->>'text' as text, w->>'source' as source,
      array(select jsonb_array_elements_text(w->'terms')) as terms
    from jsonb_array_elements(${JSON.stringify(words)}::jsonb) w`.execute(db);
  const at = sql`(${today}::date + time '09:00') at time zone 'Asia/Shanghai'`;
  await sql`
    insert into task (no, text, source, source_title, city_code, county_code, lead_unit, owner_id, owner_post,
      issued_at, issued_post, signed_at, milestones, deadline, deadline_set_by, measure, urgency, complexity,
      confidentiality, state, state_since, open, clock_from, reported_on, last_report_on, settled_on, closed_on, progress,
      lamp, lamp_sort, lamp_reason, lamp_computed, lamp_day, overdue, months, rung, rung_on, owner_act, owner_act_by,
      desk_act, desk_act_rung, desk_act_by, desk_act_why, act_sort, search, created_post, created_at, changed_at)
    select extract(year from ${today}::date) || '-' || i, w.text, src, w.source, city, county, '生态环境局',
      case when i % 97 = 0 then ${owner}::int end, '市局分管局长', begun, '调度办', begun + interval '3 hours',
      '[]', deadline, 'province', '{"kind":"text","text":"完成并附佐证"}', (array['normal','normal','normal','urgent','critical'])[1 + i % 5],
      case when i % 3 = 0 then 'complex' else 'ordinary' end, 'internal', state, begun, open, begun::date, begun::date + 2,
      begun::date + 20, case when not open then deadline - 3 end, case when not open then deadline - 2 end, 40 + i % 60,
      lamp, lamp_sort, case lamp when 'red' then '{"code":"overdue","days":6}' when 'yellow' then '{"code":"deadlineNear","days":5}'
        when 'blue' then '{"code":"ahead","points":12}' when 'grey' then '{"code":"notApplicable"}' else '{"code":"noPlan"}' end::jsonb,
      lamp, ${today}, lamp = 'red', '[]', rung, case when rung is not null then ${today}::date - 10 end,
      owner_act, case when owner_act is not null then ${today}::date + 1 end,
      desk_act, case when desk_act = 'notice' then 'supervise' end, case when desk_act is not null then ${today}::date end,
      case when desk_act = 'notice' then '{"code":"overdue","workdays":4}'::jsonb end,
      lamp_sort * 10000 + 5000 + (deadline - ${today}::date), w.terms || array['2021-' || i], '调度办', begun, begun
    from (
      select a.*, deadline - 30 + time '09:00' as wall, ((deadline - 30) + time '09:00') at time zone 'Asia/Shanghai' as begun,
        case when open and lamp in ('red', 'yellow') and i % 4 = 0 then 'remind' when open and lamp = 'red' then 'chase' end as rung,
        case when not open then null when i % 40 = 0 then 'sign' when i % 40 < 6 then 'report' when lamp = 'yellow' then 'apply' end as owner_act,
        case when not open then case when i % 400 = 1 then 'lookBack' end when state = 'applied' then 'check'
          when state = 'checked' then 'close' when lamp = 'red' and i % 25 = 2 then 'notice' when i % 300 = 3 then 'judge' end as desk_act,
        (array['meeting','inspection','note','alert','lead','petition','hand','meeting'])[1 + i % 8] as src
      from (
        select i, city, county, i % 10 < 6 as open,
          case when i % 10 >= 6 then 'closed' when i % 40 = 0 then 'issued' when i % 60 = 1 then 'applied'
            when i % 180 = 2 then 'checked' else 'working' end as state,
          lamp, array_position(array['red','yellow','green','blue','grey'], lamp) - 1 as lamp_sort,
          case when lamp = 'red' then ${today}::date - 1 - (r * 20)::int when lamp = 'yellow' then ${today}::date + (r * 12)::int
            else ${today}::date + (r * 120)::int - case when i % 10 < 6 then 0 else 300 end end as deadline
        from (
          select i, random() as r, c.city, case when i % 6 = 0 then c.county end as county,
            (array['red','yellow','yellow','green','green','green','green','green','green','green','green','green','blue','blue','blue','grey'])[
              1 + ((i * 7919) % 16)] as lamp
          from generate_series(1, ${count}) i
          join lateral (select (array(select code from region where level = 'city' and managed order by sort))[1 + (i * 31) % 11] as city) p on true
          join lateral (select p.city, (select code from region where level = 'county' and parent_code = p.city order by code limit 1) as county) c on true
        ) base
      ) a
    ) t join task_words w on w.n = (t.i * 37) % ${words.length}`.execute(db);
  await sql`insert into task_event (task_id, at, actor, post, kind, from_state, to_state)
    select t.id, t.created_at + k * interval '1 day', 'bench', '调度办',
      (array['created','issued','signed','reported','accepted'])[k], null, null
    from task t, generate_series(1, 5) k`.execute(db);
  await sql`insert into task_report (task_id, kind, text, progress, state, sent_post, sent_at, judged_post, judged_at)
    select id, 'progress', '按计划推进', 40 + id % 60, 'accepted', '填报岗', created_at + interval '4 days', '调度办', created_at + interval '5 days'
    from task`.execute(db);
  await sql`insert into task_notice (task_id, rung, number, year, city_code, matter, demand, feedback, issued_post, issued_at,
      receiver_post, receiver_phone, lead_unit, supporting_units, reply_due, urgency, facts, model, lift, simulated)
    select id, rung, '环督〔2021〕' || id || '号', 2021, city_code, text, '限期补齐', '三日内反馈', '调度办', ${at} - (id % 200) * interval '1 day',
      '市局分管局长', '', lead_unit, '{}', ${today}::date + 3, 'normal',
      jsonb_build_object('day', ${today}::text, 'lamp', lamp, 'gap', null, 'progress', progress, 'planned', null, 'overdueDays', 3,
        'redMonths', 1, 'words', jsonb_build_array('逾期 3 个工作日')), '{}', '{"kind":"settled"}', false
    from task where rung is not null`.execute(db);
  // The programs' debts stand in the same book: one in three is paid, one in four of an earlier year.
  await sql`insert into debt_subject (subject, name, name_en, unit, sort) values ('villages', '村', 'villages', '户', 1)
    on conflict do nothing`.execute(db);
  await sql`insert into debt (subject, ref, city_code, unit, opened_on, balance)
    select 'villages', i::text,
      (array(select code from region where level = 'city' and managed order by sort))[1 + i % 11], '户',
      ${today}::date - case when i % 4 = 0 then 400 else 100 end, case when i % 3 = 0 then 0 else 120 end
    from generate_series(1, ${DEBTS}) i`.execute(db);
  for (const table of ['task', 'task_event', 'task_report', 'task_notice', 'debt'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
}
