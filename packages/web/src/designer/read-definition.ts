import { ProgramDefinitionSchema, parseDefinition } from '@qingzhang/contract';
import type { ProgramDefinition } from '@qingzhang/domain';

/** A definition from a file of another system, or what is wrong with it and where. */
export async function readDefinition(
  file: File | undefined,
): Promise<{ definition: ProgramDefinition | null; fault: string | null }> {
  if (file === undefined) return { definition: null, fault: null };
  try {
    const parsed = ProgramDefinitionSchema.safeParse(JSON.parse(await file.text()));
    if (parsed.success) return { definition: parseDefinition(parsed.data), fault: null };
    const [issue] = parsed.error.issues;
    return { definition: null, fault: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` };
  } catch (error) {
    return { definition: null, fault: error instanceof Error ? error.message : 'JSON' };
  }
}
