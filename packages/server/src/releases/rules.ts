/** 新闻稿规则: the lists that the checks use, the terms, and whether the public page is switched on. */
import { ReleaseRules } from '@qingzhang/contract';
import type { Call } from '../platform/actor.ts';
import type { Db } from '../platform/database/transaction.ts';
import { requirePermission } from '../platform/policy.ts';
import { readSetting, settingType, writeSetting } from '../platform/settings/settings.ts';

/** As shipped. The public page is closed until the office opens it. */
export const releaseRules = settingType<ReleaseRules>({
  key: 'releases.rules',
  schema: ReleaseRules,
  standard: {
    publicOpen: false,
    answerWorkdays: 5,
    // Empty: the department's own name.
    source: '',
    reprint: '转载请注明来源，不得改变原意。',
    phrases: [
      { wrong: '习近平生态文明思维', right: '习近平生态文明思想' },
      { wrong: '绿水青山是金山银山', right: '绿水青山就是金山银山' },
      { wrong: '党中央国务院', right: '党中央、国务院' },
      { wrong: '省委省政府', right: '省委、省政府' },
      { wrong: '四个意思', right: '四个意识' },
      { wrong: '两个维持', right: '两个维护' },
      { wrong: '攻艰战', right: '攻坚战' },
      { wrong: '兰天', right: '蓝天' },
      { wrong: '蓝天保卫站', right: '蓝天保卫战' },
      { wrong: '碧水保卫站', right: '碧水保卫战' },
      { wrong: '净土保卫站', right: '净土保卫战' },
      { wrong: '减污降炭', right: '减污降碳' },
      { wrong: '截止目前', right: '截至目前' },
      { wrong: '反应强烈', right: '反映强烈' },
      { wrong: '生态环境保护督查', right: '生态环境保护督察' },
    ],
    internal: [
      '内部',
      '内参',
      '秘密',
      '机密',
      '绝密',
      '密级',
      '涉密',
      '不公开',
      '未公开',
      '不对外',
      '暗查',
      '暗访',
      '举报人',
      '征求意见稿',
      '送审稿',
      '领导批示原文',
    ],
    minWords: 600,
    maxWords: 1500,
  },
});

export const readReleaseRules = (db: Db): Promise<ReleaseRules> => readSetting(db, releaseRules);

/** Change them; the audit log keeps what they were. */
export async function writeReleaseRules(db: Db, rules: ReleaseRules, call: Call): Promise<ReleaseRules> {
  requirePermission(call.actor, 'releases.publish');
  return writeSetting(db, releaseRules, rules, call);
}
