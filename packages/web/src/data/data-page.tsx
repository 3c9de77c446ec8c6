/** Stands until the room is furnished. */
export function DataPage() {
  return null;
}
