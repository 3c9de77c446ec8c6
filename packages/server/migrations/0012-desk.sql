-- The desk (今日): what waits for judgement, city by city, oldest first. (Owned by the work on the desk's speed.)

create index item_sent_city on item (city_code, reported_at) where report_state = 'sent';
