import type { ScreenBody } from '@qingzhang/contract';
import { BarsBody } from './body-bars.tsx';
import { DocumentBody } from './body-document.tsx';
import { ChartBody, MapBody } from './body-pictures.tsx';
import { PointsBody } from './body-points.tsx';
import { PledgesBody, TableBody } from './body-tables.tsx';
import { AgendaBody, CoverBody } from './body-words.tsx';

export type Ground = 'dark' | 'light';

/** The room a body has, in units of the hall's screen. */
export interface BodyRoom {
  readonly width: number;
  readonly height: number;
}
export interface BodyProps<K extends ScreenBody['kind'] = ScreenBody['kind']> {
  readonly body: Extract<ScreenBody, { kind: K }>;
  readonly room: BodyRoom;
  readonly ground: Ground;
  /** Which screen of a body that is longer than one. */
  readonly sub: number;
  /** How many screens the body has, as soon as that is known. */
  readonly onScreens: (count: number) => void;
}

/** One picture: each kind of page by its own renderer. */
export function Body({ body, ...rest }: BodyProps) {
  switch (body.kind) {
    case 'cover':
      return <CoverBody body={body} {...rest} />;
    case 'agenda':
      return <AgendaBody body={body} {...rest} />;
    case 'bars':
      return <BarsBody body={body} {...rest} />;
    case 'table':
      return <TableBody body={body} {...rest} />;
    case 'chart':
      return <ChartBody body={body} {...rest} />;
    case 'map':
      return <MapBody body={body} {...rest} />;
    case 'pledges':
      return <PledgesBody body={body} {...rest} />;
    case 'points':
      return <PointsBody body={body} {...rest} />;
    case 'document':
      return <DocumentBody body={body} {...rest} />;
  }
}
