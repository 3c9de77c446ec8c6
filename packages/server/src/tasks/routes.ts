import * as contract from '@qingzhang/contract';
import { type AreaRoutes, route } from '../http/route.ts';
import type { Call } from '../platform/actor.ts';
import { readSetting, writeSetting } from '../platform/settings/settings.ts';
import { listTasks, readBoard, readCalendarPage, readCities } from './board.ts';
import { readCityWork } from './city-work.ts';
import * as create from './create.ts';
import { readEvents, readTask } from './detail.ts';
import { taskEventsXlsx } from './events-xlsx.ts';
import { addTaskFile, noticePaper, taskFile } from './files.ts';
import { type HandoverContribution, handOver, listHandovers, previewHandover } from './handover.ts';
import { confirmLamp, liftLamp, proposeLamp } from './lamp.ts';
import * as life from './life.ts';
import { lookBack } from './look-back.ts';
import { listNotices, readNotice } from './notice-list.ts';
import * as notices from './notices.ts';
import { taskPeople } from './people.ts';
import { taskSettings } from './settings.ts';
import { noticesXlsx, tasksXlsx } from './xlsx.ts';

/** 任务、督办、移交; other areas contribute what else is handed over with a person. */
export const taskRoutes =
  (contributions: readonly HandoverContribution[] = []): AreaRoutes =>
  (app, platform) => {
    const { db } = platform;
    const after = async (done: Promise<number>, call: Call, lang: contract.Lang) =>
      readTask(db, call, await done, lang);

    route(app, contract.getTaskBoard, ({ query, call }) => readBoard(db, call, query));
    route(app, contract.listTasks, ({ query, call }) => listTasks(db, call, query));
    route(app, contract.listTasksXlsx, ({ query, call }) => tasksXlsx(db, call, query));
    route(app, contract.getTaskCalendar, ({ query, call }) => readCalendarPage(db, call, query));
    route(app, contract.getCityWork, ({ call }) => readCityWork(db, call));
    route(app, contract.getTaskCities, ({ query, call }) => readCities(db, call, query));
    route(app, contract.listTaskPeople, async ({ query, actor }) => {
      const people = await taskPeople(db);
      const { region } = query;
      const city = region === undefined ? null : `${region.slice(0, 4)}00`;
      const within = people.filter(
        (person) =>
          (region === undefined ? person.region === null : person.region === region) &&
          (person.region === null
            ? actor.scope.regions === 'all'
            : actor.scope.regions === 'all' ||
              [person.region, city].some((code) => code !== null && actor.scope.regions.includes(code))),
      );
      return { items: within.map(({ id, post, role, region: own }) => ({ id, post, role, region: own })) };
    });
    route(app, contract.getTask, ({ params, query, call }) => readTask(db, call, params.id, query.lang));
    route(app, contract.listTaskEventsXlsx, ({ params, query, call }) =>
      taskEventsXlsx(db, call, params.id, query.lang),
    );
    route(app, contract.listTaskEvents, ({ params, query, call }) =>
      readEvents(db, call, params.id, query.cursor),
    );

    route(app, contract.postTask, ({ body, query, call }) =>
      after(create.createTask(db, call, body), call, query.lang),
    );
    route(app, contract.patchTask, ({ params, body, query, call }) =>
      after(create.changeDraft(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.discardTask, ({ params, body, query, call }) =>
      after(create.discardDraft(db, call, params.id, body.revision), call, query.lang),
    );
    route(app, contract.issueTask, ({ params, body, query, call }) =>
      after(create.issueTask(db, call, params.id, body.revision), call, query.lang),
    );
    route(app, contract.splitTask, ({ params, body, query, call }) =>
      after(create.splitTask(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.signTask, ({ params, body, query, call }) =>
      after(life.signTask(db, call, params.id, body.revision), call, query.lang),
    );
    route(app, contract.postTaskFile, ({ params, request, call }) =>
      addTaskFile(platform, call, params.id, request),
    );
    route(app, contract.getTaskFile, ({ params, call }) => taskFile(platform, call, params.id, params.file));
    route(app, contract.postTaskReport, ({ params, body, query, call }) =>
      after(life.reportOnTask(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.judgeTaskReport, ({ params, body, query, call }) =>
      after(life.judgeReport(db, call, params.id, params.report, body), call, query.lang),
    );
    route(app, contract.putTaskPlan, ({ params, body, query, call }) =>
      after(life.planTask(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.putTaskSelfDeadline, ({ params, body, query, call }) =>
      after(life.setSelfDeadline(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.askTaskExtension, ({ params, body, query, call }) =>
      after(life.askExtension(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.decideTaskExtension, ({ params, body, query, call }) =>
      after(life.decideExtension(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.applyForTaskClose, ({ params, body, query, call }) =>
      after(life.applyForClose(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.checkTask, ({ params, body, query, call }) =>
      after(life.checkTask(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.closeTask, ({ params, body, query, call }) =>
      after(life.closeTask(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.lookBackAtTask, ({ params, body, query, call }) =>
      after(lookBack(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.proposeTaskLamp, ({ params, body, query, call }) =>
      after(proposeLamp(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.confirmTaskLamp, ({ params, body, query, call }) =>
      after(confirmLamp(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.liftTaskLamp, ({ params, body, query, call }) =>
      after(liftLamp(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.putTaskApplicability, ({ params, body, query, call }) =>
      after(life.setApplicability(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.reassignTask, ({ params, body, query, call }) =>
      after(life.reassignTask(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.commentOnTask, ({ params, body, query, call }) =>
      after(life.commentOnTask(db, call, params.id, body.text), call, query.lang),
    );

    route(app, contract.getNoticeDraft, ({ params, query, call }) =>
      notices.draftNotice(db, call, params.id, query.rung, query.lang),
    );
    route(app, contract.issueNotice, ({ params, body, query, call }) =>
      after(notices.issueNotice(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.holdNotice, ({ params, body, query, call }) =>
      after(notices.holdNotice(db, call, params.id, body), call, query.lang),
    );
    route(app, contract.listNotices, ({ query, call }) => listNotices(db, call, query, query));
    route(app, contract.listNoticesXlsx, ({ query, call }) => noticesXlsx(db, call, query));
    route(app, contract.getNotice, ({ params, query, call }) => readNotice(db, call, params.id, query.lang));
    route(app, contract.getNoticeFile, ({ params, call }) =>
      noticePaper(platform, call, params.id, params.format),
    );
    route(app, contract.replyToNotice, async ({ params, body, query, call }) => {
      await notices.replyToNotice(db, call, params.id, body);
      return readNotice(db, call, params.id, query.lang);
    });
    route(app, contract.seeNoticeReply, async ({ params, query, call }) => {
      await notices.seeReply(db, call, params.id);
      return readNotice(db, call, params.id, query.lang);
    });
    route(app, contract.liftNotice, async ({ params, body, query, call }) => {
      await notices.liftNotice(db, call, params.id, body.note);
      return readNotice(db, call, params.id, query.lang);
    });

    route(app, contract.getHandoverPreview, ({ params, actor }) =>
      previewHandover(db, actor, params.id, contributions),
    );
    route(app, contract.postHandover, ({ body, call }) => handOver(db, call, body, contributions));
    route(app, contract.listHandovers, async ({ actor }) => ({ items: await listHandovers(db, actor) }));

    route(app, contract.getTaskSettings, () => readSetting(db, taskSettings));
    route(app, contract.putTaskSettings, ({ body, call }) => writeSetting(db, taskSettings, body, call));
  };
