import type { FormDefinition, ReportForm, ReportOutcome } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { useView } from '../app/view.ts';
import { fieldText } from '../items/field-text.ts';
import { type Draft, valuesIn } from './draft.ts';
import { askedFields } from './model.ts';
import styles from './report.module.css';

interface ClashProps {
  readonly definition: FormDefinition;
  readonly form: ReportForm;
  readonly draft: Draft;
  readonly current: NonNullable<ReportOutcome['current']>;
  readonly onMine: (revision: number) => void;
  readonly onTheirs: () => void;
}

/** 冲突: somebody has changed the row meanwhile; both values, and the person decides. */
export function Clash({ definition, form, draft, current, onMine, onTheirs }: ClashProps) {
  const { t } = useTranslation('report');
  const { lang } = useView();
  const fields = askedFields(definition, form);
  const mine = valuesIn(fields, draft.texts);
  return (
    <section className={styles.clash} aria-label={t('clash.title')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('clash.field')}</th>
            <th scope="col">{t('clash.mine')}</th>
            <th scope="col">{t('clash.theirs')}</th>
          </tr>
        </thead>
        <tbody>
          {fields
            .filter(({ key }) => (mine[key] ?? null) !== (current.values[key] ?? null))
            .map((field) => (
              <tr key={field.key}>
                <th scope="row">{field.name[lang]}</th>
                <td>{fieldText(field, mine[field.key], lang) || '—'}</td>
                <td>{fieldText(field, current.values[field.key], lang) || '—'}</td>
              </tr>
            ))}
        </tbody>
      </table>
      <p>
        <button type="button" className="btn pri" onClick={() => onMine(current.revision)}>
          {t('clash.keepMine')}
        </button>
        <button type="button" className="btn" onClick={onTheirs}>
          {t('clash.keepTheirs')}
        </button>
      </p>
    </section>
  );
}
