import { z } from 'zod';

/** As much of a JSON schema as a sample needs. */
interface Shape {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Shape>>;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** Texts that one pattern or another takes. */
const TEXTS = [
  '样例文字',
  '2026-06-15',
  '2026-06',
  '2026-06-15T10:00:00+08:00',
  '140200',
  'sample',
  '1',
  'a1',
  '省厅〔2026〕1号',
  '13800000000',
  'https://example.org/x',
  'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  '0'.repeat(64),
];

/** A value that a schema takes, made from the schema alone; undefined where none was found. */
export function sampleOf(schema: z.ZodType): unknown {
  const shape = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }) as Shape;
  const sample = madeOf(shape, shape.$defs ?? {}, 0);
  return schema.safeParse(sample).success ? sample : undefined;
}

function madeOf(shape: Shape, defs: Readonly<Record<string, Shape>>, depth: number): unknown {
  if (depth > 12) return null;
  const inner = (one: Shape) => madeOf(one, defs, depth + 1);
  if (shape.$ref !== undefined) return inner(defs[shape.$ref.replace('#/$defs/', '')] ?? {});
  if ('const' in shape) return shape.const;
  if (shape.enum !== undefined) return shape.enum[0];
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices?.[0] !== undefined) return inner(choices[0]);
  if (shape.allOf !== undefined) return Object.assign({}, ...shape.allOf.map((one) => Object(inner(one))));
  switch (shape.type) {
    case 'object':
      return Object.fromEntries(
        (shape.required ?? []).map((name) => [name, inner(shape.properties?.[name] ?? {})]),
      );
    case 'array':
      return Array.from({ length: Math.max(shape.minItems ?? 0, 0) }, () => inner(shape.items ?? {}));
    case 'integer':
    case 'number':
      return Math.max(1, shape.minimum ?? 1, (shape.exclusiveMinimum ?? 0) + 1);
    case 'boolean':
      return true;
    case 'string':
      return textOf(shape);
    case 'null':
      return null;
    default:
      return {};
  }
}

function textOf({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Shape): string {
  const fits = (text: string) =>
    text.length >= minLength &&
    text.length <= maxLength &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text));
  return TEXTS.find(fits) ?? '样'.repeat(Math.max(minLength, 1));
}
