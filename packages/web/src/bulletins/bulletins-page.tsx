/** Stands until the room is furnished. */
export function BulletinsPage() {
  return null;
}
