/** Where the files of a document are, by its owner. */
import {
  type DocumentOwner,
  getBulletinFile,
  getPaperFile,
  getReleaseFile,
  urlOf,
} from '@qingzhang/contract';

/** Formats that every owner draws. */
export type FileFormat = 'html' | 'docx' | 'pdf';
export const downloads = ['pdf', 'docx'] as const;

/** The address of a document's file. */
export function fileAddress(owner: DocumentOwner, id: number, format: FileFormat): string {
  const params = { id, format };
  switch (owner) {
    case 'bulletin':
      return urlOf(getBulletinFile, { params });
    case 'paper':
      return urlOf(getPaperFile, { params });
    case 'release':
      return urlOf(getReleaseFile, { params });
  }
}
