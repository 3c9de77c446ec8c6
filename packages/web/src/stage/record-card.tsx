import type { RecordLine, RecordMeasure } from '@qingzhang/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import styles from './record-card.module.css';

interface RecordCardProps {
  readonly line: RecordLine;
  /** Name of a program by its key. */
  readonly programName: (key: string) => string;
  readonly children?: ReactNode;
}

/** One line of the record: kind, city and program, what was said, by when, measured how, by whom; what is missing. */
export function RecordCard({ line, programName, children }: RecordCardProps) {
  const { t } = useTranslation('stage');
  const name = useRegionName();
  const lacks = line.missing.length > 0;
  const measure = useMeasureText();
  const state = line.state === 'recording' ? 'recording' : lacks ? 'lacking' : 'kept';
  return (
    <article className={`${styles.card} ${styles[state] ?? ''} ${lacks ? styles.bad : ''}`}>
      <p className={styles.head}>
        <b className={styles.kind}>{t(`kind.${line.kind}`)}</b>
        <b className={styles.where}>
          {line.cities.map((code) => name(code, line.cities.length > 1 ? 'short' : 'full')).join(t('join')) ||
            line.speaker}
        </b>
        {line.program !== null && <span className="n2">{programName(line.program)}</span>}
        <span className={styles.state}>
          {state === 'recording' ? (
            <b className={styles.now}>● {t('record.now')}</b>
          ) : lacks ? (
            <b className={styles.warn}>▲ {t('record.lacking')}</b>
          ) : (
            <span className="n3">✓ {t('record.kept')}</span>
          )}
        </span>
      </p>
      <p className={styles.text}>
        {line.verb !== '' && !line.text.startsWith(line.verb) && <b>{line.verb} </b>}
        {line.text}
      </p>
      {needsParts(line) && (
        <dl>
          <dt>{t('part.deadline')}</dt>
          <dd>{line.deadline ?? <Missing line={line} part="deadline" />}</dd>
          <dt>{t('part.measure')}</dt>
          <dd>{line.measure === null ? <Missing line={line} part="measure" /> : measure(line.measure)}</dd>
          <dt>{t('part.owner')}</dt>
          <dd>
            {[line.leadUnit, line.ownerPost].filter(Boolean).join(' ') || (
              <Missing line={line} part="owner" />
            )}
          </dd>
        </dl>
      )}
      {line.doubt !== null && (
        <p className={styles.note}>
          ▲ {t('record.doubt')}
          {line.doubt}
        </p>
      )}
      {lacks && (
        <p className={styles.note}>
          {t('record.blocks', { parts: line.missing.map((part) => t(`missing.${part}`)).join(t('join')) })}
        </p>
      )}
      {children}
    </article>
  );
}

/** Only what becomes a task or is settled at the next meeting has a date, a measure and somebody who answers. */
const needsParts = ({ kind, deadline, measure, ownerPost, leadUnit }: RecordLine): boolean =>
  kind === 'commitment' ||
  kind === 'requirement' ||
  deadline !== null ||
  measure !== null ||
  ownerPost !== '' ||
  leadUnit !== '';

function Missing({
  line,
  part,
}: {
  readonly line: RecordLine;
  readonly part: RecordLine['missing'][number];
}) {
  const { t } = useTranslation('stage');
  return line.missing.includes(part) ? <b className={styles.missing}>{t('record.addPart')}</b> : <>—</>;
}

/** 安装户数 ≥226,320 户. */
export function useMeasureText(): (measure: RecordMeasure) => string {
  const { i18n } = useTranslation('stage');
  const signs = { '>=': '≥', '<=': '≤', '=': '＝' } as const;
  return (measure) =>
    measure.kind === 'text'
      ? measure.text
      : `${measure.name} ${signs[measure.op]}${measure.value.toLocaleString(i18n.language, { maximumFractionDigits: 6 })}${
          measure.unit === '' ? '' : measure.unit === '%' ? '%' : ` ${measure.unit}`
        }`;
}
