import {
  getProgramDefinitionFile,
  getProgramDesign,
  type ProgramDesignDetail,
  parseDefinition,
} from '@qingzhang/contract';
import { checkDefinition, compareDefinitions, type ProgramDefinition, sayChange } from '@qingzhang/domain';
import { Link, useParams } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { Loaded, NoPermission, Skeleton } from '../ui/states.tsx';
import { BasicsPart } from './basics-part.tsx';
import styles from './designer.module.css';
import { EvidencePart } from './evidence-part.tsx';
import { FieldsPart } from './fields-part.tsx';
import { FileLink } from './file-link.tsx';
import { LifePart } from './life-part.tsx';
import { MeasuresPart } from './measures-part.tsx';
import { MilestonesPart } from './milestones-part.tsx';
import { FaultsContext } from './part.tsx';
import { BurdenLine, Preview } from './preview.tsx';
import { EndAndRenew, PublishBar } from './publish-bar.tsx';
import { ReportingPart } from './reporting-part.tsx';
import { AlarmsPart, ChecksPart, QuestionsPart } from './rules-part.tsx';
import { formGaps, useDesign } from './use-design.ts';
import { useToday } from './use-today.ts';
import { Versions } from './versions.tsx';

/** One program's definition, being written. */
export function DesignPage() {
  const { t } = useTranslation('designer');
  const { key } = useParams({ from: '/shell/programs/design/$key' });
  const { lang } = useView();
  const may = useMay('programs.define');
  const query = useCall(getProgramDesign, { params: { key }, query: { lang } }, { enabled: may });
  useTitle(t('title'));
  if (!may) return <NoPermission />;
  return (
    <main className={`page ${styles.page}`}>
      <Loaded query={query} skeleton={<Skeleton rows={14} bar={22} />}>
        {(design) => {
          const start = design.draft ?? design.published;
          // A new version begins a new sheet; the server's answer to a saved draft does not.
          return start === null ? null : (
            <Designer
              key={`${design.key}/${design.version ?? 0}`}
              design={design}
              start={parseDefinition(start)}
            />
          );
        }}
      </Loaded>
    </main>
  );
}

const parts = [
  'basics',
  'fields',
  'measures',
  'milestones',
  'alarms',
  'questions',
  'checks',
  'evidence',
  'life',
  'ranking',
  'reporting',
] as const;

interface DesignerProps {
  readonly design: ProgramDesignDetail;
  readonly start: ProgramDefinition;
}

function Designer({ design, start }: DesignerProps) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const today = useToday();
  const { definition, change, state, cancelSave } = useDesign(start, design.version, design.office);
  const [published] = useState(() => (design.published === null ? null : parseDefinition(design.published)));
  const faults = useMemo(
    () => ({ findings: checkDefinition(definition, today), gaps: formGaps(definition) }),
    [definition, today],
  );
  const wrong = faults.findings.filter(({ severity }) => severity === 'error').length + faults.gaps.length;
  const changes = published === null ? [] : compareDefinitions(published, definition);
  const props = { definition, change };
  return (
    <FaultsContext value={faults}>
      <header className={styles.header}>
        <span className="n3">
          <Link to="/programs/design">{t('title')}</Link> /
        </span>
        <h1>{definition.name[lang] || definition.name.zh}</h1>
        <span className={styles.draft}>
          {design.version === null
            ? t('state.new')
            : t('state.version', { state: t(`state.${design.state}`), version: design.version })}
        </span>
        <span className="n3" role="status">
          {t(`saving.${state}`)}
        </span>
        <span className={styles.actions}>
          {design.version !== null && (
            <Link className="btn" to="/programs/$key" params={{ key: design.key }}>
              {t('openBoard')}
            </Link>
          )}
          {design.version !== null && (
            <FileLink endpoint={getProgramDefinitionFile} params={{ key: design.key }}>
              {t('exportDefinition')}
            </FileLink>
          )}
        </span>
      </header>
      <p className="lead">
        {wrong === 0 ? t('ready', { fields: definition.fields.length }) : t('notReady', { count: wrong })}
      </p>
      <nav className={styles.nav} aria-label={t('parts')}>
        {parts.map((part) => {
          const count = faults.findings.filter(
            ({ path, severity }) => severity === 'error' && partOf(path) === part,
          ).length;
          return (
            <a key={part} href={`#${part}`}>
              {t(`${part}.title`)}
              {count > 0 && <b className="worse"> {count}</b>}
            </a>
          );
        })}
      </nav>
      <div className={styles.columns}>
        <div className={styles.parts}>
          <BasicsPart {...props} />
          <FieldsPart {...props} />
          <MeasuresPart {...props} />
          <MilestonesPart {...props} />
          <AlarmsPart {...props} />
          <QuestionsPart {...props} />
          <ChecksPart {...props} />
          <EvidencePart {...props} />
          <LifePart {...props} />
          <ReportingPart {...props} />
        </div>
        <aside className={styles.side} aria-label={t('preview.title')}>
          <BurdenLine definition={definition} published={published} />
          <Preview definition={definition} />
          {changes.length > 0 && (
            <section aria-label={t('changes')}>
              <h2>{t('changes')}</h2>
              <ul className={styles.changes}>
                {changes.map((one) => (
                  <li key={`${one.code}${one.part}${one.key}${JSON.stringify(one.params)}`}>
                    {sayChange(one, lang)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <Versions versions={design.versions} />
          <EndAndRenew design={design} />
        </aside>
      </div>
      <PublishBar
        design={design}
        definition={definition}
        wrong={wrong}
        changed={published === null || changes.length > 0}
        onPublish={cancelSave}
      />
    </FaultsContext>
  );
}

/** Which part of the page a finding belongs to. */
function partOf(path: string): string {
  const [head = ''] = path.split('.');
  if (head === 'identity' || head === 'titleField') return 'fields';
  if (head === 'standards') return 'evidence';
  if (head === 'debt') return 'life';
  if (head === 'overdueRed') return 'milestones';
  return head === 'sunset' ? 'reporting' : head;
}
