/** Terms and conditions read aloud, for what the sentence builder does not open up. */

import type { Lang } from '@qingzhang/contract';
import type { Aggregate, Condition, Field, Term } from '@qingzhang/domain';

const words = {
  zh: {
    last: (name: string) => `上月${name}`,
    reading: '监测值',
    and: ' 且 ',
    or: ' 或 ',
    not: (text: string) => `不是（${text}）`,
    filled: (name: string) => `${name}已填`,
    empty: (name: string) => `${name}未填`,
    is: (name: string, values: string) => `${name}为${values}`,
    values: '或',
    state: (states: string) => `状态为 ${states}`,
    overdue: '逾期',
    all: '全部事项',
    count: (text: string) => `${text}的项数`,
    sum: (text: string) => `${text}合计`,
    where: (text: string) => `（限${text}）`,
  },
  en: {
    last: (name: string) => `last month’s ${name}`,
    reading: 'reading',
    and: ' and ',
    or: ' or ',
    not: (text: string) => `not (${text})`,
    filled: (name: string) => `${name} is filled`,
    empty: (name: string) => `${name} is empty`,
    is: (name: string, values: string) => `${name} is ${values}`,
    values: ' or ',
    state: (states: string) => `state is ${states}`,
    overdue: 'past its date',
    all: 'all items',
    count: (text: string) => `items where ${text}`,
    sum: (text: string) => `sum of ${text}`,
    where: (text: string) => ` (where ${text})`,
  },
} as const;
const signs = { gt: '>', ge: '≥', lt: '<', le: '≤', eq: '=', ne: '≠' } as const;

const nameOf = (fields: readonly Field[], key: string, lang: Lang): string => {
  const name = fields.find((one) => one.key === key)?.name;
  return name?.[lang] || name?.zh || key;
};

/** A term in words: `安装 − 运行`. */
export function sayTerm(term: Term, fields: readonly Field[], lang: Lang): string {
  const say = (one: Term): string => {
    const text = sayTerm(one, fields, lang);
    return 'constant' in one || 'field' in one || 'previous' in one ? text : `(${text})`;
  };
  if ('constant' in term) return String(term.constant);
  if ('field' in term) return nameOf(fields, term.field, lang);
  if ('previous' in term) return words[lang].last(nameOf(fields, term.previous, lang));
  if ('reading' in term) return `${words[lang].reading} ${term.reading.pollutant.toUpperCase()}`;
  if ('sum' in term) return term.sum.map(say).join(' + ');
  if ('minus' in term) return term.minus.map(say).join(' − ');
  if ('times' in term) return term.times.map(say).join(' × ');
  return term.ratio.map(say).join(' ÷ ');
}

/** A condition in words: `旧炉拆除 > 运行`. */
export function sayCondition(condition: Condition, fields: readonly Field[], lang: Lang): string {
  const word = words[lang];
  const within = (one: Condition): string => {
    const text = sayCondition(one, fields, lang);
    return 'all' in one || 'any' in one ? `(${text})` : text;
  };
  if ('op' in condition) {
    return `${sayTerm(condition.left, fields, lang)} ${signs[condition.op]} ${sayTerm(condition.right, fields, lang)}`;
  }
  if ('all' in condition) return condition.all.map(within).join(word.and);
  if ('any' in condition) return condition.any.map(within).join(word.or);
  if ('not' in condition) return word.not(sayCondition(condition.not, fields, lang));
  if ('filled' in condition) return word.filled(nameOf(fields, condition.filled, lang));
  if ('empty' in condition) return word.empty(nameOf(fields, condition.empty, lang));
  if ('is' in condition) {
    const choices = fields.find(({ key }) => key === condition.is)?.choices;
    const values = condition.in.map((key) => choices?.find((one) => one.key === key)?.name[lang] ?? key);
    return word.is(nameOf(fields, condition.is, lang), values.join(word.values));
  }
  if ('state' in condition) return word.state(condition.state.join(word.values));
  return word.overdue;
}

/** An aggregate in words. */
export function sayAggregate(aggregate: Aggregate, fields: readonly Field[], lang: Lang): string {
  const word = words[lang];
  if ('count' in aggregate) {
    return aggregate.count === 'all' ? word.all : word.count(sayCondition(aggregate.count, fields, lang));
  }
  const where = aggregate.where === undefined ? '' : word.where(sayCondition(aggregate.where, fields, lang));
  return `${word.sum(sayTerm(aggregate.sum, fields, lang))}${where}`;
}
