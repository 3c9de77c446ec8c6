import { getBoundary, type Situation, StatIndicator } from '@qingzhang/contract';
import { Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../api/use-call.ts';
import { nameOf, useOverview } from '../app/overview.ts';
import { useMay } from '../app/session.ts';
import { useView } from '../app/view.ts';
import { BoundaryMap } from '../ui/boundary-map.tsx';
import { DeltaText } from '../ui/delta-text.tsx';
import { FigureText } from '../ui/figure.tsx';
import type { PlaceValue } from '../ui/place-values.ts';
import { moreIsBetter, unitOf } from '../ui/pollutants.ts';
import { Loaded, Skeleton } from '../ui/states.tsx';
import { TileMap } from '../ui/tile-map.tsx';
import { Twin } from '../ui/twin.tsx';
import { BoundaryForm } from './boundary-form.tsx';

interface MapPanelProps {
  readonly situation: Situation;
  readonly indicator: StatIndicator;
  readonly onIndicator: (indicator: StatIndicator) => void;
  readonly form: 'tiles' | 'boundary' | undefined;
  readonly onForm: (form: 'tiles' | 'boundary') => void;
}

/** 城市图: one indicator over the cities, as tiles or in the boundaries an operator uploaded. */
export function MapPanel({ situation, indicator, onIndicator, form, onForm }: MapPanelProps) {
  const { t } = useTranslation('situation');
  const { t: ui } = useTranslation('ui');
  const { lang } = useView();
  const { data: overview } = useOverview();
  const places = useMemo<PlaceValue[]>(
    () =>
      (overview?.cities ?? []).flatMap((city) => {
        const cell = situation.rows.find(({ region }) => region === city.code)?.stats[indicator];
        return cell ? [{ code: city.code, name: nameOf(city, lang, 'short'), tile: city.tile, ...cell }] : [];
      }),
    [overview, situation, indicator, lang],
  );
  const mayUpload = useMay('settings.write');
  const [uploading, setUploading] = useState(false);
  const limit = situation.limits[indicator];
  const label = t('map.label', { indicator: ui(`indicator.${indicator}`), period: situation.period.label });
  const reverse = moreIsBetter(indicator);
  const credit = overview?.boundary ?? null;
  const drawn = credit && form !== 'tiles' ? 'boundary' : 'tiles';
  return (
    <section aria-label={label}>
      <h2>
        <Select
          size="small"
          variant="borderless"
          className="map-indicator"
          popupMatchSelectWidth={false}
          aria-label={t('map.indicator')}
          value={indicator}
          options={StatIndicator.options.map((value) => ({ value, label: ui(`indicator.${value}`) }))}
          onChange={onIndicator}
        />
        <small>{situation.period.label}</small>
        {mayUpload && (
          <button type="button" className="plain map-turn noprint" onClick={() => setUploading(true)}>
            {t('map.upload')}
          </button>
        )}
        {credit && (
          <button
            type="button"
            className="plain map-turn noprint"
            onClick={() => onForm(drawn === 'tiles' ? 'boundary' : 'tiles')}
          >
            {drawn === 'tiles' ? t('map.toBoundary') : t('map.toTiles')}
          </button>
        )}
      </h2>
      <Twin
        label={label}
        chart={
          drawn === 'boundary' && credit ? (
            <Uploaded label={label} places={places} reverse={reverse} credit={credit} />
          ) : (
            <TileMap
              label={label}
              places={places}
              unit={unitOf[indicator]}
              note={limit === null ? [] : [t('map.limit', { limit }), t('map.limitNote')]}
              reverse={reverse}
            />
          )
        }
        table={<MapTable places={places} caption={label} />}
      />
      {uploading && <BoundaryForm present={credit !== null} onClose={() => setUploading(false)} />}
    </section>
  );
}

interface UploadedProps {
  readonly label: string;
  readonly places: readonly PlaceValue[];
  readonly reverse: boolean;
  readonly credit: { readonly source: string; readonly approvalNo: string };
}

function Uploaded(props: UploadedProps) {
  const boundary = useCall(getBoundary, undefined);
  return (
    <Loaded query={boundary} skeleton={<Skeleton rows={9} />}>
      {({ geojson }) => <BoundaryMap {...props} geojson={geojson} />}
    </Loaded>
  );
}

function MapTable({ places, caption }: { readonly places: readonly PlaceValue[]; readonly caption: string }) {
  const { t } = useTranslation('ui');
  return (
    <table className="grid">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('city')}</th>
          <th scope="col" className="num">
            {t('value')}
          </th>
          <th scope="col" className="num">
            {t('change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map((place) => (
          <tr key={place.code}>
            <th scope="row">{place.name}</th>
            <td className="num">
              <FigureText figure={place.figure} />
            </td>
            <td className="num">
              <DeltaText delta={place.delta} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
