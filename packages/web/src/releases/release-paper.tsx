import type { Release, ReleaseFinding } from '@qingzhang/contract';
import { Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './releases.module.css';

interface PaperProps {
  readonly release: Release;
  readonly accepted: readonly string[];
  readonly onAccept: (key: string, on: boolean) => void;
}

/** The text as paper; what the checks say stands at the block it concerns. */
export function ReleasePaper({ release, accepted, onAccept }: PaperProps) {
  const { t } = useTranslation('releases');
  const { findings, blocks } = release;
  const keys = new Set(blocks.map(({ key }) => key));
  const whole = findings.filter(({ block }) => block === null || !keys.has(block));
  const at = (key: string | null) => (key === null ? [] : findings.filter(({ block }) => block === key));
  const notes = (list: readonly ReleaseFinding[]) => (
    <Findings list={list} release={release} accepted={accepted} onAccept={onAccept} />
  );
  const stops = findings.filter(({ severity }) => severity === 'stop').length;
  const asks = findings.filter((one) => one.severity === 'ask' && !one.accepted).length;
  return (
    <section aria-label={t('paper.label')}>
      <p className="cap" role="status">
        {findings.length === 0
          ? t('paper.clean')
          : stops + asks === 0
            ? t('paper.answered', { count: findings.length })
            : t('paper.found', { stops, asks })}
      </p>
      {whole.length > 0 && notes(whole)}
      <div className={styles.sheet} lang="zh-CN">
        {blocks.map((block, index) => (
          <div key={block.key ?? index}>
            <p className={styles[block.kind]}>
              {block.runs.map((run, place) => (
                <span
                  // biome-ignore lint/suspicious/noArrayIndexKey: a run has no other name than its place
                  key={place}
                  className={run.figure ? styles.figure : run.bold ? styles.bold : undefined}
                >
                  {run.text}
                </span>
              ))}
            </p>
            {at(block.key).length > 0 && notes(at(block.key))}
          </div>
        ))}
      </div>
    </section>
  );
}

interface FindingsProps extends PaperProps {
  readonly list: readonly ReleaseFinding[];
}

function Findings({ list, release, accepted, onAccept }: FindingsProps) {
  const { t } = useTranslation('releases');
  const reviews = release.can.review.length > 0;
  return (
    <ul className={styles.findings}>
      {list.map((finding) => (
        <li
          key={`${finding.key}${finding.block}`}
          className={finding.severity === 'stop' ? styles.stop : styles.ask}
        >
          <b>{t(`finding.${finding.severity}`)}</b> <b>{t(`code.${finding.code}`)}</b> {finding.text}
          {finding.accepted && <small>{t('finding.accepted')}</small>}
          {finding.severity === 'ask' && !finding.accepted && reviews && (
            <Checkbox
              checked={accepted.includes(finding.key)}
              onChange={({ target }) => onAccept(finding.key, target.checked)}
            >
              {t('finding.accept')}
            </Checkbox>
          )}
        </li>
      ))}
    </ul>
  );
}
