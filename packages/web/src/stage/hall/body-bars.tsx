import { useTranslation } from 'react-i18next';
import type { BodyProps } from './body.tsx';
import { tone } from './body-pictures.tsx';
import { em } from './fit.ts';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

const LAMP = 64;
const GAP = 28;
/** Height of the legend's own line. */
const LEGEND = 40;

/** Bars by city with the planned mark; late rows are filled, their lamp's character printed. */
export function BarsBody({ body, room, sub, onScreens }: BodyProps<'bars'>) {
  const { t } = useTranslation('stage');
  // Room for a legend of its own line is kept wherever it might be needed.
  const room1 = room.height - 60 - (body.legend.length > 1 && body.path !== null ? LEGEND : 0);
  const most = Math.max(1, Math.floor(room1 / 58));
  const screens = Math.max(1, Math.ceil(body.rows.length / most));
  const perScreen = Math.ceil(body.rows.length / screens) || 1;
  const at = useScreens(screens, sub, onScreens);
  const rows = body.rows.slice(at * perScreen, (at + 1) * perScreen);
  const height = Math.min(66, Math.floor(room1 / perScreen));
  const nameWidth = Math.max(...body.rows.map(({ name }) => em(name))) * 40 + 24;
  const cellWidths = body.columns.map(
    (title, column) =>
      Math.max(em(title) * 29, ...body.rows.map(({ cells }) => em(cells[column]?.text ?? '') * 42)) + GAP,
  );
  const barWidth = Math.max(
    200,
    room.width - LAMP - nameWidth - cellWidths.reduce((total, width) => total + width, 0) - 12,
  );
  const share = (value: number) => `${Math.min(100, Math.max(0, (value / body.max) * 100))}%`;
  const legendWidth = body.legend.reduce((total, text) => total + em(text) * 28 + 60, 0);
  // The legend stands before the mark's label where it has room, else behind it, else on a line of its own below.
  const pathAt = body.path === null ? 0 : (Math.min(1, body.path.value / body.max) * barWidth) | 0;
  const pathText = body.path === null ? 0 : em(body.path.label) * 30;
  const labelLeft = Math.max(0, Math.min(pathAt - 8, barWidth - pathText));
  const after = labelLeft + pathText + 28;
  const place =
    body.path === null || legendWidth <= labelLeft - 24
      ? 'before'
      : after + legendWidth <= barWidth
        ? 'after'
        : 'below';
  const legend = body.legend.map((text, part) => (
    <span key={text}>
      <i className={styles[`part${part}`]} />
      {text}
    </span>
  ));
  return (
    <table className={styles.bars}>
      <caption className="unseen">{body.unit}</caption>
      <colgroup>
        <col style={{ width: LAMP }} />
        <col style={{ width: nameWidth }} />
        <col style={{ width: barWidth }} />
        {cellWidths.map((width, column) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other identity
          <col key={column} style={{ width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <td colSpan={2} />
          <td className={styles.barsHead}>
            {place !== 'below' && (
              <span className={styles.legend} style={{ left: place === 'after' ? after : 0 }}>
                {legend}
              </span>
            )}
            {body.path !== null && <b style={{ left: labelLeft }}>{body.path.label}</b>}
          </td>
          {body.columns.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr
            key={row.region ?? row.name}
            className={row.mark === null ? undefined : styles[`mark-${row.mark}`]}
            style={{ height }}
          >
            <td className={styles.lampCell}>
              {row.lamp !== null && (row.mark !== null || row.lamp === 'red' || row.lamp === 'yellow') && (
                <span className={`${styles.lamp} ${styles[`lamp-${row.lamp}`]}`}>
                  {t(`lamp.${row.lamp}`)}
                </span>
              )}
            </td>
            <th scope="row">{row.name}</th>
            <td className={styles.bar} style={{ padding: 0 }}>
              <span className={styles.track}>
                {row.parts.map((end, part) => {
                  const from = part === 0 ? 0 : (row.parts[part - 1] ?? 0);
                  return end === null || end <= from ? null : (
                    <i
                      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other identity
                      key={part}
                      className={styles[`part${part}`]}
                      style={{ left: share(from), width: `calc(${share(end)} - ${share(from)})` }}
                    />
                  );
                })}
              </span>
              {body.path !== null && <s style={{ left: share(body.path.value) }} />}
            </td>
            {body.columns.map((title, column) => {
              const cell = row.cells[column];
              return (
                <td key={title} className={`${styles.figure} ${column > 0 ? styles.second : ''}`}>
                  <span className={row.mark === null ? tone(cell?.tone) : undefined}>
                    {cell?.text ?? '—'}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
      {place === 'below' && (
        <tfoot>
          <tr>
            <td colSpan={2} />
            <td colSpan={1 + body.columns.length} className={styles.barsFoot}>
              <span className={styles.legend}>{legend}</span>
            </td>
          </tr>
        </tfoot>
      )}
    </table>
  );
}
