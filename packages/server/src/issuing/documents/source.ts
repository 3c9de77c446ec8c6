/** What an owner (bulletins, papers, releases) gives so that its documents can be edited and distributed. */
import type { DocumentOwner, PaperFigure } from '@qingzhang/contract';
import type { DocumentModel } from '@qingzhang/documents';
import type { Actor, Call } from '../../platform/actor.ts';
import type { Db } from '../../platform/database/transaction.ts';
import type { Platform } from '../../platform/platform.ts';

/** A document as its owner keeps it, seen by somebody. */
export interface DocumentContent {
  readonly title: string;
  /** As composed: edits lie over it and are not in it. */
  readonly model: DocumentModel;
  /** What its texts may refer to, with words to find it by; figures of the model not named here are added. */
  readonly figures: readonly PaperFigure[];
  readonly revision: number;
  /** The actor may edit it, and its state allows it. */
  readonly editable: boolean;
  /** It may be sent to people: finished or issued, not withdrawn. */
  readonly sendable: boolean;
  /** It is the house's alone: bureaus and other departments cannot be sent it. */
  readonly inHouse?: boolean;
  /** Null: its figures are live. */
  readonly frozenAt: Date | null;
  readonly asOf: Date;
  readonly simulated: boolean;
}

/** What a list says of a document. */
export interface DocumentLine {
  readonly title: string;
  readonly kind: string;
  readonly meeting: { readonly id: number; readonly title: string; readonly startsAt: string } | null;
}

/** People who are sent to together: a venue's. */
export interface RecipientGroup {
  readonly name: string;
  readonly people: readonly number[];
}

/** An owner's side of editing and distribution. */
export interface DocumentSource {
  readonly owner: DocumentOwner;
  /** Null: not there, or not for the actor's eyes. `hold` locks the owner's row until the transaction ends. */
  load(
    db: Db,
    id: number,
    actor: Actor,
    options?: { readonly hold?: boolean },
  ): Promise<DocumentContent | null>;
  /** Raise the revision after an edit; files drawn before are old. */
  touch(trx: Db, id: number, call: Call): Promise<void>;
  /** Words of documents for lists; those that are gone are left out. */
  lines(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, DocumentLine>>;
  /** Whether a draft is behind its figures; then its renewal has been asked for. What is frozen is never behind. */
  behind?(platform: Platform, id: number, at: Date): Promise<boolean>;
  /** Groups that one sends to, beside cities. */
  groups?(db: Db, id: number): Promise<readonly RecipientGroup[]>;
}
