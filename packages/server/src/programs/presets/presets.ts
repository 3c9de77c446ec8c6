/** 随系统提供的专项, in the order of the city's statement. */
import type { Preset } from './build.ts';
import { centralInspection } from './central-inspection.ts';
import { cleanHeating } from './clean-heating.ts';
import { corridorCleanup } from './corridor-cleanup.ts';
import { dualHighProjects } from './dual-high-projects.ts';
import { enforcementCampaign } from './enforcement-campaign.ts';
import { floodSeason } from './flood-season.ts';
import { jointControl } from './joint-control.ts';
import { ozoneResponse } from './ozone-response.ts';
import { ruralSewage } from './rural-sewage.ts';
import { vocIndustry } from './voc-industry.ts';
import { yellowRiver } from './yellow-river.ts';

/** A shipped program with the office that runs it by default. */
export interface ShippedProgram {
  readonly preset: Preset;
  /** 主管处室. */
  readonly office: string;
}

export const presets: readonly ShippedProgram[] = [
  { preset: centralInspection, office: '督察办' },
  { preset: yellowRiver, office: '督察办' },
  { preset: dualHighProjects, office: '环评处' },
  { preset: cleanHeating, office: '大气处' },
  { preset: vocIndustry, office: '大气处' },
  { preset: ozoneResponse, office: '大气处' },
  { preset: ruralSewage, office: '土壤农村处' },
  { preset: floodSeason, office: '水处' },
  { preset: corridorCleanup, office: '大气处' },
  { preset: enforcementCampaign, office: '执法局' },
  { preset: jointControl, office: '大气处' },
];
