import type { HourLabel, LayoutName, RejectCode } from '@qingzhang/contract';
import { type HourIndex, MISSING, type PerPollutant, POLLUTANTS, UNITS } from '@qingzhang/standards';
import { milliOfBytes, NEGATIVE, NOT_A_NUMBER } from '../cells.ts';
import {
  csvLine,
  fieldText,
  fieldTexts,
  type LineFault,
  type RowHandler,
  type RowView,
  rawText,
} from '../lines.ts';
import {
  dayOfText,
  hourLabelOfText,
  hourOf,
  hourStamp,
  StampParser,
  TIME_INVALID,
  TIME_NOT_WHOLE,
} from '../time-cells.ts';
import { roleOf } from './columns.ts';
import {
  type CellColumn,
  detectLayout,
  type LayoutFault,
  type LayoutPlan,
  type PlaceKind,
} from './detect.ts';
import { FieldKeys } from './field-keys.ts';

/** A row that was turned away, as it is kept. */
export interface Reject {
  line: number;
  column: string | null;
  code: RejectCode;
  params: Record<string, string | number>;
  /** The row as it can be mended: the file's own line, or for transposed files the place-hour in our plain layout. */
  raw: string;
}

/** How a file names a place. Absent parts are empty. */
export interface PlaceRef {
  kind: PlaceKind;
  code: string;
  name: string;
  city: string;
  adcode: string;
}

/** Why no place answers to a reference. */
export type PlaceFault = {
  code: 'place.unknown' | 'place.ambiguous' | 'place.otherCity';
  params: Record<string, string>;
};

/** A place that was found. */
export interface FoundPlace {
  /** Any small whole number of the sink's. */
  place: number;
  /** Found by a name that differs from the registered one (marks taken off); the registered one is preferred. */
  otherName: boolean;
}

/** Where a reader's findings go. */
export interface ReadingSink {
  /** The place a reference means, or why there is none. */
  place(ref: PlaceRef): FoundPlace | PlaceFault;
  /** One place-hour. `values` (six, in POLLUTANTS order) is used again by the next call; `source` lives for this call. */
  reading(found: FoundPlace, hour: HourIndex, values: Int32Array, line: number, source: RowView | null): void;
  reject(reject: Reject): void;
}

/** Settings of a reader. */
export interface ReaderOptions {
  layout: LayoutName | 'auto';
  hourLabel: HourLabel;
  /** Values above these (thousandths) are absurd. */
  limits: PerPollutant<number>;
  /** Hours after this one lie in the future. */
  latest: HourIndex;
}

/** A file in none of the layouts: nothing of it can be read. */
export class UnreadableLayout extends Error {
  readonly fault: LayoutFault;

  constructor(fault: LayoutFault) {
    super(fault.code);
    this.fault = fault;
  }
}

/** Title lines that may stand above the header. */
const HEADER_WITHIN = 10;

/**
 * Turns the rows of an hourly file into place-hours. A row is taken or turned away as a whole: with one bad cell it
 * can be mended and brought again. In transposed files the whole is the place-hour.
 */
export class HourReader implements RowHandler {
  plan: LayoutPlan | null = null;

  private readonly sink: ReadingSink;
  private readonly options: ReaderOptions;
  private readonly shift: 0 | 1;
  private readonly limits: Int32Array;
  private readonly stamps = new StampParser();
  private readonly values = new Int32Array(POLLUTANTS.length);
  private places: FieldKeys<FoundPlace | PlaceFault> | null = null;
  private placeColumns: number[] = [];
  private cells: readonly (CellColumn & { index: number })[] = [];
  private headerTries = 0;
  private firstFault: LayoutFault | null = null;
  private wide: WideHour | null = null;

  constructor(sink: ReadingSink, options: ReaderOptions) {
    this.sink = sink;
    this.options = options;
    this.shift = options.hourLabel === 'begin' ? 1 : 0;
    this.limits = Int32Array.from(POLLUTANTS, (pollutant) =>
      Math.min(options.limits[pollutant], 2 ** 31 - 1),
    );
  }

  row(view: RowView): void {
    if (this.plan === null) this.header(view);
    else if (this.plan.wide) this.wideRow(this.plan, view);
    else this.longRow(this.plan, view);
  }

  badLine(fault: LineFault, line: number, raw: string, params: Record<string, unknown>): void {
    if (this.plan === null && fault !== 'line.quote') {
      throw new UnreadableLayout({ code: 'layout.unknown', params: { line, reason: fault } });
    }
    const plain = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
    this.sink.reject({ line, column: null, code: fault, params: plain, raw });
  }

  /** After the last row. Throws when no header was ever found. */
  end(): void {
    if (this.plan === null) {
      throw new UnreadableLayout(
        this.firstFault ?? { code: 'layout.unknown', params: { missing: ['header'] } },
      );
    }
    this.flushWide();
  }

  private header(view: RowView): void {
    const texts = fieldTexts(view);
    if (texts.every((text) => text === '')) return;
    const found = detectLayout(texts, this.options.layout);
    if ('code' in found) {
      this.firstFault ??= found;
      if (found.code !== 'layout.unknown' || ++this.headerTries >= HEADER_WITHIN) {
        throw new UnreadableLayout(found.code === 'layout.unknown' ? this.firstFault : found);
      }
      return;
    }
    this.plan = found;
    const { code, name, city, adcode } = found.place;
    this.placeColumns = [code, name, city, adcode].filter((column) => column >= 0);
    const text = (view: RowView, column: number) => (column < 0 ? '' : fieldText(view, column));
    this.places = new FieldKeys(this.placeColumns, (row) =>
      this.sink.place({
        kind: found.kind,
        code: text(row, code),
        name: text(row, name),
        city: text(row, city),
        adcode: text(row, adcode),
      }),
    );
    this.cells = found.cells.map((cell) => ({ ...cell, index: POLLUTANTS.indexOf(cell.pollutant) }));
    if (found.wide) this.wide = this.openWide(found, view.line);
  }

  private openWide(plan: LayoutPlan, line: number): WideHour {
    const places = (plan.wide?.places ?? []).flatMap(({ column, name }) => {
      const place = this.sink.place({
        kind: plan.kind,
        code: plan.kind === 'station' ? name : '',
        name: '',
        city: plan.kind === 'station' ? '' : name,
        adcode: '',
      });
      if ('place' in place) return [{ column, name, found: place }];
      this.sink.reject({ line, column: name, code: place.code, params: place.params, raw: name });
      return [];
    });
    return new WideHour(places);
  }

  /** The hour a row names, or a negative code with the row already turned away. */
  private hourOfRow(plan: LayoutPlan, view: RowView): number {
    let hour: number;
    if (plan.time.kind === 'stamp') {
      const { column } = plan.time;
      hour = this.stamps.parse(view.bytes, view.starts[column]!, view.ends[column]!);
    } else {
      const clock = hourLabelOfText(fieldText(view, plan.time.hour));
      hour = clock < 0 ? TIME_INVALID : hourOf(dayOfText(fieldText(view, plan.time.date)), clock);
    }
    if (hour < 0) {
      if (this.isBlank(view)) return hour;
      const code =
        hour === TIME_INVALID
          ? 'time.invalid'
          : hour === TIME_NOT_WHOLE
            ? 'time.notWholeHour'
            : 'time.otherZone';
      this.rejectTime(plan, view, code);
      return hour;
    }
    hour += this.shift;
    if (hour > this.options.latest) {
      this.rejectTime(plan, view, 'time.future');
      return TIME_INVALID;
    }
    return hour;
  }

  private rejectTime(plan: LayoutPlan, view: RowView, code: RejectCode): void {
    const columns = plan.time.kind === 'stamp' ? [plan.time.column] : [plan.time.date, plan.time.hour];
    this.rejectRow(view, columns.map((column) => plan.header[column]).join(' + '), code, {
      value: columns.map((column) => fieldText(view, column).slice(0, 60)).join(' '),
    });
  }

  private rejectRow(view: RowView, column: string | null, code: RejectCode, params: Reject['params']): void {
    this.sink.reject({ line: view.line, column, code, params, raw: rawText(view) });
  }

  /** Whether a row says nothing: no field, or only the reasons that our own download added. */
  private isBlank(view: RowView): boolean {
    const width = this.plan?.header.length ?? 0;
    for (let column = 0; column < view.fields; column++) {
      if (fieldText(view, column) !== '' && (column >= width || roleOf(this.plan!.header[column]!)))
        return false;
    }
    return true;
  }

  private fits(plan: LayoutPlan, view: RowView): boolean {
    const width = plan.header.length;
    if (view.fields === width) return true;
    if (view.fields > width) {
      let empty = true;
      for (let column = width; column < view.fields; column++)
        empty &&= view.starts[column] === view.ends[column];
      if (empty) return true;
    }
    if (!this.isBlank(view)) {
      this.rejectRow(view, null, 'row.fields', { found: view.fields, expected: width });
    }
    return false;
  }

  private longRow(plan: LayoutPlan, view: RowView): void {
    if (!this.fits(plan, view)) return;
    const hour = this.hourOfRow(plan, view);
    if (hour < 0) return;
    const place = this.placeOfRow(plan, view);
    if (place === null) return;
    const { values, cells, limits } = this;
    values.fill(MISSING);
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i]!;
      const value = milliOfBytes(view.bytes, view.starts[cell.column]!, view.ends[cell.column]!);
      if (value === MISSING) continue;
      const kept = cell.divisor === 1 ? value : value < 0 ? value : Math.round(value / cell.divisor);
      if (kept < 0 || kept > limits[cell.index]!) {
        const text = fieldText(view, cell.column);
        const { code, params } = this.cellFault(cell.index, kept, text);
        this.rejectRow(view, plan.header[cell.column] ?? null, code, params);
        return;
      }
      values[cell.index] = kept;
    }
    this.sink.reading(place, hour, values, view.line, view);
  }

  private cellFault(index: number, value: number, text: string): Pick<Reject, 'code' | 'params'> {
    const shown = text.slice(0, 60);
    if (value === NOT_A_NUMBER) return { code: 'cell.notNumber', params: { value: shown } };
    if (value === NEGATIVE) return { code: 'cell.negative', params: { value: shown } };
    const pollutant = POLLUTANTS[index]!;
    return {
      code: 'cell.absurd',
      params: { value: shown, limit: this.options.limits[pollutant] / 1000, unit: UNITS[pollutant] },
    };
  }

  private placeOfRow(plan: LayoutPlan, view: RowView): FoundPlace | null {
    const found = this.places!.get(view);
    if ('place' in found) return found;
    const column = this.placeColumns.map((one) => plan.header[one]).join(' + ');
    this.rejectRow(view, column, found.code, found.params);
    return null;
  }

  private wideRow(plan: LayoutPlan, view: RowView): void {
    const { wide } = this;
    if (!wide || !plan.wide || !this.fits(plan, view)) return;
    const hour = this.hourOfRow(plan, view);
    if (hour < 0) return;
    const role = roleOf(fieldText(view, plan.wide.type));
    if (role?.kind !== 'pollutant') return;
    const index = POLLUTANTS.indexOf(role.pollutant);
    if (hour !== wide.hour) {
      this.flushWide();
      wide.open(hour);
    }
    wide.line = view.line;
    for (let i = 0; i < wide.places.length; i++) {
      const { column } = wide.places[i]!;
      let value = milliOfBytes(view.bytes, view.starts[column]!, view.ends[column]!);
      if (value === MISSING) continue;
      if (role.divisor !== 1 && value > 0) value = Math.round(value / role.divisor);
      const slot = i * POLLUTANTS.length + index;
      if (value < 0 || value > this.limits[index]!) {
        const text = fieldText(view, column);
        wide.fail(i, index, view.line, text, this.cellFault(index, value, text));
      } else if (wide.values[slot] !== MISSING && wide.values[slot] !== value) {
        wide.fail(i, index, view.line, fieldText(view, column), {
          code: 'row.duplicate',
          params: { first: wide.values[slot]! / 1000, second: value / 1000 },
        });
      } else {
        wide.values[slot] = value;
      }
    }
  }

  private flushWide(): void {
    const { wide, plan, values } = this;
    if (!wide || !plan || wide.hour < 0) return;
    for (let i = 0; i < wide.places.length; i++) {
      values.set(wide.values.subarray(i * POLLUTANTS.length, (i + 1) * POLLUTANTS.length));
      const { name, found } = wide.places[i]!;
      const fault = wide.faults.get(i);
      if (fault) {
        const texts = plainCells(values);
        texts[fault.index] = fault.text;
        const { line, code, params } = fault;
        const column = `${name} ${POLLUTANTS[fault.index]}`;
        this.sink.reject({
          line,
          column,
          code,
          params,
          raw: csvLine([hourStamp(wide.hour - this.shift), name, ...texts]),
        });
      } else {
        this.sink.reading(found, wide.hour, values, wide.line, null);
      }
    }
    wide.hour = -1;
  }
}

/** The cells of a place-hour as our plain layout writes them: up to three decimals, empty where missing. */
export function plainCells(values: Int32Array): string[] {
  return Array.from(values, (value) => (value === MISSING ? '' : String(value / 1000)));
}

interface WideFault extends Pick<Reject, 'code' | 'params' | 'line'> {
  index: number;
  text: string;
}

/** One hour of a transposed file, gathered over its rows. */
class WideHour {
  hour = -1;
  line = 0;
  readonly values: Int32Array;
  readonly faults = new Map<number, WideFault>();
  readonly places: ReadonlyArray<{ column: number; name: string; found: FoundPlace }>;

  constructor(places: ReadonlyArray<{ column: number; name: string; found: FoundPlace }>) {
    this.places = places;
    this.values = new Int32Array(places.length * POLLUTANTS.length);
  }

  open(hour: number): void {
    this.hour = hour;
    this.values.fill(MISSING);
    this.faults.clear();
  }

  fail(
    place: number,
    index: number,
    line: number,
    text: string,
    fault: Pick<Reject, 'code' | 'params'>,
  ): void {
    if (!this.faults.has(place)) this.faults.set(place, { ...fault, index, line, text });
  }
}
