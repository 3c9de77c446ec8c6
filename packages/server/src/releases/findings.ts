/** 安全检查: a release's text against the directory, the meeting, the periods, the lists of the office. */
import type { ReleaseFinding } from '@qingzhang/contract';
import {
  checkRelease,
  findingKey,
  type ReleaseCheck,
  releaseWords,
  type SafetyFinding,
  sayReleaseFinding,
} from '@qingzhang/domain';
import { monthOfDay, spanOf } from '@qingzhang/standards';
import { labelOf, readBulletinPeriod } from '../bulletins/periods.ts';
import { bulletinNames, namesOf } from '../issuing/issuer.ts';
import { numberRules, prefixOf } from '../issuing/number-rules.ts';
import { findMeeting } from '../meetings/cycle/read.ts';
import { meetingDay } from '../meetings/papers/compose/context.ts';
import type { Db } from '../platform/database/transaction.ts';
import { readSetting } from '../platform/settings/settings.ts';
import { listRegions } from '../regions/queries.ts';
import { readReleaseRules } from './rules.ts';
import { type ReleaseRow, releaseContent, reviewRows } from './store.ts';
import { checkedBlocks, releaseText } from './text.ts';

/** What the checks say of a release, and how long it is. */
export interface Checked {
  readonly findings: readonly SafetyFinding[];
  /** Keys that reviewers of this very text let stand. */
  readonly accepted: ReadonlySet<string>;
  readonly words: number;
}

export async function checkRow(db: Db, row: ReleaseRow): Promise<Checked> {
  const content = await releaseContent(db, row.id);
  const [model, around, reviews] = await Promise.all([
    releaseText(db, row, content),
    surroundings(db, row),
    reviewRows(db, [row.id]),
  ]);
  const blocks = checkedBlocks(model);
  const findings = checkRelease({
    ...around,
    blocks,
    figures: content.figures,
    source: row.source,
    simulated: row.simulated,
  });
  const own = (reviews.get(row.id) ?? []).filter(
    ({ round, revision, verdict }) => round === row.round && revision === row.revision && verdict === 'pass',
  );
  return {
    findings,
    accepted: new Set(own.flatMap(({ accepted }) => accepted)),
    words: releaseWords(blocks),
  };
}

/** Findings with their words; those that stop it first. */
export const sayFindings = ({ findings, accepted }: Checked, lang: 'zh' | 'en'): ReleaseFinding[] =>
  findings
    .map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      block: finding.block,
      excerpt: finding.excerpt,
      text: sayReleaseFinding(finding, lang),
      key: findingKey(finding),
      accepted: finding.severity === 'ask' && accepted.has(findingKey(finding)),
    }))
    .sort((a, b) => Number(b.severity === 'stop') - Number(a.severity === 'stop'));

type Surroundings = Omit<ReleaseCheck, 'blocks' | 'figures' | 'source' | 'simulated'>;

async function surroundings(db: Db, row: ReleaseRow): Promise<Surroundings> {
  const meeting = row.meeting_id === null ? null : await findMeeting(db, row.meeting_id);
  const [rules, names, numbers, regions, people, attendees, speakers, closed] = await Promise.all([
    readReleaseRules(db),
    readSetting(db, bulletinNames),
    readSetting(db, numberRules),
    listRegions(db),
    db.selectFrom('app_user').select(['display_name', 'post']).where('disabled', '=', false).execute(),
    meeting === null
      ? []
      : db
          .selectFrom('attendee')
          .select(['name', 'post', 'unit'])
          .where('meeting_id', '=', meeting.id)
          .execute(),
    meeting === null
      ? []
      : db.selectFrom('agenda_item').select('speaker_post').where('meeting_id', '=', meeting.id).execute(),
    db.selectFrom('closing').select('period').orderBy('period', 'desc').limit(1).executeTakeFirst(),
  ]);
  const province = regions.find(({ level }) => level === 'province') ?? { code: '', name: '', shortName: '' };
  const own = namesOf(names, province).prefix;
  const kinds = ['bulletin', 'notice', 'letter', 'supervision', 'minutes'] as const;
  return {
    meeting:
      meeting === null
        ? null
        : {
            title: meeting.title,
            day: meetingDay(meeting.opened_at ?? meeting.starts_at),
            hostPost: meeting.chair_post,
          },
    posts: [
      ...people.map(({ post }) => post),
      ...attendees.flatMap(({ post, unit }) => [post, unit]),
      ...speakers.map(({ speaker_post }) => speaker_post),
      ...(meeting === null ? [] : [meeting.chair_post]),
    ].filter((post) => post !== ''),
    people: [
      ...people.map(({ display_name, post }) => ({ name: display_name, post })),
      ...attendees.map(({ name, post }) => ({ name, post })),
    ].filter(({ name }) => name !== ''),
    period: meeting === null ? null : await periodOf(db, meeting.period),
    closedUntil: closed?.period ?? null,
    prefixes: kinds.map((kind) => prefixOf(numbers, kind, own)),
    phrases: rules.phrases,
    internal: rules.internal,
    minWords: rules.minWords,
    maxWords: rules.maxWords,
  };
}

/** A period is public once its last month is closed and its bulletin is issued. */
async function periodOf(db: Db, key: string): Promise<ReleaseCheck['period']> {
  const period = readBulletinPeriod(key);
  const month = monthOfDay(spanOf(period).to);
  const last = spanOf(month).to.slice(0, 7);
  const [closing, bulletin] = await Promise.all([
    db.selectFrom('closing').select('id').where('period', '=', last).executeTakeFirst(),
    db
      .selectFrom('bulletin')
      .select('id')
      .where('period', '=', key)
      .where('state', '=', 'issued')
      .executeTakeFirst(),
  ]);
  return { label: labelOf(period), published: closing !== undefined && bulletin !== undefined };
}
