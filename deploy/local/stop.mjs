/** `npm stop`: ends what `npm start` started from this folder, and nothing else. */
import { command, say } from './machine/say.mjs';
import { stopRunning } from './system.mjs';

await command(async () => {
  const ended = await stopRunning();
  say(ended.length ? `Ended: ${ended.join(', ')}.` : 'Nothing was running.');
});
