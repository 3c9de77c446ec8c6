/** Invented names: villages, firms, places. None is meant to be a real one; everything made of them is marked 模拟数据. */
import type { Chance } from './chance.ts';

const VILLAGE = [
  '前营',
  '下河',
  '石桥',
  '西堡',
  '三岔',
  '上庄',
  '新房',
  '东梁',
  '塔底',
  '五法',
  '南坪',
  '北沟',
  '柳树',
  '李家坪',
  '后山',
  '河湾',
  '大井',
  '小寨',
  '沙坡',
  '杨林',
] as const;
const FIRM = [
  '晨光',
  '恒泰',
  '宏源',
  '永盛',
  '金岭',
  '新源',
  '通达',
  '顺安',
  '兴和',
  '泰丰',
  '东升',
  '华林',
] as const;
const TRADE = {
  coking: '焦化',
  steel: '钢铁',
  cement: '水泥',
  chemical: '化工',
  casting: '铸造',
  paint: '家具涂装',
  pharma: '制药',
  power: '热电',
} as const;
const RIVER = ['南坪河', '柳林河', '白马河', '青石河', '东川河', '北沙河'] as const;

export type Trade = keyof typeof TRADE;

/** A number after the name keeps villages of one county apart; each county begins elsewhere in the list. */
export const village = (index: number, county: string): string => {
  const name = VILLAGE[(index + Number(county.slice(2)) * 7) % VILLAGE.length] ?? VILLAGE[0];
  const round = Math.floor(index / VILLAGE.length);
  return `${name}${round === 0 ? '' : '一二三四五六七八九'.charAt(round - 1)}村`;
};
export const firm = (trade: Trade, index: number): string => {
  const round = Math.floor(index / FIRM.length);
  return `${FIRM[index % FIRM.length]}${round === 0 ? '' : '二三四五六七八九'.charAt(round - 1)}${TRADE[trade]}厂（模拟）`;
};
export const river = (chance: Chance): string => chance.pick('river', RIVER);
export const trades = Object.keys(TRADE) as [Trade, ...Trade[]];
