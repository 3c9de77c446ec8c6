import type { ItemSubject } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import styles from './designer.module.css';
import { Labelled, Pick, TextPair } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

const subjects: readonly ItemSubject[] = [
  'county',
  'firm',
  'village',
  'outlet',
  'project',
  'section',
  'point',
  'case',
  'lead',
  'problem',
  'member',
];

/** 名称与对象: what the program is called, what it is for, whom an item belongs to. */
export function BasicsPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  return (
    <Part id="basics" title={t('basics.title')}>
      <div className={styles.grid}>
        <TextPair label={t('basics.name')} value={definition.name} onChange={(name) => change({ name })} />
        <TextPair
          label={t('basics.shortName')}
          value={definition.shortName}
          onChange={(shortName) => change({ shortName })}
        />
        <TextPair
          long
          label={t('basics.purpose')}
          value={definition.purpose}
          onChange={(purpose) => change({ purpose })}
        />
        <Labelled label={t('basics.basis')} wide>
          {(id) => (
            <input
              id={id}
              value={definition.basis}
              onChange={(event) => change({ basis: event.target.value })}
            />
          )}
        </Labelled>
        <Pick
          label={t('basics.subject')}
          value={definition.subject}
          options={subjects.map((value) => ({ value, label: t(`subject.${value}`) }))}
          onChange={(subject) => change({ subject })}
        />
        <Labelled label={t('basics.counter')}>
          {(id) => (
            <input
              id={id}
              className={styles.unit}
              maxLength={10}
              value={definition.counter}
              onChange={(event) => change({ counter: event.target.value })}
            />
          )}
        </Labelled>
      </div>
      {(['name', 'shortName', 'purpose', 'basis', 'counter'] as const).map((path) => (
        <FaultsAt key={path} path={path} />
      ))}
    </Part>
  );
}
