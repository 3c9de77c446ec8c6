/** The addresses of 任务: every route of tasks, notices and hand-over. */
import { z } from 'zod';
import { endpoint, pageOf, queryInteger } from './endpoint.ts';
import { Lang, RegionCode } from './figures.ts';
import * as task from './tasks.ts';

const byId = z.object({ id: queryInteger });
const lang = z.object({ lang: Lang.default('zh') });
/** What every act answers: the task as it now is. */
const answer = { params: byId, query: lang, response: task.Task } as const;

export const getTaskBoard = endpoint({
  method: 'GET',
  path: '/api/tasks/board',
  query: task.TaskBoardQuery,
  response: task.TaskBoard,
  permission: 'tasks.read',
});
export const listTasks = endpoint({
  method: 'GET',
  path: '/api/tasks',
  query: task.TaskListQuery,
  response: pageOf(task.TaskRow),
  permission: 'tasks.read',
});
export const listTasksXlsx = endpoint({
  method: 'GET',
  path: '/api/tasks.xlsx',
  query: task.TaskFilter,
  response: 'file',
  permission: 'tasks.read',
});
export const getTaskCalendar = endpoint({
  method: 'GET',
  path: '/api/tasks/calendar',
  query: task.TaskCalendarQuery,
  response: task.TaskCalendar,
  permission: 'tasks.read',
});
export const getCityWork = endpoint({
  method: 'GET',
  path: '/api/tasks/city-work',
  response: task.CityWork,
  permission: 'tasks.read',
});
export const getTaskCities = endpoint({
  method: 'GET',
  path: '/api/tasks/cities',
  query: task.TaskFilter,
  response: task.TaskCities,
  permission: 'tasks.read',
});
/** Whom a task can be given to, for a city or county; without one, the department's own people. */
export const listTaskPeople = endpoint({
  method: 'GET',
  path: '/api/tasks/people',
  query: z.object({ region: RegionCode.optional() }),
  response: z.object({ items: z.array(task.TaskPerson) }),
  permission: 'tasks.read',
});
export const getTask = endpoint({
  ...answer,
  method: 'GET',
  path: '/api/tasks/:id',
  permission: 'tasks.read',
});
export const listTaskEvents = endpoint({
  method: 'GET',
  path: '/api/tasks/:id/events',
  params: byId,
  query: z.object({ cursor: z.string().max(40).optional() }),
  response: pageOf(task.TaskEvent),
  permission: 'tasks.read',
});

/** 经过, whole, oldest first. */
export const listTaskEventsXlsx = endpoint({
  method: 'GET',
  path: '/api/tasks/:id/events.xlsx',
  params: byId,
  query: lang,
  response: 'file',
  permission: 'tasks.read',
});

/** Answers the draft. */
export const postTask = endpoint({
  method: 'POST',
  path: '/api/tasks',
  query: lang,
  body: task.NewTask,
  response: task.Task,
  permission: 'tasks.write',
});
export const patchTask = endpoint({
  ...answer,
  method: 'PATCH',
  path: '/api/tasks/:id',
  body: task.TaskChange,
  permission: 'tasks.write',
});
/** A draft that is not wanted; issued tasks cannot be removed. */
export const discardTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/discard',
  body: task.TaskIssue,
  permission: 'tasks.write',
});
/** 交办. Refused with `task.incomplete` {missing} while anything is missing. */
export const issueTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/issue',
  body: task.TaskIssue,
  permission: 'tasks.write',
});
/** 拆分: by the issuing side among cities, by a city among its own counties. */
export const splitTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/split',
  body: task.TaskSplit,
  permission: 'tasks.read',
});
/** 签收. */
export const signTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/sign',
  body: task.TaskSign,
  permission: 'tasks.report',
});
/** Multipart `file`: kept for the next report, application or reply, which names it. */
export const postTaskFile = endpoint({
  method: 'POST',
  path: '/api/tasks/:id/files',
  params: byId,
  body: 'upload',
  response: task.TaskFile,
  permission: 'tasks.report',
});
export const getTaskFile = endpoint({
  method: 'GET',
  path: '/api/tasks/:id/files/:file',
  params: byId.extend({ file: queryInteger }),
  response: 'file',
  permission: 'tasks.read',
});
export const postTaskReport = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/reports',
  body: task.NewTaskReport,
  permission: 'tasks.report',
});
export const judgeTaskReport = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/reports/:report/judgement',
  params: byId.extend({ report: queryInteger }),
  body: task.TaskJudgement,
  permission: 'tasks.read',
});
/** 报计划: milestones, by the responsible side until the first is accepted, later by the issuing side. */
export const putTaskPlan = endpoint({
  ...answer,
  method: 'PUT',
  path: '/api/tasks/:id/plan',
  body: task.TaskPlan,
  permission: 'tasks.read',
});
export const putTaskSelfDeadline = endpoint({
  ...answer,
  method: 'PUT',
  path: '/api/tasks/:id/self-deadline',
  body: task.TaskSelfDeadline,
  permission: 'tasks.report',
});
export const askTaskExtension = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/extension',
  body: task.TaskExtensionAsk,
  permission: 'tasks.report',
});
export const decideTaskExtension = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/extension/decision',
  body: task.TaskExtensionDecision,
  permission: 'tasks.read',
});
export const applyForTaskClose = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/application',
  body: task.TaskApplication,
  permission: 'tasks.report',
});
/** 核查: the first of two. */
export const checkTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/check',
  body: task.TaskVerdict,
  permission: 'tasks.read',
});
/** 验收销号: the second of two; neither may have applied or reported. */
export const closeTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/close',
  body: task.TaskVerdict,
  permission: 'tasks.read',
});
export const lookBackAtTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/look-back',
  body: task.TaskLookBack,
  permission: 'tasks.read',
});
export const proposeTaskLamp = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/lamp',
  body: task.TaskLampProposal,
  permission: 'lamps.override',
});
export const confirmTaskLamp = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/lamp/confirmation',
  body: task.TaskLampConfirmation,
  permission: 'lamps.override',
});
export const liftTaskLamp = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/lamp/lifting',
  body: task.TaskLampLift,
  permission: 'lamps.override',
});
export const putTaskApplicability = endpoint({
  ...answer,
  method: 'PUT',
  path: '/api/tasks/:id/applicability',
  body: task.TaskApplicability,
  permission: 'tasks.read',
});
export const reassignTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/owner',
  body: task.TaskReassignment,
  permission: 'tasks.read',
});
export const commentOnTask = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/comments',
  body: task.TaskComment,
  permission: 'tasks.read',
});

/** The notice as it would be sent now, for a rung (default: the proposed one, else the next). */
export const getNoticeDraft = endpoint({
  method: 'GET',
  path: '/api/tasks/:id/notice-draft',
  params: byId,
  query: lang.extend({ rung: task.RungName.optional() }),
  response: task.NoticeDraft,
  permission: 'notices.issue',
});
export const issueNotice = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/notices',
  body: task.NewNotice,
  permission: 'notices.issue',
});
/** 缓发. */
export const holdNotice = endpoint({
  ...answer,
  method: 'POST',
  path: '/api/tasks/:id/notice-hold',
  body: task.NoticeHold,
  permission: 'notices.issue',
});
const NoticeQuery = z.object({
  lang: Lang.default('zh'),
  rung: task.RungName.optional(),
  city: RegionCode.optional(),
  /** In force: not lifted. */
  open: z.enum(['true', 'false']).optional(),
  year: queryInteger.optional(),
});
export const listNotices = endpoint({
  method: 'GET',
  path: '/api/notices',
  query: NoticeQuery.extend({
    cursor: z.string().max(40).optional(),
    limit: queryInteger.pipe(z.number().min(1).max(200)).default(50),
  }),
  response: pageOf(task.Notice),
  permission: 'tasks.read',
});
export const listNoticesXlsx = endpoint({
  method: 'GET',
  path: '/api/notices.xlsx',
  query: NoticeQuery,
  response: 'file',
  permission: 'tasks.read',
});
export const getNotice = endpoint({
  method: 'GET',
  path: '/api/notices/:id',
  params: byId,
  query: lang,
  response: task.Notice,
  permission: 'tasks.read',
});
/** The paper: html is shown, the others are saved. */
export const getNoticeFile = endpoint({
  method: 'GET',
  path: '/api/notices/:id/paper/:format',
  params: byId.extend({ format: z.enum(['html', 'docx', 'pdf']) }),
  response: 'file',
  permission: 'tasks.read',
});
export const replyToNotice = endpoint({
  method: 'POST',
  path: '/api/notices/:id/reply',
  params: byId,
  query: lang,
  body: task.NoticeReply,
  response: task.Notice,
  permission: 'tasks.report',
});
/** 看回复: takes the reply off the list of what is to be done. */
export const seeNoticeReply = endpoint({
  method: 'POST',
  path: '/api/notices/:id/seen',
  params: byId,
  query: lang,
  response: task.Notice,
  permission: 'notices.issue',
});
/** 解除. */
export const liftNotice = endpoint({
  method: 'POST',
  path: '/api/notices/:id/lifting',
  params: byId,
  query: lang,
  body: task.NoticeLift,
  response: task.Notice,
  permission: 'notices.issue',
});

export const getHandoverPreview = endpoint({
  method: 'GET',
  path: '/api/handover/:id',
  params: byId,
  response: task.HandoverPreview,
  permission: 'handover',
});
export const postHandover = endpoint({
  method: 'POST',
  path: '/api/handover',
  body: task.NewHandover,
  response: task.Handover,
  permission: 'handover',
});
/** Past hand-overs, newest first. */
export const listHandovers = endpoint({
  method: 'GET',
  path: '/api/handover',
  response: z.object({ items: z.array(task.Handover) }),
  permission: 'handover',
});

export const getTaskSettings = endpoint({
  method: 'GET',
  path: '/api/task-settings',
  response: task.TaskSettings,
  permission: 'tasks.read',
});
export const putTaskSettings = endpoint({
  method: 'PUT',
  path: '/api/task-settings',
  body: task.TaskSettings,
  response: task.TaskSettings,
  permission: 'settings.write',
});
