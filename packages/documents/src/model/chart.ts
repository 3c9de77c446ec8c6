/** A chart as data (图): the picture is drawn from it when the document is drawn, the same in every format. */
export type ChartSpec = IndexBarsSpec | MonthBarsSpec | SlopeSpec | ClassDaysSpec | TargetLineSpec;

/** A value with the text in which it is published; the text labels the mark, the value only places it. */
export interface ChartValue {
  readonly value: number;
  readonly text: string;
}

/** Horizontal bars with the change beside each: 综合指数与同比. Order is the caller's. */
export interface IndexBarsSpec {
  readonly type: 'index-bars';
  readonly unit: string;
  readonly changeTitle: string;
  readonly bars: readonly {
    readonly label: string;
    /** Null: 数据无效, drawn as words without a bar. */
    readonly now: ChartValue | null;
    readonly lastYear: ChartValue | null;
    /** As printed, for example 下降12.4%. */
    readonly change: string;
    readonly worse: boolean;
    readonly emphasis?: boolean;
  }[];
  readonly reference?: { readonly label: string; readonly value: number };
}

/** Monthly bars against the plan: months not yet over show the plan only. */
export interface MonthBarsSpec {
  readonly type: 'month-bars';
  readonly unit: string;
  readonly measure: string;
  readonly months: readonly {
    readonly label: string;
    readonly actual: ChartValue | null;
    readonly plan: ChartValue | null;
  }[];
  readonly remark?: string;
}

/** Two columns of ranks joined by lines: state on the left, change on the right, ties as one step (排名). */
export interface SlopeSpec {
  readonly type: 'slope';
  readonly leftTitle: string;
  readonly rightTitle: string;
  readonly items: readonly {
    readonly label: string;
    readonly left: { readonly rank: number; readonly text: string } | null;
    readonly right: { readonly rank: number; readonly text: string } | null;
    readonly emphasis?: boolean;
  }[];
}

/** Days by AQI class, one bar a city (级别天数). Counts from class 1 (优) to class 6 (严重污染). */
export interface ClassDaysSpec {
  readonly type: 'class-days';
  readonly rows: readonly {
    readonly label: string;
    readonly days: readonly [number, number, number, number, number, number];
    readonly note?: string;
  }[];
}

/** A line over time against a target line (累计均值与目标). */
export interface TargetLineSpec {
  readonly type: 'target-line';
  readonly unit: string;
  readonly points: readonly { readonly label: string; readonly value: ChartValue | null }[];
  readonly lastYear?: readonly { readonly label: string; readonly value: ChartValue | null }[];
  readonly target: ChartValue & { readonly label: string };
  readonly seriesLabel: string;
}

export interface ChartBlock {
  readonly kind: 'chart';
  /** The block's name for edits (see edits.ts). */
  readonly key?: string;
  readonly id: string;
  readonly title: string;
  readonly spec: ChartSpec;
  /** What the chart says, for readers who cannot see it. */
  readonly alt: string;
  readonly note?: string;
}
