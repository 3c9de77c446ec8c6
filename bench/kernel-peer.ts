export async function duckDbPeer(..._: unknown[]): Promise<void> {}
