import { getProgramRanking, getProgramRankingXlsx, type ProgramBoard } from '@qingzhang/contract';
import { rankingStepName, sayStepFigure } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { ExportButton } from '../ui/export-button.tsx';
import { Loaded } from '../ui/states.tsx';
import styles from './programs.module.css';

/** 排名: by the definition's steps, ties together, with n and the reason where there is no rank (DIS-5.3, DIS-5.5). */
export function RankingTable({ board }: { readonly board: ProgramBoard }) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const region = useRegionName();
  const input = { params: { key: board.key }, query: { lang, month: board.month } };
  const query = useCall(getProgramRanking, input);
  const { steps } = board.definition.ranking;
  return (
    <section className={styles.ranking} aria-label={t('rank.title')}>
      <Loaded query={query}>
        {(ranking) =>
          ranking.rows.length === 0 ? null : (
            <>
              <header className={styles.bar}>
                <h2>
                  {t('rank.title')}
                  <small>{ranking.rule}</small>
                </h2>
                <span className={styles.right}>
                  <ExportButton endpoint={getProgramRankingXlsx} params={input.params} query={input.query} />
                </span>
              </header>
              <div className="scroll">
                <table className={styles.programs}>
                  <thead>
                    <tr>
                      <th scope="col" className="num">
                        {t('rank.rank')}
                      </th>
                      <th scope="col">{t('rank.city')}</th>
                      {steps.map((step) => (
                        <th key={JSON.stringify(step)} scope="col" className="num">
                          {rankingStepName(step, board.definition)[lang]}
                        </th>
                      ))}
                      <th scope="col" className="num">
                        n
                      </th>
                      <th scope="col">{t('rank.change')}</th>
                      <th scope="col">{t('rank.note')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {ranking.rows.map((row) => (
                      <tr key={row.region}>
                        <td className="num b">
                          {row.rank ?? '—'}
                          {row.tied && <span className="n3"> {t('rank.tied')}</span>}
                        </td>
                        <th scope="row">{region(row.region)}</th>
                        {row.steps.map((value, index) => (
                          <td key={JSON.stringify(steps[index])} className="num">
                            {value === null ? '—' : figure(value, index)}
                          </td>
                        ))}
                        <td className="num n2">{row.n.toLocaleString('en-US')}</td>
                        <td className="nowrap n2">{change(row.change)}</td>
                        <td className="n3">{row.unranked}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
            </>
          )
        }
      </Loaded>
    </section>
  );

  function figure(value: number, index: number): string {
    const step = steps[index];
    return step === undefined ? String(value) : sayStepFigure(step, board.definition, value);
  }

  function change(by: number | null): string {
    if (by === null) return '';
    if (by === 0) return t('rank.same');
    return t(by > 0 ? 'rank.up' : 'rank.down', { count: Math.abs(by) });
  }
}
