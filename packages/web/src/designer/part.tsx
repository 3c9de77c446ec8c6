import { type Finding, type ProgramDefinition, sayFinding } from '@qingzhang/domain';
import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import styles from './designer.module.css';

/** What every part of the page works with. */
export interface PartProps {
  readonly definition: ProgramDefinition;
  readonly change: (patch: Partial<ProgramDefinition>) => void;
}

/** What is wrong, and where. */
export interface Faults {
  readonly findings: readonly Finding[];
  readonly gaps: readonly string[];
}
export const FaultsContext = createContext<Faults>({ findings: [], gaps: [] });

const within = (path: string, at: string) => path === at || path.startsWith(`${at}.`);

/** What is wrong at a place, beside what it concerns. */
export function FaultsAt({ path, exact = false }: { readonly path: string; readonly exact?: boolean }) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const { findings, gaps } = useContext(FaultsContext);
  const here = (one: string) => (exact ? one === path : within(one, path));
  const own = findings.filter((one) => here(one.path));
  const gap = gaps.some(here);
  if (own.length === 0 && !gap) return null;
  return (
    <ul className={styles.faults}>
      {gap && <li className="worse">{t('gap')}</li>}
      {own.map((one) => (
        <li key={`${one.code}${one.path}`} className={one.severity === 'error' ? 'worse' : 'n3'}>
          {sayFinding(one, lang)}
        </li>
      ))}
    </ul>
  );
}

interface PartFrameProps {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

/** One part of a definition under its heading. */
export function Part({ id, title, hint, children }: PartFrameProps) {
  return (
    <section id={id} className={styles.part} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        {title}
        {hint !== undefined && <small>{hint}</small>}
      </h2>
      {children}
    </section>
  );
}
