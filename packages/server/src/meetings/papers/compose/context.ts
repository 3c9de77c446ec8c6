/** What every paper of a meeting is composed from. */
import type { Region } from '@qingzhang/contract';
import { officialDate } from '@qingzhang/documents';
import type { BulletinSettings } from '../../../issuing/issuer.ts';
import type { CommitmentRow } from '../../commitments/read.ts';
import type { Verdict } from '../../commitments/suggest.ts';
import type { AgendaRow, MeetingRecord, VenueRow } from '../../cycle/read.ts';
import type { MeetingFacts } from '../../facts.ts';

/** A promise made before, and what came of it: as settled, else as the figures say. */
export interface HeardPromise {
  readonly row: CommitmentRow;
  readonly result: string;
  readonly verdict: Verdict;
  readonly settled: boolean;
}

/** A requirement of the meeting before, as its task stands. */
export interface HeardRequirement {
  readonly city: string | null;
  readonly text: string;
  readonly due: string | null;
  readonly state: string;
  readonly lamp: string;
  readonly progress: number | null;
  readonly late: boolean;
}

/** A reason why a city was asked to speak, in Chinese. */
export interface SpeakerReason {
  readonly text: string;
}

/** The meeting with everything its papers say. */
export interface PaperContext {
  readonly meeting: MeetingRecord;
  readonly facts: MeetingFacts;
  readonly issuer: BulletinSettings & { readonly prefix: string };
  readonly agenda: readonly AgendaRow[];
  readonly venues: readonly VenueRow[];
  readonly previous: MeetingRecord | null;
  readonly promises: readonly HeardPromise[];
  readonly requirements: readonly HeardRequirement[];
  readonly portfolios: readonly {
    readonly name: string;
    readonly air: boolean;
    readonly programs: readonly string[];
  }[];
  readonly steps: ReadonlyMap<string, string>;
  /** Reasons by agenda item. */
  readonly reasons: ReadonlyMap<number, readonly SpeakerReason[]>;
  readonly today: string;
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** 2026年7月24日（星期五）上午9时. */
export function meetingTime(at: Date): string {
  const wall = new Date(at.getTime() + 8 * 3_600_000);
  const [hour, minute] = [wall.getUTCHours(), wall.getUTCMinutes()];
  const half = hour < 12 ? '上午' : '下午';
  const clock = `${hour > 12 ? hour - 12 : hour}时${minute === 0 ? '' : `${minute}分`}`;
  return `${officialDate(wall.toISOString().slice(0, 10))}（星期${WEEKDAYS[wall.getUTCDay()]}）${half}${clock}`;
}

/** The day of the meeting on the Beijing clock. */
export const meetingDay = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** 数据截至2026年6月30日24时，已经审核，已于2026年7月8日18时结账. */
export function dataWords({ facts }: Pick<PaperContext, 'facts'>): string {
  const { closedAt } = facts.bulletin.status;
  const closed = closedAt === null ? '尚未结账' : `已于${closingWords(closedAt)}结账`;
  return `数据截至${facts.until}，${facts.reviewed ? '已经审核' : '实时发布、未经审核'}，${closed}${facts.simulated ? '，为模拟数据' : ''}`;
}

function closingWords(instant: string): string {
  const [day = '', time = ''] = instant.split('T');
  return `${officialDate(day)}${Number(time.slice(0, 2))}时`;
}

/** The names that every template of a meeting may use. */
export function meetingWordsOf(context: PaperContext) {
  const { meeting, facts, issuer } = context;
  return {
    发文机关: issuer.issuer,
    会议名称: meeting.title,
    时段: facts.label,
    会议日期: officialDate(meetingDay(meeting.starts_at)),
    会议时间: meetingTime(meeting.starts_at),
    会议地点: meeting.place === '' ? `${issuer.issuer}视频会议室` : meeting.place,
    主持岗位: meeting.chair_post,
    全省: issuer.wholeProvince,
    数据口径: dataWords(context),
  };
}

/** A city by its code. */
export const cityOf = ({ facts }: Pick<PaperContext, 'facts'>, code: string | null): Region | undefined =>
  facts.cities.find((city) => city.code === code);
