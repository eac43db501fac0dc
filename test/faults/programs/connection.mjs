/** A connection to a program that answers lines of JSON by lines of JSON with the same `n`, and that may be killed at any time. */
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { eachLine } from './product.mjs';

/** Opens itself again until `isOver()`; whatever waits on a lost connection is told so. */
export function connectionTo(port, isOver) {
  const waiting = new Map();
  let socket = null;
  let numbers = 0;
  const open = () => {
    socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.on('close', () => {
      socket = null;
      for (const answer of waiting.values()) answer({ fault: 'the program is gone' });
      waiting.clear();
      if (!isOver()) setTimeout(open, 50);
    });
    eachLine(socket, (line) => {
      const { n, ...answer } = JSON.parse(line);
      waiting.get(n)?.(answer);
      waiting.delete(n);
    });
  };
  open();
  const isOpen = () => socket?.readyState === 'open';
  const ask = (command) =>
    new Promise((resolve) => {
      const n = ++numbers;
      waiting.set(n, resolve);
      socket.write(`${JSON.stringify({ n, ...command })}\n`);
    });
  return { isOpen, ask };
}

/** One that listens, as soon as there is one. */
export async function anyOpen(connections, chance) {
  for (;;) {
    const open = connections.filter(({ isOpen }) => isOpen());
    if (open.length > 0) return chance.pick(open);
    await sleep(20);
  }
}
