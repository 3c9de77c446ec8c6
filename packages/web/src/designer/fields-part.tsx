import type { Choice, Field, FieldSource, FieldType, Term } from '@qingzhang/domain';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { sayTerm } from './condition-words.ts';
import { freeKey, moved, newField, numberFields, withAt, without, withType } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, NumberInput, Pick, RowTools, TermPick, TextPair } from './inputs.tsx';
import { FaultsAt, Part, type PartProps } from './part.tsx';

const types: readonly FieldType[] = [
  'integer',
  'number',
  'text',
  'longText',
  'choice',
  'yesNo',
  'date',
  'month',
  'link',
];
const sources: readonly FieldSource[] = ['issued', 'once', 'reported', 'computed'];
const needs: readonly Field['required'][] = ['never', 'always', 'report', 'closeOut'];

/** 字段: the columns of the ledger, one line each; a line opens for what is rarer. */
export function FieldsPart({ definition, change }: PartProps) {
  const { t } = useTranslation('designer');
  const [open, setOpen] = useState<string | null>(null);
  const { fields } = definition;
  const set = (next: readonly Field[]) => change({ fields: next });
  const remove = (index: number) => {
    const key = fields[index]?.key;
    change({
      fields: without(fields, index),
      identity: definition.identity.filter((one) => one !== key),
    });
  };
  return (
    <Part id="fields" title={t('fields.title')} hint={t('fields.hint')}>
      <FaultsAt path="fields" exact />
      <table className={styles.fields}>
        <thead>
          <tr>
            <th>{t('fields.name')}</th>
            <th>{t('fields.type')}</th>
            <th>{t('fields.unit')}</th>
            <th>{t('fields.source')}</th>
            <th>{t('fields.required')}</th>
            <th>{t('fields.more')}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            <FieldRow
              key={field.key}
              field={field}
              index={index}
              definition={definition}
              open={open === field.key}
              onToggle={() => setOpen(open === field.key ? null : field.key)}
              onChange={(next) => set(withAt(fields, index, next))}
              onMove={(by) => set(moved(fields, index, by))}
              onRemove={() => remove(index)}
            />
          ))}
        </tbody>
      </table>
      <button
        type="button"
        className="btn"
        onClick={() => {
          const field = newField(fields);
          set([...fields, field]);
          setOpen(field.key);
        }}
      >
        {t('fields.add')}
      </button>
      <fieldset className={styles.checks}>
        <legend>{t('fields.identity')}</legend>
        {fields
          .filter(({ source }) => source === 'issued' || source === 'once')
          .map((field) => (
            <label key={field.key}>
              <input
                type="checkbox"
                checked={definition.identity.includes(field.key)}
                onChange={(event) =>
                  change({
                    identity: event.target.checked
                      ? [...definition.identity, field.key]
                      : definition.identity.filter((one) => one !== field.key),
                  })
                }
              />
              {field.name.zh}
            </label>
          ))}
        <FaultsAt path="identity" />
      </fieldset>
      <Pick
        label={t('fields.title_field')}
        value={definition.titleField}
        options={fields.map(({ key, name }) => ({ value: key, label: name.zh }))}
        onChange={(titleField) => change({ titleField })}
      />
      <FaultsAt path="titleField" />
    </Part>
  );
}

interface FieldRowProps {
  readonly field: Field;
  readonly index: number;
  readonly definition: PartProps['definition'];
  readonly open: boolean;
  readonly onToggle: () => void;
  readonly onChange: (next: Field) => void;
  readonly onMove: (by: number) => void;
  readonly onRemove: () => void;
}

function FieldRow({ field, index, definition, open, onToggle, onChange, onMove, onRemove }: FieldRowProps) {
  const { t } = useTranslation('designer');
  const name = field.name.zh || t('fields.unnamed', { n: index + 1 });
  const number = field.type === 'integer' || field.type === 'number';
  const last = index === definition.fields.length - 1;
  return (
    <>
      <tr className={open ? styles.on : undefined}>
        <td data-label={t('fields.name')}>
          <input
            aria-label={t('fields.nameOf', { n: index + 1 })}
            value={field.name.zh}
            onChange={(event) => onChange({ ...field, name: { ...field.name, zh: event.target.value } })}
          />
          <FaultsAt path={`fields.${index}`} />
        </td>
        <td data-label={t('fields.type')}>
          <Pick
            bare
            label={t('fields.typeOf', { name })}
            value={field.type}
            options={types.map((value) => ({ value, label: t(`type.${value}`) }))}
            onChange={(type) => onChange(withType(field, type))}
          />
        </td>
        <td data-label={t('fields.unit')}>
          {number ? (
            <input
              className={styles.unit}
              aria-label={t('fields.unitOf', { name })}
              value={field.unit ?? ''}
              onChange={(event) => onChange({ ...field, unit: event.target.value || null })}
            />
          ) : (
            <span className="n3">—</span>
          )}
        </td>
        <td data-label={t('fields.source')}>
          <Pick
            bare
            label={t('fields.sourceOf', { name })}
            value={field.source}
            options={sources.map((value) => ({ value, label: t(`source.${value}`) }))}
            onChange={(source) => onChange(withSource(field, source, definition.fields))}
          />
        </td>
        <td data-label={t('fields.required')}>
          {field.source === 'computed' ? (
            <span className="n3">—</span>
          ) : (
            <Pick
              bare
              label={t('fields.requiredOf', { name })}
              value={field.required}
              options={needs.map((value) => ({ value, label: t(`required.${value}`) }))}
              onChange={(required) => onChange({ ...field, required })}
            />
          )}
        </td>
        <td className={styles.rowEnd}>
          <button
            type="button"
            className={styles.link}
            aria-expanded={open}
            aria-label={t('fields.details', { name })}
            onClick={onToggle}
          >
            {open ? t('fields.less') : t('fields.detail')}
          </button>
          <RowTools
            name={name}
            onUp={index === 0 ? undefined : () => onMove(-1)}
            onDown={last ? undefined : () => onMove(1)}
            onRemove={onRemove}
          />
        </td>
      </tr>
      {open && (
        <tr className={styles.on}>
          <td colSpan={6}>
            <FieldDetails field={field} definition={definition} onChange={onChange} />
          </td>
        </tr>
      )}
    </>
  );
}

/** Computed fields get a formula to begin with; others lose theirs. */
function withSource(field: Field, source: FieldSource, fields: readonly Field[]): Field {
  const { formula, ...rest } = field;
  if (source !== 'computed') return { ...rest, source };
  const [first, second] = numberFields(fields).filter(({ key }) => key !== field.key);
  const begin: Term = { minus: [{ field: first?.key ?? '' }, { field: (second ?? first)?.key ?? '' }] };
  const typed = rest.type === 'integer' || rest.type === 'number' ? rest : withType(rest, 'number');
  return { ...typed, source, required: 'never', formula: formula ?? begin };
}

interface DetailsProps {
  readonly field: Field;
  readonly definition: PartProps['definition'];
  readonly onChange: (next: Field) => void;
}

function FieldDetails({ field, definition, onChange }: DetailsProps) {
  const { t } = useTranslation('designer');
  const number = field.type === 'integer' || field.type === 'number';
  const optional = <K extends 'min' | 'max' | 'decimals' | 'maxLength'>(
    key: K,
    value: number | undefined,
  ): Field => {
    const { [key]: _old, ...rest } = field;
    const base: Field = {
      ...rest,
      key: field.key,
      name: field.name,
      type: field.type,
      unit: field.unit,
      source: field.source,
      required: field.required,
    };
    return value === undefined ? base : { ...base, [key]: value };
  };
  return (
    <div className={styles.details}>
      <TextPair
        label={t('fields.name')}
        value={field.name}
        onChange={(name) => onChange({ ...field, name })}
      />
      {field.source === 'computed' && <Formula field={field} definition={definition} onChange={onChange} />}
      {field.type === 'choice' && <Choices field={field} onChange={onChange} />}
      {number && field.source !== 'computed' && (
        <>
          <NumberInput
            label={t('fields.min')}
            value={field.min}
            onChange={(min) => onChange(optional('min', min))}
          />
          <NumberInput
            label={t('fields.max')}
            value={field.max}
            onChange={(max) => onChange(optional('max', max))}
          />
        </>
      )}
      {field.type === 'number' && (
        <NumberInput
          label={t('fields.decimals')}
          min={0}
          max={6}
          value={field.decimals}
          onChange={(decimals) => onChange(optional('decimals', decimals))}
        />
      )}
      {(field.type === 'text' || field.type === 'longText') && (
        <NumberInput
          label={t('fields.maxLength')}
          min={1}
          value={field.maxLength}
          onChange={(longest) => onChange(optional('maxLength', longest))}
        />
      )}
      <Labelled label={t('fields.also')} wide>
        {(id) => (
          <WordList id={id} words={field.also ?? []} onChange={(also) => onChange({ ...field, also })} />
        )}
      </Labelled>
      <TextPair
        long
        label={t('fields.use')}
        value={field.use ?? { zh: '', en: '' }}
        onChange={(use) => onChange(use.zh === '' ? withoutUse(field) : { ...field, use })}
      />
      <div className={`${styles.checks} ${styles.wide}`}>
        {number && field.source === 'reported' && (
          <label>
            <input
              type="checkbox"
              checked={field.cumulative === true}
              onChange={(event) => onChange({ ...field, cumulative: event.target.checked })}
            />
            {t('fields.cumulative')}
          </label>
        )}
        <label>
          <input
            type="checkbox"
            checked={field.listed === true}
            onChange={(event) => onChange({ ...field, listed: event.target.checked })}
          />
          {t('fields.listed')}
        </label>
      </div>
    </div>
  );
}

function withoutUse({ use: _use, ...field }: Field): Field {
  return field;
}

/** Words parted by commas; kept as typed until the field is left. */
function WordList({
  id,
  words,
  onChange,
}: {
  readonly id: string;
  readonly words: readonly string[];
  readonly onChange: (next: string[]) => void;
}) {
  const { t } = useTranslation('designer');
  const [text, setText] = useState(words.join(t('comma')));
  return (
    <input
      id={id}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={() =>
        onChange(
          text
            .split(/[,，、;；]/)
            .map((one) => one.trim())
            .filter((one) => one !== ''),
        )
      }
    />
  );
}

function Choices({ field, onChange }: { readonly field: Field; readonly onChange: (next: Field) => void }) {
  const { t } = useTranslation('designer');
  const choices = field.choices ?? [];
  const set = (next: readonly Choice[]) => onChange({ ...field, choices: next });
  return (
    <fieldset className={`${styles.choices} ${styles.wide}`}>
      <legend>{t('choices.title')}</legend>
      {choices.map((choice, index) => (
        <div key={choice.key} className={styles.choice}>
          <input
            aria-label={t('choices.name', { n: index + 1 })}
            value={choice.name.zh}
            onChange={(event) =>
              set(withAt(choices, index, { ...choice, name: { ...choice.name, zh: event.target.value } }))
            }
          />
          <input
            lang="en"
            aria-label={t('choices.english', { n: index + 1 })}
            placeholder={t('choices.englishHint')}
            value={choice.name.en}
            onChange={(event) =>
              set(withAt(choices, index, { ...choice, name: { ...choice.name, en: event.target.value } }))
            }
          />
          <RowTools
            name={choice.name.zh}
            onUp={index === 0 ? undefined : () => set(moved(choices, index, -1))}
            onDown={index === choices.length - 1 ? undefined : () => set(moved(choices, index, 1))}
            onRemove={() => set(without(choices, index))}
          />
        </div>
      ))}
      <button
        type="button"
        className="btn"
        onClick={() =>
          set([
            ...choices,
            {
              key: freeKey(
                'choice',
                choices.map(({ key }) => key),
              ),
              name: { zh: '', en: '' },
            },
          ])
        }
      >
        {t('choices.add')}
      </button>
    </fieldset>
  );
}

type Sign = 'sum' | 'minus' | 'times' | 'ratio' | 'percent';
const signs: readonly Sign[] = ['minus', 'sum', 'times', 'ratio', 'percent'];

/** Two parts and a sign between them; null: deeper than that. */
function pairOf(term: Term): { sign: Sign; parts: readonly [Term, Term] } | null {
  const flat = (one: Term) => 'constant' in one || 'field' in one || 'previous' in one;
  const pair = (sign: Sign, [a, b]: readonly [Term, Term]) =>
    flat(a) && flat(b) ? { sign, parts: [a, b] as const } : null;
  if ('minus' in term) return pair('minus', term.minus);
  if ('ratio' in term) return pair('ratio', term.ratio);
  if ('times' in term) {
    const [a, b] = term.times;
    return 'ratio' in a && 'constant' in b && b.constant === 100
      ? pair('percent', a.ratio)
      : pair('times', term.times);
  }
  if ('sum' in term) {
    const [a, b] = term.sum;
    return a !== undefined && b !== undefined && term.sum.length === 2 ? pair('sum', [a, b]) : null;
  }
  return null;
}

function termOf(sign: Sign, [a, b]: readonly [Term, Term]): Term {
  if (sign === 'percent') return { times: [{ ratio: [a, b] }, { constant: 100 }] };
  if (sign === 'sum') return { sum: [a, b] };
  if (sign === 'minus') return { minus: [a, b] };
  return sign === 'times' ? { times: [a, b] } : { ratio: [a, b] };
}

function Formula({ field, definition, onChange }: DetailsProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const others = numberFields(definition.fields).filter(({ key }) => key !== field.key);
  const pair = field.formula === undefined ? null : pairOf(field.formula);
  if (field.formula !== undefined && pair === null) {
    return (
      <p className={styles.wide}>
        {t('formula.is', { text: sayTerm(field.formula, definition.fields, lang) })}{' '}
        <button
          type="button"
          className={styles.link}
          onClick={() =>
            onChange({
              ...field,
              formula: { minus: [{ field: others[0]?.key ?? '' }, { field: others[1]?.key ?? '' }] },
            })
          }
        >
          {t('rewrite')}
        </button>
      </p>
    );
  }
  const { sign, parts } = pair ?? {
    sign: 'minus' as const,
    parts: [{ constant: 0 }, { constant: 0 }] as const,
  };
  const set = (next: Sign, a: Term, b: Term) => onChange({ ...field, formula: termOf(next, [a, b]) });
  return (
    <div className={`${styles.sentence} ${styles.wide}`}>
      <span>{t('formula.equals')}</span>
      <TermPick
        number
        label={t('formula.first')}
        term={parts[0]}
        fields={others}
        onChange={(next) => set(sign, next, parts[1])}
      />
      <Pick
        bare
        label={t('formula.sign')}
        value={sign}
        options={signs.map((value) => ({ value, label: t(`sign.${value}`) }))}
        onChange={(next) => set(next, parts[0], parts[1])}
      />
      <TermPick
        number
        label={t('formula.second')}
        term={parts[1]}
        fields={others}
        onChange={(next) => set(sign, parts[0], next)}
      />
    </div>
  );
}
