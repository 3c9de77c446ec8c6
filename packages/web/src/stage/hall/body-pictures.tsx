import { useTranslation } from 'react-i18next';
import type { BodyProps } from './body.tsx';
import { em } from './fit.ts';
import styles from './hall.module.css';
import { useScreens } from './use-screens.ts';

/** A drawing for the ground it stands on: shown as a picture, so that nothing in it can run. */
export function ChartBody({ body, room, ground, onScreens }: BodyProps<'chart'>) {
  useScreens(1, 0, onScreens);
  const drawing = ground === 'dark' ? body.dark : body.light;
  return (
    <img
      className={styles.chart}
      alt={body.alt}
      style={{ width: room.width, height: room.height }}
      src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`}
    />
  );
}

const GAP = 14;
const LEGEND = 72;

/** Cities as tiles roughly where they lie, a figure each. */
export function MapBody({ body, room, onScreens }: BodyProps<'map'>) {
  const { t } = useTranslation('stage');
  useScreens(1, 0, onScreens);
  const left = Math.min(...body.tiles.map(({ column }) => column));
  const top = Math.min(...body.tiles.map(({ row }) => row));
  const columns = Math.max(1, Math.max(...body.tiles.map(({ column }) => column)) - left + 1);
  const rows = Math.max(1, Math.max(...body.tiles.map(({ row }) => row)) - top + 1);
  const width = Math.min(330, (room.width - (columns - 1) * GAP) / columns);
  const height = Math.min(170, (room.height - LEGEND - (rows - 1) * GAP) / rows);
  const indent = (room.width - columns * (width + GAP) + GAP) / 2;
  const longest = Math.max(1, ...body.tiles.map(({ name }) => em(name)));
  const name = Math.max(28, Math.min(44, (width - 36) / longest));
  const figures = Math.max(1, ...body.tiles.map(({ text }) => em(text)));
  const figure = Math.max(28, Math.min(60, (width - 36) / figures, height * 0.42));
  return (
    <div className={styles.mapBody} style={{ height: room.height }}>
      <ul>
        {body.tiles.map((tile) => (
          <li
            key={tile.region}
            className={`${styles.tile} ${tone(tile.tone)}`}
            data-class={tile.class}
            style={{
              left: indent + (tile.column - left) * (width + GAP),
              top: (tile.row - top) * (height + GAP),
              width,
              height,
              ...fillOf(tile.class),
            }}
          >
            <span style={{ fontSize: name }}>{tile.name}</span>
            <b style={{ fontSize: figure }}>{tile.text}</b>
          </li>
        ))}
      </ul>
      <p className={styles.mapLegend}>
        {body.legend.map((entry) => (
          <span key={entry.text}>
            <i style={fillOf(entry.class)} />
            {entry.text}
          </span>
        ))}
        {body.unit !== '' && <span>{t('hall.unit', { unit: body.unit })}</span>}
      </p>
    </div>
  );
}

/** The class of a tone. */
export function tone(name: string | undefined): string {
  return styles[`tone-${name ?? 'plain'}`] ?? '';
}

/** Fills by class: air classes, water classes, program lamps, lamps of the account, shares of grey. */
function fillOf(name: string): { background: string; color: string } | { readonly [key: string]: never } {
  const classes = /^(aqi|w)-?([0-6])f?$/.exec(name);
  if (classes) {
    const [, family, level] = classes;
    const light = family === 'w' || Number(level) < 4;
    return { background: `var(--${family}${level}f)`, color: light ? '#15181c' : '#fff' };
  }
  if (/^(blue|green|red|grey)$/.test(name)) return { background: `var(--p-${name})`, color: '#fff' };
  if (name === 'yellow') return { background: 'var(--p-yellow)', color: '#15181c' };
  const grey = /^(?:grey|g)-?([0-9]+)$/.exec(name);
  if (grey) {
    const share = Math.min(5, Number(grey[1]));
    return { background: `var(--share${share})`, color: `var(--share${share}-ink)` };
  }
  return {};
}
