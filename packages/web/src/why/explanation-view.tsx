import type { Explanation } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StandingBadges } from '../ui/badges.tsx';
import { Lamp } from '../ui/lamp.tsx';
import { momentText } from '../ui/moments.ts';
import { Spark } from './spark.tsx';
import styles from './why.module.css';

interface ExplanationViewProps {
  readonly explanation: Explanation;
  /** Ask where an input comes from. */
  readonly onFollow: (key: string) => void;
  readonly actions: ReactNode;
}

/** 为什么, answered: value, formula, clauses, inputs, completeness and exclusions, the moment the data was known. */
export function ExplanationView({ explanation, onFollow, actions }: ExplanationViewProps) {
  const { t } = useTranslation('why');
  const { lamp, formula, facts, rules, inputs, spark, completeness, standing, links } = explanation;
  return (
    <>
      <p className={styles.value}>
        {explanation.value} <small>{explanation.unit}</small>
      </p>
      {lamp && (
        <p>
          <Lamp state={lamp.state} word />　<span className="n2">{lamp.reason}</span>
        </p>
      )}
      {formula.length > 0 && (
        <section>
          <h3>{t('formula')}</h3>
          <div className={styles.formula}>
            {formula.map((line, index) => (
              <FormulaLine
                key={line}
                line={line}
                symbolic={index === 0 && formula.length > 1}
                last={index === formula.length - 1}
              />
            ))}
          </div>
          {facts.length > 0 && <Pairs pairs={facts} />}
        </section>
      )}
      {formula.length === 0 && facts.length > 0 && (
        <section>
          <h3>{t('facts')}</h3>
          <Pairs pairs={facts} />
        </section>
      )}
      <section>
        <h3>{t('basis')}</h3>
        <ul className={styles.rules}>
          {rules.map(({ id, text }) => (
            <li key={id}>
              <b>{id}</b> {text}
            </li>
          ))}
        </ul>
        <p className="n2">{t('edition', { edition: explanation.edition })}</p>
        {explanation.document && <p className="n2">{explanation.document}</p>}
      </section>
      {(inputs.rows.length > 0 || spark) && (
        <section>
          <h3>
            {t('inputs')}　<span className={styles.caption}>{inputs.caption}</span>
          </h3>
          {spark && <Spark spark={spark} caption={inputs.caption} />}
          {inputs.rows.length > 0 && <Inputs inputs={inputs} />}
        </section>
      )}
      {links.length > 0 && (
        <section>
          <h3>{t('further')}</h3>
          <ul className={styles.links}>
            {links.map(({ label, why }) => (
              <li key={why}>
                <button type="button" className="why" onClick={() => onFollow(why)}>
                  {label}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {completeness.length > 0 && (
        <section>
          <h3>{t('completeness')}</h3>
          <Pairs pairs={completeness} />
        </section>
      )}
      <section>
        <h3>{t('known')}</h3>
        <Pairs
          pairs={[
            { label: t('knownAt'), text: momentText(explanation.knownAt) },
            { label: t('dataAt'), text: momentText(standing.at) },
          ]}
        />
        <StandingBadges standing={standing} />
        {actions}
      </section>
    </>
  );
}

/** The symbolic line is quiet; in the last line what stands after the last equals sign is the result. */
function FormulaLine({
  line,
  symbolic,
  last,
}: {
  readonly line: string;
  readonly symbolic: boolean;
  readonly last: boolean;
}) {
  const cut = last ? line.lastIndexOf('=') : -1;
  if (cut < 1) return <div className={symbolic ? 'n3' : undefined}>{line}</div>;
  return (
    <div>
      {line.slice(0, cut + 1)}
      <b>{line.slice(cut + 1)}</b>
    </div>
  );
}

function Pairs({ pairs }: { readonly pairs: Explanation['facts'] }) {
  return (
    <dl className={styles.pairs}>
      {pairs.map(({ label, text }) => (
        <div key={`${label}${text}`}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Inputs({ inputs }: { readonly inputs: Explanation['inputs'] }) {
  const cell = (row: Readonly<Record<string, string>>, bold: boolean) =>
    inputs.columns.map(({ key, numeric }) => (
      <td key={key} className={`${numeric ? 'num' : ''}${bold ? ' b' : ''}`}>
        {row[key] ?? ''}
      </td>
    ));
  return (
    <div className={styles.inputs}>
      <table>
        <caption className="unseen">{inputs.caption}</caption>
        <thead>
          <tr>
            {inputs.columns.map(({ key, label, numeric }) => (
              <th key={key} scope="col" className={numeric ? 'num' : undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {inputs.rows.map((row) => (
            <tr key={JSON.stringify(row)}>{cell(row, false)}</tr>
          ))}
          {inputs.total && <tr>{cell(inputs.total, true)}</tr>}
        </tbody>
      </table>
    </div>
  );
}
