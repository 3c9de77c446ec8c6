import type { Condition, Field } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { sayCondition } from './condition-words.ts';
import {
  conditionOf,
  firstLine,
  type Lines,
  linesOf,
  numberFields,
  type Simple,
  withAt,
  without,
} from './definition-model.ts';
import styles from './designer.module.css';
import { Pick, RowTools, TermPick } from './inputs.tsx';

const comparisons = ['gt', 'ge', 'lt', 'le', 'eq', 'ne'] as const;
type Kind = 'compare' | 'is' | 'filled' | 'empty' | 'overdue';

const kindOf = (line: Simple): Kind =>
  'op' in line
    ? 'compare'
    : 'is' in line
      ? 'is'
      : 'filled' in line
        ? 'filled'
        : 'empty' in line
          ? 'empty'
          : 'overdue';

interface SentenceBuilderProps {
  readonly condition: Condition;
  readonly fields: readonly Field[];
  readonly onChange: (next: Condition) => void;
}

/** A condition as sentences: field – comparison – field or number. What is nested deeper is read aloud and may be rewritten. */
export function SentenceBuilder({ condition, fields, onChange }: SentenceBuilderProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const lines = linesOf(condition);
  if (lines === null) {
    return (
      <p className={styles.spoken}>
        {sayCondition(condition, fields, lang)}{' '}
        <button type="button" className={styles.link} onClick={() => onChange(firstLine(fields))}>
          {t('rewrite')}
        </button>
      </p>
    );
  }
  const set = (next: Lines) => onChange(conditionOf(next));
  return (
    <div className={styles.lines}>
      {lines.lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
        <div key={index} className={styles.sentence}>
          {index === 0 ? (
            <span>{t('when')}</span>
          ) : (
            <Pick
              bare
              label={t('join')}
              value={lines.join}
              options={[
                { value: 'all', label: t('and') },
                { value: 'any', label: t('or') },
              ]}
              onChange={(join) => set({ ...lines, join })}
            />
          )}
          <Line
            line={line}
            fields={fields}
            onChange={(next) => set({ ...lines, lines: withAt(lines.lines, index, next) })}
          />
          {lines.lines.length > 1 && (
            <RowTools
              name={t('sentence', { n: index + 1 })}
              onRemove={() => set({ ...lines, lines: without(lines.lines, index) })}
            />
          )}
        </div>
      ))}
      <button
        type="button"
        className={styles.link}
        onClick={() => set({ ...lines, lines: [...lines.lines, firstLine(fields)] })}
      >
        {t('addSentence')}
      </button>
    </div>
  );
}

interface LineProps {
  readonly line: Simple;
  readonly fields: readonly Field[];
  readonly onChange: (next: Simple) => void;
}

function Line({ line, fields, onChange }: LineProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const numbers = numberFields(fields);
  const choices = fields.filter(({ type }) => type === 'choice' || type === 'yesNo');
  const named = (list: readonly Field[]) =>
    list.map((field) => ({ value: field.key, label: field.name[lang] || field.name.zh }));
  const kinds: readonly Kind[] = ['compare', 'is', 'filled', 'empty', 'overdue'];
  const start = (kind: Kind): Simple => {
    const [choice] = choices;
    const [any] = fields;
    if (kind === 'is') return { is: choice?.key ?? '', in: [] };
    if (kind === 'filled') return { filled: any?.key ?? '' };
    if (kind === 'empty') return { empty: any?.key ?? '' };
    return kind === 'overdue' ? { overdue: true } : firstLine(fields);
  };
  return (
    <>
      <Pick
        bare
        label={t('kindOfSentence')}
        value={kindOf(line)}
        options={kinds
          .filter((kind) => kind !== 'is' || choices.length > 0)
          .filter((kind) => kind !== 'compare' || numbers.length > 0)
          .map((value) => ({ value, label: t(`sentenceKind.${value}`) }))}
        onChange={(kind) => onChange(start(kind))}
      />
      {'op' in line && (
        <>
          <TermPick
            label={t('left')}
            term={line.left}
            fields={numbers}
            onChange={(left) => onChange({ ...line, left })}
          />
          <Pick
            bare
            label={t('comparison')}
            value={line.op}
            options={comparisons.map((value) => ({ value, label: t(`compare.${value}`) }))}
            onChange={(op) => onChange({ ...line, op })}
          />
          <TermPick
            number
            label={t('right')}
            term={line.right}
            fields={numbers}
            onChange={(right) => onChange({ ...line, right })}
          />
        </>
      )}
      {'is' in line && <ChoiceLine line={line} fields={choices} onChange={onChange} />}
      {'filled' in line && (
        <Pick
          bare
          label={t('left')}
          value={line.filled}
          options={named(fields)}
          onChange={(filled) => onChange({ filled })}
        />
      )}
      {'empty' in line && (
        <Pick
          bare
          label={t('left')}
          value={line.empty}
          options={named(fields)}
          onChange={(empty) => onChange({ empty })}
        />
      )}
    </>
  );
}

function ChoiceLine({
  line,
  fields,
  onChange,
}: LineProps & { readonly line: Extract<Simple, { readonly is: string }> }) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const field = fields.find(({ key }) => key === line.is);
  const options =
    field?.type === 'yesNo'
      ? (['yes', 'no'] as const).map((key) => ({ key, label: t(`answer.${key}`) }))
      : (field?.choices ?? []).map(({ key, name }) => ({ key, label: name[lang] || name.zh }));
  return (
    <>
      <Pick
        bare
        label={t('left')}
        value={line.is}
        options={fields.map(({ key, name }) => ({ value: key, label: name[lang] || name.zh }))}
        onChange={(is) => onChange({ is, in: [] })}
      />
      <span>{t('isOneOf')}</span>
      {options.map(({ key, label }) => (
        <label key={key} className={styles.chip}>
          <input
            type="checkbox"
            checked={line.in.includes(key)}
            onChange={(event) =>
              onChange({
                ...line,
                in: event.target.checked ? [...line.in, key] : line.in.filter((one) => one !== key),
              })
            }
          />
          {label}
        </label>
      ))}
    </>
  );
}
