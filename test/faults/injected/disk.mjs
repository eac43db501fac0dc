/** A small disk of its own, in memory, that can be filled and emptied again. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from '../../../deploy/local/machine/say.mjs';

const run = (command, ...args) => {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Trouble(`A full disk needs a small file system: ${command} ${args.join(' ')}: ${error ?? stderr}`);
};

/** Mounts it at `folder`; needs root on Linux. `owner` is the user whose folder it will be. */
export function mountDisk(folder, megabytes, owner) {
  if (process.platform !== 'linux' || process.getuid() !== 0)
    throw new Trouble(
      'A full disk needs a tmpfs, which only root may mount, on Linux. Run it there, or leave it out with --only.',
    );
  mkdirSync(folder, { recursive: true });
  const ids = owner ? `,uid=${owner.uid},gid=${owner.gid}` : '';
  run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m,mode=0700${ids}`, 'tmpfs', folder);
  const ballast = join(folder, 'ballast');
  return {
    /** Leaves so many bytes. */
    fill(left) {
      const { bavail, bsize } = statfsSync(folder);
      const file = openSync(ballast, 'w');
      const block = Buffer.alloc(1 << 20);
      try {
        for (let rest = bavail * bsize - left; rest > 0; rest -= block.length)
          writeSync(file, block, 0, Math.min(rest, block.length));
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error; // the server was faster
      } finally {
        closeSync(file);
      }
    },
    isFull() {
      const { bavail, bsize } = statfsSync(folder);
      return bavail * bsize < 64 * 1024;
    },
    free: () => rmSync(ballast, { force: true }),
    close() {
      if (existsSync(folder)) run('umount', '--lazy', folder);
    },
  };
}
