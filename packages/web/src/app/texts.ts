import accountEn from '../account/locale/en.json';
import accountZh from '../account/locale/zh-CN.json';
import usersEn from '../admin/locale/en.json';
import usersZh from '../admin/locale/zh-CN.json';
import bulletinsEn from '../bulletins/locale/en.json';
import bulletinsZh from '../bulletins/locale/zh-CN.json';
import citiesEn from '../cities/locale/en.json';
import citiesZh from '../cities/locale/zh-CN.json';
import dataEn from '../data/locale/en.json';
import dataZh from '../data/locale/zh-CN.json';
import designerEn from '../designer/locale/en.json';
import designerZh from '../designer/locale/zh-CN.json';
import deskEn from '../desk/locale/en.json';
import deskZh from '../desk/locale/zh-CN.json';
import itemsEn from '../items/locale/en.json';
import itemsZh from '../items/locale/zh-CN.json';
import ledgerImportEn from '../ledger-import/locale/en.json';
import ledgerImportZh from '../ledger-import/locale/zh-CN.json';
import meetingsEn from '../meetings/locale/en.json';
import meetingsZh from '../meetings/locale/zh-CN.json';
import notificationsEn from '../notifications/locale/en.json';
import notificationsZh from '../notifications/locale/zh-CN.json';
import papersEn from '../papers/locale/en.json';
import papersZh from '../papers/locale/zh-CN.json';
import programsEn from '../programs/locale/en.json';
import programsZh from '../programs/locale/zh-CN.json';
import rankingEn from '../ranking/locale/en.json';
import rankingZh from '../ranking/locale/zh-CN.json';
import releasesEn from '../releases/locale/en.json';
import releasesZh from '../releases/locale/zh-CN.json';
import reportEn from '../report/locale/en.json';
import reportZh from '../report/locale/zh-CN.json';
import searchEn from '../search/locale/en.json';
import searchZh from '../search/locale/zh-CN.json';
import signInEn from '../sign-in/locale/en.json';
import signInZh from '../sign-in/locale/zh-CN.json';
import situationEn from '../situation/locale/en.json';
import situationZh from '../situation/locale/zh-CN.json';
import stageEn from '../stage/locale/en.json';
import stageZh from '../stage/locale/zh-CN.json';
import targetsEn from '../targets/locale/en.json';
import targetsZh from '../targets/locale/zh-CN.json';
import tasksEn from '../tasks/locale/en.json';
import tasksZh from '../tasks/locale/zh-CN.json';
import templatesEn from '../templates/locale/en.json';
import templatesZh from '../templates/locale/zh-CN.json';
import uiEn from '../ui/locale/en.json';
import uiZh from '../ui/locale/zh-CN.json';
import whyEn from '../why/locale/en.json';
import whyZh from '../why/locale/zh-CN.json';
import appEn from './locale/en.json';
import appZh from './locale/zh-CN.json';

/** The words of every room, one namespace a feature. zh-CN is the source; its keys are the types. */
export const zhCN = {
  app: appZh,
  ui: uiZh,
  signIn: signInZh,
  situation: situationZh,
  cities: citiesZh,
  why: whyZh,
  ledgerImport: ledgerImportZh,
  ranking: rankingZh,
  data: dataZh,
  bulletins: bulletinsZh,
  stage: stageZh,
  targets: targetsZh,
  tasks: tasksZh,
  users: usersZh,
  account: accountZh,
  items: itemsZh,
  papers: papersZh,
  templates: templatesZh,
  programs: programsZh,
  designer: designerZh,
  desk: deskZh,
  report: reportZh,
  search: searchZh,
  notifications: notificationsZh,
  meetings: meetingsZh,
  releases: releasesZh,
} as const;

export const en: { readonly [Namespace in keyof typeof zhCN]: object } = {
  app: appEn,
  ui: uiEn,
  signIn: signInEn,
  situation: situationEn,
  cities: citiesEn,
  why: whyEn,
  ledgerImport: ledgerImportEn,
  ranking: rankingEn,
  data: dataEn,
  bulletins: bulletinsEn,
  stage: stageEn,
  targets: targetsEn,
  tasks: tasksEn,
  users: usersEn,
  account: accountEn,
  items: itemsEn,
  papers: papersEn,
  templates: templatesEn,
  programs: programsEn,
  designer: designerEn,
  desk: deskEn,
  report: reportEn,
  search: searchEn,
  notifications: notificationsEn,
  meetings: meetingsEn,
  releases: releasesEn,
};
