import type { ProgramBoard, ProgramTile } from '@qingzhang/contract';
import { sayAmount } from '@qingzhang/domain';
import { useTranslation } from 'react-i18next';
import { useRegionName } from '../app/overview.ts';
import { useView } from '../app/view.ts';
import { monthText } from '../ui/moments.ts';
import { ProgramLamp } from '../ui/program-lamp.tsx';
import { gapText } from './gap-text.ts';
import styles from './programs.module.css';
import { TileChart } from './tile-chart.tsx';
import { spanOf, type TileSpan } from './tile-layout.ts';

interface TilesProps {
  readonly board: ProgramBoard;
  readonly selected: string | null;
  readonly onSelect: (region: string) => void;
}

/** 小图: late ones first, then protocol order, the province last; a click opens that city's ledger below. */
export function Tiles({ board, selected, onSelect }: TilesProps) {
  const { t } = useTranslation('programs');
  const all = board.province === null ? board.tiles : [...board.tiles, board.province];
  const span = spanOf(all);
  const charted = all.findIndex((tile) => tile.applicable && tile.series.length > 0);
  return (
    <ul className={styles.tiles} aria-label={t('tile.label')}>
      {all.map((tile, index) => (
        <Tile
          key={tile.region}
          tile={tile}
          board={board}
          span={span}
          first={index === charted}
          province={tile === board.province}
          selected={tile.region === selected}
          onSelect={onSelect}
        />
      ))}
    </ul>
  );
}

interface TileProps {
  readonly tile: ProgramTile;
  readonly board: ProgramBoard;
  readonly span: TileSpan | null;
  readonly first: boolean;
  readonly province: boolean;
  readonly selected: boolean;
  readonly onSelect: (region: string) => void;
}

function Tile({ tile, board, span, first, province, selected, onSelect }: TileProps) {
  const { t } = useTranslation('programs');
  const { lang } = useView();
  const region = useRegionName();
  const name = province ? t('tile.province') : region(tile.region);
  const late = tile.lamp === 'red' || tile.lamp === 'yellow';
  const classes = [
    styles.tile,
    late && !province && styles.late,
    province && styles.whole,
    selected && styles.chosen,
  ];
  const figures = [
    name,
    tile.reason,
    ...(tile.progress === null ? [] : [t('tile.spokenDone', { percent: tile.progress.toFixed(1) })]),
    ...(tile.planned === null ? [] : [t('tile.spokenPlan', { percent: tile.planned.toFixed(1) })]),
  ].join('，');
  return (
    <li className={classes.filter(Boolean).join(' ')}>
      <button
        type="button"
        className={`plain ${styles.tileButton}`}
        aria-pressed={selected}
        onClick={() => onSelect(tile.region)}
        title={tile.reason}
      >
        <span className={styles.tileHead}>
          {!province && <ProgramLamp lamp={tile.lamp} />}
          <b>{name}</b>
          {tile.plan !== null && tile.applicable && (
            <span className="n3">{sayAmount(tile.plan, tile.unit, lang)}</span>
          )}
          <Gap tile={tile} late={late} />
        </span>
        {tile.applicable && tile.series.length > 0 && span !== null ? (
          <TileChart tile={tile} span={span} definition={board.definition} first={first} label={figures} />
        ) : (
          <Figures tile={tile} board={board} />
        )}
        <span className={styles.pace}>
          <Pace tile={tile} />
        </span>
      </button>
    </li>
  );
}

/** 落后 18.4 点, 超前 6.2 点; where there is no path the reason itself. */
function Gap({ tile, late }: { readonly tile: ProgramTile; readonly late: boolean }) {
  const { t } = useTranslation('programs');
  if (tile.gap === null || !tile.applicable) {
    return (
      <span className={`${styles.gap} ${late ? styles.red : 'n2'}`}>
        {tile.applicable ? tile.reason : ''}
      </span>
    );
  }
  // A city that is ahead may be red for another reason: the lamp and the line below say which.
  const alarming = tile.gap > 5 || (late && tile.gap > 0);
  return <b className={`${styles.gap} ${alarming ? styles.red : 'n2'}`}>{gapText(tile.gap, t)}</b>;
}

/** 要 1,832 户/天，6月实际 697. */
function Pace({ tile }: { readonly tile: ProgramTile }) {
  const { t, i18n } = useTranslation('programs');
  if (!tile.applicable) return <>{t('tile.none')}</>;
  if (tile.pace === null) {
    return (
      <>
        {t('tile.items', { items: tile.items, open: tile.openItems })}
        {tile.overdue > 0 && <b className={styles.red}>{t('tile.overdue', { count: tile.overdue })}</b>}
      </>
    );
  }
  const { need, actual, unit, per, month } = tile.pace;
  // Less than half of what is needed is said in red.
  const slow = actual !== null && actual < need / 2;
  return (
    <>
      {t('tile.need')} <b>{need.toLocaleString('en-US')}</b> {unit}/{t(`tile.per.${per}`)}
      {actual !== null && (
        <>
          {t('tile.actual', { month: monthText(Number(month.slice(5)), i18n.language) })}{' '}
          <b className={slow ? styles.red : undefined}>{actual.toLocaleString('en-US')}</b>
        </>
      )}
    </>
  );
}

/** A program without a path: its first measures as figures. */
function Figures({ tile, board }: { readonly tile: ProgramTile; readonly board: ProgramBoard }) {
  const { lang } = useView();
  const { t } = useTranslation('programs');
  if (!tile.applicable) return <span className={styles.noChart}>{t('tile.none')}</span>;
  const cells = board.measures.find(({ region }) => region === tile.region)?.cells ?? {};
  return (
    <span className={styles.figures}>
      {board.definition.measures.slice(0, 4).map((measure) => (
        <span key={measure.key}>
          <span className="n3">{measure.name[lang]}</span>
          <b>
            {cells[measure.key]?.toLocaleString('en-US') ?? '—'}
            <small> {measure.of.kind === 'amount' ? (measure.unit ?? '') : '%'}</small>
          </b>
        </span>
      ))}
    </span>
  );
}
