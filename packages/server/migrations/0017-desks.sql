-- 各办各的：处室的今日只列本处室交办的任务。An office's desk: the tasks it issued, and those of its programs.

create index task_desk_act_post on task (coalesce(issued_post, created_post), act_sort, id)
  where desk_act is not null and issuer_city is null;
comment on index task_desk_act_post is '今日·任务：本处室交办（或起草）的，按办理先后';

create index task_desk_act_program on task (program_key, act_sort, id)
  where desk_act is not null and issuer_city is null and program_key is not null;
comment on index task_desk_act_program is '今日·任务：本处室专项的，按办理先后';
