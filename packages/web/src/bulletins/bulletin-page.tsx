/** Stands until the room is furnished. */
export function BulletinPage() {
  return null;
}
