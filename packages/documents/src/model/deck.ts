/**
 * 幻灯片: a deck for the hall. A page is one sentence and one picture, the same object that the screens show; the shapes here
 * are those of the contract's ScreenPage, so that a page of the meeting can be given as it is.
 */
export interface Deck {
  readonly title: string;
  /** 2021年7月24日　某某省生态环境厅. */
  readonly subtitle: string;
  readonly organisation: string;
  readonly simulated: boolean;
  readonly pages: readonly DeckPage[];
}

export type DeckTone = 'plain' | 'quiet' | 'strong' | 'good' | 'warn' | 'bad';
export type DeckLamp = 'blue' | 'green' | 'yellow' | 'red' | 'grey';
export type DeckVerdict = 'kept' | 'late' | 'broken' | 'open';

export interface DeckCell {
  readonly text: string;
  readonly tone?: DeckTone | undefined;
}

export interface DeckPage {
  readonly key: string;
  /** The sentence. */
  readonly title: string;
  readonly body: DeckBody;
  readonly side: DeckSide | null;
  /** 已结账, 模拟数据. */
  readonly badges: readonly string[];
  /** 数据截至 2021-06-30 24:00. */
  readonly until: string;
  /** n＝91.93 万户; empty: none. */
  readonly base: string;
}

/** The speaker's panel at the right. */
export interface DeckSide {
  readonly role: string;
  readonly name: string;
  readonly facts: readonly {
    readonly label: string;
    readonly value: string;
    readonly unit: string;
    readonly tone: DeckTone;
  }[];
  readonly promised: string | null;
  readonly result: { readonly text: string; readonly verdict: DeckVerdict } | null;
}

export type DeckBody =
  | { readonly kind: 'cover'; readonly lines: readonly string[] }
  | DeckAgenda
  | DeckBars
  | DeckTable
  | { readonly kind: 'chart'; readonly dark: string; readonly light: string; readonly alt: string }
  | DeckMap
  | DeckPledges
  | { readonly kind: 'points'; readonly points: readonly { readonly head: string; readonly text: string }[] }
  | { readonly kind: 'document'; readonly html: string };

export interface DeckAgenda {
  readonly kind: 'agenda';
  readonly items: readonly {
    readonly title: string;
    readonly minutes: number;
    readonly speakers: readonly string[];
  }[];
}

export interface DeckBars {
  readonly kind: 'bars';
  readonly unit: string;
  /** What the parts of a bar mean, in the order they are stacked. */
  readonly legend: readonly string[];
  readonly path: { readonly label: string; readonly value: number } | null;
  /** The value at the bars' full width. */
  readonly max: number;
  readonly columns: readonly string[];
  readonly rows: readonly DeckBarRow[];
}

export interface DeckBarRow {
  readonly name: string;
  readonly lamp: DeckLamp | null;
  /** Cumulative ends, one for each legend entry; null: nothing known. */
  readonly parts: readonly (number | null)[];
  readonly cells: readonly DeckCell[];
  readonly mark: 'bad' | 'warn' | null;
}

export interface DeckTable {
  readonly kind: 'table';
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'center' | 'right' }[];
  readonly rows: readonly { readonly cells: readonly DeckCell[]; readonly emphasis?: boolean | undefined }[];
  readonly note: string | null;
}

export interface DeckMap {
  readonly kind: 'map';
  readonly unit: string;
  readonly tiles: readonly {
    readonly name: string;
    readonly text: string;
    readonly row: number;
    readonly column: number;
    readonly tone: DeckTone;
    readonly class: string;
  }[];
  readonly legend: readonly { readonly text: string; readonly class: string }[];
}

export interface DeckPledges {
  readonly kind: 'pledges';
  readonly rows: readonly {
    readonly city: string;
    readonly promised: string;
    readonly result: string;
    readonly verdict: DeckVerdict;
    readonly verdictText: string;
  }[];
  readonly summary: string;
}
