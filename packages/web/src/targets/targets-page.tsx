/** Stands until the room is furnished. */
export function TargetsPage() {
  return null;
}
