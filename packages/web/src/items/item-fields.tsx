import type { FormDefinition } from '@qingzhang/contract';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useOverview, useRegionName } from '../app/overview.ts';
import type { Fault } from '../report/model.ts';
import { ReportField } from '../report/report-field.tsx';
import { givenFields, type ItemDraft, itemKinds, itemLevels, ownFacts, type TextFact } from './item-draft.ts';
import styles from './item-fields.module.css';

interface ItemFieldsProps {
  readonly definition: Pick<FormDefinition, 'fields'>;
  readonly draft: ItemDraft;
  readonly onChange: (draft: ItemDraft) => void;
  readonly faults: readonly Fault[];
  readonly showMissing: boolean;
  /** The item is there already: its city stays; once issued, the problem stays verbatim too (DIS-3.1). */
  readonly fixed?: { readonly city: boolean; readonly problem: boolean };
}

/** What comes from above: place, duty, level, deadlines, the problem and target, the program's own columns. */
export function ItemFields(props: ItemFieldsProps) {
  const { definition, draft, onChange, faults, showMissing, fixed = { city: false, problem: false } } = props;
  const { t } = useTranslation('items');
  const region = useRegionName();
  const overview = useOverview();
  const own = ownFacts(definition);
  // Of an issued item the problem stays as given, also where the program has it as a column of its own.
  const shown = givenFields(definition).filter(({ key }) => !(fixed.problem && key === 'problem'));
  const set = (part: Partial<ItemDraft>) => onChange({ ...draft, ...part });
  const setFact = (name: TextFact, value: string) => set({ facts: { ...draft.facts, [name]: value } });
  const line = (name: TextFact) =>
    own.has(name) && (
      <Labelled label={t(`give.${name}`)}>
        {(id) => (
          <input
            id={id}
            value={draft.facts[name]}
            maxLength={400}
            autoComplete="off"
            onChange={({ target }) => setFact(name, target.value)}
          />
        )}
      </Labelled>
    );
  const day = (name: 'deadline' | 'nationalDeadline') =>
    own.has(name) && (
      <Labelled label={t(`give.${name}`)}>
        {(id) => (
          <input
            id={id}
            type="date"
            value={draft.facts[name]}
            onChange={({ target }) => setFact(name, target.value)}
          />
        )}
      </Labelled>
    );
  const words = (name: 'problem' | 'target') =>
    own.has(name) && (
      <Labelled label={t(`give.${name}`)}>
        {(id) => (
          <textarea
            id={id}
            rows={3}
            maxLength={20_000}
            value={draft.facts[name]}
            readOnly={name === 'problem' && fixed.problem}
            onChange={({ target }) => setFact(name, target.value)}
          />
        )}
      </Labelled>
    );
  return (
    <div className={styles.fields}>
      <div className={styles.two}>
        <Labelled label={t('give.city')}>
          {(id) => (
            <select
              id={id}
              value={draft.city}
              disabled={fixed.city}
              onChange={({ target }) => set({ city: target.value, county: '' })}
            >
              <option value="">{t('give.pick')}</option>
              {(overview.data?.cities ?? []).map(({ code }) => (
                <option key={code} value={code}>
                  {region(code)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t('give.county')}>
          {(id) => (
            <select
              id={id}
              value={draft.county}
              disabled={draft.city === ''}
              onChange={({ target }) => set({ county: target.value })}
            >
              <option value="">{t('give.wholeCity')}</option>
              {(overview.data?.counties ?? [])
                .filter(({ parent }) => parent === draft.city)
                .map(({ code }) => (
                  <option key={code} value={code}>
                    {region(code)}
                  </option>
                ))}
            </select>
          )}
        </Labelled>
        {line('township')}
        {line('site')}
        <Labelled label={t('give.level')}>
          {(id) => (
            <select
              id={id}
              value={draft.level}
              onChange={({ target }) =>
                set({ level: itemLevels.find((one) => one === target.value) ?? draft.level })
              }
            >
              {itemLevels.map((one) => (
                <option key={one} value={one}>
                  {t(`give.levels.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        <Labelled label={t('give.kind')}>
          {(id) => (
            <select
              id={id}
              value={draft.kind}
              onChange={({ target }) =>
                set({ kind: itemKinds.find((one) => one === target.value) ?? draft.kind })
              }
            >
              {itemKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`kind.${one}`)}
                </option>
              ))}
            </select>
          )}
        </Labelled>
        {day('deadline')}
        {day('nationalDeadline')}
        {line('leadUnit')}
        <Labelled label={t('give.supportingUnits')}>
          {(id) => (
            <input
              id={id}
              value={draft.supportingUnits}
              autoComplete="off"
              onChange={({ target }) => set({ supportingUnits: target.value })}
            />
          )}
        </Labelled>
        {line('leaderPost')}
        {line('supervisorUnit')}
        {line('acceptorUnit')}
        {line('sourceDocument')}
        {line('sourceClause')}
      </div>
      {words('problem')}
      {words('target')}
      <h3>{t('give.columns')}</h3>
      <div className={styles.two}>
        {shown.map((field) => (
          <div
            key={field.key}
            className={field.type === 'longText' || field.type === 'link' ? styles.wide : undefined}
          >
            <ReportField
              field={field}
              text={draft.texts[field.key] ?? ''}
              last=""
              lastAt={null}
              plan=""
              fault={faults.find((one) => one.field === field.key)}
              showMissing={showMissing}
              onChange={(text) => set({ texts: { ...draft.texts, [field.key]: text } })}
            />
          </div>
        ))}
      </div>
    </div>
  );
}

interface LabelledProps {
  readonly label: string;
  readonly children: (id: string) => ReactNode;
}

function Labelled({ label, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={styles.one}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}
