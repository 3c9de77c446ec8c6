import type { Delta } from '@qingzhang/contract';
import { useTranslation } from 'react-i18next';
import { arrowOf, magnitudeOf } from './delta.ts';

interface DeltaTextProps {
  readonly delta: Delta;
  /** Leave the word out where arrow and colour are repeated by a heading (day counts, dense tables). */
  readonly word?: boolean;
  /** Minimum width of the figure in pixels, so that decimals of a column line up. */
  readonly width?: number;
}

/** 同比: arrow, figure and word; the colour says better or worse, never up or down. */
export function DeltaText({ delta, word = true, width }: DeltaTextProps) {
  const { t } = useTranslation('ui');
  if (delta.kind === 'none') {
    return (
      <span className="dl flat" title={delta.reason}>
        —<span className="unseen">{delta.reason}</span>
      </span>
    );
  }
  const figure = `${magnitudeOf(delta.text)}${t(`unit.${delta.unit}`)}`;
  return (
    <span className={`dl ${delta.sense}`}>
      <span aria-hidden="true">{arrowOf(delta.text)}</span>
      <span className="q" style={width === undefined ? undefined : { minWidth: width }}>
        {figure}
      </span>
      <span className={word ? 'w' : 'unseen'}>{t(`sense.${delta.sense}`)}</span>
    </span>
  );
}
