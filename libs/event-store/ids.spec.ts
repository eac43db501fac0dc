/** Ids keep the order of time, also when one follows from another. */
import { validate, version } from 'uuid';
import { idFrom, newId } from './index';

it('gives ids that sort by the time they were made', () => {
  const ids = Array.from({ length: 50 }, newId);
  expect([...ids].sort()).toEqual(ids);
});

it('derives the same id from the same parent and name, and another one from any other', () => {
  const parent = newId();
  expect(idFrom(parent, 'clock')).toBe(idFrom(parent, 'clock'));
  expect(new Set([idFrom(parent, 'clock'), idFrom(parent, 'notice'), idFrom(newId(), 'clock'), parent]).size).toBe(4);
});

it('derives ids that are valid and stand beside their parent in an index', () => {
  const parent = newId();
  const child = idFrom(parent, 'clock');
  expect([validate(child), version(child), child.slice(0, 13)]).toEqual([true, 8, parent.slice(0, 13)]);
});
