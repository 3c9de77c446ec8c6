/** The Beijing day by this device's clock: only for what a form begins with; the server decides. */
export function useToday(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
