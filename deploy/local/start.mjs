/** `npm start`: everything, from nothing to a registration that was confirmed by e-mail; `-- --servers-only` leaves just the servers running. */
import { onEnd } from './machine/ending.mjs';
import { prepare } from './machine/prepare.mjs';
import { command, say } from './machine/say.mjs';
import { show } from './show.mjs';
import { openSystem } from './system.mjs';

const serversOnly = process.argv.includes('--servers-only');

await command(async () => {
  const system = openSystem();
  const ending = onEnd(() => system.stop());

  await ending.during(async () => {
    say('\nQeyd starts. What it keeps is in .local/\n');
    await prepare(ending);
    if (serversOnly) {
      await system.startOnlyServers();
      system.release();
      say('\nThe servers stay until `npm stop`; `npm run status` shows where they are.\n');
      process.exit(0);
    }
    const running = await system.start();
    await show(running);
    say('\nQeyd runs until Ctrl-C or `npm stop`.\n');
  });
});
