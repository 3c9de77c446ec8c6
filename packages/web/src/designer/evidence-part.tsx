import type { EvidenceKind, EvidenceRule } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { Cards, freshKey } from './cards.tsx';
import { withAt, without } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, NumberInput, Pick, RowTools, TextPair } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

const kinds: readonly EvidenceKind[] = [
  'photoPair',
  'photo',
  'testReport',
  'acceptance',
  'invoice',
  'permit',
  'penalty',
  'shutdown',
  'satellite',
  'satisfaction',
  'notice',
  'rule',
  'survey',
  'signature',
  'document',
];
const steps = ['closeOut', 'cityCheck', 'acceptance', 'never'] as const;

/** 佐证与销号标准: what must lie with an item, and why. */
export function EvidencePart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { evidence, standards } = definition;
  return (
    <Part id="evidence" title={t('evidence.title')} hint={t('evidence.hint')}>
      <Cards<EvidenceRule>
        path="evidence"
        list={evidence}
        onChange={(next) => change({ evidence: next })}
        titleOf={({ name }, index) => name[lang] || name.zh || t('evidence.unnamed', { n: index + 1 })}
        nameOf={({ name }) => name.zh}
        add={t('evidence.add')}
        fresh={() => ({
          key: freshKey('evidence', evidence),
          name: { zh: '', en: '' },
          badge: '',
          kind: 'photo',
          neededFor: 'closeOut',
          atLeast: 1,
          why: { zh: '', en: '' },
        })}
      >
        {(rule, set) => (
          <div className={styles.grid}>
            <TextPair label={t('evidence.name')} value={rule.name} onChange={(name) => set({ name })} />
            <Labelled label={t('evidence.badge')}>
              {(id) => (
                <input
                  id={id}
                  className={styles.unit}
                  maxLength={2}
                  value={rule.badge}
                  onChange={(event) => set({ badge: event.target.value })}
                />
              )}
            </Labelled>
            <Pick
              label={t('evidence.kind')}
              value={rule.kind}
              options={kinds.map((value) => ({ value, label: t(`evidenceKind.${value}`) }))}
              onChange={(kind) => set({ kind })}
            />
            <Pick
              label={t('evidence.neededFor')}
              value={rule.neededFor}
              options={steps.map((value) => ({ value, label: t(`neededFor.${value}`) }))}
              onChange={(neededFor) => set({ neededFor })}
            />
            <NumberInput
              label={t('evidence.atLeast')}
              min={0}
              max={50}
              value={rule.atLeast}
              onChange={(atLeast) => set({ atLeast: atLeast ?? 0 })}
            />
            <TextPair long label={t('evidence.why')} value={rule.why} onChange={(why) => set({ why })} />
          </div>
        )}
      </Cards>
      <h3 className={styles.sub}>{t('standards.title')}</h3>
      {standards.map((standard, index) => (
        <div key={standard.key} className={styles.choice}>
          <input
            aria-label={t('standards.name', { n: index + 1 })}
            value={standard.name.zh}
            onChange={(event) =>
              change({
                standards: withAt(standards, index, {
                  ...standard,
                  name: { ...standard.name, zh: event.target.value },
                }),
              })
            }
          />
          <RowTools
            name={standard.name.zh}
            onRemove={() => change({ standards: without(standards, index) })}
          />
          <FaultsAt path={`standards.${index}`} />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          change({
            standards: [...standards, { key: freshKey('standard', standards), name: { zh: '', en: '' } }],
          })
        }
      >
        {t('standards.add')}
      </button>
    </Part>
  );
}
