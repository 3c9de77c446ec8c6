import { createHash } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@qingzhang/contract';

/** The user that PostgreSQL runs as; `null`: the one who runs us. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root. Where we are root, it runs as the owner of an existing cluster, else as the
 * first of these that the machine knows (it must have a passwd entry, initdb asks for its name).
 */
const CANDIDATES = ['qingzhang', 'postgres', 'nobody'];

/** Where root keeps what an unprivileged user must reach when the project or the data lie in a closed directory. */
const SHARED = '/var/lib/qingzhang';

/** Who PostgreSQL must run as for this cluster directory (which need not exist yet). */
export function chooseUser(cluster: string): RunAs | null {
  if (process.getuid?.() !== 0) return null;
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map((fields) => [fields[0] ?? '', { uid: Number(fields[2]), gid: Number(fields[3]) }] as const),
  );
  if (existsSync(join(cluster, 'PG_VERSION'))) {
    const owner = statSync(cluster);
    if (owner.uid !== 0 && [...users.values()].some((user) => user.uid === owner.uid)) {
      return { uid: owner.uid, gid: owner.gid };
    }
  }
  for (const name of CANDIDATES) {
    const user = users.get(name);
    if (user !== undefined && user.uid > 0) return user;
  }
  throw new Error(`no unprivileged user (${CANDIDATES.join(', ')}) in /etc/passwd to run PostgreSQL as`);
}

/** Whether the user may pass every directory on the way to `path`, and run it if it is a file. */
export function canReach(path: string, user: RunAs): boolean {
  for (let at = realpathSync(path), last = true; ; at = dirname(at), last = false) {
    const entry = statSync(at);
    const bits =
      entry.uid === user.uid ? entry.mode >> 6 : entry.gid === user.gid ? entry.mode >> 3 : entry.mode;
    const needed = last && entry.isFile() ? 0o5 : 0o1;
    if ((bits & needed) !== needed) return false;
    if (dirname(at) === at) return true;
  }
}

/**
 * The PostgreSQL programs where the user can run them: where npm put them, else a copy (a clone below `/root` is
 * closed to everybody else).
 */
export function reachablePrograms(native: string, version: string, user: RunAs | null): string {
  if (user === null || canReach(join(native, 'bin', 'postgres'), user)) return native;
  const copy = join(SHARED, `postgresql-${version}`);
  if (!existsSync(copy)) {
    mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return copy;
}

/**
 * Make the cluster directory: 0700, owned by the user. Where the user cannot pass the way to it, its content lies
 * below `/var/lib/qingzhang` and a symbolic link stands in the data directory. Returns the real path.
 */
export function prepareClusterDirectory(cluster: string, user: RunAs | null): string {
  mkdirSync(dirname(cluster), { recursive: true });
  const there = lstatSync(cluster, { throwIfNoEntry: false });
  if (there?.isSymbolicLink()) {
    if (!existsSync(cluster)) {
      const reason = `${cluster} leads to ${readlinkSync(cluster)}, which is gone`;
      throw new AppError('database.startFailed', { reason, log: '' });
    }
    return realpathSync(cluster);
  }
  if (there !== undefined) {
    accessSync(cluster, constants.R_OK | constants.W_OK | constants.X_OK);
    if (user !== null && there.uid !== user.uid) chownSync(cluster, user.uid, user.gid);
    return realpathSync(cluster);
  }
  if (user === null || canReach(dirname(cluster), user)) {
    mkdirSync(cluster, { mode: 0o700 });
    if (user !== null) chownSync(cluster, user.uid, user.gid);
    return realpathSync(cluster);
  }
  const name = createHash('sha256')
    .update(realpathSync(dirname(cluster)))
    .digest('hex')
    .slice(0, 12);
  const real = join(SHARED, `data-${name}`);
  mkdirSync(SHARED, { recursive: true, mode: 0o755 });
  mkdirSync(real, { recursive: true, mode: 0o700 });
  chownSync(real, user.uid, user.gid);
  symlinkSync(real, cluster);
  return real;
}
