import type { RungName, TaskAction } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';

/** The button's words: a verb with its object. */
export function useActionWord(): (action: Pick<TaskAction, 'act' | 'rung'>) => string {
  const { t } = useTranslation('tasks');
  return ({ act, rung }) => (act === 'notice' && rung !== null ? t(`send.${rung}`) : t(`action.${act}`));
}

/** What sending a rung is called: 发督办单, 列入通报. */
export function useRungVerb(): (rung: RungName) => string {
  const { t } = useTranslation('tasks');
  return (rung) => t(`send.${rung}`);
}
