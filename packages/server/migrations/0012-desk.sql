-- The desk: what waits for a judgement, oldest first, without a walk over all items.

-- As before, with the id that makes the order whole: items that came into a state at one moment are not sorted again.
drop index item_state;
create index item_state on item (state, state_since, id);

create index item_judged_in_city on item (city_code, state, state_since, id)
  where state in ('applied', 'cityCheck', 'extension', 'acceptance', 'notice', 'lookBack', 'standing');
create index item_judged_of_program on item (program_key, state, state_since, id)
  where state in ('applied', 'cityCheck', 'extension', 'acceptance', 'notice', 'lookBack', 'standing');
comment on index item_judged_in_city is '今日·待核查验收：一市之内按等待先后';
comment on index item_judged_of_program is '今日·待核查验收：一个专项之内按等待先后';

create index item_standing_check on item ((life #>> '{standing,nextCheck}')) where state = 'standing';
comment on index item_standing_check is '长期坚持事项按下次复核日';

create index item_report_sent on item (city_code, reported_at, id)
  where report_state = 'sent' and county_code is not null;
comment on index item_report_sent is '县里报来、市里尚未核看的月报，按报来先后';

create index item_of_city_itself on item (city_code, program_key) where county_code is null;
comment on index item_of_city_itself is '市局自己的事项（不属于哪个县）';

create index item_lamp_proposed on item (id) where lamp_override -> 'confirmed' = 'null'::jsonb;
comment on index item_lamp_proposed is '手改的灯，待第二人复核';
