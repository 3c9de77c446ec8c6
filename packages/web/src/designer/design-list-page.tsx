import {
  listProgramDesigns,
  listProgramDesignsXlsx,
  listProgramPresets,
  ProgramDefinitionSchema,
  type ProgramDesign,
  parseDefinition,
  putProgramDraft,
} from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useSend } from '../api/use-call.ts';
import { useMay } from '../app/session.ts';
import { useTitle } from '../app/use-title.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { ErrorPanel, Loaded, NoPermission, Skeleton } from '../ui/states.tsx';
import { blankDefinition, copyOf } from './definition-model.ts';
import styles from './designer.module.css';
import { Labelled, Pick } from './inputs.tsx';
import { readDefinition } from './read-definition.ts';
import { useToday } from './use-today.ts';

/** 专项设计: all programs one may define, what filling them costs, and the way to a new one. */
export function DesignListPage() {
  const { t } = useTranslation('designer');
  useTitle(t('title'));
  const { lang } = useView();
  const may = useMay('programs.define');
  const query = useCall(listProgramDesigns, undefined, { enabled: may });
  if (!may) return <NoPermission />;
  return (
    <main className={`page ${styles.page}`}>
      <header className={styles.header}>
        <h1>{t('title')}</h1>
        <span className={styles.actions}>
          <ExportButton endpoint={listProgramDesignsXlsx} query={{ lang }} />
        </span>
      </header>
      <p className="lead">{t('lead')}</p>
      <Loaded query={query} skeleton={<Skeleton rows={12} bar={20} />}>
        {({ items }) => (
          <>
            <NewProgram designs={items} />
            <DesignTable designs={items} />
          </>
        )}
      </Loaded>
    </main>
  );
}

function DesignTable({ designs }: { readonly designs: readonly ProgramDesign[] }) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const total = designs
    .filter(({ state }) => state === 'active')
    .reduce((sum, { burden }) => sum + burden.entriesPerMonth, 0);
  if (designs.length === 0) return <p className="n3">{t('list.empty')}</p>;
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          <th>{t('list.program')}</th>
          <th>{t('list.state')}</th>
          <th>{t('list.office')}</th>
          <th className="num">{t('list.items')}</th>
          <th className="num">{t('list.fields')}</th>
          <th className="num">{t('list.burden')}</th>
          <th>{t('list.sunset')}</th>
        </tr>
      </thead>
      <tbody>
        {designs.map((one) => (
          <tr key={one.key}>
            <th scope="row">
              <Link to="/programs/design/$key" params={{ key: one.key }}>
                {one.name[lang] || one.name.zh}
              </Link>
            </th>
            <td data-label={t('list.state')}>
              {one.version === null
                ? t('state.new')
                : t('state.version', { state: t(`state.${one.state}`), version: one.version })}
              {one.draft && one.version !== null && <span className={styles.draft}>{t('list.draft')}</span>}
            </td>
            <td data-label={t('list.office')}>{one.office || '—'}</td>
            <td data-label={t('list.items')} className="num">
              {one.items.toLocaleString('en-US')}
            </td>
            <td data-label={t('list.fields')} className="num">
              {one.fields}
            </td>
            <td data-label={t('list.burden')} className="num" title={t('burden.parts', one.burden)}>
              {one.burden.entriesPerMonth.toLocaleString('en-US')}
            </td>
            <td data-label={t('list.sunset')}>{one.sunset}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th colSpan={5}>{t('list.total')}</th>
          <td className="num b">{total.toLocaleString('en-US')}</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

const keyPattern = /^[a-z][a-z0-9-]{1,39}$/;

/** A key nobody has; people rarely care what it is. */
function suggestedKey(designs: readonly ProgramDesign[]): string {
  for (let n = designs.length + 1; ; n++) {
    if (!designs.some(({ key }) => key === `program-${n}`)) return `program-${n}`;
  }
}

/** Begin: blank, from a shipped program, from another one, or from a file. */
function NewProgram({ designs }: { readonly designs: readonly ProgramDesign[] }) {
  const { t } = useTranslation('designer');
  const { lang } = useView();
  const today = useToday();
  const navigate = useNavigate();
  const [open, setOpen] = useState(designs.length === 0);
  const [name, setName] = useState('');
  const [key, setKey] = useState(() => suggestedKey(designs));
  const [start, setStart] = useState('blank');
  const [file, setFile] = useState<ProgramDefinition | null>(null);
  const [fileFault, setFileFault] = useState<string | null>(null);
  const presets = useCall(
    listProgramPresets,
    { query: { year: Number(today.slice(0, 4)) } },
    { enabled: open },
  );
  const send = useSend(putProgramDraft, [listProgramDesigns]);
  const taken = designs.some((one) => one.key === key);
  const ready = name.trim() !== '' && keyPattern.test(key) && !taken && (start !== 'file' || file !== null);
  if (!open) {
    return (
      <p>
        <button type="button" className="btn pri" onClick={() => setOpen(true)}>
          {t('new.open')}
        </button>
      </p>
    );
  }
  const begin = (): ProgramDefinition => {
    if (start === 'file' && file !== null) return copyOf(file, key, name.trim());
    const preset = presets.data?.items.find(({ definition }) => definition.key === start);
    if (preset === undefined) return blankDefinition(key, name.trim(), today);
    return copyOf(parseDefinition(preset.definition), key, name.trim());
  };
  return (
    <form
      className={styles.newForm}
      aria-label={t('new.open')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        const definition = ProgramDefinitionSchema.parse(begin());
        send.mutate(
          { params: { key }, body: { definition } },
          { onSuccess: () => void navigate({ to: '/programs/design/$key', params: { key } }) },
        );
      }}
    >
      <Labelled label={t('new.name')}>
        {(id) => (
          <input id={id} value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        )}
      </Labelled>
      <Labelled label={t('new.key')}>
        {(id) => (
          <input
            id={id}
            value={key}
            aria-invalid={!keyPattern.test(key) || taken}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </Labelled>
      <Pick
        label={t('new.start')}
        value={start}
        options={[
          { value: 'blank', label: t('new.blank') },
          { value: 'file', label: t('new.file') },
          ...(presets.data?.items ?? []).map(({ definition }) => ({
            value: definition.key,
            label: t('new.like', { name: definition.name[lang] }),
          })),
        ]}
        onChange={setStart}
      />
      {start === 'file' && (
        <Labelled label={t('new.file')}>
          {(id) => (
            <input
              id={id}
              type="file"
              accept="application/json,.json"
              onChange={async (event) => {
                const read = await readDefinition(event.target.files?.[0]);
                setFile(read.definition);
                setFileFault(read.fault);
                if (read.definition !== null && name === '') setName(read.definition.name.zh);
              }}
            />
          )}
        </Labelled>
      )}
      {fileFault !== null && <p className="worse">{t('new.badFile', { reason: fileFault })}</p>}
      {taken && <p className="worse">{t('new.taken')}</p>}
      {!taken && !keyPattern.test(key) && <p className="worse">{t('new.keyRule')}</p>}
      {send.error && <ErrorPanel error={send.error} />}
      <button type="submit" className="btn pri" disabled={!ready || send.isPending}>
        {t('new.begin')}
      </button>
    </form>
  );
}
