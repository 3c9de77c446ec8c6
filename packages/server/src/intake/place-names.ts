/** What the marks in a published station name say (国控点位名称里的标注). */
export interface StationName {
  /** The name without marks: `上兰(对照点)` → `上兰`. */
  name: string;
  /** 对照点: a clean contrast site, not part of the city's value (AIR-3.8). */
  control: boolean;
  /** Stopped (停运), with or without a date. */
  stopped: boolean;
  /** Last day before a dated stop, 'YYYY-MM-DD'. */
  validTo: string | null;
  /** First day, from a dated start (启用). */
  validFrom: string | null;
}

/** Takes the marks off a station name: `红旗广场(停运160601)`, `机引(20190313停运)`, `云冈站(145)`, `运城学院（已停运）`. */
export function readStationName(raw: string): StationName {
  const text = raw.normalize('NFKC').trim();
  const marks = [...text.matchAll(/\(([^()]*)\)/g)].map((match) => match[1]!);
  const stripped = text.replace(/\s*\([^()]*\)\s*/g, ' ').trim();
  const result: StationName = {
    name: stripped === '' ? text : stripped,
    control: marks.some((mark) => mark.includes('对照')),
    stopped: marks.some((mark) => mark.includes('停运')),
    validTo: null,
    validFrom: null,
  };
  for (const mark of marks) {
    const stop = dateBeside(mark, '停运');
    if (stop) result.validTo = dayBefore(stop);
    const start = dateBeside(mark, '启用');
    if (start) result.validFrom = start;
  }
  return result;
}

function dateBeside(mark: string, word: string): string | null {
  const match =
    new RegExp(`${word}(\\d{8}|\\d{6})(?!\\d)`).exec(mark) ?? new RegExp(`(\\d{8}|\\d{6})${word}`).exec(mark);
  if (!match) return null;
  const digits = match[1]!.length === 6 ? `20${match[1]}` : match[1]!;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day ? null : day;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** A city or prefecture name as it is compared: `太原市` and `太原` are one, `甘孜藏族自治州` and `甘孜州` are not. */
export function plainCityName(raw: string): string {
  const text = raw.normalize('NFKC').replace(/\s/g, '');
  return text.length > 2 ? text.replace(/(市|地区|盟)$/, '') : text;
}
