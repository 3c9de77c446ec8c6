/** A draft that reads otherwise. */
import { editedModel } from '../issuing/documents/edits.ts';
import type { Db } from '../platform/database/transaction.ts';
import * as queries from './queries.ts';

/** After a draft was made anew or edited: another revision, and its title as it reads now. */
export async function raiseRevision(trx: Db, id: number): Promise<void> {
  const content = await queries.loadContent(trx, id);
  if (content === null) return;
  const { title } = await editedModel(trx, 'bulletin', id, content);
  await queries.raiseRevision(trx, id, title);
}
